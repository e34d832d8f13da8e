import { readFileSync } from 'node:fs';
import { sharedFile } from './shared-data.ts';

type Path = readonly (string | number)[];

/** One worked example of a reference, read by path. */
export class WorkedExample {
  readonly #data: unknown;

  constructor(data: unknown) {
    this.#data = data;
  }

  at(...path: Path): unknown {
    let found = this.#data;
    for (const key of path) found = new Map(Object.entries(found ?? {})).get(String(key));
    return found;
  }

  number(...path: Path): number {
    const found = this.at(...path);
    if (typeof found !== 'number') throw new TypeError(`no number at ${path.join('.')}`);
    return found;
  }

  list(...path: Path): WorkedExample[] {
    const found = this.at(...path);
    if (!Array.isArray(found)) throw new TypeError(`no list at ${path.join('.')}`);
    return found.map((item) => new WorkedExample(item));
  }

  numbers(...path: Path): number[] {
    return this.list(...path).map((item) => item.number());
  }

  /** The numbers of an object by name. */
  record(...path: Path): Record<string, number> {
    const entries = Object.entries(this.at(...path) ?? {});
    return Object.fromEntries(entries.filter((e): e is [string, number] => typeof e[1] === 'number'));
  }

  text(...path: Path): string {
    return String(this.at(...path));
  }
}

const file = sharedFile('reference/ecology-carbon.json');
/** The whole reference on ecology and carbon. */
export const ecologyReference = new WorkedExample(file ? JSON.parse(readFileSync(file, 'utf8')) : null);

/** Whether the reference is there; without it its tests are skipped. */
export const hasReference = file !== null;

export function workedExample(id: string): WorkedExample {
  const found = ecologyReference.list('worked_examples').find((e) => e.text('id') === id);
  if (!found) throw new Error(`no worked example ${id}`);
  return found;
}
