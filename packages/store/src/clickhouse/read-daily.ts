import type { Range } from '@qingshan/app';
import type { DailyReduction } from '@qingshan/methods';
import { plainDays, windowedDays } from '../reductions.ts';
import { emptySheet, reductionAt, type Sheet } from '../sheet.ts';
import type { State } from './journal.ts';
import { selectionOf } from './refresh.ts';
import { numbers, type Transport } from './transport.ts';

/** `series, day, hours, total, high, windows, top8x168` of the newest generation of each day that has hours. */
function newestDays(condition: string): string {
  const newest = ['total', 'high', 'windows', 'top8x168'].map((column) => `argMax(${column}, generation)`);
  return `SELECT series, day, argMax(hours, generation) AS newest_hours, ${newest.join(', ')}
    FROM daily WHERE ${condition} GROUP BY series, day HAVING newest_hours > 0`;
}

/** The daily table answers for a moment when nothing was received or undone after it. */
function isPresent({ latest, undone }: State, asOf: number): boolean {
  return latest <= asOf && undone.every(({ at }) => at <= asOf);
}

async function queriesOf(db: Transport, state: State, { series, first, last, asOf }: Range): Promise<string[]> {
  const wanted = `series IN (${series.join(', ')})`;
  if (asOf === undefined || isPresent(state, asOf)) {
    return [newestDays(`day BETWEEN ${first} AND ${last} AND ${wanted}`)];
  }
  const selection = await selectionOf(db, state, { first, last, asOf }, [wanted]);
  return [plainDays(selection), windowedDays(selection)].map(
    (days) => `SELECT series, day, hours, total, high, windows, ifNull(top8x168, 0) FROM (${days}) AS days`,
  );
}

function put(
  sheet: Sheet,
  place: number,
  [hours = 0, sum = 0, max = 0, windows = 0, top = 0]: readonly number[],
): void {
  sheet.hours[place] = hours;
  sheet.sum[place] = sum;
  sheet.max[place] = max;
  sheet.windows[place] = windows;
  sheet.top8x168[place] = windows === 0 ? Number.NaN : top;
}

/** One reduction per series asked for, in that order, from the daily table or, for a past moment, from the rows. */
export async function readDaily(db: Transport, state: State, range: Range): Promise<DailyReduction[]> {
  const positionOf = new Map([...new Set(range.series)].map((id, position) => [id, position]));
  const wanted = { ...range, series: [...positionOf.keys()] };
  const sheet = emptySheet(wanted);
  const queries = sheet.hours.length === 0 ? [] : await queriesOf(db, state, wanted);
  for (const query of queries) {
    for (const [series = 0, day = 0, ...figures] of await numbers(db, query)) {
      put(sheet, (positionOf.get(series) ?? 0) * sheet.days + day - sheet.first, figures);
    }
  }
  return range.series.map((id) => reductionAt(sheet, positionOf.get(id) ?? 0));
}

/** First and last day with a valid current value. */
export async function readExtent(
  db: Transport,
  series: readonly number[],
): Promise<{ first: number; last: number } | null> {
  if (series.length === 0) return null;
  const days = newestDays(`series IN (${series.join(', ')})`);
  const [row = []] = await numbers(db, `SELECT min(day), max(day), count() FROM (${days}) AS days`);
  const [first = 0, last = 0, count = 0] = row;
  return count === 0 ? null : { first, last };
}
