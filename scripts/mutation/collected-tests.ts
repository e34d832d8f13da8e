/**
 * Stands in for vitest while mutants are judged: the same `test` and `describe`, which only write down what there is to
 * run, so that the tests of all files can run many thousand times in one process. `expect` is vitest's own.
 */
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

export interface CollectedTest {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  run(): unknown;
}

type Row = readonly unknown[] | unknown;
type Body = (...row: unknown[]) => unknown;
type Declare = (name: string, body: Body, ...row: unknown[]) => void;

const collected = new Map<string, CollectedTest>();
const place: string[] = [];
let file = '';

function declareTest(name: string, body: Body, ...row: unknown[]): void {
  const path = [...place, name].join(' > ');
  const twins = [...collected.values()].filter((t) => t.file === file && t.name === path).length;
  const id = `${file}#${path}${twins > 0 ? ` (${twins + 1})` : ''}`;
  collected.set(id, { id, name: path, file, run: () => body(...row) });
}

function declareGroup(name: string, body: Body, ...row: unknown[]): void {
  place.push(name);
  body(...row);
  place.pop();
}

function nothing(): void {}

function valueOf(row: Row, key: string): unknown {
  return typeof row === 'object' && row !== null ? new Map(Object.entries(row)).get(key) : undefined;
}

/** `$key` of an object, `%s` in order for a list; what is not found stays as it is. */
function nameOf(pattern: string, row: Row): string {
  const values = Array.isArray(row) ? [...row] : [row];
  return pattern
    .replaceAll(/\$([\p{L}\w]+)/gu, (all, key: string) => String(valueOf(row, key) ?? all))
    .replaceAll(/%[sdifj]/g, () => String(values.shift()));
}

function withVariants(declare: Declare) {
  function each(rows: Iterable<Row>) {
    return (pattern: string, body: Body): void => {
      for (const row of rows) declare(nameOf(pattern, row), body, ...(Array.isArray(row) ? row : [row]));
    };
  }
  return Object.assign(declare, { each, skipIf: (skip: unknown) => (skip ? nothing : declare) });
}

export const test = withVariants(declareTest);
export const describe = withVariants(declareGroup);
export { expect } from 'vitest';

/** Loads test files of `root` and returns their tests in order. */
export async function collectTests(root: string, files: readonly string[]): Promise<readonly CollectedTest[]> {
  for (const name of files) {
    file = name;
    await import(pathToFileURL(join(root, name)).href);
  }
  return [...collected.values()];
}
