import { meanOf } from '@qingshan/kernel';
import type { DailySeries, DayState } from '../daily.ts';
import type { CoverageRule } from './rules.ts';
import type { Span } from './statistics.ts';

/** How many of `stations` must be valid for a district value. */
export function stationsRequired(stations: number, rule: CoverageRule): number {
  const share = stations < rule.few ? rule.shareOfFew : rule.share;
  // Shares are whole percents: 0.75 × 8 must not become 6.000000000000001 and then 7.
  return Math.max(1, Math.ceil((stations * Math.round(share * 10_000)) / 10_000));
}

export interface Aggregate {
  readonly mean: number | null;
  readonly valid: number;
  readonly required: number;
  readonly enough: boolean;
}

/** Mean of the stations' valid values of one day; O3 comes in as the stations' 8-hour maxima (HJ 663). */
export function aggregate(values: readonly (number | null)[], rule: CoverageRule): Aggregate {
  const valid = values.filter((x): x is number => x !== null && !Number.isNaN(x));
  const required = stationsRequired(values.length, rule);
  return { mean: meanOf(valid), valid: valid.length, required, enough: valid.length >= required };
}

/** The daily series of a district from those of its stations. A day with too few valid stations has no value. */
export function aggregateDaily(stations: readonly DailySeries[], span: Span, rule: CoverageRule): DailySeries {
  const n = span.last - span.first + 1;
  const values = new Float64Array(n).fill(Number.NaN);
  const states: DayState[] = [];
  for (let i = 0; i < n; i += 1) {
    const own = stations.map((s) => s.values[span.first + i - s.first] ?? null);
    const { mean, valid, enough } = aggregate(own, rule);
    states.push(enough ? 'valid' : valid === 0 ? 'no-data' : 'too-few-stations');
    if (enough && mean !== null) values[i] = mean;
  }
  return { first: span.first, values, states };
}
