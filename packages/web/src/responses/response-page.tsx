import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useAddress } from '../shared/address.ts';
import { Go } from '../shared/go.tsx';
import { Loaded } from '../shared/loaded.tsx';
import { Simulated } from '../shared/marks.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { useText } from '../shared/use-text.ts';
import { CheckTable } from './check-table.tsx';
import { EnterpriseTable } from './enterprise-table.tsx';
import { LevelChip } from './level-chip.tsx';
import { OfficeSteps } from './office-steps.tsx';
import { responseAddress, responseQuery, when, type ResponseDetail } from './response-queries.ts';
import { UnitReceipt } from './unit-receipt.tsx';
import { UnitTable } from './unit-table.tsx';
import './responses.css';

/** One alert: its level and since when, who has confirmed, what was checked and found. */
export function ResponsePage() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const query = useQuery(responseQuery(id));
  const actions = (
    <>
      <Go className="button" to={`${responseAddress(id)}/review`}>
        {t('responses.review.title')}
      </Go>
      <PrintButton />
    </>
  );
  return (
    <Page title={t('responses.one')} sub={id} actions={actions}>
      <Loaded query={query} lines={10}>
        {(detail) => <Body detail={detail} />}
      </Loaded>
    </Page>
  );
}

const VIEWS = ['units', 'enterprises', 'checks'] as const;

function Body({ detail }: { readonly detail: ResponseDetail }) {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const { row } = detail;
  const { counts } = row;
  const view = VIEWS.find((known) => known === address.get('view')) ?? 'units';
  const show = address.get('show');
  const tallies = [
    { view: 'units', show: null, key: 'confirmed', done: counts.confirmed, all: counts.units },
    { view: 'enterprises', show: null, key: 'told', done: counts.told, all: counts.enterprises },
    { view: 'enterprises', show: 'checked', key: 'checked', done: counts.checked, all: counts.enterprises },
    { view: 'checks', show: null, key: 'checks', done: counts.checks, all: null },
    { view: 'checks', show: 'violations', key: 'violations', done: counts.violations, all: null },
  ] as const;
  return (
    <>
      <Now detail={detail} />
      <div className="tally" role="group" aria-label={t('responses.tally')}>
        {tallies.map((tally) => (
          <button
            key={tally.key}
            type="button"
            className={tally.key === 'violations' && counts.violations > 0 ? 'violations' : ''}
            aria-pressed={tally.view === view && tally.show === show}
            onClick={() => change({ view: tally.view, show: tally.show, unit: null })}
          >
            <b>{tally.all === null ? tally.done : t('responses.of', { done: tally.done, all: tally.all })}</b>{' '}
            {t(`responses.count.${tally.key}`)}
          </button>
        ))}
      </div>
      <UnitReceipt key={detail.rounds.length} detail={detail} />
      <OfficeSteps detail={detail} />
      {view === 'units' ? <UnitTable detail={detail} /> : null}
      {view === 'enterprises' ? <EnterpriseTable detail={detail} /> : null}
      {view === 'checks' ? <CheckTable detail={detail} only={show === 'violations'} /> : null}
      <Rounds detail={detail} />
    </>
  );
}

function Now({ detail: { row, reason, endedBy } }: { readonly detail: ResponseDetail }) {
  const { t } = useTranslation();
  return (
    <p className="alert-now">
      <span>
        <LevelChip row={row} />
      </span>
      <span>{t('responses.since', { at: when(row.starts) })}</span>
      {row.endedAt ? (
        <span>
          {t(`responses.ended.${row.state === 'withdrawn' ? 'withdrawn' : 'lifted'}`, {
            at: when(row.endedAt),
            by: endedBy ?? '',
            reason,
          })}
        </span>
      ) : null}
      <Simulated when={row.simulated} />
    </p>
  );
}

/** How the level came about: orders, forecasts, and what would have followed from them. */
function Rounds({ detail: { rounds } }: { readonly detail: ResponseDetail }) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <section>
      <h2>{t('responses.rounds.title')}</h2>
      <div className="scroll">
        <table className="responses">
          <thead>
            <tr>
              <th>{t('responses.column.level')}</th>
              <th>{t('responses.rounds.at')}</th>
              <th>{t('responses.form.starts')}</th>
              <th>{t('responses.form.basis')}</th>
              <th>{t('responses.rounds.forecast')}</th>
              <th>{t('responses.rounds.proposed')}</th>
            </tr>
          </thead>
          <tbody>
            {rounds.map((round) => (
              <tr key={round.at}>
                <td className="nowrap">{text(round.levelName)}</td>
                <td className="nowrap">
                  {when(round.at)}
                  <small>{round.by}</small>
                </td>
                <td className="nowrap">{when(round.starts)}</td>
                <td>{round.basis}</td>
                <td>
                  {round.forecast.aqi.map((aqi) => aqi ?? '–').join(', ')}
                  <small>{t('responses.rounds.from', { day: round.forecast.first })}</small>
                </td>
                <td>
                  {round.proposedName ? text(round.proposedName) : '–'}
                  <small lang="zh">{round.edition}</small>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
