import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { Failed, Loaded } from '../shared/loaded.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { useMay } from '../shared/use-may.ts';
import { useText } from '../shared/use-text.ts';
import { DoubtReview } from './doubt-review.tsx';
import { Issued, IssueForm } from './issue-form.tsx';
import { discardDraft, draftFile, draftQuery, useDraftStep, type Draft } from './plan-queries.ts';
import { PlanTabs } from './plan-tabs.tsx';
import './plans.css';

/** One draft: its counts, the document beside its doubts, and the way to issue it. */
export function DraftPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const query = useQuery(draftQuery(Number(id)));
  const draft = query.data;
  return (
    <Page
      title={draft ? (draft.title ?? draft.name) : t('plans.drafts.title')}
      sub={
        draft
          ? t('plans.draft.sub', {
              year: draft.year ?? '–',
              state: t(`plans.drafts.states.${draft.state}`),
              by: draft.by,
              at: draft.at.replace('T', ' '),
            })
          : undefined
      }
      actions={
        <>
          <a className="pill" href={draftFile(Number(id))}>
            {t('plans.draft.original')}
          </a>
          <PrintButton />
        </>
      }
    >
      <PlanTabs />
      <Loaded query={query} lines={12}>
        {(found) => <Body draft={found} />}
      </Loaded>
    </Page>
  );
}

function Body({ draft }: { readonly draft: Draft }) {
  const [may, mayDiscard] = [useMay('issuePlan'), useMay('discardPlanDraft')];
  return (
    <>
      <Checks draft={draft} />
      <DoubtReview draft={draft} />
      {draft.state === 'issued' ? <Issued draft={draft} /> : null}
      {draft.state === 'open' && may ? <IssueForm draft={draft} /> : null}
      <Measures draft={draft} />
      {draft.state === 'open' && mayDiscard ? <Discard draft={draft} /> : null}
    </>
  );
}

/** What was found against what the text states. */
function Checks({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation();
  return (
    <dl className="draft-checks">
      {draft.checks.map(({ key, declared, found }) => (
        <div key={key}>
          <dt>{t(`plans.counts.${key}`)}</dt>
          <dd>
            <b>{found}</b>{' '}
            <small>
              {declared === null ? t('plans.draft.notStated') : t('plans.draft.stated', { count: declared })}
            </small>{' '}
            {declared === null ? null : (
              <span className={declared === found ? 'chip met' : 'chip not-met'}>
                {declared === found ? t('plans.draft.agrees') : t('plans.draft.differs')}
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The official wording beside the working title, and what was passed over. */
function Measures({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <>
      <details>
        <summary>
          {t('plans.draft.measures')} <b>{draft.measures.length}</b>
        </summary>
        <div className="scroll">
          <table>
            <thead>
              <tr>
                <th>{t('loop.column.measure')}</th>
                <th>{t('plans.draft.official')}</th>
                <th>{t('plans.draft.working')}</th>
                <th>{t('plans.draft.place')}</th>
              </tr>
            </thead>
            <tbody>
              {draft.measures.map((measure) => (
                <tr key={measure.id}>
                  <td className="nowrap">{measure.id}</td>
                  <td>{measure.wording}</td>
                  <td>{measure.title}</td>
                  <td className="nowrap">{text(measure.where)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
      {draft.skipped.length === 0 ? null : (
        <details>
          <summary>
            {t('plans.draft.skipped')} <b>{draft.skipped.length}</b>
          </summary>
          <ul>
            {draft.skipped.map((item) => (
              <li key={`${item.where.en} ${item.words}`}>
                <small>{text(item.where)}</small> {item.words}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Discard({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation();
  const discard = useDraftStep(draft.id, () => discardDraft(draft.id, draft.seq));
  return (
    <p>
      <button
        type="button"
        disabled={discard.isPending}
        onClick={() => {
          if (confirm(t('plans.draft.discardSure'))) discard.mutate(undefined);
        }}
      >
        {t('plans.draft.discard')}
      </button>
      {discard.isError ? <Failed error={discard.error} /> : null}
    </p>
  );
}
