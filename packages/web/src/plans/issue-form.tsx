import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Go } from '../shared/go.tsx';
import { Failed } from '../shared/loaded.tsx';
import { useText } from '../shared/use-text.ts';
import { DiffList, Part, type Links, type Relinking } from './diff-list.tsx';
import { issuePlan, previewIssue, usePlanStep, type Draft, type IssueInput, type Preview } from './plan-queries.ts';

/** Issues a draft: what the document is, what issuing would do, and only then the button. */
export function IssueForm({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation();
  const [name, setName] = useState(draft.title ?? '');
  const [number, setNumber] = useState('');
  const [date, setDate] = useState('');
  const [note, setNote] = useState('');
  const [links, setLinks] = useState<Links>({});
  const input = (of: Links = links): IssueInput => ({
    name,
    number: number.trim() === '' ? null : number,
    date: date === '' ? null : date,
    note,
    links: { ...of },
    seen: draft.seq,
  });
  const preview = useMutation({ mutationFn: (body: IssueInput) => previewIssue(draft.id, body) });
  const issue = usePlanStep(() => issuePlan(draft.id, input()));
  const relink = (draftId: string, to: string | null | undefined) => {
    const { [draftId]: _, ...rest } = links;
    const next = to === undefined ? rest : { ...rest, [draftId]: to };
    setLinks(next);
    preview.mutate(input(next));
  };
  const ready = preview.data?.ready ?? null;
  return (
    <section className="issue" aria-label={t('plans.issue.title')}>
      <h2>{t('plans.issue.title')}</h2>
      <form
        className="filters"
        onSubmit={(e) => {
          e.preventDefault();
          preview.mutate(input());
        }}
      >
        <label className="field wide">
          {t('plans.issue.name')}
          <input required maxLength={200} value={name} onChange={(e) => setName(e.target.value)} />
        </label>
        <label className="field">
          {t('plans.issue.number')}
          <input maxLength={100} value={number} onChange={(e) => setNumber(e.target.value)} />
        </label>
        <label className="field">
          {t('plans.issue.date')}
          <input type="date" value={date} onChange={(e) => setDate(e.target.value)} />
        </label>
        <label className="field wide">
          {t('plans.issue.note')}
          <input maxLength={2000} value={note} onChange={(e) => setNote(e.target.value)} />
        </label>
        <button type="submit" disabled={preview.isPending}>
          {t('plans.issue.preview')}
        </button>
      </form>
      {preview.isError ? <Failed error={preview.error} /> : null}
      {preview.data && !ready ? (
        <p className="warnings">{t('plans.issue.openDoubts', { count: preview.data.unsettled.length })}</p>
      ) : null}
      {ready && preview.data?.seq === draft.seq ? (
        <>
          <Impact ready={ready} links={links} relink={relink} />
          {issue.isError ? <Failed error={issue.error} /> : null}
          <button
            type="button"
            className="primary"
            disabled={issue.isPending || preview.isPending}
            onClick={() => {
              if (confirm(t('plans.issue.sure'))) issue.mutate(undefined);
            }}
          >
            {t('plans.issue.go', { version: ready.version })}
          </button>
        </>
      ) : null}
    </section>
  );
}

/** Shown in the place of the form once a draft was issued. */
export function Issued({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation();
  return (
    <p className="note" role="status">
      {t('plans.drafts.states.issued')}{' '}
      <Go to={`/plan/versions?to=${draft.issuedAs}`}>{t('plans.issue.toVersions')}</Go>
    </p>
  );
}

interface ImpactProps extends Relinking {
  readonly ready: NonNullable<Preview['ready']>;
}

const LISTS = ['ended', 'added', 'resumed', 'otherRole', 'otherDue'] as const;

function Impact({ ready, links, relink }: ImpactProps) {
  const { t } = useTranslation();
  const text = useText();
  const { before, diff, impact, toConfirm } = ready;
  return (
    <div className="impact">
      <p>
        {t('plans.issue.basis', { name: before.name, version: before.version })}
        {'. '}
        {ready.takesForce ? t('plans.issue.force') : t('plans.issue.noForce', { year: ready.year })}
      </p>
      <DiffList diff={diff} relinking={{ links, relink }} />
      <h3>{t('plans.issue.impact')}</h3>
      <p>{t('plans.issue.kept', { count: impact.kept })}</p>
      {LISTS.map((key) => (
        <Part key={key} title={t(`plans.issue.${key}`)} items={impact[key]}>
          {(item) => (
            <>
              {item.measure} {text(item.title)} · {text(item.unitName)} <small>{text(item.text)}</small>
            </>
          )}
        </Part>
      ))}
      {toConfirm.length === 0 ? null : (
        <div className="warnings">
          <b>{t('plans.issue.confirm')}</b>
          <ul>
            {toConfirm.map((item) => (
              <li key={item.zh}>{text(item)}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
