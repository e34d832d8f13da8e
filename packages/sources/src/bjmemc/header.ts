import { Refusal, type FaultLog } from '../faults.ts';
import { refuseWebPage } from '../read/foreign.ts';
import { nearestHint, plain } from '../read/nearest.ts';
import { splitCells } from './cells.ts';
import { STATION_SETS } from './stations.ts';

export const KEY_COLUMNS = ['date', 'hour', 'type'] as const;

const KNOWN = new Set(STATION_SETS.flat());

/**
 * Reads the first line: `date,hour,type` and one column per station.
 *
 * @returns the stations in the order of the columns
 * @throws Refusal `web-page`, `missing-columns`, `no-stations`, `unnamed-column`, `spoilt-header`, `unknown-station`,
 *   `repeated-column`
 */
export function readHeader(line: string, log: FaultLog): readonly string[] {
  refuseWebPage(log.file, line);
  const cells = splitCells(log.file, 1, line).map(plain);
  const missing = KEY_COLUMNS.filter((name, i) => cells[i]?.toLowerCase() !== name);
  if (missing.length > 0) throw new Refusal(log.file, 'missing-columns', { row: 1 }, { names: missing });
  const names = cells.slice(KEY_COLUMNS.length, cells.findLastIndex((cell) => cell !== '') + 1);
  if (names.length === 0) throw new Refusal(log.file, 'no-stations', { row: 1 });
  if (!names.some((name) => KNOWN.has(name))) return recovered(names, log);
  checkNames(names, log);
  return names;
}

function checkNames(names: readonly string[], log: FaultLog): void {
  for (const [i, name] of names.entries()) {
    const place = { row: 1, column: name === '' ? String(i + KEY_COLUMNS.length + 1) : name };
    if (name === '') throw new Refusal(log.file, 'unnamed-column', place);
    if (!KNOWN.has(name)) throw new Refusal(log.file, 'unknown-station', place, { name, ...nearestHint(name, KNOWN) });
    if (names.indexOf(name) < i) throw new Refusal(log.file, 'repeated-column', place, { name });
  }
  const set = STATION_SETS.find((stations) => stations.includes(names[0] ?? '')) ?? [];
  const absent = set.filter((name) => !names.includes(name));
  if (absent.length > 0) log.add('missing-stations', { row: 1 }, { count: absent.length, names: absent });
}

/**
 * A spreadsheet program that takes UTF-8 for GBK writes each name as other characters. A name whose bytes are odd in
 * number takes the comma or bracket after it into a pair that GBK does not have, and both become one `?`; private-use
 * characters can be lost as well. So the names are compared, all in one, with the known ones spoilt in the same way, in
 * what cannot be lost: if that agrees, every name and its place are certain.
 */
function recovered(names: readonly string[], log: FaultLog): readonly string[] {
  const left = unlosable(names.join(','));
  const [set, other] = STATION_SETS.filter((stations) => unlosable(readAsGbk(stations.join(','))) === left);
  const name = names[0] ?? '';
  if (!set || other) throw new Refusal(log.file, 'spoilt-header', { row: 1 }, { name });
  log.add('header-recovered', { row: 1, value: name }, { count: set.length, name });
  return set;
}

function readAsGbk(text: string): string {
  return new TextDecoder('gbk').decode(new TextEncoder().encode(text));
}

function unlosable(text: string): string {
  return plain(text).replaceAll(/[?,)\u{FFFD}\u{E000}-\u{F8FF}]/gu, '');
}
