import type { ObservationsAsked } from '@qingshan/app';
import { FLAGS } from '@qingshan/kernel';
import { DAY_OF_ROW } from './reductions.ts';

/** Current rows that meet conditions, a page of them, in SQL that DuckDB and ClickHouse both read, as in reductions.ts. */

const COLUMNS = 'series, time, micro, flag, batch, received, revision';
const MICRO = 1e6;
const COLUMN_OF = { series: 'series', time: 'time', value: 'micro', received: 'received' } as const;
/** As they are made in the two engines; the names inside must not be those of the columns that are read. */
const NEWEST = ['micro', 'flag', 'batch', 'received']
  .map((column) => `argMax(${column}, revision) AS newest_${column}`)
  .join(', ');

export interface Live {
  /** Batches that are undone */
  readonly undone: readonly number[];
  /** Whether any row has a revision above 0; without them the first value of a key is the current one */
  readonly corrected: boolean;
  /** Which rows there are at all; absent: every one */
  readonly conditions?: readonly string[];
}

/** Whether any value was ever corrected. */
export const ANY_CORRECTION = 'SELECT 1 FROM observation WHERE revision > 0 LIMIT 1';

function within(column: string, bounds: ObservationsAsked['time'], scale = 1): string[] {
  const { min, max } = bounds ?? {};
  return [
    ...(min === undefined ? [] : [`${column} >= ${BigInt(Math.round(min * scale))}`]),
    ...(max === undefined ? [] : [`${column} <= ${BigInt(Math.round(max * scale))}`]),
  ];
}

/** What the key says; it is the same for every revision. */
function ofKey({ series, time }: ObservationsAsked): string[] {
  return [`series IN (${series.join(', ')})`, ...within('time', time)];
}

/** What a revision says; it holds for the current one only. */
function ofRevision({ value, received, flags }: ObservationsAsked): string[] {
  const codes = flags?.map((flag) => FLAGS.indexOf(flag));
  return [
    ...within('micro', value, MICRO),
    ...within('received', received),
    ...(codes === undefined ? [] : [codes.length === 0 ? '1 = 0' : `flag IN (${codes.join(', ')})`]),
  ];
}

function where(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
}

/** Only the (series, day) pairs that hold corrections pay for finding the newest revision. */
function currentRows(asked: ObservationsAsked, { undone, corrected, conditions = [] }: Live): string {
  const notUndone = undone.length === 0 ? [] : [`batch NOT IN (${undone.join(', ')})`];
  const live = [...ofKey(asked), ...notUndone, ...conditions];
  const straight = (more: readonly string[]) =>
    `SELECT ${COLUMNS} FROM observation ${where(['revision = 0', ...live, ...ofRevision(asked), ...more])}`;
  if (!corrected) return straight([]);
  const pair = `(series, ${DAY_OF_ROW})`;
  const corrections = `SELECT series, ${DAY_OF_ROW} FROM observation ${where(['revision > 0', ...ofKey(asked)])}`;
  const newest = `SELECT series, time, newest_micro AS micro, newest_flag AS flag, newest_batch AS batch,
      newest_received AS received, newest_revision AS revision
    FROM (SELECT series, time, ${NEWEST}, max(revision) AS newest_revision
      FROM observation ${where([...live, `${pair} IN (${corrections})`])} GROUP BY series, time) AS grouped`;
  return `${straight([`${pair} NOT IN (${corrections})`])}
    UNION ALL
    SELECT ${COLUMNS} FROM (${newest}) AS newest ${where(ofRevision(asked))}`;
}

/** `series, time, micro, flag, batch, received, revision` of the page. */
export function pageOfRows(asked: ObservationsAsked, live: Live): string {
  const ties = [{ by: 'series', descending: false } as const, { by: 'time', descending: false } as const];
  const named = new Set(asked.order.map(({ by }) => by));
  const order = [...asked.order, ...ties.filter(({ by }) => !named.has(by))];
  const by = order.map((one) => `${COLUMN_OF[one.by]} ${one.descending ? 'DESC' : 'ASC'}`).join(', ');
  return `SELECT ${COLUMNS} FROM (${currentRows(asked, live)}) AS present
    ORDER BY ${by} LIMIT ${asked.limit} OFFSET ${asked.offset}`;
}

/** How many there are on all pages. */
export function countOfRows(asked: ObservationsAsked, live: Live): string {
  return `SELECT count(*) AS total FROM (${currentRows(asked, live)}) AS present`;
}
