import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runMethod } from '../define.ts';
import { contextOf } from '../../testing/standards.ts';
import { waterMethods } from './methods.ts';

const ON = '2024-12-31';

function run(id: string, input: unknown) {
  const method = waterMethods.find((m) => m.id === id);
  if (!method) throw new Error(id);
  return runMethod(method, input, contextOf());
}

const value = fc.integer({ min: 1, max: 50_000 }).map((n) => n / 1000);
const runs = { numRuns: 60 };

describe('means of a period', () => {
  const mean = (item: string, values: readonly number[]) =>
    run('water.period-mean', {
      item,
      period: '2024-03',
      samples: values.map((x, i) => ({ date: `2024-03-${String(i + 1).padStart(2, '0')}`, value: x })),
    }).value ?? Number.NaN;
  const values = fc.array(value, { minLength: 1, maxLength: 20 });

  test('do not depend on the order of the samples and lie between them', () => {
    fc.assert(
      fc.property(fc.constantFrom('nh3n', 'cod'), values, (item, xs) => {
        const found = mean(item, xs);
        expect(mean(item, xs.toReversed())).toBe(found);
        expect(found).toBeGreaterThanOrEqual(Math.min(...xs) - 1e-9);
        expect(found).toBeLessThanOrEqual(Math.max(...xs) + 1e-9);
      }),
      runs,
    );
  });

  test('of pH lies at or below the arithmetic mean and between the samples', () => {
    const ph = fc.array(
      fc.integer({ min: 40, max: 110 }).map((n) => n / 10),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(ph, (xs) => {
        const found = mean('ph', xs);
        expect(found).toBeLessThanOrEqual(xs.reduce((a, b) => a + b) / xs.length + 1e-9);
        expect(found).toBeGreaterThanOrEqual(Math.min(...xs) - 1e-9);
      }),
      runs,
    );
  });
});

describe('shares of a basin', () => {
  const classes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 5, maxLength: 40 });
  const shares = (list: readonly number[]) =>
    run('water.basin-shares', { on: ON, sections: list.map((c, i) => ({ id: `${i}`, class: c })) });
  const LEVELS = ['excellent', 'good', 'light', 'moderate', 'heavy'];
  const level = (list: readonly number[]) => LEVELS.indexOf((shares(list).details['level'] as { id: string }).id);

  test('sum to 100, whatever the order', () => {
    fc.assert(
      fc.property(classes, (list) => {
        const found = shares(list);
        const sum = (found.details['shares'] as number[]).reduce((a, b) => a + b);
        expect(sum).toBeCloseTo(100, 9);
        expect(shares(list.toReversed()).details).toEqual(found.details);
      }),
      runs,
    );
  });

  test('a better section never gives a worse level', () => {
    fc.assert(
      fc.property(classes, (list) => {
        const [first = 1, ...rest] = list;
        expect(level([Math.max(1, first - 1), ...rest])).toBeLessThanOrEqual(level(list));
      }),
      runs,
    );
  });
});

describe('rank correlation', () => {
  const rs = (values: readonly number[]) => run('water.trend', { kind: 'spearman', on: ON, values }).value ?? 0;
  const distinct = fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 5, maxLength: 14 });

  test('is the same in other units and turns its sign with the time', () => {
    fc.assert(
      fc.property(distinct, (values) => {
        expect(rs(values.map((x) => x * 1000))).toBe(rs(values));
        expect(rs(values.toReversed())).toBeCloseTo(-rs(values), 12);
        expect(Math.abs(rs(values))).toBeLessThanOrEqual(1);
      }),
      runs,
    );
  });
});

describe('indices', () => {
  test('TLI rises with nutrients and falls with transparency', () => {
    const tli = (items: Record<string, number>) =>
      run('water.tli', { on: ON, items: { chla: 12, tp: 0.045, tn: 1.2, sd: 1.1, codmn: 4.2, ...items } }).value ?? 0;
    fc.assert(
      fc.property(fc.constantFrom('chla', 'tp', 'tn', 'codmn', 'sd'), value, value, (item, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((x) => tli({ [item]: x })) as [number, number];
        if (item === 'sd') expect(high).toBeLessThanOrEqual(low);
        else expect(high).toBeGreaterThanOrEqual(low);
      }),
      runs,
    );
  });

  test('the city index lies between those of its rivers and lakes', () => {
    const point = (x: number) => ({ items: { nh3n: x, do: 5 } });
    const index = (rivers: readonly number[], lakes: readonly number[]) =>
      run('water.cwqi', {
        on: ON,
        itemSet: { set: 'custom', extra: ['nh3n', 'do'] },
        rivers: rivers.map((x, i) => ({ id: `r${i}`, ...point(x) })),
        lakes: lakes.map((x, i) => ({ id: `l${i}`, ...point(x) })),
      }).value ?? 0;
    const some = fc.array(value, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(some, some, (rivers, lakes) => {
        const [r, l] = [index(rivers, []), index([], lakes)];
        expect(index(rivers, lakes)).toBeGreaterThanOrEqual(Math.min(r, l) - 1e-9);
        expect(index(rivers, lakes)).toBeLessThanOrEqual(Math.max(r, l) + 1e-9);
      }),
      runs,
    );
  });
});

// A tenth of a percent on either side of each limit.
describe('levels at the limits of the shares', () => {
  const level = (good: number, bad: number) => {
    const rest = 1000 - good - bad;
    const classes = [...Array(good).fill(3), ...Array(bad).fill(6), ...Array(rest).fill(4)] as number[];
    const sections = classes.map((c, i) => ({ id: `${i}`, class: c }));
    return (run('water.basin-shares', { on: ON, sections }).details['level'] as { id: string }).id;
  };
  test.each([
    [900, 0, 'excellent'],
    [899, 0, 'good'],
    [750, 250, 'good'],
    [749, 199, 'light'],
    [749, 200, 'moderate'],
    [600, 399, 'moderate'],
    [600, 400, 'heavy'],
    [599, 400, 'heavy'],
  ])('%i good and %i bad of 1000: %s', (good, bad, expected) => expect(level(good, bad)).toBe(expected));

  test('89.95 % is shown as 90.0 and stays good, with a warning', () => {
    const sections = Array.from({ length: 2000 }, (_, i) => ({ id: `${i}`, class: i < 1799 ? 2 : 4 }));
    const found = run('water.basin-shares', { on: ON, sections });
    expect(found).toMatchObject({ value: 89.95, shown: '90.0', details: { level: { id: 'good' } } });
    expect(found.warnings.map((w) => w.code)).toEqual(['rounding-decides']);
  });
});
