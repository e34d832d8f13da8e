import { Decimal } from '@qingshan/kernel';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contextOf } from '../../testing/standards.ts';
import { aqiRules, computeAqi, type AqiReport } from './aqi.ts';
import { dayOf } from './daily-series.ts';
import { iaqiOf, type Breakpoints } from './iaqi.ts';

const EDITIONS = [
  ['HJ 633-2012', '2024-06-01'],
  ['HJ 633-2026', '2026-06-01'],
] as const;

function columns(date: string): Map<string, Breakpoints> {
  const all = (['daily', 'hourly'] as AqiReport[]).flatMap(
    (report) => aqiRules(contextOf(), report, dayOf(date)).items,
  );
  return new Map(all.map((item) => [item.key, item.table]));
}

function column(date: string, key: string): Breakpoints {
  const found = columns(date).get(key);
  if (!found) throw new Error(key);
  return found;
}

/** Concentrations that are whole index points, and that doubles push over them (air reference 2.4, all 27). */
const CO_DAY: [number, number][] = [[2.2, 55]];
const CO_HOUR: [number, number][] = [
  [1.1, 11],
  [2.2, 22],
  [4.4, 44],
  [4.9, 49],
  [65.4, 218],
  [66.9, 223],
  [68.4, 228],
  [69.9, 233],
  [71.4, 238],
  [72.9, 243],
  [74.4, 248],
  [75.9, 253],
  [129.3, 431],
  [130.8, 436],
  [132.3, 441],
  [133.8, 446],
  [135.3, 451],
  [136.8, 456],
  [138.3, 461],
  [139.8, 466],
  [141.3, 471],
  [142.8, 476],
  [144.3, 481],
  [145.8, 486],
  [147.3, 491],
  [148.8, 496],
];
/** Those that fail in doubles when the division comes first: (C − lo)/(hi − lo)·ΔI + lo. */
const DIVIDE_FIRST: [string, number, number][] = [
  ...[7, 14, 28].flatMap((c): [string, number, number][] => [
    ['so2-day', c, c],
    ['pm10-day', c, c],
  ]),
  ...[14, 28, 56].flatMap((c): [string, number, number][] => [
    ['o3-mda8', c, c / 2],
    ['no2-hour', c, c / 2],
  ]),
  ...[21, 42, 84].map((c): [string, number, number] => ['so2-hour', c, c / 3]),
  ['co-hour', 2.1, 21],
  ['co-hour', 4.2, 42],
];
const TRAPS: [string, number, number][] = [
  ...CO_DAY.map(([c, iaqi]): [string, number, number] => ['co-day', c, iaqi]),
  ...CO_HOUR.map(([c, iaqi]): [string, number, number] => ['co-hour', c, iaqi]),
  ...DIVIDE_FIRST,
];

test('the 27 traps of the reference are all here', () => expect(CO_DAY.length + CO_HOUR.length).toBe(27));

describe.each(EDITIONS)('%s', (_, date) => {
  test.each(TRAPS)('%s %f is exactly %i', (key, c, iaqi) => {
    expect(iaqiOf(new Decimal(c), column(date, key))).toBe(iaqi);
    expect(iaqiOf(new Decimal(c).plus('0.000001'), column(date, key))).toBe(iaqi + 1);
  });

  test.each([...columns(date)])('%s: on, just below and just above every breakpoint', (_, table) => {
    table.concentration.forEach((bp, i) => {
      const at = Number(table.iaqi[i]);
      expect(iaqiOf(bp, table)).toBe(at);
      if (i === 0) return;
      expect(iaqiOf(bp.minus('0.000001'), table)).toBe(at);
      const last = i === table.concentration.length - 1;
      expect(iaqiOf(bp.plus('0.000001'), table)).toBe(last ? table.above : at + 1);
    });
  });

  test('a sub-index never falls when the concentration rises', () => {
    const key = fc.constantFrom(...columns(date).keys());
    const value = fc.integer({ min: 0, max: 50_000 }).map((n) => new Decimal(n).div(10));
    fc.assert(
      fc.property(key, value, value, (name, a, b) => {
        const table = column(date, name);
        const [low, high] = a.lte(b) ? [a, b] : [b, a];
        // Where the edition gives no index above the column there is nothing to compare.
        expect(iaqiOf(low, table) ?? 0).toBeLessThanOrEqual(iaqiOf(high, table) ?? Number.POSITIVE_INFINITY);
      }),
    );
  });

  test('a sub-index is the same in another unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), fc.constantFrom('pm25-day', 'pm10-day', 'o3-mda8'), (c, key) => {
        const table = column(date, key);
        const inMg = { ...table, concentration: table.concentration.map((bp) => bp.div(1000)) };
        expect(iaqiOf(new Decimal(c).div(1000), inMg)).toBe(iaqiOf(new Decimal(c), table));
      }),
    );
  });

  test('the index is the largest sub-index, whatever the order of the items', () => {
    const rules = aqiRules(contextOf(), 'daily', dayOf(date));
    const value = fc.integer({ min: 0, max: 799 });
    fc.assert(
      fc.property(fc.array(value, { minLength: rules.items.length, maxLength: rules.items.length }), (values) => {
        const pairs = rules.items.map((item, i) => [item.key, new Decimal(values[i] ?? 0)] as const);
        const result = computeAqi(rules, new Map(pairs));
        const turned = computeAqi({ ...rules, items: rules.items.toReversed() }, new Map(pairs.toReversed()));
        expect(turned.aqi).toBe(result.aqi);
        expect(turned.primary.toSorted()).toEqual(result.primary.toSorted());
        expect(result.aqi).toBe(Math.max(rules.minimum, ...result.items.map((r) => r.iaqi ?? 0)));
      }),
    );
  });
});

test('the levels tile the index from 1 to 500', () => {
  for (const [, date] of EDITIONS) {
    const { levels } = aqiRules(contextOf(), 'daily', dayOf(date));
    expect(levels.map((l) => l.to)).toEqual([50, 100, 150, 200, 300, null]);
    expect(levels.map((l) => l.rgb)).toEqual(['#00e400', '#ffff00', '#ff7e00', '#ff0000', '#99004c', '#7e0023']);
    expect(levels.map((l) => l.name.zh)).toEqual(['优', '良', '轻度污染', '中度污染', '重度污染', '严重污染']);
  }
});
