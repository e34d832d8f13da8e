import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadDistrict } from './load.ts';
import { measuresOf, tasksOf, type MeasureFilter } from './measures.ts';
import type { Plan } from './types.ts';
import { MEASURE_KINDS, ORIGINS } from './types.ts';

const district = loadDistrict(join(import.meta.dirname, '../../../districts/mentougou'));
const towns = new Set(district.towns.map((t) => t.id));
const [plan] = district.plans as readonly [Plan];

const ids = (filter: MeasureFilter) => measuresOf(plan, filter, towns).map((m) => m.id);

/** The sizes of the lists that the values of one filter give. */
function sizes(filters: readonly MeasureFilter[]): number {
  return filters.map((filter) => ids(filter).length).reduce((a, b) => a + b, 0);
}

describe('filters of measures', () => {
  it('without a filter give all, in plan order', () => {
    expect(ids({})).toHaveLength(200);
    expect(ids({}).slice(0, 4)).toEqual(['A01-1', 'A01-2', 'A01-3', 'A02-1']);
  });

  it('share out all 200 measures by board, task, kind, origin, due term and mark', () => {
    expect(sizes(plan.boards.map((b) => ({ board: b.id })))).toBe(200);
    expect(sizes(tasksOf(plan).map((t) => ({ task: t.id })))).toBe(200);
    expect(sizes(MEASURE_KINDS.map((kind) => ({ kind })))).toBe(200);
    expect(sizes(ORIGINS.map((origin) => ({ origin })))).toBe(200);
    expect(sizes([{ due: 'date' }, { due: 'season' }, { due: 'rhythm' }])).toBe(200);
    expect(sizes([{ initiative: true }, { initiative: false }])).toBe(200);
  });

  it('find what falls to a season', () => {
    // Heating: A20-3, A22-1..3; flood: W08-2, W08-3; summer: A08-2. Before a season means by a date.
    expect(ids({ due: 'season' })).toEqual(['A08-2', 'A20-3', 'A22-1', 'A22-2', 'A22-3', 'W08-2', 'W08-3']);
  });

  it('find the dates of a month', () => {
    const inJune = measuresOf(plan, { due: '2024-06' }).filter((m) => m.due.kind === 'date');
    expect(inJune.map((m) => m.id)).toEqual(['A17-1', 'W12-1']);
  });

  it('find a unit in any role or in one', () => {
    expect(ids({ unit: 'mtg-reclaimed' })).toEqual(['W07-2', 'W08-1', 'W08-2', 'W08-3']);
    expect(ids({ unit: 'mtg-reclaimed', role: 'assisting' })).toEqual(['W08-3']);
    expect(ids({ unit: 'mtg-nobody' })).toEqual([]);
  });

  it('give a town what falls to all towns', () => {
    expect(ids({ unit: 'mtg-longquan' })).toEqual(ids({ unit: 'towns' }));
    expect(ids({ unit: 'towns', role: 'lead' })).toEqual(['A25-1', 'A25-2']);
  });

  it('find words in either language, all of them', () => {
    expect(ids({ text: '褐马鸡' })).toEqual(['E07-2']);
    expect(ids({ text: 'Black Stork' })).toEqual(['E07-2']);
    expect(ids({ text: '叉车 园区' })).toEqual(['A19-3']);
    expect(ids({ text: 'w11-1' })).toEqual(['W11-1']);
  });

  it('find the measures of a target', () => {
    expect(ids({ target: 'gep' })).toEqual(['E02-1', 'E02-2', 'E02-3']);
  });

  it('combine', () => {
    expect(ids({ board: 'clean-soil', origin: 'inferred', kind: 'routine' })).toEqual(['S09-2', 'S11-2']);
  });
});
