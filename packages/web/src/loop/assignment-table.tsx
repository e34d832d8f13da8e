import { useTranslation } from 'react-i18next';
import { addressOfList } from '../registers/address-of-list.ts';
import { ChooseAll, ChooseOne, type Choosing } from '../shared/choose.tsx';
import { Go } from '../shared/go.tsx';
import { useText } from '../shared/use-text.ts';
import type { AssignmentRow } from './loop-queries.ts';
import { StandingBar } from './standing-bar.tsx';
import './loop.css';

interface AssignmentTableProps extends Choosing {
  readonly rows: readonly AssignmentRow[];
  readonly hideMeasure?: boolean;
}

/** Measures in the hands of units, one row each, with the five facets. */
export function AssignmentTable({ rows, hideMeasure = false, ...choosing }: AssignmentTableProps) {
  const { t } = useTranslation();
  if (rows.length === 0) return <p className="empty">{t('app.nothing')}</p>;
  return (
    <div className="scroll">
      <table className="assignments cards">
        <thead>
          <tr>
            <ChooseAll {...choosing} ids={rows.map(({ id }) => id)} name={t('loop.chooseAll')} />
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
            <Row key={row.id} row={row} hideMeasure={hideMeasure} {...choosing} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row, hideMeasure, ...choosing }: { readonly row: AssignmentRow } & Omit<AssignmentTableProps, 'rows'>) {
  const { t } = useTranslation();
  const text = useText();
  const { timely } = row;
  return (
    <tr>
      <ChooseOne {...choosing} id={row.id} name={row.id} />
      {hideMeasure ? null : (
        <td className="wide">
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
        {row.counted ? (
          <small>
            <Go to={addressOfList(row.counted)}>{text(row.counted.registerName)}</Go>
          </small>
        ) : null}
      </td>
      <td className="n" data-label={t('loop.column.timely')}>
        {timely.due === 0 ? '–' : `${timely.onTime}/${timely.due}`}
      </td>
      <td className="nowrap wide" data-label={t('loop.column.lastReport')}>
        {row.lastReport?.slice(0, 10) ?? '–'}
      </td>
      <td className="nowrap wide" data-label={t('loop.column.open')}>
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
