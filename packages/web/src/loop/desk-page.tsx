import { useMutation, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery } from '../api/people-queries.ts';
import type { Schemas } from '../api/client.ts';
import { useAddress, type ParamChange } from '../shared/address.ts';
import { SelectField } from '../shared/fields.tsx';
import { Failed, Loaded } from '../shared/loaded.tsx';
import { Go } from '../shared/go.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { Pager } from '../shared/pager.tsx';
import { useText } from '../shared/use-text.ts';
import { AssignmentTable } from './assignment-table.tsx';
import { STATUS_ORDER } from './filter.ts';
import {
  allAssignments,
  ASSIGNMENTS_PAGE,
  assignmentsQuery,
  changeDispatch,
  deskQuery,
  type AssignmentFilter,
} from './loop-queries.ts';
import { useStep } from './use-step.ts';

type Desk = Schemas['Desk'];
type AssignmentPage = Schemas['AssignmentPage'];

/** What is late, silent, unverified or doubtful: every count opens its list below. */
export function DeskPage() {
  const { t } = useTranslation();
  const query = useQuery(deskQuery);
  const sub = query.data
    ? t('loop.desk.sub', { today: query.data.today, total: query.data.total, due: query.data.nextDue })
    : '';
  return (
    <Page title={t('loop.desk.title')} sub={sub} actions={<PrintButton />}>
      <Loaded query={query} lines={10}>
        {(desk) => <DeskBody desk={desk} />}
      </Loaded>
    </Page>
  );
}

function readFilter(address: URLSearchParams): AssignmentFilter {
  const status = STATUS_ORDER.find((s) => s === address.get('status'));
  const [unit, board] = [address.get('unit'), address.get('board')];
  return {
    ...(status === undefined ? {} : { status }),
    ...(unit === null ? {} : { unit }),
    ...(board === null ? {} : { board }),
    ...(address.get('doubtful') === 'yes' ? { doubtful: 'yes' as const } : {}),
  };
}

const NO_FILTER = { status: null, doubtful: null, unit: null, board: null, offset: null };

function DeskBody({ desk }: { readonly desk: Desk }) {
  const { t } = useTranslation();
  const text = useText();
  const [address, change] = useAddress();
  const filter = readFilter(address);
  const query = useQuery(assignmentsQuery(filter, Number(address.get('offset') ?? 0)));
  const set = (values: ParamChange) => change({ ...values, offset: null });
  return (
    <>
      <Tally desk={desk} page={query.data} filter={filter} set={set} />
      <div className="filters">
        <SelectField name={t('loop.column.unit')} value={filter.unit ?? ''} set={(unit) => set({ unit })}>
          <option value="">{t('app.all')}</option>
          {desk.units.map(({ unit, name }) => (
            <option key={unit} value={unit}>
              {text(name)} ({query.data?.units[unit] ?? 0})
            </option>
          ))}
        </SelectField>
        <SelectField name={t('plan.board')} value={filter.board ?? ''} set={(board) => set({ board })}>
          <option value="">{t('app.all')}</option>
          {(['blue-sky', 'clear-water', 'clean-soil', 'climate', 'ecology'] as const).map((board) => (
            <option key={board} value={board}>
              {t(`loop.board.${board}`)}
            </option>
          ))}
        </SelectField>
      </div>
      <List key={JSON.stringify(filter)} filter={filter} query={query} />
      <Bulletin />
      <Units desk={desk} choose={(unit) => change({ ...NO_FILTER, unit })} />
    </>
  );
}

interface TallyProps {
  readonly desk: Desk;
  readonly page: AssignmentPage | undefined;
  readonly filter: AssignmentFilter;
  readonly set: (change: ParamChange) => void;
}

/** How many of each status there are of the unit and board that are chosen. */
function Tally({ desk, page, filter, set }: TallyProps) {
  const { t } = useTranslation();
  const counts = page?.counts ?? desk.counts;
  const none = filter.status === undefined && filter.doubtful === undefined;
  return (
    <div className="tally" role="group" aria-label={t('loop.desk.tally')}>
      <button type="button" aria-pressed={none} onClick={() => set({ status: null, doubtful: null })}>
        <b>{page?.all ?? desk.total}</b> {t('loop.desk.all')}
      </button>
      {STATUS_ORDER.filter((s) => (counts[s] ?? 0) > 0 || filter.status === s).map((s) => (
        <button
          key={s}
          type="button"
          aria-pressed={filter.status === s}
          onClick={() => set({ status: filter.status === s ? null : s, doubtful: null })}
        >
          <b>{counts[s]}</b> {t(`loop.status.${s}`)}
        </button>
      ))}
      <button
        type="button"
        aria-pressed={filter.doubtful === 'yes'}
        onClick={() => set({ doubtful: filter.doubtful ? null : 'yes', status: null })}
      >
        <b>{page?.doubtful ?? desk.doubtful}</b> {t('loop.desk.doubtful')}
      </button>
      <Go to="/coordination" className="tally-link">
        <b>{desk.openRequests}</b> {t('loop.desk.requests')} · <b>{desk.openHelp}</b> {t('loop.desk.help')}
        {desk.overdueHelp > 0 ? <em> {t('loop.desk.overdueHelp', { count: desk.overdueHelp })}</em> : null}
      </Go>
      {desk.dataCases > 0 ? (
        <Go to="/cases?list=open&topic=device" className="tally-link">
          {t('loop.desk.dataCases', { count: desk.dataCases })}
        </Go>
      ) : null}
    </div>
  );
}

interface ListProps {
  readonly filter: AssignmentFilter;
  readonly query: UseQueryResult<AssignmentPage>;
}

function List({ filter, query }: ListProps) {
  const { t } = useTranslation();
  const [address, change] = useAddress();
  const me = useQuery(meQuery);
  const office = me.data?.may.includes('changeDispatch') === true;
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const dispatch = useStep(changeDispatch);
  const all = useMutation({ mutationFn: () => allAssignments(filter), onSuccess: (ids) => choose(new Set(ids)) });
  const act = () => {
    dispatch.mutate(
      { do: 'dispatch', assignments: [...chosen], share: null, note: '' },
      { onSuccess: () => choose(new Set()) },
    );
  };
  return (
    <Loaded query={query} lines={8}>
      {({ rows, total }) => (
        <>
          <div className="section-head">
            <p role="status">
              {t('loop.desk.listed', { count: total })}
              {dispatch.data ? ` · ${t('loop.desk.dispatched', { count: dispatch.data.changed })}` : ''}
            </p>
            {office ? (
              <span className="actions">
                {filter.status === 'to-verify' ? <Go to="/desk/verify">{t('loop.bulk.title')}</Go> : null}
                {total > rows.length ? (
                  <button type="button" disabled={all.isPending} onClick={() => all.mutate()}>
                    {t('loop.desk.chooseAll', { count: total })}
                  </button>
                ) : null}
                <button type="button" disabled={chosen.size === 0 || dispatch.isPending} onClick={act}>
                  {t('loop.desk.dispatch', { count: chosen.size })}
                </button>
              </span>
            ) : null}
          </div>
          {dispatch.isError ? <Failed error={dispatch.error} /> : null}
          <AssignmentTable rows={rows} chosen={office ? chosen : undefined} choose={office ? choose : undefined} />
          <Pager
            offset={Number(address.get('offset') ?? 0)}
            size={ASSIGNMENTS_PAGE}
            total={total}
            go={(to) => change({ offset: to === 0 ? null : String(to) })}
          />
        </>
      )}
    </Loaded>
  );
}

/** Who reports and who does not, the worst first. */
function Units({ desk, choose }: { readonly desk: Desk; readonly choose: (unit: string) => void }) {
  const { t } = useTranslation();
  const text = useText();
  const units = desk.units.toSorted((a, b) => b.missing - a.missing || b.late - a.late || b.due - a.due);
  return (
    <section>
      <h2>{t('loop.desk.units')}</h2>
      <p className="note">{t('loop.desk.unitsNote')}</p>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th>{t('loop.column.unit')}</th>
              {(['total', 'due', 'onTime', 'late', 'missing'] as const).map((key) => (
                <th key={key} className="n">
                  {t(`loop.desk.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {units.map((unit) => (
              <tr key={unit.unit}>
                <td>
                  <button type="button" className="link" onClick={() => choose(unit.unit)}>
                    {text(unit.name)}
                  </button>
                </td>
                <td className="n">{unit.total}</td>
                <td className="n">{unit.due}</td>
                <td className="n">{unit.onTime}</td>
                <td className="n">{unit.late}</td>
                <td className="n">{unit.missing}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** The monthly bulletin is drafted and published among the documents. */
function Bulletin() {
  const { t } = useTranslation();
  return (
    <section>
      <h2>{t('loop.bulletin.title')}</h2>
      <p>
        <Go to="/documents">{t('loop.bulletin.note')}</Go>
      </p>
    </section>
  );
}
