import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Schemas } from '../api/client.ts';
import { Sparkline } from '../charts/sparkline.tsx';
import { Followed } from '../live/followed.tsx';
import { Explained } from '../shared/explained.tsx';
import { decimal, figureText, withUnit } from '../shared/format.ts';
import { Go } from '../shared/go.tsx';
import { Marks, Simulated } from '../shared/marks.tsx';
import { StatusChip } from '../shared/status-chip.tsx';
import { useCompleteness } from '../shared/use-completeness.ts';
import { useText, useUnit } from '../shared/use-text.ts';
import { targetFigure, targetLine } from './filter-board.ts';
import { Probability } from './probability.tsx';

interface RowProps {
  readonly row: Schemas['TargetRow'];
  /** The whole board is simulated and says so once; then rows need not */
  readonly allSimulated: boolean;
}

/** One target: what, where it stands, what was promised, how it got there, the verdict, and what that means. */
export function TargetRow({ row, allSimulated }: RowProps) {
  const { t } = useTranslation();
  const text = useText();
  const shownUnit = useUnit()(row.unit, row.unitText);
  const { assessment } = row;
  const [params] = useSearchParams();
  const value = assessment === null ? '—' : figureText(assessment.shown);
  const goal = targetFigure(row);
  const hasTrend = row.trend.some((p) => p.cumulative !== null);
  return (
    <li className={`target-row ${row.status}${hasTrend ? '' : ' no-trend'}${assessment === null ? ' no-value' : ''}`}>
      <div className="what">
        <Go to={`/targets/${row.id}`} className="name">
          {text(row.title)}
        </Go>
        <span className="note">{text(row.scopeText)}</span>
        {allSimulated ? null : <Simulated when={row.simulated} />}
      </div>
      <div className="value">
        <Explained
          id={assessment?.id}
          label={t('board.figure', { title: text(row.title), value: withUnit(value, shownUnit) })}
        >
          <b>
            <Followed of={`${row.id} ${params.toString()}`} value={value} />
          </b>
          {assessment === null ? null : <small>{shownUnit}</small>}
        </Explained>
        {assessment === null ? null : <Marks of={assessment} />}
      </div>
      <div className="goal" title={text(row.targetText)}>
        <span className="note">{t('board.target')}</span>{' '}
        {goal === null ? text(row.targetText) : <b>{row.direction === 'every' ? withUnit(goal, shownUnit) : goal}</b>}
      </div>
      {hasTrend ? <RowTrend row={row} /> : null}
      <div className="verdict">
        <StatusChip status={row.status} />
        {typeof row.projection?.probability === 'number' ? <Probability share={row.projection.probability} /> : null}
      </div>
      <RowMeaning row={row} unit={shownUnit} />
    </li>
  );
}

function RowTrend({ row }: { readonly row: Schemas['TargetRow'] }) {
  const { t } = useTranslation();
  const limit = targetLine(row);
  const input = useMemo(
    () => ({
      points: row.trend.map((p) => ({ period: p.period, value: p.cumulative })),
      fan: row.projection?.fan ?? [],
      limit: targetLine(row),
    }),
    [row],
  );
  const values = row.trend.map((p) => `${p.period} ${decimal(p.cumulative, 1)}`).join(', ');
  const label = `${t('board.trend', { values })}${limit === null ? '' : `; ${t('board.trendLimit', { limit })}`}`;
  return (
    <div className="trend">
      <Sparkline input={input} label={label} />
    </div>
  );
}

function RowMeaning({ row, unit }: { readonly row: Schemas['TargetRow']; readonly unit: string }) {
  const { t } = useTranslation();
  const text = useText();
  const complete = useCompleteness();
  const { projection } = row;
  const allowance = projection?.allowance ?? null;
  const days = projection?.remainingDays ?? 0;
  const spoken = (): React.ReactNode => {
    if (allowance === null || days === 0) return text(row.reason);
    if (allowance < 0) return t('board.allowanceGone', { days });
    return (
      <>
        {t('board.allowance', { days })}{' '}
        <Explained id={projection?.id}>
          <b>{withUnit(decimal(allowance, 1), unit)}</b>
        </Explained>
      </>
    );
  };
  return (
    <div className="meaning">
      <div>{spoken()}</div>
      <div className="note">{complete(row.completeness)}</div>
    </div>
  );
}
