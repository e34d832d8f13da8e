import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useText } from '../shared/use-text.ts';
import type { Diff } from './plan-queries.ts';

export type Links = Readonly<Record<string, string | null>>;

/** Saying which measure goes on from which, in a preview; `undefined` leaves it to the words. */
export interface Relinking {
  readonly links: Links;
  readonly relink: (draftId: string, to: string | null | undefined) => void;
}

interface DiffListProps {
  readonly diff: Diff;
  readonly relinking?: Relinking;
}

/** What differs between two plans, measure by measure. */
export function DiffList({ diff, relinking }: DiffListProps) {
  const { t } = useTranslation();
  const text = useText();
  const { added, dropped, changed, unchanged } = diff;
  if (added.length + dropped.length + changed.length === 0) return <p className="empty">{t('plans.diff.same')}</p>;
  return (
    <div className="plan-diff">
      <Part title={t('plans.diff.changed')} items={changed}>
        {(measure) => (
          <>
            <b>{measure.id}</b> {text(measure.title)}{' '}
            {measure.from === measure.id ? null : <small>{t('plans.diff.formerly', { id: measure.from })}</small>}
            {measure.reworded ? (
              <>
                <del>{t('plans.diff.was', { text: measure.reworded.from })}</del>
                <ins>{t('plans.diff.now', { text: measure.reworded.to })}</ins>
              </>
            ) : null}
            {measure.texts.map((line) => (
              <span key={line.zh} className="change-line">
                {text(line)}
              </span>
            ))}
            {relinking && measure.draftId !== null && measure.reworded ? (
              <Apart draftId={measure.draftId} {...relinking} />
            ) : null}
          </>
        )}
      </Part>
      <Part title={t('plans.diff.added')} items={added}>
        {(measure) => (
          <>
            <b>{measure.id}</b> {text(measure.title)} <small>{text(measure.task)}</small>
            {relinking && measure.draftId !== null && dropped.length > 0 ? (
              <Continues draftId={measure.draftId} dropped={dropped} {...relinking} />
            ) : null}
          </>
        )}
      </Part>
      <Part title={t('plans.diff.dropped')} items={dropped}>
        {(measure) => (
          <>
            <b>{measure.id}</b> {text(measure.title)} <small>{text(measure.task)}</small>
          </>
        )}
      </Part>
      <p className="note">{t('plans.diff.unchanged', { count: unchanged })}</p>
    </div>
  );
}

/** Of a measure that looks new: which dropped one it goes on from, if any. */
function Continues({
  draftId,
  dropped,
  links,
  relink,
}: Relinking & { readonly draftId: string; readonly dropped: Diff['dropped'] }) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <label className="field">
      {t('plans.issue.continues')}
      <select value={links[draftId] ?? ''} onChange={(e) => relink(draftId, e.target.value || undefined)}>
        <option value="">{t('plans.issue.isNew')}</option>
        {dropped.map((gone) => (
          <option key={gone.id} value={gone.id}>
            {gone.id} {text(gone.title)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Of a measure that was paired by its words: it is another one. */
function Apart({ draftId, relink }: Relinking & { readonly draftId: string }) {
  const { t } = useTranslation();
  return (
    <button type="button" className="link" onClick={() => relink(draftId, null)}>
      {t('plans.issue.notSame')}
    </button>
  );
}

interface PartProps<T> {
  readonly title: string;
  readonly items: readonly T[];
  readonly children: (item: T) => ReactNode;
}

/** A list under its title and count; nothing where it is empty. */
export function Part<T extends { readonly id: string }>({ title, items, children }: PartProps<T>) {
  if (items.length === 0) return null;
  return (
    <details open={items.length <= 30}>
      <summary>
        {title} <b>{items.length}</b>
      </summary>
      <ul>
        {items.map((item) => (
          <li key={item.id}>{children(item)}</li>
        ))}
      </ul>
    </details>
  );
}
