import type { Schemas } from '../api/client.ts';

type Sketch = NonNullable<Schemas['TownMap']['sketch']>;

export interface DrawnTown {
  readonly unit: string;
  readonly path: string;
  /** Where its name stands */
  readonly x: number;
  readonly y: number;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly towns: readonly DrawnTown[];
}

/** Width of a cell; everything else is in its measure. */
export const CELL = 100;
const SIDE = CELL / Math.sqrt(3);
const STEP = SIDE * 1.5;
const EDGE = 4;

type Point = readonly [x: number, y: number];

function centreOf({ row, column }: { readonly row: number; readonly column: number }): Point {
  return [EDGE + (column + (row % 2 === 0 ? 0.5 : 1)) * CELL, EDGE + SIDE + row * STEP];
}

/** Corners of a cell, clockwise from the top. */
function cornersOf([x, y]: Point): Point[] {
  const half = CELL / 2;
  return [
    [x, y - SIDE],
    [x + half, y - SIDE / 2],
    [x + half, y + SIDE / 2],
    [x, y + SIDE],
    [x - half, y + SIDE / 2],
    [x - half, y - SIDE / 2],
  ];
}

const at = ([x, y]: Point): string => `${x.toFixed(1)} ${y.toFixed(1)}`;

/** The outline of cells that touch: edges that two of them share fall away, the rest are joined end to end. */
function outlineOf(cells: readonly Point[]): string {
  const edges = new Map<string, { from: string; to: string }>();
  for (const cell of cells) {
    const corners = cornersOf(cell).map(at);
    for (const [i, from] of corners.entries()) {
      const to = corners[(i + 1) % corners.length] ?? from;
      if (!edges.delete(`${to}|${from}`)) edges.set(`${from}|${to}`, { from, to });
    }
  }
  const next = new Map([...edges.values()].map(({ from, to }) => [from, to]));
  const rings: string[] = [];
  for (let start = next.keys().next().value; start !== undefined; start = next.keys().next().value) {
    const ring: string[] = [];
    for (let point = start; next.has(point);) {
      ring.push(point);
      const to = next.get(point) ?? start;
      next.delete(point);
      point = to;
    }
    rings.push(`M${ring.join('L')}Z`);
  }
  return rings.join('');
}

/** The cell nearest the middle of a town: its name stands there, never on another town. */
function middleOf(cells: readonly Point[]): Point {
  const mean = (pick: 0 | 1): number => cells.reduce((sum, cell) => sum + cell[pick], 0) / cells.length;
  const [x, y] = [mean(0), mean(1)];
  const distance = (cell: Point): number => Math.hypot(cell[0] - x, cell[1] - y);
  const beside = cells.filter((cell) => Math.abs(cell[1] - y) < SIDE / 2);
  // Two cells side by side have their name between them.
  if (beside.length === 2 && cells.length === 2) return [x, y];
  return cells.toSorted((a, b) => distance(a) - distance(b))[0] ?? [x, y];
}

/** The towns of a sketch as outlines of six-cornered cells. */
export function drawSketch({ rows, columns, towns }: Sketch): Drawing {
  return {
    width: EDGE * 2 + (columns + 0.5) * CELL,
    height: EDGE * 2 + (rows - 1) * STEP + SIDE * 2,
    towns: towns.map(({ unit, cells }) => {
      const centres = cells.map(centreOf);
      const [x, y] = middleOf(centres);
      return { unit, path: outlineOf(centres), x, y };
    }),
  };
}
