import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { boardQuery, planQuery } from '../api/queries.ts';
import { useAddress, useAsking } from '../shared/address.ts';
import { Loaded } from '../shared/loaded.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { useText } from '../shared/use-text.ts';
import { PlanTabs } from '../plans/plan-tabs.tsx';
import { countsOf, filterPlan, isFiltered, planFilter, type Plan } from './filter-plan.ts';
import { PlanFilters } from './plan-filters.tsx';
import './plan.css';
import { PlanCsv } from './plan-csv.tsx';
import { PlanTable } from './plan-table.tsx';
import { PlanTree } from './plan-tree.tsx';

export function PlanPage() {
  const { t } = useTranslation();
  const text = useText();
  const query = useQuery(planQuery);
  return (
    <Page
      title={query.data ? text(query.data.title) : t('plan.title')}
      sub={query.data ? t('plan.counts', query.data.counts) : ''}
      actions={<PrintButton />}
    >
      <PlanTabs />
      <Loaded query={query} lines={12}>
        {(plan) => <PlanBody plan={plan} />}
      </Loaded>
    </Page>
  );
}

function PlanBody({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const filter = planFilter(address);
  const boards = filterPlan(plan, filter);
  const counts = countsOf(boards);
  const asTable = address.get('view') === 'table';
  const [all, setAll] = useState<boolean | null>(null);
  const targetName = useTargetName();
  return (
    <>
      <Findings of={plan.findings} />
      <Notes of={plan.notes} />
      <PlanFilters plan={plan} filter={filter} change={change} />
      <div className="section-head plan-bar">
        <p role="status">{isFiltered(filter) ? t('plan.filtered', counts) : null}</p>
        <span className="actions">
          {asTable ? null : (
            <>
              <button type="button" onClick={() => setAll(true)}>
                {t('plan.expand')}
              </button>
              <button type="button" onClick={() => setAll(false)}>
                {t('plan.collapse')}
              </button>
            </>
          )}
          <PlanCsv plan={plan} boards={boards} />
          <span className="switch" role="group">
            <button type="button" aria-pressed={!asTable} onClick={() => change({ view: null })}>
              {t('plan.tree')}
            </button>
            <button type="button" aria-pressed={asTable} onClick={() => change({ view: 'table' })}>
              {t('plan.table')}
            </button>
          </span>
        </span>
      </div>
      {counts.measures === 0 ? <p className="empty">{t('app.nothing')}</p> : null}
      {asTable ? null : (
        <PlanTree plan={plan} boards={boards} open={all ?? isFiltered(filter)} targetName={targetName} />
      )}
      <PlanTable plan={plan} boards={boards} printOnly={!asTable} />
    </>
  );
}

/** The titles of targets by id, once the board is there. */
function useTargetName(): (id: string) => string {
  const text = useText();
  const { data } = useQuery(boardQuery(useAsking()));
  const titles = new Map(data?.boards.flatMap((b) => b.targets.map((target) => [target.id, target.title] as const)));
  return (id) => {
    const title = titles.get(id);
    return title === undefined ? id : text(title);
  };
}

function Findings({ of }: { readonly of: Plan['findings'] }) {
  const { t } = useTranslation();
  const text = useText();
  if (of.length === 0) return null;
  return (
    <div className="warnings">
      <b>{t('plan.findings')}</b>
      <ul>
        {of.map((finding) => (
          <li key={finding.en}>{text(finding)}</li>
        ))}
      </ul>
    </div>
  );
}

/** What about the plan is inferred. */
function Notes({ of }: { readonly of: Plan['notes'] }) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <details className="note plan-notes">
      <summary>{t('plan.notes')}</summary>
      <ul>
        {of.map((note) => (
          <li key={note.en}>{text(note)}</li>
        ))}
      </ul>
    </details>
  );
}
