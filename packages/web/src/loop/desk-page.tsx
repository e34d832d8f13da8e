import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery } from '../api/people-queries.ts';
import type { Schemas } from '../api/client.ts';
import { useAddress } from '../shared/address.ts';
import { SelectField } from '../shared/fields.tsx';
import { Failed, Loaded } from '../shared/loaded.tsx';
import { Go } from '../shared/go.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { useText } from '../shared/use-text.ts';
import { AssignmentTable } from './assignment-table.tsx';
import { STATUS_ORDER, urgentFirst } from './filter.ts';
import { assignmentsQuery, changeDispatch, deskQuery, type AssignmentFilter } from './loop-queries.ts';
import { useStep } from './use-step.ts';

type Desk = Schemas['Desk'];

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

function DeskBody({ desk }: { readonly desk: Desk }) {
  const { t } = useTranslation();
  const text = useText();
  const [address, change] = useAddress();
  const filter = readFilter(address);
  const none = filter.status === undefined && filter.doubtful === undefined;
  return (
    <>
      <div className="tally" role="group" aria-label={t('loop.desk.tally')}>
        <button type="button" aria-pressed={none} onClick={() => change({ status: null, doubtful: null })}>
          <b>{desk.total}</b> {t('loop.desk.all')}
        </button>
        {STATUS_ORDER.filter((s) => (desk.counts[s] ?? 0) > 0 || filter.status === s).map((s) => (
          <button
            key={s}
            type="button"
            aria-pressed={filter.status === s}
            onClick={() => change({ status: filter.status === s ? null : s, doubtful: null })}
          >
            <b>{desk.counts[s]}</b> {t(`loop.status.${s}`)}
          </button>
        ))}
        <button
          type="button"
          aria-pressed={filter.doubtful === 'yes'}
          onClick={() => change({ doubtful: filter.doubtful ? null : 'yes', status: null })}
        >
          <b>{desk.doubtful}</b> {t('loop.desk.doubtful')}
        </button>
        <Go to="/coordination" className="tally-link">
          <b>{desk.openRequests}</b> {t('loop.desk.requests')} · <b>{desk.openHelp}</b> {t('loop.desk.help')}
          {desk.overdueHelp > 0 ? <em> {t('loop.desk.overdueHelp', { count: desk.overdueHelp })}</em> : null}
        </Go>
      </div>
      <div className="filters">
        <SelectField name={t('loop.column.unit')} value={filter.unit ?? ''} set={(unit) => change({ unit })}>
          <option value="">{t('app.all')}</option>
          {desk.units.map((unit) => (
            <option key={unit.unit} value={unit.unit}>
              {text(unit.name)} ({unit.total})
            </option>
          ))}
        </SelectField>
        <SelectField name={t('plan.board')} value={filter.board ?? ''} set={(board) => change({ board })}>
          <option value="">{t('app.all')}</option>
          {(['blue-sky', 'clear-water', 'clean-soil', 'climate', 'ecology'] as const).map((board) => (
            <option key={board} value={board}>
              {t(`loop.board.${board}`)}
            </option>
          ))}
        </SelectField>
      </div>
      <List filter={filter} />
      <Bulletin today={desk.today} />
      <Units desk={desk} choose={(unit) => change({ unit })} />
    </>
  );
}

const SHOWN = 200;

function List({ filter }: { readonly filter: AssignmentFilter }) {
  const { t } = useTranslation();
  const query = useQuery(assignmentsQuery(filter));
  const me = useQuery(meQuery);
  const office = me.data?.may.includes('changeDispatch') === true;
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const [more, setMore] = useState(false);
  const dispatch = useStep(changeDispatch);
  const act = () => {
    dispatch.mutate(
      { do: 'dispatch', assignments: [...chosen], share: null, note: '' },
      { onSuccess: () => choose(new Set()) },
    );
  };
  return (
    <Loaded query={query} lines={8}>
      {(rows) => (
        <>
          <div className="section-head">
            <p role="status">
              {t('loop.desk.listed', { count: rows.length })}
              {dispatch.data ? ` · ${t('loop.desk.dispatched', { count: dispatch.data.changed })}` : ''}
            </p>
            {office ? (
              <span className="actions">
                <button type="button" disabled={chosen.size === 0 || dispatch.isPending} onClick={act}>
                  {t('loop.desk.dispatch', { count: chosen.size })}
                </button>
              </span>
            ) : null}
          </div>
          {dispatch.isError ? <Failed error={dispatch.error} /> : null}
          <AssignmentTable
            rows={urgentFirst(rows).slice(0, more ? rows.length : SHOWN)}
            chosen={office ? chosen : undefined}
            choose={office ? choose : undefined}
          />
          {rows.length > SHOWN && !more ? (
            <button type="button" onClick={() => setMore(true)}>
              {t('loop.desk.more', { count: rows.length - SHOWN })}
            </button>
          ) : null}
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

const FORMATS = ['html', 'docx', 'xlsx'] as const;

/** The month before the running one, whose reports are in. */
function monthBefore(today: string): string {
  const [year = 0, month = 0] = today.split('-').map(Number);
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`;
}

/** The monthly bulletin, drafted from what the pages show. */
function Bulletin({ today }: { readonly today: string }) {
  const { t } = useTranslation();
  const [month, setMonth] = useState(monthBefore(today));
  return (
    <section>
      <h2>{t('loop.bulletin.title')}</h2>
      <p className="note">{t('loop.bulletin.note')}</p>
      <div className="filters">
        <label className="field">
          {t('loop.bulletin.month')}
          <input
            type="month"
            value={month}
            max={today.slice(0, 7)}
            onChange={(e) => {
              if (e.target.value !== '') setMonth(e.target.value);
            }}
          />
        </label>
        {FORMATS.map((format) => (
          <a
            key={format}
            className="pill"
            href={`/api/v1/bulletins/${month}/${format}`}
            target="_blank"
            rel="noreferrer"
          >
            {t(`loop.bulletin.${format}`)}
          </a>
        ))}
      </div>
    </section>
  );
}
