import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failed } from '../shared/loaded.tsx';
import { useMay } from '../shared/use-may.ts';
import { useText } from '../shared/use-text.ts';
import { DocumentView } from './document-view.tsx';
import { DoubtCard } from './doubt-card.tsx';
import { decideDraft, undoDraft, useDraftStep, type Decision, type Doubt, type Draft } from './plan-queries.ts';

const isOpen = (doubt: Doubt): boolean => doubt.decision === null;

/** Whether a key was meant for a field and not for the page. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, select, textarea');
}

/** The document on the left, its doubts on the right; J and K go through them, N to the next open one. */
export function DoubtReview({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation();
  const text = useText();
  const may = useMay('decidePlanDraft') && draft.state === 'open';
  const [chosen, setChosen] = useState<string | null>(null);
  const [openOnly, setOpenOnly] = useState(false);
  const doubts = draft.doubtList;
  const current = doubts.find((d) => d.id === chosen) ?? doubts.find(isOpen) ?? doubts[0] ?? null;
  const shown = openOnly ? doubts.filter((d) => isOpen(d) || d === current) : doubts;
  const decide = useDraftStep(draft.id, (decisions: Decision[]) =>
    decideDraft(draft.id, { decisions, seen: draft.seq }),
  );
  const undo = useDraftStep(draft.id, () => undoDraft(draft.id, draft.seq));
  const busy = decide.isPending || undo.isPending;

  const step = (by: number) => {
    const at = shown.findIndex((d) => d === current);
    const next = shown[Math.min(Math.max(at + by, 0), shown.length - 1)];
    if (next) setChosen(next.id);
  };
  const toOpen = (after: string | null) => {
    const at = doubts.findIndex((d) => d.id === after);
    const next = [...doubts.slice(at + 1), ...doubts.slice(0, at + 1)].find((d) => isOpen(d) && d.id !== after);
    if (next) setChosen(next.id);
  };
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if (isTyping(e.target) || e.ctrlKey || e.metaKey || e.altKey) return;
      if (e.key === 'j') step(1);
      if (e.key === 'k') step(-1);
      if (e.key === 'n') toOpen(current?.id ?? null);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });

  const settle = (decision: Decision) => decide.mutate([decision], { onSuccess: () => toOpen(decision.doubt) });
  const open = doubts.filter(isOpen);
  const suggested = open.filter((d) => d.acts.includes('accept'));
  const keepable = open.filter((d) => !d.acts.includes('accept') && d.acts.includes('keep'));
  const all = (of: readonly Doubt[], act: 'accept' | 'keep') => decide.mutate(of.map(({ id }) => ({ doubt: id, act })));
  return (
    <div className="review">
      <section aria-label={t('plans.draft.document')}>
        <h2>{t('plans.draft.document')}</h2>
        <DocumentView draft={draft} current={current} choose={setChosen} />
      </section>
      <section aria-label={t('plans.draft.list')} className="review-doubts">
        <h2>
          {t('plans.draft.list')}{' '}
          <small role="status">
            {doubts.length === 0
              ? t('plans.draft.noDoubts')
              : t('plans.draft.progress', { settled: doubts.length - open.length, doubts: doubts.length })}
          </small>
        </h2>
        {may && doubts.length > 0 ? (
          <span className="actions">
            <button type="button" disabled={busy || suggested.length === 0} onClick={() => all(suggested, 'accept')}>
              {t('plans.draft.bulkAccept', { count: suggested.length })}
            </button>
            <button type="button" disabled={busy || keepable.length === 0} onClick={() => all(keepable, 'keep')}>
              {t('plans.draft.bulkKeep', { count: keepable.length })}
            </button>
            <button type="button" disabled={busy || !draft.canUndo} onClick={() => undo.mutate(undefined)}>
              {t('plans.draft.undo')}
            </button>
          </span>
        ) : null}
        {decide.isError ? <Failed error={decide.error} /> : null}
        {undo.isError ? <Failed error={undo.error} /> : null}
        {current ? (
          <>
            <span className="actions" role="group">
              <button type="button" aria-keyshortcuts="k" onClick={() => step(-1)}>
                {t('plans.draft.previous')}
              </button>
              <button type="button" aria-keyshortcuts="j" onClick={() => step(1)}>
                {t('plans.draft.next')}
              </button>
              <button type="button" aria-keyshortcuts="n" onClick={() => toOpen(current.id)}>
                {t('plans.draft.nextOpen')}
              </button>
              <span className="note">
                {t('plans.draft.of', { n: doubts.indexOf(current) + 1, total: doubts.length })}
              </span>
            </span>
            <DoubtCard
              key={`${current.id} ${draft.seq}`}
              draft={draft}
              doubt={current}
              decide={may && !busy ? settle : null}
            />
            <label className="check-field">
              <input type="checkbox" checked={openOnly} onChange={(e) => setOpenOnly(e.target.checked)} />
              {t('plans.draft.only')}
            </label>
            <ol className="doubt-list">
              {shown.map((doubt) => (
                <li key={doubt.id} className={isOpen(doubt) ? 'doubtful' : 'settled'}>
                  <button
                    type="button"
                    className="link"
                    aria-current={doubt === current ? 'true' : undefined}
                    onClick={() => setChosen(doubt.id)}
                  >
                    <small>{text(doubt.where)}</small> {text(doubt.text)}
                  </button>
                </li>
              ))}
            </ol>
          </>
        ) : null}
      </section>
    </div>
  );
}
