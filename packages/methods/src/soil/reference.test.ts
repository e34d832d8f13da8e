import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { runMethod } from '../define.ts';
import { methodById } from '../registry.ts';
import { sharedFile } from '../../testing/shared-data.ts';
import { contextOf, standards } from '../../testing/standards.ts';
import { mayBecomeHousing, PARCEL_STATES, parcelStep } from './parcel-states.ts';

/** Worked examples and every limit of the soil reference, exactly as they stand there. */
const values = z.record(z.string(), z.looseObject({ value: z.number() }));
const limit = z.object({ class1: z.number(), class2: z.number() });
const table = z.array(z.object({ no: z.number(), name: z.string(), screen: limit, control: limit }));
const reference = z.object({
  gb36600_2018: z.object({ table1: table, table2: table }),
  gb15618_2018: z.object({
    screening: z.record(z.string(), z.record(z.string(), z.array(z.number()))),
    control: z.record(z.string(), z.array(z.number())),
  }),
  workedExamples: z.object({
    other: z.object({
      farmland: z.array(
        z.object({
          desc: z.string(),
          land: z.string(),
          pH: z.number(),
          phBin: z.string(),
          perItem: values,
          soilCategory: z.string(),
          screeningOnlyExceed: z.array(z.string()),
        }),
      ),
      constructionLand: z.array(
        z.object({
          desc: z.string(),
          use: z.string(),
          appliedClass: z.string(),
          perItem: values,
          siteResult: z.string(),
        }),
      ),
      safeUseFarmland: z.object({ B: z.number(), C: z.number(), D: z.number(), E: z.number(), ratePct: z.number() }),
      safeUseKeyLand: z.object({ totalArea_ha: z.number(), violationArea_ha: z.number(), ratePct: z.number() }),
    }),
  }),
});

const file = sharedFile('reference/water-soil.json');
const found = file ? reference.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
const examples = found?.workedExamples.other;
const LANDS: Record<string, string> = { 水田: 'paddy', 旱地: 'dry', 果园: 'orchard' };
const COLUMNS: Record<string, string> = { 水田: 'paddy', 其他: 'other', 果园: 'orchard', 全部: 'all' };
const USES: Record<string, string> = { 第一类用地: '1', 第二类用地: '2', 未明确: 'unclear' };

function run(method: string, input: Record<string, unknown>) {
  return runMethod(methodById(method), { on: '2024-05-20', ...input }, contextOf());
}

function amounts(perItem: Record<string, { value: number }>): Record<string, number> {
  return Object.fromEntries(Object.entries(perItem).map(([name, { value }]) => [name, value]));
}

describe.skipIf(!found)('worked examples', () => {
  test.each(examples?.farmland ?? [])('$desc', (example) => {
    const assessment = run('soil.farmland-class', {
      land: LANDS[example.land],
      ph: example.pH,
      values: amounts(example.perItem),
    });
    expect(assessment.shown).toBe(example.soilCategory);
    expect(assessment.trace[0]?.detail.zh).toContain(example.phBin);
    const items = z.array(z.object({ name: z.string(), above: z.boolean(), screening: z.string() }));
    const own = items.parse(assessment.details['items']);
    for (const item of own) {
      expect(Number(item.screening)).toBe(example.perItem[item.name]?.['screen']);
      expect(item.above).toBe(example.perItem[item.name]?.['vsScreen'] === '>');
    }
    const names = new Map(own.map((i) => [i.name, i]));
    expect([...names.keys()].toSorted()).toEqual(Object.keys(example.perItem).toSorted());
    expect(assessment.warnings.length > 0).toBe(example.screeningOnlyExceed.length > 0);
  });

  test.each(examples?.constructionLand ?? [])('$desc', (example) => {
    const background = example.desc.includes('background') ? { 砷: 25 } : {};
    const assessment = run('soil.construction-land', {
      use: USES[example.use],
      values: amounts(example.perItem),
      background,
    });
    expect(assessment.shown).toBe(example.siteResult);
    expect(assessment.details['appliedClass']).toBe(USES[example.appliedClass]);
  });

  test('the two rates', () => {
    const farm = examples?.safeUseFarmland;
    const rate = run('soil.farmland-safe-use-rate', { b: farm?.B, c: farm?.C, d: farm?.D, e: farm?.E });
    expect(Number(rate.shown)).toBe(farm?.ratePct);
    const land = examples?.safeUseKeyLand;
    const parcels = { total: land?.totalArea_ha, violations: land?.violationArea_ha };
    expect(Number(run('soil.construction-land-safe-use-rate', parcels).shown)).toBe(land?.ratePct);
  });
});

const farmland = standards.edition('gb-15618-2018');
const construction = standards.edition('gb-36600-2018');

describe.skipIf(!found)('every limit of the reference', () => {
  const idOf = new Map(farmland.figures('pollutants').map((f) => [f.text?.zh ?? '', f.keys['pollutant'] ?? '']));

  test('GB 15618', () => {
    for (const [name, columns] of Object.entries(found?.gb15618_2018.screening ?? {})) {
      for (const [land, printed] of Object.entries(columns)) {
        const own = farmland.figures('screening', { pollutant: idOf.get(name) ?? '', land: COLUMNS[land] ?? '' });
        expect(own.map((f) => Number(f.value))).toEqual(printed);
      }
    }
    for (const [name, printed] of Object.entries(found?.gb15618_2018.control ?? {})) {
      const own = farmland.figures('control', { pollutant: idOf.get(name) ?? '' });
      expect(own.map((f) => Number(f.value))).toEqual(printed);
    }
    expect(farmland.figures('control').length).toBe(20);
    expect(farmland.figures('screening').length).toBe(56 + 12);
  });

  const tables = found ? [found.gb36600_2018.table1, found.gb36600_2018.table2] : [];
  test.each(tables.flatMap((rows, i) => rows.map((row) => ({ ...row, table: String(i + 1) }))))(
    'GB 36600 table $table: $no $name',
    ({ table, no, screen, control }) => {
      const [pollutant] = construction.figures('pollutants', { table, no: String(no) });
      for (const [land, key] of [
        ['1', 'class1'],
        ['2', 'class2'],
      ] as const) {
        const own = construction.figures('limits', { pollutant: pollutant?.keys['pollutant'] ?? '', land });
        expect(own.map((f) => Number(f.value))).toEqual([screen[key], control[key]]);
      }
    },
  );
});

const limits = construction
  .figures('limits', { limit: 'screening' })
  .map((f) => ({ id: f.keys['pollutant'] ?? '', land: f.keys['land'] ?? '', screening: Number(f.value) }))
  .map((row) => ({
    ...row,
    control: Number(construction.figure('limits', { pollutant: row.id, land: row.land, limit: 'control' }).value),
  }));

function risk(id: string, use: string, value: number): number | null {
  return run('soil.construction-land', { use, values: { [id]: value } }).value;
}

test.each(limits)('$id on class $land land: on and just above $screening and $control', (row) => {
  const { id, land, screening, control } = row;
  expect(risk(id, land, screening)).toBe(0);
  expect(risk(id, land, screening * (1 + 1e-6))).toBe(screening === control ? 2 : 1);
  expect(risk(id, land, control)).toBe(screening === control ? 0 : 1);
  expect(risk(id, land, control * (1 + 1e-6))).toBe(2);
});

const controls = farmland.figures('control').map((f) => ({ id: f.keys['pollutant'] ?? '', ph: f.keys['ph'] ?? '' }));
const PH = { 1: 5.5, 2: 6.5, 3: 7.5, 4: 7.6 } as const;

test.each(controls)('$id in pH range $ph: on and just above screening and control value', ({ id, ph }) => {
  const at = PH[Number(ph) as keyof typeof PH];
  for (const [land, column] of [
    ['paddy', 'paddy'],
    ['dry', 'other'],
  ] as const) {
    const screening = Number(farmland.figure('screening', { pollutant: id, land: column, ph }).value);
    const control = Number(farmland.figure('control', { pollutant: id, ph }).value);
    const category = (value: number) => run('soil.farmland-class', { land, ph: at, values: { [id]: value } }).value;
    expect(category(screening)).toBe(1);
    expect(category(screening * (1 + 1e-6))).toBe(2);
    expect(category(control)).toBe(2);
    expect(category(control * (1 + 1e-6))).toBe(3);
  }
});

const metal = fc.constantFrom('cd', 'hg', 'as', 'pb', 'cr');
const content = fc.double({ min: 0.001, max: 2000, noNaN: true });

test('a higher content never has a milder category', () => {
  fc.assert(
    fc.property(metal, fc.constantFrom(...Object.values(PH)), content, content, (id, ph, a, b) => {
      const category = (x: number) => run('soil.farmland-class', { land: 'paddy', ph, values: { [id]: x } }).value ?? 0;
      expect(category(Math.min(a, b))).toBeLessThanOrEqual(category(Math.max(a, b)));
    }),
  );
});

test('rotation is never milder than paddy or dry land', () => {
  fc.assert(
    fc.property(metal, fc.double({ min: 4, max: 9, noNaN: true }), content, (id, ph, x) => {
      const on = (land: string) => run('soil.farmland-class', { land, ph, values: { [id]: x } }).value ?? 0;
      expect(on('rotation')).toBe(Math.max(on('paddy'), on('dry')));
    }),
  );
});

test('the result of a site is that of its worst item, in any order', () => {
  const pair = fc.tuple(fc.constantFrom(...new Set(limits.map((l) => l.id))), content);
  fc.assert(
    fc.property(fc.uniqueArray(pair, { minLength: 1, maxLength: 10, selector: ([id]) => id }), (pairs) => {
      const site = run('soil.construction-land', { use: '2', values: Object.fromEntries(pairs) });
      expect(site.value).toBe(Math.max(...pairs.map(([id, x]) => risk(id, '2', x) ?? 0)));
      const back = run('soil.construction-land', { use: '2', values: Object.fromEntries(pairs.toReversed()) });
      expect(back).toEqual(site);
    }),
  );
});

describe('states of a parcel', () => {
  const law = standards.edition('soil-law-2018');

  test('every state has an article, a name and states that may follow', () => {
    expect(law.figures('parcel-states').map((f) => f.keys['state'])).toEqual([...PARCEL_STATES]);
    for (const state of PARCEL_STATES) {
      const { figure, next } = parcelStep(law, state);
      expect(figure.text?.zh).not.toBe('');
      expect(next.length).toBe(figure.values?.length);
    }
  });

  test('a listed parcel becomes housing only after evaluation and delisting', () => {
    expect(mayBecomeHousing('listed')).toBe(false);
    expect(parcelStep(law, 'listed').next).toEqual(['measures']);
    expect(parcelStep(law, 'evaluated').next).toEqual(['measures', 'delisted']);
    expect(mayBecomeHousing('delisted')).toBe(true);
  });
});
