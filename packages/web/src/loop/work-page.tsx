import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Navigate, useParams } from 'react-router';
import { meQuery } from '../api/people-queries.ts';
import { Go } from '../shared/go.tsx';
import { Failed, Loaded } from '../shared/loaded.tsx';
import { Page } from '../shared/page.tsx';
import { useText } from '../shared/use-text.ts';
import { AssignmentTable } from './assignment-table.tsx';
import { HelpItem } from './coordination-page.tsx';
import { deskQuery, signFor, worklistQuery } from './loop-queries.ts';
import { ReportsToWrite } from './reports-to-write.tsx';
import { useStep } from './use-step.ts';

/** `/work`: one's own unit; those without one choose. */
export function WorkPage() {
  const { t } = useTranslation();
  const { unit } = useParams();
  const me = useQuery(meQuery);
  if (unit !== undefined) return <Worklist unit={unit} />;
  return (
    <Loaded query={me} lines={6}>
      {({ actor }) => {
        const own = actor.role === 'department' || actor.role === 'town' ? (actor.unit?.id ?? null) : null;
        if (own !== null) return <Navigate to={`/work/${own}`} replace />;
        return (
          <Page title={t('loop.work.choose')}>
            <UnitList />
          </Page>
        );
      }}
    </Loaded>
  );
}

/** What waits for a unit, the most pressing first. */
const WAITING = ['overdue', 'late', 'returned', 'unsigned'] as const;

function UnitList() {
  const { t } = useTranslation();
  const text = useText();
  const query = useQuery(deskQuery);
  return (
    <Loaded query={query} lines={8}>
      {({ units }) => (
        <ul className="unit-list">
          {units.map(({ unit, name, counts }) => (
            <li key={unit}>
              <Go to={`/work/${unit}`}>{text(name)}</Go>{' '}
              <small>
                {WAITING.filter((status) => (counts[status] ?? 0) > 0)
                  .map((status) => `${t(`loop.status.${status}`)} ${counts[status]}`)
                  .join(' · ')}
              </small>
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  );
}

/** What waits for a unit: to sign for, to report, to answer; the oldest due day first. */
function Worklist({ unit }: { readonly unit: string }) {
  const { t } = useTranslation();
  const text = useText();
  const query = useQuery(worklistQuery(unit));
  const sign = useStep(signFor);
  const { data } = query;
  const title = data ? t('loop.work.title', { unit: text(data.name) }) : t('loop.work.short');
  const sub = data
    ? t('loop.work.sub', {
        today: data.today,
        sign: data.toSign.length,
        report: data.toReport.length,
        help: data.helpToAnswer.length,
      })
    : '';
  return (
    <Page title={title} sub={sub}>
      <Loaded query={query} lines={10}>
        {(work) => (
          <>
            {work.total === 0 ? <p className="empty">{t('loop.work.nothing')}</p> : null}
            {work.toSign.length === 0 ? null : (
              <section>
                <div className="section-head">
                  <h2>{t('loop.work.toSign', { count: work.toSign.length })}</h2>
                  <button
                    type="button"
                    className="primary"
                    disabled={sign.isPending}
                    onClick={() => sign.mutate(work.toSign.map((row) => row.id))}
                  >
                    {t('loop.work.signAll')}
                  </button>
                </div>
                {sign.isError ? <Failed error={sign.error} /> : null}
                <details>
                  <summary>{t('loop.work.show')}</summary>
                  <AssignmentTable rows={work.toSign} />
                </details>
              </section>
            )}
            {work.toReport.length === 0 ? null : (
              <section>
                <h2>{t('loop.work.toReport', { count: work.toReport.length })}</h2>
                <ReportsToWrite reports={work.toReport} today={work.today} />
              </section>
            )}
            {work.helpToAnswer.length === 0 ? null : (
              <section>
                <h2>{t('loop.work.toAnswer', { count: work.helpToAnswer.length })}</h2>
                {work.helpToAnswer.map((item) => (
                  <HelpItem key={item.id} item={item} />
                ))}
              </section>
            )}
            {work.submitted.length === 0 ? null : (
              <section>
                <h2>{t('loop.work.submitted', { count: work.submitted.length })}</h2>
                <AssignmentTable rows={work.submitted} />
              </section>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}
