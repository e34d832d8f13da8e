import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { CHECKS } from './checks/index.ts';
import { expectedOf, type Hours } from './hours.ts';
import { loadQualitySettings } from './load-settings.ts';
import { suggest } from './suggest.ts';

const hours = z.array(z.number().nullable());
const caseSchema = z.strictObject({
  check: z.enum(CHECKS.map(({ id }) => id)),
  name: z.string(),
  settings: z.unknown(),
  own: hours,
  around: z.union([z.number(), hours]).optional(),
  whole: hours.optional(),
  found: z.array(z.tuple([z.number(), z.number()])),
});

const file = fileURLToPath(new URL('../checks.cases.yaml', import.meta.url));
const cases = z.array(caseSchema).parse(parse(readFileSync(file, 'utf8')));

const columnOf = (values: readonly (number | null)[]): Float64Array =>
  Float64Array.from(values, (x) => x ?? Number.NaN);

function around(given: z.infer<typeof caseSchema>['around'], length: number): Float64Array {
  if (Array.isArray(given)) return columnOf(given);
  return new Float64Array(length).fill(given ?? Number.NaN);
}

describe.each(CHECKS)('$id', ({ id, find }) => {
  const own = cases.filter((one) => one.check === id);

  it('has cases with and without findings', () => {
    expect(own.some(({ found }) => found.length > 0)).toBe(true);
    expect(own.some(({ found }) => found.length === 0)).toBe(true);
  });

  it.each(own)('$name', (one) => {
    const given = {
      own: columnOf(one.own),
      expected: around(one.around, one.own.length),
      companion: one.whole ? columnOf(one.whole) : null,
    };
    expect(find(given, one.settings).map(({ first, last }) => [first + 1, last + 1])).toEqual(one.found);
  });
});

test('findings say what was seen, in both languages', () => {
  const given = { own: columnOf([40, 300, 45]), expected: columnOf([40, 40, 40]), companion: null };
  const [found] = suggest(given, { unit: 'ug/m3', checks: { spike: { hours: 2, rise: 80, times: 2.5 } } });
  expect(found).toMatchObject({
    check: 'spike',
    why: {
      zh: '突升到 300 又落回，前后不超过 45',
      en: 'rises to 300 and falls back; no more than 45 before and after',
    },
  });
});

test('what is expected is the median of those around, from three on, and one that is wrong leads nobody astray', () => {
  const sites = [
    [10, 10, 10],
    [20, 20, Number.NaN],
    [30, 5000, 30],
  ].map((values) => Float64Array.from(values));
  expect([...expectedOf(sites, 3)]).toEqual([20, 20, Number.NaN]);
  expect([...expectedOf(sites.slice(0, 2), 3)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});

test('where a site always stands at six times the others, that is usual from the second day on', () => {
  const length = 24 * 16;
  const given: Hours = {
    own: new Float64Array(length).fill(180),
    expected: new Float64Array(length).fill(27),
    companion: null,
  };
  const found = suggest(given, { unit: 'ug/m3', checks: { neighbours: { times: 4, hours: 6, base: 3 } } });
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ first: 0, last: 23 });
});

const series = fc.array(fc.option(fc.double({ min: 0, max: 900, noNaN: true }), { nil: null }), {
  minLength: 1,
  maxLength: 120,
});

test('findings lie within the hours, in order, without overlap, and of the same check only', () => {
  const settings = loadQualitySettings();
  fc.assert(
    fc.property(series, series, (own, expected) => {
      const column = columnOf(own);
      const given = {
        own: column,
        expected: Float64Array.from(column, (_, i) => expected[i] ?? Number.NaN),
        companion: column.map((x) => x / 2),
      };
      for (const of of Object.values(settings)) {
        const found = suggest(given, of);
        for (const { id } of CHECKS) {
          const stretches = found.filter((one) => one.check === id);
          stretches.forEach(({ first, last }, i) => {
            expect(first).toBeGreaterThan(stretches[i - 1]?.last ?? -1);
            expect(last).toBeGreaterThanOrEqual(first);
            expect(last).toBeLessThan(own.length);
          });
        }
      }
    }),
  );
});

test('without a single value there is nothing to find', () => {
  const nothing = new Float64Array(100).fill(Number.NaN);
  for (const of of Object.values(loadQualitySettings())) {
    expect(suggest({ own: nothing, expected: nothing, companion: nothing }, of)).toEqual([]);
  }
});
