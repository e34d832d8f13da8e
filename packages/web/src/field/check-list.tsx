import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SelectField } from '../shared/fields.tsx';
import { Go } from '../shared/go.tsx';
import { useText } from '../shared/use-text.ts';
import { CheckSummary } from './check-summary.tsx';
import type { FieldItem, LocalCheck } from './check.ts';
import { ConflictCard } from './conflict-card.tsx';
import { keepCheck } from './device-store.ts';

interface CheckListProps {
  readonly items: readonly FieldItem[];
  /** Whether the list of what is to be checked has ever come */
  readonly known: boolean;
  readonly checks: readonly LocalCheck[];
  readonly kept: () => Promise<void>;
}

const address = (report: string): string => `/field?report=${encodeURIComponent(report)}`;

/** What needs a decision first, then what is not sent, then what is to be checked. */
export function CheckList({ items, known, checks, kept }: CheckListProps) {
  const { t } = useTranslation();
  const of = (...states: LocalCheck['state'][]) => checks.filter((check) => states.includes(check.state));
  const [attention, filled, sent, dropped] = [
    of('conflict', 'refused'),
    of('draft', 'waiting'),
    of('sent'),
    of('dropped'),
  ];
  const handled = new Set([...attention, ...filled].map((check) => check.item.report));
  const store = async (check: LocalCheck) => {
    await keepCheck(check);
    await kept();
  };
  return (
    <>
      {attention.length === 0 ? null : (
        <section>
          <h2>{t('field.list.attention', { count: attention.length })}</h2>
          {attention.map((check) => (
            <ConflictCard key={check.act} check={check} store={store} />
          ))}
        </section>
      )}
      {filled.length === 0 ? null : (
        <section>
          <h2>{t('field.list.filled', { count: filled.length })}</h2>
          {filled.map((check) => (
            <article key={check.act} className="field-check">
              <CheckSummary check={check} />
              <Go to={address(check.item.report)}>{t('field.edit')}</Go>
            </article>
          ))}
        </section>
      )}
      {known ? <ToDo items={items.filter((item) => !handled.has(item.report))} /> : null}
      {known ? null : <p className="empty">{t('field.list.noWork')}</p>}
      <Kept title={t('field.list.sent', { count: sent.length })} checks={sent} />
      <Kept title={t('field.list.dropped', { count: dropped.length })} checks={dropped} store={store} />
    </>
  );
}

/** As many as a phone scrolls through; the unit narrows them down */
const SHOWN = 50;

function ToDo({ items }: { readonly items: readonly FieldItem[] }) {
  const { t } = useTranslation();
  const text = useText();
  const [unit, setUnit] = useState('');
  const units = new Map(items.map((item) => [item.unit, item.unitName]));
  const [all, setAll] = useState(false);
  const shown = items.filter((item) => unit === '' || item.unit === unit);
  return (
    <section>
      <div className="section-head">
        <h2>{t('field.list.todo', { count: shown.length })}</h2>
        <SelectField name={t('field.list.unit')} value={unit} set={setUnit}>
          <option value="">{t('app.all')}</option>
          {[...units].map(([id, name]) => (
            <option key={id} value={id}>
              {text(name)}
            </option>
          ))}
        </SelectField>
      </div>
      {shown.length === 0 ? <p className="empty">{t('field.list.none')}</p> : null}
      <ul className="field-items">
        {shown.slice(0, all ? shown.length : SHOWN).map((item) => (
          <li key={item.report}>
            <Go to={address(item.report)}>
              <b>
                {item.measure} {text(item.title)}
              </b>
              <span>
                {text(item.unitName)} · {item.period} · {t(`field.since.${item.kind}`, { day: item.since })}
              </span>
              {item.doubts.map((doubt) => (
                <span key={doubt.code} className="doubt">
                  {text(doubt.text)}
                </span>
              ))}
            </Go>
            <span className={`chip ${item.kind === 'recheck' ? '' : 'loop-to-verify'}`}>
              {t(`field.kind.${item.kind}`)}
            </span>
          </li>
        ))}
      </ul>
      {all || shown.length <= SHOWN ? null : (
        <button type="button" onClick={() => setAll(true)}>
          {t('field.list.more', { count: shown.length - SHOWN })}
        </button>
      )}
    </section>
  );
}

interface KeptProps {
  readonly title: string;
  readonly checks: readonly LocalCheck[];
  /** Absent: nothing can be done with them */
  readonly store?: (check: LocalCheck) => Promise<void>;
}

function Kept({ title, checks, store }: KeptProps) {
  const { t } = useTranslation();
  if (checks.length === 0) return null;
  return (
    <details>
      <summary>{title}</summary>
      {checks.map((check) => (
        <article key={check.act} className="field-check">
          <CheckSummary check={check} />
          {store ? (
            <button type="button" onClick={() => void store({ ...check, state: 'draft' })}>
              {t('field.restore')}
            </button>
          ) : null}
        </article>
      ))}
    </details>
  );
}
