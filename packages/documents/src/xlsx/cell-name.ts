/** `A` for column 0, `Z` for 25, `AA` for 26. */
export function columnName(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? columnName(rest - 1) : '') + String.fromCharCode(65 + (column % 26));
}

/** `B3` for row 2, column 1. */
export function cellName(row: number, column: number): string {
  return `${columnName(column)}${row + 1}`;
}

const NAME_LIMIT = 31;

/** Names that a spreadsheet accepts: no forbidden characters, at most 31, none empty, no two alike. */
export function sheetNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>();
  return wanted.map((name, i) => {
    const clean =
      name
        .replaceAll(/[[\]:*?/\\]/g, ' ')
        .replaceAll(/^'+|'+$/g, '')
        .trim() || `表${i + 1}`;
    let result = clean.slice(0, NAME_LIMIT);
    for (let n = 2; taken.has(result.toLowerCase()); n++) {
      const mark = `（${n}）`;
      result = clean.slice(0, NAME_LIMIT - mark.length) + mark;
    }
    taken.add(result.toLowerCase());
    return result;
  });
}

/** A sheet's name as formulas write it: `'一 区'`. */
export function quotedSheet(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}
