import type { Day, Moment } from '@qingshan/kernel';
import { monitoringDayOf } from '@qingshan/kernel';
import { correctionsOn, DAY_OF_ROW, plainDays, windowedDays, type Selection } from '../reductions.ts';
import { slicesOf, type Slice } from '../slices.ts';
import { change, mark, undoneBatches, visible, type State } from './journal.ts';
import { numbers, type Transport } from './transport.ts';

/** The ids of the series that have windows, by their newest declaration. */
function windowedSeries(state: State): string {
  return `SELECT id FROM series WHERE ${visible(state)} GROUP BY id HAVING argMax(windows, entry) = 1`;
}

/** The selection of days for now, or as of a moment. */
export async function selectionOf(
  db: Transport,
  state: State,
  range: Slice & { readonly asOf?: Moment },
  conditions: readonly string[],
): Promise<Selection> {
  const { first, last, asOf } = range;
  const corrected = (await db.rows(correctionsOn(first, last))).length > 0;
  return {
    first,
    last,
    ...(asOf === undefined ? {} : { asOf }),
    undone: undoneBatches(state, asOf),
    corrected,
    conditions: [visible(state), ...conditions],
    windowed: windowedSeries(state),
  };
}

/** The (series, day) pairs that were touched after one entry and up to another. */
export function touchedPairs(state: State, after: number, condition = '1'): string {
  return `SELECT DISTINCT series, day FROM touched WHERE entry > ${after} AND ${visible(state)} AND ${condition}`;
}

const NOTHING = '0, 0, 0, 0, 0';

/**
 * Writes the days of a slice anew. Pairs that have no value now get a row without hours.
 *
 * @param pairs SQL that gives the (series, day) pairs to be written
 * @param narrowed whether those are fewer than all
 */
async function reduceSlice(
  db: Transport,
  state: State,
  { slice, pairs, narrowed, generation }: { slice: Slice; pairs: string; narrowed: boolean; generation: number },
): Promise<void> {
  const onDays = `day BETWEEN ${slice.first} AND ${slice.last}`;
  const here = `SELECT series, day FROM (${pairs}) AS p WHERE ${onDays}`;
  const selection = await selectionOf(db, state, slice, narrowed ? [`(series, ${DAY_OF_ROW}) IN (${here})`] : []);
  // Where no series has windows, the largest of all statements is left out.
  const windowed = narrowed ? `SELECT 1 FROM (${here}) AS h WHERE series IN (${windowedSeries(state)}) LIMIT 1` : '';
  const hasWindowed = !narrowed || (await db.rows(windowed)).length > 0;
  for (const days of [plainDays(selection), ...(hasWindowed ? [windowedDays(selection)] : [])]) {
    await db.run(`INSERT INTO daily
      SELECT series, day, hours, total, high, windows, ifNull(top8x168, 0), ${generation} FROM (${days}) AS days`);
  }
  await db.run(`INSERT INTO daily SELECT series, day, ${NOTHING}, ${generation} FROM (${here}) AS h
    WHERE (series, day) NOT IN (SELECT series, day FROM daily WHERE generation = ${generation} AND ${onDays})`);
}

/** Reduces the stale (series, day) pairs anew and says how many they were. */
export async function refreshDaily(db: Transport, state: State): Promise<number> {
  if (state.version <= state.refreshed) return 0;
  const pairs = touchedPairs(state, state.refreshed);
  const days = await numbers(db, `SELECT day, count() FROM (${pairs}) AS p GROUP BY day ORDER BY day`);
  for (const slice of slicesOf(days.map(([day = 0]) => day))) {
    await reduceSlice(db, state, { slice, pairs, narrowed: true, generation: state.version });
  }
  await mark(db, 'refreshed', state.version);
  return days.reduce((sum, [, count = 0]) => sum + count, 0);
}

function everyDay(first: Day, last: Day): Day[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** Reduces everything anew, under an entry of its own, so that its rows are newer than all before. */
export async function rebuildDaily(db: Transport, state: State): Promise<void> {
  await change(db, state, 'rebuild', async (generation) => {
    const bounds = await numbers(db, `SELECT min(time), max(time), count() FROM observation WHERE ${visible(state)}`);
    const [first = 0, last = 0, count = 0] = bounds[0] ?? [];
    const pairs = 'SELECT DISTINCT series, day FROM daily WHERE hours > 0';
    const slices = count === 0 ? [] : slicesOf(everyDay(monitoringDayOf(first), monitoringDayOf(last)));
    for (const slice of slices) await reduceSlice(db, state, { slice, pairs, narrowed: false, generation });
    await mark(db, 'refreshed', state.version);
    return { changes: false };
  });
}
