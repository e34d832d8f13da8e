import { formatDay } from '@qingshan/kernel';
import {
  annualParameters,
  assessAnnual,
  dailySeries,
  dayRuleFor,
  statisticOf,
  type DailyReduction,
  type DailySeries,
  type MethodContext,
} from '@qingshan/methods';
import { FIRST_DAY, LAST_DAY, PARAMETERS, STATIONS } from './year-of-hours.ts';

const QUESTION = { year: formatDay(FIRST_DAY).slice(0, 4), class: '2', judgeBy: 'shown' } as const;

/**
 * The annual assessment of every station, six pollutants each, with its trace: what a user sees.
 *
 * @param reductions of all series, station after station
 * @returns how many stations attain
 */
export function assessStations(reductions: readonly DailyReduction[], context: MethodContext): number {
  const parameters = annualParameters(context, LAST_DAY);
  let attaining = 0;
  for (let station = 0; station < STATIONS; station++) {
    const all: Record<string, DailySeries> = {};
    for (const parameter of parameters) {
      const reduction = reductions[station * PARAMETERS.length + PARAMETERS.findIndex((p) => p === parameter)];
      if (!reduction) throw new Error(`no reduction of ${parameter} at station ${station}`);
      const { rule } = dayRuleFor(context, parameter, statisticOf(parameter), QUESTION.class, LAST_DAY);
      all[parameter] = dailySeries(reduction, rule);
    }
    if (assessAnnual(QUESTION, all, context).verdict === 'met') attaining += 1;
  }
  return attaining;
}
