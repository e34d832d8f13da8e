import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { runMethod } from '../define.ts';
import { methodById } from '../registry.ts';
import { sharedFile } from '../../testing/shared-data.ts';
import { contextOf, standards } from '../../testing/standards.ts';

/** The worked examples and every limit of the groundwater reference, exactly as they stand there. */
const CLASSES = ['I', 'II', 'III', 'IV', 'V'];
const limits = z.record(z.string(), z.number().nullable());
const table = z.array(z.object({ no: z.number(), name: z.string(), kind: z.string(), limits: limits.exactOptional() }));
const reference = z.object({
  gbt14848_2017: z.object({ table1: table, table2: table }),
  workedExamples: z.object({
    other: z.object({
      groundwater: z.array(
        z.object({
          desc: z.string(),
          input: z.record(z.string(), z.number()),
          perItem: z.record(z.string(), z.string()),
          class: z.string(),
          worstItems: z.array(z.string()),
        }),
      ),
      groundwaterArea: z.object({
        wells: z.number(),
        classV: z.number(),
        sharePct: z.number(),
        targetPct: z.number(),
        meets: z.boolean(),
      }),
    }),
  }),
});

const file = sharedFile('reference/water-soil.json');
const found = file ? reference.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
const items = z.array(z.object({ id: z.string(), name: z.string(), class: z.number().nullable() }));

function wellClass(values: Record<string, unknown>, more: Record<string, unknown> = {}) {
  return runMethod(methodById('groundwater.well-class'), { on: '2024-05-20', values, ...more }, contextOf());
}

const edition = standards.edition('gb-t-14848-2017');
const folded = (text: string) => text.replaceAll('（', '(').replaceAll('）', ')').replaceAll('，', ',');
const idOf = new Map(edition.figures('indicators').map((f) => [folded(f.text?.zh ?? ''), f.keys['indicator'] ?? '']));

describe.skipIf(!found)('worked examples', () => {
  test.each(found?.workedExamples.other.groundwater ?? [])('$desc', (example) => {
    const assessment = wellClass(example.input);
    expect(assessment.value).toBe(CLASSES.indexOf(example.class) + 1);
    const classes = Object.fromEntries(items.parse(assessment.details['items']).map((i) => [i.id, i.class]));
    expect(classes).toEqual(
      Object.fromEntries(
        Object.entries(example.perItem).map(([name, reached]) => [idOf.get(name), CLASSES.indexOf(reached) + 1]),
      ),
    );
    expect(assessment.details['worst']).toEqual(example.worstItems.map((name) => idOf.get(name)));
  });

  test('share of class V', () => {
    const example = found?.workedExamples.other.groundwaterArea;
    const wells = Array.from({ length: example?.wells ?? 0 }, (_, i) => ({
      id: String(i),
      class: i < (example?.classV ?? 0) ? 5 : 2,
    }));
    const assessment = runMethod(
      methodById('groundwater.class-v-share'),
      { on: '2024-12-31', wells, target: { value: example?.targetPct } },
      contextOf(),
    );
    expect(assessment.shown).toBe(String(example?.sharePct));
    expect(assessment.verdict === 'met').toBe(example?.meets);
  });
});

describe.skipIf(!found)('every limit of the reference, and nothing else', () => {
  const rows = found ? [...found.gbt14848_2017.table1, ...found.gbt14848_2017.table2] : [];

  test('39 and 54 indicators', () => {
    expect(edition.figures('indicators', { table: '1' }).length).toBe(39);
    expect(edition.figures('indicators', { table: '2' }).length).toBe(54);
    expect(rows.length).toBe(93);
  });

  test.each(rows.filter((r) => r.limits))('$name', ({ name, limits: printed }) => {
    const own = edition.figures('limits', { indicator: idOf.get(name) ?? '' });
    const numeric = own.filter((f) => f.value !== 'not-detectable');
    expect(numeric.map((f) => [CLASSES[Number(f.keys['class']) - 1], Number(f.value)])).toEqual(
      Object.entries(printed ?? {}).filter(([, x]) => x !== null),
    );
  });
});

const numeric = edition
  .figures('limits')
  .filter((f) => f.value !== null && /^\d/.test(f.value))
  .map((f) => ({ id: f.keys['indicator'] ?? '', reached: Number(f.keys['class']), limit: Number(f.value) }));

/** The class that the table gives a value, worked out from the printed limits alone. */
function tableClass(id: string, value: number): number {
  const own = numeric.filter((n) => n.id === id && value <= n.limit).map((n) => n.reached);
  return Math.min(5, ...own);
}

test.each(numeric)('$id class $reached: on, below and above $limit', ({ id, limit }) => {
  for (const value of [limit, limit * (1 - 1e-6), limit * (1 + 1e-6)]) {
    const assessment = wellClass({ [id]: value });
    const last = Math.max(...numeric.filter((n) => n.id === id).map((n) => n.reached));
    const expected = tableClass(id, value);
    // Radioactivity above its last limit has no single class.
    expect(assessment.value).toBe(expected === 5 && last === 3 ? null : expected);
  }
});

const concentration = fc.double({ min: 1e-6, max: 5000, noNaN: true });
const ids = [...new Set(numeric.map((n) => n.id))].filter((id) => !['alpha', 'beta'].includes(id));

test('a higher concentration never has a better class', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ids), concentration, concentration, (id, a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)].map((x) => wellClass({ [id]: x }).value ?? 0);
      expect(low).toBeLessThanOrEqual(high ?? 0);
    }),
  );
});

test('the overall class is that of the worst indicator, in any order', () => {
  const pair = fc.tuple(fc.constantFrom(...ids), concentration);
  fc.assert(
    fc.property(fc.uniqueArray(pair, { minLength: 1, maxLength: 12, selector: ([id]) => id }), (pairs) => {
      const single = pairs.map(([id, x]) => wellClass({ [id]: x }).value ?? 0);
      const forward = wellClass(Object.fromEntries(pairs));
      expect(forward.value).toBe(Math.max(...single));
      expect(wellClass(Object.fromEntries(pairs.toReversed()))).toEqual(forward);
    }),
  );
});

test('the unit does not matter', () => {
  const inMilligrams = ids.filter((id) => edition.figures('limits', { indicator: id }).some((f) => f.unit === 'mg/L'));
  fc.assert(
    fc.property(fc.constantFrom(...inMilligrams), fc.integer({ min: 1, max: 10 ** 6 }), (id, micrograms) => {
      const given = wellClass({ [id]: { value: micrograms, unit: 'ug/L' } });
      expect(given.value).toBe(wellClass({ [id]: { value: micrograms / 1000, unit: 'mg/L' } }).value);
    }),
  );
});

test.each([
  [{ 不存在: 1 }, '不存在'],
  [{ nh3n: 1, '氨氮(以N计)': 1 }, '重复'],
  [{ odour: 3 }, 'odour'],
  [{ nh3n: '无' }, 'nh3n'],
  [{ nh3n: { value: 1, unit: 'mg/kg' } }, 'mg/kg'],
])('%j is refused', (values, named) => {
  expect(() => wellClass(values)).toThrow(named);
});
