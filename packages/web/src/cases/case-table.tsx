import { useTranslation } from 'react-i18next';
import { ChooseAll, ChooseOne, type Choosing } from '../shared/choose.tsx';
import { Go } from '../shared/go.tsx';
import { useText } from '../shared/use-text.ts';
import { caseAddress, type CaseRow } from './cases-queries.ts';
import { DueText, LightChip } from './light-chip.tsx';

interface CaseTableProps extends Choosing {
  readonly rows: readonly CaseRow[];
}

/** Cases, one row each, the most urgent first. */
export function CaseTable({ rows, ...choosing }: CaseTableProps) {
  const { t } = useTranslation();
  return (
    <div className="scroll">
      <table className="cases cards">
        <thead>
          <tr>
            <ChooseAll {...choosing} ids={rows.map(({ id }) => id)} name={t('cases.chooseAll')} />
            <th>{t('cases.column.light')}</th>
            <th className="c-case">{t('cases.column.case')}</th>
            <th>{t('cases.column.unit')}</th>
            <th>{t('cases.column.state')}</th>
            <th>{t('cases.column.due')}</th>
            <th>{t('cases.column.received')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} {...choosing} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row, ...choosing }: { readonly row: CaseRow } & Choosing) {
  const { t } = useTranslation();
  const text = useText();
  return (
    <tr>
      <ChooseOne {...choosing} id={row.id} name={t('cases.chooseOne', { id: row.id })} />
      <td>
        <LightChip row={row} />
      </td>
      <td className="wide">
        <Go to={caseAddress(row.id)}>{text(row.title)}</Go>
        <small>
          {row.id} · {t(`cases.source.${row.source}`)} · {text(row.topicName)}
          {row.townName ? ` · ${text(row.townName)}` : ''}
        </small>
      </td>
      <td>{row.unitName ? text(row.unitName) : '–'}</td>
      <td>
        {t(`cases.state.${row.state}`)}
        {row.step ? <small className="doubt">{t('cases.stepDue', { step: text(row.step) })}</small> : null}
        {row.repeats > 0 ? <small>{t('cases.repeats', { count: row.repeats })}</small> : null}
        {row.returns > 0 ? <small>{t('cases.returned', { count: row.returns })}</small> : null}
        {row.exclusionAsked ? <small>{t('cases.exclusionAsked')}</small> : null}
      </td>
      <td className="nowrap wide" data-label={t('cases.column.due')}>
        <DueText row={row} />
      </td>
      <td className="nowrap wide" data-label={t('cases.column.received')}>
        {row.received.replace('T', ' ')}
      </td>
    </tr>
  );
}
