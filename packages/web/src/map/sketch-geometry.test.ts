import { expect, test } from 'vitest';
import { CELL, drawSketch } from './sketch-geometry.ts';

const sketch = (towns: Record<string, [row: number, column: number][]>) =>
  drawSketch({
    note: { zh: '', en: '' },
    rows: 2,
    columns: 3,
    towns: Object.entries(towns).map(([unit, cells]) => ({
      unit,
      cells: cells.map(([row, column]) => ({ row, column })),
    })),
  });
const cornersIn = (path: string): number => path.split(/[ML]/).length - 1;

test('one cell has six corners, two that touch have ten, three around a point have twelve', () => {
  const [one, two, three] = sketch({
    a: [[0, 0]],
    b: [
      [0, 0],
      [0, 1],
    ],
    c: [
      [0, 0],
      [0, 1],
      [1, 0],
    ],
  }).towns;
  expect([one, two, three].map((town) => cornersIn(town?.path ?? ''))).toEqual([6, 10, 12]);
});

test('a ring of six cells has a hole of its own', () => {
  const ring: [number, number][] = [
    [0, 0],
    [0, 1],
    [1, 1],
    [2, 1],
    [2, 0],
    [1, -1],
  ];
  expect(sketch({ a: ring }).towns[0]?.path.match(/Z/g)).toHaveLength(2);
});

test('every other row stands half a cell to the right, and names stand within their town', () => {
  const [upper, lower] = sketch({ a: [[0, 1]], b: [[1, 1]] }).towns;
  expect((lower?.x ?? 0) - (upper?.x ?? 0)).toBe(CELL / 2);
  const [two] = sketch({
    a: [
      [0, 0],
      [0, 1],
    ],
  }).towns;
  expect(two?.x).toBe((upper?.x ?? 0) - CELL / 2);
});
