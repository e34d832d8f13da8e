/** A table to be written, in docx and xlsx alike. Rows and columns count from 0. */
export interface OutCell {
  readonly column: number;
  readonly rowSpan: number;
  readonly colSpan: number;
  /** Lines; none for an empty cell */
  readonly lines: readonly string[];
  readonly look: 'head' | 'band' | 'center' | 'text';
}

export interface OutTable {
  /** Shares of the width */
  readonly widths: readonly number[];
  /** Rows of the head, repeated on every page */
  readonly head: number;
  /** Cells that begin in each row, from the left */
  readonly rows: readonly (readonly OutCell[])[];
}

type Look = OutCell['look'];

export function cell(column: number, text: string, look: Look, rowSpan = 1, colSpan = 1): OutCell {
  return { column, rowSpan, colSpan, lines: text === '' ? [] : text.split('\n'), look };
}

/** Lengths of the runs of equal neighbours: `a a b` gives 2, 0, 1. */
export function runLengths(keys: readonly string[]): number[] {
  const lengths = keys.map(() => 0);
  let start = 0;
  keys.forEach((key, i) => {
    if (key !== keys[start]) start = i;
    lengths[start] = (lengths[start] ?? 0) + 1;
  });
  return lengths;
}

/** A column of cells in which equal neighbours are merged downwards; rows under a merged cell have none. */
export function mergedColumn(column: number, texts: readonly string[], look: Look): (OutCell | null)[] {
  const lengths = runLengths(texts);
  return texts.map((text, i) => {
    const length = lengths[i] ?? 0;
    return length === 0 ? null : cell(column, text, look, length);
  });
}
