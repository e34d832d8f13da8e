import { useTranslation } from 'react-i18next';
import { Go } from '../shared/go.tsx';
import { useText } from '../shared/use-text.ts';
import type { AssignmentRow } from './loop-queries.ts';
import { StandingBar } from './standing-bar.tsx';
import './loop.css';

interface AssignmentTableProps {
  readonly rows: readonly AssignmentRow[];
  /** Ids that are chosen for a bulk act; absent: nothing can be chosen */
  readonly chosen?: ReadonlySet<string> | undefined;
  readonly choose?: ((ids: ReadonlySet<string>) => void) | undefined;
  readonly hideMeasure?: boolean;
}

/** Measures in the hands of units, one row each, with the five facets. */
export function AssignmentTable({ rows, chosen, choose, hideMeasure = false }: AssignmentTableProps) {
  const { t } = useTranslation();
  if (rows.length === 0) return <p className="empty">{t('app.nothing')}</p>;
  const all = chosen !== undefined && rows.every((row) => chosen.has(row.id));
  return (
    <div className="scroll">
      <table className="assignments">
        <thead>
          <tr>
            {chosen && choose ? (
              <th className="c-choose">
                <input
                  type="checkbox"
                  aria-label={t('loop.chooseAll')}
                  checked={all}
                  onChange={() => choose(all ? new Set() : new Set(rows.map((row) => row.id)))}
                />
              </th>
            ) : null}
            {hideMeasure ? null : <th className="c-measure">{t('loop.column.measure')}</th>}
            <th>{t('loop.column.unit')}</th>
            <th>{t('loop.column.status')}</th>
            <th>{t('loop.column.progress')}</th>
            <th className="n">{t('loop.column.timely')}</th>
            <th>{t('loop.column.lastReport')}</th>
            <th>{t('loop.column.open')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} chosen={chosen} choose={choose} hideMeasure={hideMeasure} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({
  row,
  chosen,
  choose,
  hideMeasure,
}: { readonly row: AssignmentRow } & Omit<AssignmentTableProps, 'rows'>) {
  const { t } = useTranslation();
  const text = useText();
  const toggle = () => {
    const next = new Set(chosen);
    if (!next.delete(row.id)) next.add(row.id);
    choose?.(next);
  };
  const { timely } = row;
  return (
    <tr>
      {chosen && choose ? (
        <td>
          <input type="checkbox" aria-label={row.id} checked={chosen.has(row.id)} onChange={toggle} />
        </td>
      ) : null}
      {hideMeasure ? null : (
        <td>
          <Go to={`/measures/${row.measure}`}>
            {row.measure} {text(row.title)}
          </Go>
        </td>
      )}
      <td>
        {text(row.unitName)} <small>{t(`plan.role.${row.role}`)}</small>
      </td>
      <td>
        <span className={`chip loop-${row.status}`} title={row.excused ?? undefined}>
          {t(`loop.status.${row.status}`)}
        </span>
        {row.doubts.map((doubt) => (
          <small key={doubt.code} className="doubt">
            {text(doubt.text)}
          </small>
        ))}
      </td>
      <td>
        <StandingBar row={row} />
      </td>
      <td className="n">{timely.due === 0 ? '–' : `${timely.onTime}/${timely.due}`}</td>
      <td className="nowrap">{row.lastReport?.slice(0, 10) ?? '–'}</td>
      <td className="nowrap">
        {row.open ? (
          <Go to={`/reports/${row.id}/${row.open.period}`}>
            {row.open.period} {t(`loop.report.${row.open.state}`)}
          </Go>
        ) : (
          '–'
        )}
      </td>
    </tr>
  );
}
