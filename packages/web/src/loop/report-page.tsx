import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { Loaded } from '../shared/loaded.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { reportQuery, type ReportDetail } from './loop-queries.ts';
import { ReportCard } from './report-card.tsx';
import { SiteCheck } from './site-check.tsx';

export function ReportPage() {
  const { t } = useTranslation();
  const { measure = '', unit = '', period = '' } = useParams();
  const query = useQuery(reportQuery({ measure, unit, period }));
  return (
    <Page title={t('loop.reportTitle', { measure, period })} actions={<PrintButton />}>
      <Loaded query={query} lines={8}>
        {(report) => (
          <>
            <ReportCard report={report} />
            <History of={report.history} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

const TYPES = ['saved', 'submitted', 'withdrawn', 'accepted', 'returned', 'rechecked', 'reopened', 'noted'] as const;

function History({ of }: { readonly of: ReportDetail['history'] }) {
  const { t } = useTranslation();
  return (
    <section>
      <h2>{t('loop.history.title')}</h2>
      {of.length === 0 ? <p className="empty">{t('loop.history.none')}</p> : null}
      <ol className="history">
        {of.map((event) => {
          const type = TYPES.find((known) => known === event.type);
          return (
            <li key={event.seq}>
              <time dateTime={event.at}>{event.at.replace('T', ' ')}</time> {event.by.name}
              {t('loop.history.did')}
              {type ? t(`loop.history.${type}`) : event.type}
              {event.remark === '' ? null : t('loop.history.remark', { remark: event.remark })}
              {event.check === null ? null : <SiteCheck of={event.check} />}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
