import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadDistrict } from './load.ts';
import { countPlan, measuresOf } from './measures.ts';
import type { Plan } from './types.ts';

const MENTOUGOU = join(import.meta.dirname, '../../../districts/mentougou');

function onlyPlan(plans: readonly Plan[]): Plan {
  const [plan, ...others] = plans;
  if (!plan || others.length > 0) throw new Error('Mentougou ships one plan');
  return plan;
}

describe('the district that ships', () => {
  const district = loadDistrict(MENTOUGOU);
  const plan = onlyPlan(district.plans);

  const due = (id: string) => measuresOf(plan).find((m) => m.id === id)?.due;

  it('has the totals that the official explanation states', () => {
    expect(countPlan(plan)).toEqual({ boards: 5, tasks: 88, measures: 200, initiatives: 11 });
    expect(plan.declared).toEqual(countPlan(plan));
  });

  it('splits them over the boards as the model of the plan does', () => {
    const split = plan.boards.map((board) => [
      board.id,
      board.tasks.length,
      measuresOf(plan, { board: board.id }).length,
    ]);
    expect(split).toEqual([
      ['blue-sky', 38, 107],
      ['clear-water', 18, 36],
      ['clean-soil', 12, 22],
      ['climate', 11, 18],
      ['ecology', 9, 17],
    ]);
  });

  it('numbers tasks and measures through', () => {
    const last = plan.boards.at(-1)?.tasks.at(-1);
    expect(last).toMatchObject({ id: 'E09', number: 88 });
    expect(last?.measures.at(-1)).toMatchObject({ id: 'E09-1', number: 200, task: 'E09', board: 'ecology' });
  });

  it('states three initiatives and infers the other eight', () => {
    const marked = measuresOf(plan, { initiative: true });
    expect(marked.filter((m) => m.initiativeOrigin === 'stated').map((m) => m.id)).toEqual(['W08-1', 'C03-1', 'E07-1']);
    expect(marked.filter((m) => m.initiativeOrigin === 'inferred')).toHaveLength(8);
  });

  it('gives a measure the roles of its task unless it says so itself', () => {
    const [first, second] = measuresOf(plan, { task: 'A01' });
    expect(first).toMatchObject({ lead: ['mtg-eeb'], responsible: ['mtg-eeb'], assisting: ['towns'] });
    expect(second).toMatchObject({ lead: ['mtg-eeb'], responsible: ['towns'], assisting: [] });
  });

  it('writes due terms as plans do', () => {
    expect(due('A01-1')).toMatchObject({ kind: 'date', date: '2024-12-31', text: { zh: '年底前' } });
    expect(due('A17-1')).toMatchObject({ kind: 'date', date: '2024-06-30', text: { zh: '6月底前' } });
    expect(due('A20-1')).toMatchObject({ kind: 'date', date: '2024-11-14', text: { zh: '采暖季前' } });
    expect(due('W08-1')).toMatchObject({ kind: 'date', date: '2024-05-31', text: { zh: '汛前' } });
    expect(due('W08-2')).toMatchObject({ kind: 'season', from: '06-01', to: '09-15', certainty: 'read-third-party' });
    expect(due('A02-1')).toMatchObject({ kind: 'rhythm', every: 'month' });
  });

  it('has 35 departments and enterprises and the 13 towns of the national list', () => {
    expect(district.units).toHaveLength(35 + 13);
    expect(district.towns.map((t) => `${t.code} ${t.name.zh}`)).toContain('110109005 王平镇');
    expect(new Set(district.towns.map((t) => t.code)).size).toBe(13);
  });

  it('takes 2024-10-31 as the day of its demonstration', () => {
    expect(district.demonstration?.today).toBe('2024-10-31');
  });
});
