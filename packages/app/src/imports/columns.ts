import type { ParsedObservations } from '@qingshan/sources';
import type { ObservationColumns, SeriesRecord } from '../ports.ts';

/** Parsed rows with their dictionaries replaced by series ids. `seriesOf` maps (site, parameter) to a series id. */
export function toColumns(
  parsed: readonly ParsedObservations[],
  seriesOf: (site: string, parameter: string) => number,
): ObservationColumns {
  const rows = parsed.reduce((n, p) => n + p.time.length, 0);
  const columns = {
    series: new Int32Array(rows),
    time: new Float64Array(rows),
    value: new Float64Array(rows),
    flag: new Uint8Array(rows),
  };
  let offset = 0;
  for (const p of parsed) {
    const table = p.sites.map((site) => p.parameters.map((parameter) => seriesOf(site, parameter)));
    for (let i = 0; i < p.time.length; i++) {
      columns.series[offset + i] = table[p.site[i] ?? 0]?.[p.parameter[i] ?? 0] ?? 0;
    }
    columns.time.set(p.time, offset);
    columns.value.set(p.value, offset);
    columns.flag.set(p.flag, offset);
    offset += p.time.length;
  }
  return columns;
}

/** The (site, parameter) pairs that occur in the rows. */
export function pairsOf(parsed: readonly ParsedObservations[]): { site: string; parameter: string }[] {
  const seen = new Map<string, { site: string; parameter: string }>();
  for (const p of parsed) {
    const used = new Set<number>();
    for (let i = 0; i < p.time.length; i++) used.add((p.site[i] ?? 0) * p.parameters.length + (p.parameter[i] ?? 0));
    for (const code of used) {
      const site = p.sites[Math.floor(code / p.parameters.length)] ?? '';
      const parameter = p.parameters[code % p.parameters.length] ?? '';
      seen.set(`${site}\n${parameter}`, { site, parameter });
    }
  }
  return [...seen.values()];
}

/** Looks up series ids; pairs without a series get ids below zero, which no stored row has. */
export function seriesLookup(known: readonly SeriesRecord[]): (site: string, parameter: string) => number {
  const ids = new Map(known.map((s) => [`${s.site}\n${s.parameter}`, s.id]));
  let next = -1;
  return (site, parameter) => {
    const key = `${site}\n${parameter}`;
    const id = ids.get(key) ?? next--;
    ids.set(key, id);
    return id;
  };
}
