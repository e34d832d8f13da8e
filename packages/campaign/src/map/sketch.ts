import type { Localized } from '@qingshan/kernel';
import type { MapFile, Sketch, SketchedTown } from './district-map.ts';

type Given = NonNullable<MapFile['sketch']>;
type Cell = SketchedTown['cells'][number];

/** What is wrong with a sketch: in which row, or `null` where it is none of them. */
export interface SketchFault {
  readonly row: number | null;
  readonly why: Localized;
}

/** The six cells around a cell, every other row standing half a cell to the right. */
export function cellsAround({ row, column }: Cell): Cell[] {
  const left = row % 2 === 0 ? column - 1 : column;
  const beside = [column - 1, column + 1].map((c) => ({ row, column: c }));
  return [...beside, ...[row - 1, row + 1].flatMap((r) => [left, left + 1].map((c) => ({ row: r, column: c })))];
}

function isOnePiece(cells: readonly Cell[]): boolean {
  const rest = new Set(cells.map(({ row, column }) => `${row} ${column}`));
  const reach = (cell: Cell): void => {
    if (rest.delete(`${cell.row} ${cell.column}`)) cellsAround(cell).forEach(reach);
  };
  cells.slice(0, 1).forEach(reach);
  return rest.size === 0;
}

/**
 * Reads the rows of a sketch: a letter a cell, `.` where nothing is. Every town of the district stands in it once and in
 * one piece.
 */
export function readSketch(given: Given, towns: readonly { readonly id: string }[]): Sketch | SketchFault {
  const rows = given.rows.map((row) => row.split(/\s+/).filter(Boolean));
  const cells = rows.flatMap((row, r) => row.map((letter, column) => ({ letter, row: r, column })));
  const strange = cells.find(({ letter }) => letter !== '.' && given.towns[letter] === undefined);
  if (strange) {
    const { letter, row } = strange;
    const why = {
      zh: `“${letter}”不在 towns 中，请写上它代表的镇街，空格写“.”`,
      en: `“${letter}” is not among towns; say which town it stands for, and write “.” where nothing is`,
    };
    return { row, why };
  }
  const sketched = Object.entries(given.towns).map(([letter, unit]): SketchedTown => ({
    unit,
    cells: cells.filter((cell) => cell.letter === letter).map(({ row, column }) => ({ row, column })),
  }));
  const wrong = [
    ...sketched.filter(({ unit }) => !towns.some(({ id }) => id === unit)).map(({ unit }) => unit),
    ...towns.filter(({ id }) => sketched.filter(({ unit }) => unit === id).length !== 1).map(({ id }) => id),
    ...sketched.filter((town) => town.cells.length === 0 || !isOnePiece(town.cells)).map(({ unit }) => unit),
  ];
  if (wrong[0] !== undefined) {
    const why = {
      zh: `镇街“${wrong[0]}”应当恰好出现一次，且各格相连`,
      en: `the town “${wrong[0]}” must be one of the district's and stand in the sketch once, in one piece`,
    };
    return { row: null, why };
  }
  const { note, certainty } = given;
  const columns = Math.max(...rows.map((row) => row.length));
  return { note, certainty, rows: rows.length, columns, towns: sketched };
}
