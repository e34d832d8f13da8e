import { existsSync, readFileSync } from 'node:fs';
import { dayOfDate, FLAGS, formatMoment, type Day } from '@qingshan/kernel';
import type { Parameter } from '@qingshan/standards';
import { describe } from 'vitest';
import type { ParsedFile, SourceContext, SourceFile } from './define.ts';

function parameter(id: string, name: string, unit: string, max: number | null, ...aliases: string[]): Parameter {
  const plausible = max === null ? null : { min: 0, max };
  return { id, name: { zh: name, en: name }, unit, code: null, plausible, aliases };
}

export function day(year: number, month: number, date: number): Day {
  const value = dayOfDate(year, month, date);
  if (value === null) throw new RangeError('no such day');
  return value;
}

export const context: SourceContext = {
  parameters: [
    parameter('pm25', 'PM2.5', 'ug/m3', 998, '细颗粒物'),
    parameter('pm10', 'PM10', 'ug/m3', 5000),
    parameter('so2', 'SO2', 'ug/m3', 1000),
    parameter('no2', 'NO2', 'ug/m3', 1000),
    parameter('o3', 'O3', 'ug/m3', 1000, '臭氧'),
    parameter('co', 'CO', 'mg/m3', 50),
    parameter('bap', '苯并[a]芘', 'ug/m3', null, 'BaP'),
    parameter('dustfall', '降尘', 't/(km2·month)', null),
    parameter('aqi', 'AQI', '1', 500),
  ],
  sites: new Map([
    ['双峪', 'bjmemc/门头沟双峪'],
    ['三家店', 'bjmemc/门头沟三家店'],
  ]),
  earliest: day(2000, 1, 1),
  latest: day(2024, 12, 31),
};

/** A file of the given content, read in pieces of `size` bytes. */
export function fileOf(name: string, content: string | Uint8Array, size = 65_536): SourceFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    name,
    async *open() {
      for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
    },
  };
}

/** `file` that breaks when read, as opening a folder does. */
export function brokenFile(name: string, code: string): SourceFile {
  return {
    name,
    // oxlint-disable-next-line require-yield
    async *open() {
      throw Object.assign(new Error(code), { code });
    },
  };
}

/** Each observation as `site parameter time value flag row`. */
export function listed({ observations: o }: ParsedFile): string[] {
  return Array.from(o.time, (time, i) =>
    [
      o.sites[o.site[i] ?? -1],
      o.parameters[o.parameter[i] ?? -1],
      formatMoment(time),
      o.value[i],
      FLAGS[o.flag[i] ?? -1],
      o.row?.[i],
    ].join(' '),
  );
}

/** Each finding as `severity code row column value`. */
export function found({ faults }: Pick<ParsedFile, 'faults'>): string[] {
  return faults.map((f) => [f.severity, f.code, f.row, f.column, f.value].map((x) => x ?? '-').join(' '));
}

const DATA = new URL('../../../../shared/data/', import.meta.url);

export function sharedData(path: string): Uint8Array {
  return readFileSync(new URL(path, DATA));
}

/** Tests on the real data; without it they are skipped, except in CI, where they fail. */
export const describeWithData = describe.skipIf(!existsSync(DATA) && process.env['CI'] === undefined);
