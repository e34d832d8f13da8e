import { useTranslation } from 'react-i18next';
import { Go } from '../shared/go.tsx';
import { useText } from '../shared/use-text.ts';
import { caseAddress, when, type CaseDetail } from './cases-queries.ts';

const TYPES = [
  'opened',
  'updated',
  'dispatched',
  'transferred',
  'signed',
  'declined',
  'noted',
  'submitted',
  'accepted',
  'returned',
  'closed',
  'rated',
  'reopened',
  'extended',
  'escalated',
  'exclusion-asked',
  'exclusion-decided',
  'merged',
  'unmerged',
  'absorbed',
  'released',
  'withdrawn',
  'exceeded',
  'exceedance-changed',
  'exceedance-ended',
] as const;

/** Everything that happened to a case, oldest first. */
export function CaseHistory({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <section>
      <h2>{t('cases.history.title')}</h2>
      <ol className="history">
        {detail.history.map((event) => {
          const type = TYPES.find((known) => known === event.type);
          const to = [event.unit, event.step].flatMap((name) => (name ? [text(name)] : [])).join(' ');
          return (
            <li key={event.seq}>
              <time dateTime={event.at}>{when(event.at)}</time> {event.by}{' '}
              {type ? t(`cases.history.${type}`) : event.type}
              {to === '' ? '' : ` ${to}`}
              {event.case ? (
                <>
                  {' '}
                  <Go to={caseAddress(event.case)}>{event.case}</Go>
                </>
              ) : null}
              {event.exceedance ? <What exceedance={event.exceedance} /> : null}
              {event.text === '' ? null : <span className="soft"> {event.text}</span>}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** What stands above its limit since then, or no longer, and which batch of data says so. */
function What({ exceedance }: { readonly exceedance: NonNullable<CaseDetail['history'][number]['exceedance']> }) {
  const { t } = useTranslation();
  const { batch, undone, figures } = exceedance;
  const facts = figures.map(({ at, before, after }) => {
    const now = after ?? t('cases.exceedance.noLonger');
    return `${when(at)} ${before === null ? now : `${before} → ${now}`}`;
  });
  const from = batch === null ? '' : t(undone ? 'cases.exceedance.undone' : 'cases.exceedance.batch', { batch });
  return (
    <span className="soft">
      {' '}
      {facts.join(t('app.listSep'))} {from}
    </span>
  );
}
