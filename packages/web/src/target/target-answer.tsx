import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { Schemas } from '../api/client.ts';
import { targetFigure } from '../board/filter-board.ts';
import { Probability } from '../board/probability.tsx';
import { Warnings } from '../explain/steps.tsx';
import { Explained } from '../shared/explained.tsx';
import { decimal, decimalsOf, figureText, signed, withUnit } from '../shared/format.ts';
import { Marks, Simulated } from '../shared/marks.tsx';
import { StatusChip } from '../shared/status-chip.tsx';
import { useCompleteness } from '../shared/use-completeness.ts';
import { useText } from '../shared/use-text.ts';

interface TargetAnswerProps {
  readonly detail: Schemas['TargetDetail'];
  readonly unit: string;
}

/** The answer first: the figure, the verdict, why, and the figures that a leader asks for next. */
export function TargetAnswer({ detail, unit }: TargetAnswerProps) {
  const { t } = useTranslation();
  const text = useText();
  const { row } = detail;
  const a = row.assessment;
  const goal = targetFigure(row);
  return (
    <>
      <div className="target-answer">
        <p className="answer">
          <Explained id={a?.id}>
            <b>{a ? figureText(a.shown) : '—'}</b> {a ? <small>{unit}</small> : null}
          </Explained>
        </p>
        <div>
          <StatusChip status={row.status} /> {a ? <Marks of={a} /> : null} <Simulated when={row.simulated} />
          <p className="reason">{text(row.reason)}</p>
          <p className="note">
            {t('board.target')}{' '}
            <b>{goal === null ? text(row.targetText) : row.direction === 'every' ? withUnit(goal, unit) : goal}</b>
            {detail.stated === '' ? null : ` · ${t('target.stated')}: “${detail.stated}”`}
          </p>
        </div>
      </div>
      <Facts row={row} unit={unit} />
      {a ? <Warnings of={a.warnings} /> : null}
    </>
  );
}

function Facts({ row, unit }: { readonly row: Schemas['TargetRow']; readonly unit: string }) {
  const { t } = useTranslation();
  const complete = useCompleteness();
  const p = row.projection;
  const change =
    row.lastYear === null || typeof row.assessment?.value !== 'number' ? null : row.assessment.value - row.lastYear;
  return (
    <dl className="facts">
      {row.lastYear === null ? null : (
        <Fact name={t('target.lastYear')} extra={change === null ? '' : signed(change, decimalsOf(row.unit))}>
          {withUnit(decimal(row.lastYear, decimalsOf(row.unit)), unit)}
        </Fact>
      )}
      {typeof p?.allowance === 'number' ? (
        <Fact name={t('target.allowance')}>
          <Explained id={p.id}>{withUnit(decimal(p.allowance, 1), unit)}</Explained>
        </Fact>
      ) : null}
      {typeof p?.probability === 'number' ? (
        <Fact name={t('target.probability')}>
          <Probability share={p.probability} />
        </Fact>
      ) : null}
      {row.completeness === null ? null : (
        <Fact
          name={t('target.completeness')}
          extra={
            row.completeness.required === null ? '' : t('complete.required', { required: row.completeness.required })
          }
        >
          {complete(row.completeness)}
        </Fact>
      )}
      <Fact name={t('target.daysLeft')}>{row.daysLeft}</Fact>
    </dl>
  );
}

function Fact({ name, extra = '', children }: { name: string; extra?: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {children} {extra === '' ? null : <small>{extra}</small>}
      </dd>
    </div>
  );
}
