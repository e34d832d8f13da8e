import { monthsOf, upTo, type Day, type Period } from '@qingshan/kernel';
import type { When } from '../assess/asking.ts';
import type { Evaluated, Evaluator } from '../assess/evaluator.ts';
import type { TargetRowView } from '../views/index.ts';

export type TrendPoint = TargetRowView['trend'][number];

/** The value of an assessment that rests on any data at all; a count of nothing is not zero. */
export function valueOf({ assessment }: Evaluated): number | null {
  return assessment.completeness?.valid === 0 ? null : assessment.value;
}

/** Value of each month alone, and of the period up to its end. */
export async function trendOf(
  evaluator: Evaluator,
  asked: { readonly indicator: string; readonly scope: string },
  period: Period,
  when: When,
): Promise<TrendPoint[]> {
  const reached = upTo(period, when.through);
  if (!reached) return [];
  const ask = (id: string, through: Day): Promise<Evaluated> =>
    evaluator.evaluate({ ...asked, period: id, when: { ...when, through } });
  return Promise.all(
    monthsOf(reached).map(async (month) => {
      const [alone, cumulative] = await Promise.all([ask(month.id, month.last), ask(period.id, month.last)]);
      const value = valueOf(alone);
      return {
        period: month.id,
        value,
        cumulative: valueOf(cumulative),
        valid: value !== null && alone.assessment.verdict !== 'insufficient-data',
      };
    }),
  );
}
