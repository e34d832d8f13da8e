import type { Contender, Placed } from './score.ts';
import { metricValue } from './score.ts';
import { exact } from '../../numbers.ts';
import type { Consequence, RankingRule } from './rule.ts';

/**
 * What follows from a place in a league. Of the steps of a ladder (one place and end, more and more months) the highest
 * reached counts; rewards and payments are ladders of one step.
 *
 * @param months in a row, this one included, that the place was held at the bottom
 */
export function consequencesOf(
  placed: Placed,
  contender: Contender,
  where: { readonly league: string; readonly months: number },
  rule: RankingRule,
): Consequence[] {
  const spared = isSpared(contender, rule);
  const reached = rule.consequences.filter((c) => {
    if (c.league !== undefined && c.league !== where.league) return false;
    if (c.end === 'bottom' && spared) return false;
    const place = c.end === 'top' ? placed.rank : placed.reverseRank;
    return place === c.place && (c.end === 'top' || c.months <= where.months);
  });
  return reached.filter((c) => c.amount !== undefined || !reached.some((other) => isNextStep(c, other)));
}

function isNextStep(from: Consequence, to: Consequence): boolean {
  return to.amount === undefined && to.end === from.end && to.place === from.place && to.months > from.months;
}

/** Who is within all the values named has nothing to fear. */
function isSpared(contender: Contender, rule: RankingRule): boolean {
  const limits = Object.entries(rule.spared);
  return (
    limits.length > 0 &&
    limits.every(([id, limit]) => {
      const metric = rule.metrics.find((m) => m.id === id);
      const value = metric ? metricValue(metric, contender) : null;
      return value !== null && value.lte(exact(limit));
    })
  );
}
