import { Decimal, roundHalfEven } from '@qingshan/kernel';
import { changeOf } from '../../change/same-period/method.ts';
import { exact, type Quantity } from '../../numbers.ts';
import { competitionRanks } from '../competition/method.ts';
import type { Metric, RankingRule } from './rule.ts';

/** What is known of one who is ranked. */
export interface Contender {
  readonly id: string;
  /** Value of a metric; with `previous` where it is a change */
  readonly values: Readonly<Record<string, { readonly current: Quantity | null; readonly previous?: Quantity | null }>>;
}

export interface Placed {
  readonly id: string;
  /** From the best */
  readonly rank: number;
  /** From the worst */
  readonly reverseRank: number;
  readonly score: Decimal;
  /** Each metric's value and, after its transform, points */
  readonly metrics: Readonly<Record<string, { readonly value: Decimal; readonly points: Decimal }>>;
}

/** The value of a metric: its level, its change in percent, or the score that was given; `null` without data. */
export function metricValue(metric: Metric, contender: Contender): Decimal | null {
  const given = contender.values[metric.id];
  if (!given || given.current === null) return null;
  const current = exact(given.current);
  if (metric.kind !== 'change') return current;
  const { previous } = given;
  return previous === null || previous === undefined ? null : changeOf(current, exact(previous)).percent;
}

/** Scores and ranks the contenders of one league, all of which have every metric. */
export function placeLeague(contenders: readonly Contender[], rule: RankingRule): Placed[] {
  const columns = rule.metrics.map((metric) => {
    const values = contenders.map((c) => metricValue(metric, c) ?? new Decimal(0));
    return { metric, values, points: pointsOf(metric, values, rule) };
  });
  const scores = contenders.map((_, i) =>
    columns.reduce(
      (sum, { metric, points }) => sum.plus((points[i] ?? new Decimal(0)).times(exact(metric.weight))),
      new Decimal(0),
    ),
  );
  const ties = scores.map((x) =>
    rule.tiesBy === 'shown' ? roundHalfEven(x, rule.decimals) : x.toSignificantDigits(12),
  );
  const [best, worst] =
    bestFirst(rule) === 'ascending' ? (['ascending', 'descending'] as const) : (['descending', 'ascending'] as const);
  const items = contenders.map((c, i) => ({ id: c.id, value: ties[i] ?? new Decimal(0) }));
  const reverse = new Map(competitionRanks(items, worst).map((r) => [r.id, r.rank]));
  const index = new Map(contenders.map((c, i) => [c.id, i]));
  return competitionRanks(items, best).map(({ id, rank }) => {
    const i = index.get(id) ?? 0;
    return {
      id,
      rank,
      reverseRank: reverse.get(id) ?? 0,
      score: scores[i] ?? new Decimal(0),
      metrics: Object.fromEntries(
        columns.map(({ metric, values, points }) => [
          metric.id,
          { value: values[i] ?? new Decimal(0), points: points[i] ?? new Decimal(0) },
        ]),
      ),
    };
  });
}

/** Efficacy coefficients are points, more is better; a raw metric is as good as the rule says. */
function bestFirst({ metrics: [first] }: RankingRule): 'ascending' | 'descending' {
  return first?.transform === 'raw' && first.better === 'low' ? 'ascending' : 'descending';
}

/** base + span × (x − worst) ÷ (best − worst); where all are equal everybody has the full points. */
function pointsOf(metric: Metric, values: readonly Decimal[], { efficacy }: RankingRule): Decimal[] {
  if (metric.transform === 'raw' || values.length === 0) return [...values];
  const [low, high] = [Decimal.min(...values), Decimal.max(...values)];
  const [best, worst] = metric.better === 'low' ? [low, high] : [high, low];
  const [base, span] = [exact(efficacy.base), exact(efficacy.span)];
  return values.map((x) => {
    const share = best.eq(worst) ? new Decimal(1) : x.minus(worst).div(best.minus(worst));
    return base.plus(span.times(share));
  });
}
