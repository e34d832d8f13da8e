import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Go } from '../shared/go.tsx';
import { Loaded } from '../shared/loaded.tsx';
import { Simulated } from '../shared/marks.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { useMay } from '../shared/use-may.ts';
import { LevelChip } from './level-chip.tsx';
import { responseAddress, responsesQuery, when, type ResponseRow } from './response-queries.ts';

/** Alerts of heavy pollution and what was done about them, the newest first. */
export function ResponsesPage() {
  const { t } = useTranslation();
  const query = useQuery(responsesQuery);
  const issues = useMay('issueResponse');
  const active = query.data?.some((row) => row.state === 'active') ?? false;
  const actions = (
    <>
      {issues && !active ? (
        <Go className="button" to="/responses/new">
          {t('responses.issue')}
        </Go>
      ) : null}
      <PrintButton />
    </>
  );
  return (
    <Page title={t('responses.title')} sub={t('responses.sub')} actions={actions}>
      <Loaded query={query} lines={6}>
        {(rows) => (rows.length === 0 ? <p className="empty">{t('responses.none')}</p> : <Rows rows={rows} />)}
      </Loaded>
    </Page>
  );
}

function Rows({ rows }: { readonly rows: readonly ResponseRow[] }) {
  const { t } = useTranslation();
  return (
    <div className="scroll">
      <table className="responses cards">
        <thead>
          <tr>
            <th>{t('responses.column.response')}</th>
            <th>{t('responses.column.level')}</th>
            <th>{t('responses.column.issued')}</th>
            <th>{t('responses.column.ended')}</th>
            <th>{t('responses.count.confirmed')}</th>
            <th>{t('responses.count.told')}</th>
            <th>{t('responses.count.checked')}</th>
            <th>{t('responses.count.violations')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row" className="nowrap">
                <Go to={responseAddress(row.id)}>{row.id}</Go> <Simulated when={row.simulated} />
              </th>
              <td className="nowrap">
                <LevelChip row={row} />
              </td>
              <td className="nowrap" data-label={t('responses.column.issued')}>
                {when(row.issuedAt)}
              </td>
              <td className="nowrap" data-label={t('responses.column.ended')}>
                {row.endedAt ? when(row.endedAt) : '–'}
              </td>
              <td data-label={t('responses.count.confirmed')}>
                {t('responses.of', { done: row.counts.confirmed, all: row.counts.units })}
              </td>
              <td data-label={t('responses.count.told')}>
                {t('responses.of', { done: row.counts.told, all: row.counts.enterprises })}
              </td>
              <td data-label={t('responses.count.checked')}>
                {t('responses.of', { done: row.counts.checked, all: row.counts.enterprises })}
              </td>
              <td data-label={t('responses.count.violations')}>{row.counts.violations}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
