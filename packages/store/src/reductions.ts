import { DAY_SECONDS, HOUR_SECONDS, type Day, type Moment } from '@qingshan/kernel';

/**
 * The neutral reductions, in SQL that DuckDB and ClickHouse both read: conditional aggregation, no window functions.
 * The functions that DuckDB spells differently (`intDiv`, `toFloat64`) are macros there.
 *
 * The tables they read: `observation(series, time, micro, flag, batch, received, revision)`, where `micro` is the
 * value in millionths of its unit, so that every sum is exact, and `series(id, windows)`.
 */

/** Which observations count: those of monitoring days `first..last` that are live and meet every condition. */
export interface Selection {
  readonly first: Day;
  readonly last: Day;
  /** Only rows received up to this moment; absent: all */
  readonly asOf?: Moment;
  /** Batches that are undone at that moment */
  readonly undone: readonly number[];
  /** Whether the days hold rows with a revision above 0; without them the first value of a key is the current one */
  readonly corrected: boolean;
  readonly conditions?: readonly string[];
  /** SQL that gives the ids of the series with 8-hour windows; absent: what the table `series` says */
  readonly windowed?: string;
}

/** The monitoring day of a row: an hour is named by its end, so the day is that of the second before. */
export const DAY_OF_ROW = `intDiv(time - 1, ${DAY_SECONDS})`;

/** Which hour of its monitoring day, 1..24. */
const HOUR_OF_ROW = `intDiv(time - 1, ${HOUR_SECONDS}) - ${DAY_OF_ROW} * 24 + 1`;

function seriesThat(is: 'IN' | 'NOT IN', { windowed = 'SELECT id FROM series WHERE windows = 1' }: Selection): string {
  return `series ${is} (${windowed})`;
}

function onDays(first: Day, last: Day): string {
  return `time > ${first * DAY_SECONDS} AND time <= ${(last + 1) * DAY_SECONDS}`;
}

/** The rows that count at a moment, whatever their flag and however often corrected since. */
export function liveRows({ first, last, asOf, undone, conditions = [] }: Selection): string {
  return [
    onDays(first, last),
    ...(asOf === undefined ? [] : [`received <= ${asOf}`]),
    ...(undone.length === 0 ? [] : [`batch NOT IN (${undone.join(', ')})`]),
    ...conditions,
  ].join(' AND ');
}

/** Whether the days hold a correction, received at any time. */
export function correctionsOn(first: Day, last: Day): string {
  return `SELECT 1 FROM observation WHERE revision > 0 AND ${onDays(first, last)} LIMIT 1`;
}

/**
 * The valid current value of every key: `series, time, micro`.
 *
 * Days without corrections are read straight; only the (series, day) pairs that have some pay for finding the newest
 * revision.
 */
function currentValues(selection: Selection): string {
  const live = liveRows(selection);
  const straight = `SELECT series, time, micro FROM observation WHERE flag = 0 AND revision = 0 AND ${live}`;
  if (!selection.corrected) return straight;
  const pair = `(series, ${DAY_OF_ROW})`;
  const corrections = `SELECT series, ${DAY_OF_ROW} FROM observation
    WHERE revision > 0 AND ${onDays(selection.first, selection.last)}`;
  return `${straight} AND ${pair} NOT IN (${corrections})
    UNION ALL
    SELECT series, time, newest_micro AS micro FROM (
      SELECT series, time, argMax(micro, revision) AS newest_micro, argMax(flag, revision) AS newest_flag
      FROM observation WHERE ${live} AND ${pair} IN (${corrections}) GROUP BY series, time
    ) AS newest WHERE newest_flag = 0`;
}

/** The condition comes first, because it leaves the fewest rows for the others. */
function withCondition(selection: Selection, condition: string): Selection {
  return { ...selection, conditions: [condition, ...(selection.conditions ?? [])] };
}

/** `series, day, hours, total, high, windows, top8x168` of the series without 8-hour windows. */
export function plainDays(selection: Selection): string {
  const values = currentValues(withCondition(selection, seriesThat('NOT IN', selection)));
  return `SELECT series, day, count(*) AS hours, ${inUnits('sum(micro)')} AS total, ${inUnits('max(micro)')} AS high,
      0 AS windows, NULL AS top8x168
    FROM (SELECT series, ${DAY_OF_ROW} AS day, micro FROM (${values}) AS v) AS d
    GROUP BY series, day`;
}

const HOURS = Array.from({ length: 24 }, (_, i) => i + 1);
const WINDOW_ENDS = HOURS.filter((hour) => hour >= 8);
/** An 8-hour mean needs at least 6 hourly means (GB 3095-2012, table 4). */
const WINDOW_SIZES = [8, 7, 6];
const NO_WINDOW = '-9000000000000000000';

/**
 * An hour travels as 16 × (micro + 10^15) + 1, a missing hour as 0: the sum of 8 of them holds both the sum of the
 * values and, modulo 16, how many they were. Values are below 10^9, so that it is positive and 28 times what is left
 * of it stays within 64 bits.
 */
const SHIFT = 10n ** 15n;
const CODED = `(micro + ${SHIFT}) * 16 + 1`;

function inUnits(micro: string): string {
  return `toFloat64(${micro}) / 1000000`;
}

function windowSum(end: number): string {
  return HOURS.slice(end - 8, end)
    .map((hour) => `h${hour}`)
    .join(' + ');
}

/**
 * Mean times 168 in sixteenths of a millionth, exact because 168 is a multiple of 6, 7 and 8. Every case is a condition
 * of its own, because `CASE x WHEN` takes only constants as results in ClickHouse 18.16.
 */
function windowTop(end: number): string {
  const cases = WINDOW_SIZES.map(
    (n) => `WHEN c${end} = ${n} THEN (w${end} - ${BigInt(n) * (SHIFT * 16n + 1n)}) * ${168 / n}`,
  );
  return `CASE ${cases.join(' ')} ELSE ${NO_WINDOW} END`;
}

/** `series, day, hours, total, high, windows, top8x168` of the series with 8-hour windows. */
export function windowedDays(selection: Selection): string {
  const values = currentValues(withCondition(selection, seriesThat('IN', selection)));
  const byHour = HOURS.map((h) => `coalesce(max(CASE WHEN hour = ${h} THEN coded ELSE NULL END), 0) AS h${h}`);
  const sums = WINDOW_ENDS.map((end) => `${windowSum(end)} AS w${end}`);
  const counts = WINDOW_ENDS.map((end) => `w${end}, w${end} % 16 AS c${end}`);
  const windows = WINDOW_ENDS.map((end) => `CASE WHEN c${end} >= 6 THEN 1 ELSE 0 END`);
  const top = WINDOW_ENDS.map(windowTop).reduce((all, term) => `greatest(${all}, ${term})`);
  return `SELECT series, day, hours, total, high, windows,
      CASE WHEN windows > 0 THEN ${inUnits('top')} / 16 ELSE NULL END AS top8x168
    FROM (SELECT series, day, hours, total, high, ${windows.join(' + ')} AS windows, ${top} AS top
    FROM (SELECT series, day, hours, total, high, ${counts.join(', ')}
    FROM (SELECT series, day, hours, total, high, ${sums.join(', ')}
    FROM (SELECT series, day, count(*) AS hours, ${inUnits('sum(micro)')} AS total, ${inUnits('max(micro)')} AS high,
      ${byHour.join(', ')}
    FROM (SELECT series, ${DAY_OF_ROW} AS day, ${HOUR_OF_ROW} AS hour, micro, ${CODED} AS coded FROM (${values}) AS v) AS d
    GROUP BY series, day) AS hourly) AS summed) AS counted) AS judged`;
}
