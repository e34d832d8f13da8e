import { expect, test } from 'vitest';
import type { Schemas } from '../api/client.ts';
import { filterBoard, targetFigure, targetLine } from './filter-board.ts';

const text = { zh: '', en: '' };
const row = (id: string, board: string, status: Schemas['TargetStatus']): Schemas['TargetRow'] => ({
  id,
  board,
  status,
  title: text,
  scopeText: text,
  indicator: id,
  direction: 'at-most',
  target: '30',
  targetText: text,
  unit: 'ug/m3',
  unitText: 'µg/m³',
  reason: text,
  assessment: null,
  lastYear: null,
  trend: [],
  completeness: null,
  daysLeft: 61,
  projection: null,
  measures: 0,
  simulated: false,
});
const boards = [
  { id: 'air', title: text, goal: text, targets: [row('pm25', 'air', 'on-track'), row('dust', 'air', 'met')] },
  { id: 'water', title: text, goal: text, targets: [row('sections', 'water', 'no-data')] },
];

test('every count equals the list that it opens', () => {
  const { tally, total } = filterBoard(boards, null, null);
  expect(total).toBe(3);
  for (const [status, count] of Object.entries(tally)) {
    expect(filterBoard(boards, null, status).shown).toBe(count);
  }
});

test('counts follow the board, not the status', () => {
  const filtered = filterBoard(boards, 'air', 'met');
  expect(filtered.total).toBe(2);
  expect(filtered.tally['on-track']).toBe(1);
  expect(filtered.boards.map((b) => b.targets.map((target) => target.id))).toEqual([['dust']]);
});

test('a target is a sign and a figure, or the words of the plan', () => {
  expect(targetFigure({ direction: 'at-most', target: '30' })).toBe('≤\u00a030');
  expect(targetFigure({ direction: 'about', target: '-15' })).toBe('≈\u00a0−15');
  expect(targetFigure({ direction: 'every', target: '13' })).toBe('13');
  expect(targetFigure({ direction: 'not-worse', target: '71' })).toBeNull();
  expect(targetFigure({ direction: 'at-least', target: null })).toBeNull();
  expect([targetLine({ target: '30' }), targetLine({ target: null }), targetLine({ target: 'III' })]).toEqual([
    30,
    null,
    null,
  ]);
});
