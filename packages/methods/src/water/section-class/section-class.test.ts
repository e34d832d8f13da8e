import { Decimal } from '@qingshan/kernel';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runMethod } from '../../define.ts';
import { contextOf, standards } from '../../../testing/standards.ts';
import { sectionClassMethod } from './method.ts';

const gb = standards.edition('gb-3838-2002');
const decimals = standards.edition('water-statistics-2020').figures('rounding');

function classOf(items: Record<string, unknown>, more: Record<string, unknown> = {}): number | null {
  const input = { on: '2024-12-31', items, itemSet: { set: 'custom', extra: Object.keys(items) }, ...more };
  return runMethod(sectionClassMethod, input, contextOf()).value;
}

/** Every single limit of Table 1, with the smallest step that assessment knows. */
const LIMITS = gb.figures('limits').flatMap((figure) => {
  const { indicator = '', body = '' } = figure.keys;
  const places = decimals.find((d) => d.keys['indicator'] === indicator)?.value ?? '0';
  const step = new Decimal(10).pow(-Number(places));
  const row = gb.figures('limits', { indicator, body }).map((f) => f.value);
  return figure.value === null ? [] : [{ indicator, body, limit: figure.value, row, step }];
});

describe('on, just below and just above each limit', () => {
  test('are 215 limits', () => expect(LIMITS).toHaveLength(215));
  test.each(LIMITS)('$indicator $body $limit', ({ indicator, body, limit, row, step }) => {
    const [on, above, below] = [new Decimal(limit), new Decimal(limit).plus(step), new Decimal(limit).minus(step)];
    const given = (x: Decimal) => classOf({ [indicator]: x.toFixed() }, { body });
    // The best class with this limit, and the first one after (before) it with another.
    const best = row.indexOf(limit) + 1;
    const after = row.lastIndexOf(limit) + 2;
    expect(given(on)).toBe(best);
    if (indicator === 'do') {
      expect(given(below)).toBe(after);
      expect(given(above)).toBe(best);
    } else {
      expect(given(above)).toBe(after);
      expect(given(below)).toBeLessThanOrEqual(best);
    }
  });
});

const concentration = fc.integer({ min: 0, max: 200_000 }).map((n) => n / 10_000);
const rising = ['codmn', 'cod', 'bod5', 'nh3n', 'tp', 'cu', 'zn', 'as', 'hg', 'pb', 'oil', 's2'] as const;

describe('whatever the values', () => {
  test('more of a pollutant never gives a better class, more oxygen never a worse one', () => {
    fc.assert(
      fc.property(fc.constantFrom(...rising, 'do' as const), concentration, concentration, (item, x, y) => {
        const [low, high] = [Math.min(x, y), Math.max(x, y)].map((v) => classOf({ [item]: v }) ?? 0);
        expect((low ?? 0) <= (high ?? 0)).toBe(item === 'do' ? low === high : true);
        if (item === 'do') expect(low).toBeGreaterThanOrEqual(high ?? 0);
      }),
      { numRuns: 200 },
    );
  });

  test('the worst item decides, in whatever order they come', () => {
    const items = fc.dictionary(fc.constantFrom(...rising), concentration, { minKeys: 1 });
    fc.assert(
      fc.property(items, (values) => {
        const single = Object.entries(values).map(([item, x]) => classOf({ [item]: x }) ?? 0);
        expect(classOf(values)).toBe(Math.max(...single));
        expect(classOf(Object.fromEntries(Object.entries(values).toReversed()))).toBe(Math.max(...single));
      }),
      { numRuns: 100 },
    );
  });

  test('rounding again changes nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...rising), concentration, (item, x) => {
        const { details } = runMethod(sectionClassMethod, { on: '2024-12-31', items: { [item]: x } }, contextOf());
        const { rounded } = (details['items'] as Record<string, { rounded: string }>)[item] ?? { rounded: '' };
        expect(classOf({ [item]: rounded })).toBe(classOf({ [item]: x }));
      }),
      { numRuns: 100 },
    );
  });
});

test('a value that is none is refused with its name', () => {
  expect(() => classOf({ codmn: '3 mg' })).toThrow(/codmn/);
  expect(() => classOf({ codmn: -1 })).toThrow(/codmn/);
  expect(() => runMethod(sectionClassMethod, { on: '2024-12-31', items: { toc: 1 } }, contextOf())).toThrow(/toc/);
});
