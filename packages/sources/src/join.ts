import { formatMoment } from '@qingshan/kernel';
import { Dictionary } from './columns.ts';
import type { Fault, ParsedFile, ParsedObservations } from './define.ts';
import { FaultLog } from './faults.ts';

/** The observations of the files that were not refused, one after the other, with common dictionaries. */
export function concatObservations(files: readonly ParsedFile[]): ParsedObservations {
  const parts = files.filter((f) => !f.refused).map((f) => f.observations);
  const length = parts.reduce((sum, part) => sum + part.time.length, 0);
  const [sites, parameters] = [new Dictionary(), new Dictionary()];
  const all = {
    site: new Int32Array(length),
    parameter: new Int32Array(length),
    time: new Float64Array(length),
    value: new Float64Array(length),
    flag: new Uint8Array(length),
    row: new Int32Array(length),
  };
  let at = 0;
  for (const part of parts) {
    all.site.set(renumbered(part.site, part.sites, sites), at);
    all.parameter.set(renumbered(part.parameter, part.parameters, parameters), at);
    all.time.set(part.time, at);
    all.value.set(part.value, at);
    all.flag.set(part.flag, at);
    if (part.row) all.row.set(part.row, at);
    at += part.time.length;
  }
  return { sites: sites.texts(), parameters: parameters.texts(), ...all };
}

/** Notes on values that a file gives more than once for the same site, parameter and time. */
export function repeatsWithin(file: ParsedFile): Fault[] {
  return repeats([file], (earlier, later) => earlier === later);
}

/** Notes on values of the same site, parameter and time in different files of a batch. */
export function repeatsBetween(files: readonly ParsedFile[]): Fault[] {
  return repeats(files, (earlier, later) => earlier !== later);
}

/** Equal values are counted per pair of files; of different ones each is named: the last counts. */
function repeats(files: readonly ParsedFile[], concerns: (earlier: number, later: number) => boolean): Fault[] {
  const used = files.filter((f) => !f.refused);
  const all = concatObservations(used);
  const fileOf = fileNumbers(used);
  const logs = used.map((f) => new FaultLog(f.file));
  const equal = new Map<string, { count: number; earlier: number; later: number }>();
  forEachRepeat(all, (earlier, later) => {
    const [a, b] = [fileOf(earlier), fileOf(later)];
    if (!concerns(a, b)) return;
    if (all.value[earlier] !== all.value[later] || all.flag[earlier] !== all.flag[later]) {
      const values = () => ({ ...other(earlier, a, b), earlier: all.value[earlier] ?? 0 });
      logs[b]?.add('repeated-different', place(all, later), values);
      return;
    }
    const seen = equal.get(`${a} ${b}`);
    if (seen) seen.count += 1;
    else equal.set(`${a} ${b}`, { count: 1, earlier, later });
  });
  for (const { count, earlier, later } of equal.values()) {
    const [a, b] = [fileOf(earlier), fileOf(later)];
    logs[b]?.add('repeated-equal', place(all, later), { ...other(earlier, a, b), count });
  }
  return logs.flatMap((log) => log.list());

  function other(earlier: number, a: number, b: number) {
    const row = all.row?.[earlier] ?? 0;
    const name = a === b ? '' : (used[a]?.file ?? '');
    const series = [all.sites[all.site[earlier] ?? 0], all.parameters[all.parameter[earlier] ?? 0]];
    return {
      what: [...series, formatMoment(all.time[earlier] ?? 0)].join(' '),
      other: { zh: row > 0 ? `${name}第 ${row} 行` : name, en: row > 0 ? `${name} row ${row}`.trim() : name },
    };
  }
}

function place(all: ParsedObservations, index: number) {
  const row = all.row?.[index] ?? 0;
  return { ...(row > 0 ? { row } : {}), value: String(all.value[index]) };
}

function renumbered(numbers: Int32Array, texts: readonly string[], dictionary: Dictionary): Int32Array {
  const map = texts.map((text) => dictionary.number(text));
  return numbers.map((n) => map[n] ?? 0);
}

function fileNumbers(files: readonly ParsedFile[]): (index: number) => number {
  const ends: number[] = [];
  for (const file of files) ends.push((ends.at(-1) ?? 0) + file.observations.time.length);
  return (index) => ends.findIndex((end) => index < end);
}

/**
 * Calls back for each value that follows another of the same site, parameter and time. Values are put into buckets by
 * series in the order given; a bucket is sorted by time only when it is not ascending already.
 */
function forEachRepeat(all: ParsedObservations, found: (earlier: number, later: number) => void): void {
  const { time } = all;
  for (const bucket of bySeries(all)) {
    let ascending = true;
    for (let i = 1; i < bucket.length && ascending; i += 1) {
      ascending = (time[bucket[i - 1] ?? 0] ?? 0) < (time[bucket[i] ?? 0] ?? 0);
    }
    if (ascending) continue;
    bucket.sort((a, b) => (time[a] ?? 0) - (time[b] ?? 0) || a - b);
    for (let i = 1; i < bucket.length; i += 1) {
      const [earlier, later] = [bucket[i - 1] ?? 0, bucket[i] ?? 0];
      if (time[earlier] === time[later]) found(earlier, later);
    }
  }
}

/** Indexes of the values of each series, in order (a counting sort). */
function bySeries(all: ParsedObservations): Int32Array[] {
  const series = (i: number) => (all.site[i] ?? 0) * all.parameters.length + (all.parameter[i] ?? 0);
  const sizes = new Int32Array(all.sites.length * all.parameters.length);
  for (let i = 0; i < all.time.length; i += 1) sizes[series(i)] = (sizes[series(i)] ?? 0) + 1;
  const buckets = Array.from(sizes, (size) => new Int32Array(size));
  sizes.fill(0);
  for (let i = 0; i < all.time.length; i += 1) {
    const s = series(i);
    const bucket = buckets[s];
    if (bucket) bucket[sizes[s] ?? 0] = i;
    sizes[s] = (sizes[s] ?? 0) + 1;
  }
  return buckets;
}
