import type { Schemas } from '../api/client.ts';

type Sketch = NonNullable<Schemas['TownMap']['sketch']>;

export type Point = readonly [x: number, y: number];

export interface DrawnTown {
  readonly unit: string;
  readonly path: string;
  /** Where its name stands */
  readonly x: number;
  readonly y: number;
}

/** A town of a sketch, with what it is made of. */
export interface SketchedTown extends DrawnTown {
  /** Its outline, ring by ring; a hole is a ring of its own */
  readonly rings: readonly (readonly Point[])[];
  /** Middles of its cells */
  readonly cells: readonly Point[];
}

export interface Drawing<Town = DrawnTown> {
  readonly width: number;
  readonly height: number;
  readonly towns: readonly Town[];
}

/** Width of a cell; everything else is in its measure. */
export const CELL = 100;
const SIDE = CELL / Math.sqrt(3);
const STEP = SIDE * 1.5;
const EDGE = 4;

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

interface Edge {
  readonly from: Point;
  readonly to: Point;
}

/** The outline of cells that touch: edges that two of them share fall away, the rest are joined end to end. */
function outlineOf(cells: readonly Point[]): Point[][] {
  const edges = new Map<string, Edge>();
  for (const cell of cells) {
    const corners = cornersOf(cell);
    for (const [i, from] of corners.entries()) {
      const to = corners[(i + 1) % corners.length] ?? from;
      if (!edges.delete(`${at(to)}|${at(from)}`)) edges.set(`${at(from)}|${at(to)}`, { from, to });
    }
  }
  const next = new Map([...edges.values()].map((edge) => [at(edge.from), edge]));
  const rings: Point[][] = [];
  for (let start = next.values().next().value; start !== undefined; start = next.values().next().value) {
    const ring: Point[] = [];
    for (let edge: Edge | undefined = start; edge !== undefined; edge = next.get(at(edge.to))) {
      ring.push(edge.from);
      next.delete(at(edge.from));
    }
    rings.push(ring);
  }
  return rings;
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
export function drawSketch({ rows, columns, towns }: Sketch): Drawing<SketchedTown> {
  return {
    width: EDGE * 2 + (columns + 0.5) * CELL,
    height: EDGE * 2 + (rows - 1) * STEP + SIDE * 2,
    towns: towns.map(({ unit, cells }) => {
      const centres = cells.map(centreOf);
      const rings = outlineOf(centres);
      const path = rings.map((ring) => `M${ring.map(at).join('L')}Z`).join('');
      const [x, y] = middleOf(centres);
      return { unit, path, x, y, rings, cells: centres };
    }),
  };
}
