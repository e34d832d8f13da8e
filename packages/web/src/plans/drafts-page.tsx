import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Schemas } from '../api/client.ts';
import { workspaceQuery } from '../api/queries.ts';
import { Go } from '../shared/go.tsx';
import { Failed, Loaded } from '../shared/loaded.tsx';
import { NotAllowed } from '../shared/not-allowed.tsx';
import { Page } from '../shared/page.tsx';
import { useMay } from '../shared/use-may.ts';
import { DropBox } from './drop-box.tsx';
import { draftsQuery, uploadDraft } from './plan-queries.ts';
import { PlanTabs } from './plan-tabs.tsx';
import './plans.css';

/** Documents that were brought in, and the way to bring one in. */
export function DraftsPage() {
  const { t } = useTranslation();
  const may = useMay('addPlanDraft');
  const query = useQuery(draftsQuery);
  return (
    <Page title={t('plans.drafts.title')} sub={t('plans.drafts.sub')}>
      <PlanTabs />
      <NotAllowed useCase="addPlanDraft" />
      {may ? <Upload /> : null}
      <Loaded query={query} lines={4}>
        {(drafts) =>
          drafts.length === 0 ? <p className="empty">{t('plans.drafts.none')}</p> : <DraftTable drafts={drafts} />
        }
      </Loaded>
    </Page>
  );
}

function Upload() {
  const { t } = useTranslation();
  const go = useNavigate();
  const { data } = useQuery(workspaceQuery);
  const [chosen, setChosen] = useState<number | null>(null);
  const [sent, setSent] = useState(0);
  const year = chosen ?? data?.plan.year ?? null;
  const upload = useMutation({
    mutationFn: ({ file, of }: { file: File; of: number }) => uploadDraft(file, of, setSent),
    onSuccess: (id) => go(`/plan/drafts/${id}`),
  });
  const take = (file: File) => {
    setSent(0);
    if (year !== null) upload.mutate({ file, of: year });
  };
  return (
    <div className="draft-upload">
      <label className="field">
        {t('plans.drafts.year')}
        <input
          type="number"
          min={2000}
          max={2100}
          value={year ?? ''}
          onChange={(e) => setChosen(e.target.valueAsNumber || null)}
        />
      </label>
      <DropBox label={t('plans.drafts.drop')} busy={upload.isPending || year === null} take={take} />
      {upload.isPending ? (
        <p role="status">
          {sent < 1 ? t('plans.drafts.sending', { percent: Math.round(sent * 100) }) : t('plans.drafts.reading')}{' '}
          <progress value={sent < 1 ? sent : undefined} />
        </p>
      ) : null}
      {upload.isError ? <Failed error={upload.error} /> : null}
    </div>
  );
}

function DraftTable({ drafts }: { readonly drafts: readonly Schemas['PlanDraftRow'][] }) {
  const { t } = useTranslation();
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            <th>{t('plans.drafts.file')}</th>
            <th>{t('plans.drafts.state')}</th>
            <th>{t('plans.drafts.doubts')}</th>
            <th>{t('plans.drafts.read')}</th>
            <th>{t('plans.drafts.by')}</th>
          </tr>
        </thead>
        <tbody>
          {drafts.map((draft) => (
            <tr key={draft.id}>
              <td>
                <Go to={`/plan/drafts/${draft.id}`}>{draft.name}</Go>{' '}
                <small>{t(`plans.drafts.kind.${draft.kind}`)}</small>
              </td>
              <td>
                <span className={`chip draft-${draft.state}`}>{t(`plans.drafts.states.${draft.state}`)}</span>
              </td>
              <td>{t('plans.drafts.doubtsValue', { settled: draft.settled, doubts: draft.doubts })}</td>
              <td>{t('plans.drafts.readValue', { tasks: draft.counts.tasks, measures: draft.counts.measures })}</td>
              <td className="nowrap">
                {draft.by} {draft.at.replace('T', ' ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
