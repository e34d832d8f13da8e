import { QingshanError, type Localized } from '@qingshan/kernel';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';

/** A text of the standards folder; `path` is relative to it, with forward slashes. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/** Keys and indexes that lead to an entry of a file. */
export type Place = readonly PropertyKey[];

/**
 * One YAML file with the lines of its entries. Every scalar is read as it is printed (`1.0` stays `1.0`), because a
 * standard's figures are texts until a method computes with them.
 */
export class YamlFile {
  readonly path: string;
  readonly data: unknown;
  readonly #document: Document.Parsed;
  readonly #lines = new LineCounter();

  /** @throws QingshanError `bad-standard` */
  constructor(source: SourceText) {
    this.path = source.path;
    this.#document = parseDocument(source.text, { schema: 'failsafe', lineCounter: this.#lines });
    const [error] = this.#document.errors;
    if (error) {
      const why = error.message.split('\n')[0] ?? error.code;
      throw badStandard(this.path, this.#lines.linePos(error.pos[0]).line, { zh: `不是正确的 YAML(${why})`, en: why });
    }
    this.data = this.#document.toJS();
  }

  /** Line of the entry at `path`, or of its nearest parent that is there. */
  lineOf(path: Place): number {
    let node: unknown = this.#document.contents;
    let offset = 0;
    for (const step of path) {
      const key = String(step);
      if (isMap(node)) {
        const pair = node.items.find((p) => isScalar(p.key) && p.key.value === key);
        if (!isScalar(pair?.key)) break;
        offset = pair.key.range?.[0] ?? offset;
        node = pair.value;
      } else if (isSeq(node)) {
        const item: unknown = node.items[Number(step)];
        if (!isMap(item) && !isScalar(item) && !isSeq(item)) break;
        offset = item.range?.[0] ?? offset;
        node = item;
      }
    }
    return Math.max(1, this.#lines.linePos(offset).line);
  }

  fault(path: Place, why: Localized): QingshanError {
    return badStandard(this.path, this.lineOf(path), why);
  }

  /** @throws QingshanError `bad-standard` naming the first entry of `value` that does not fit */
  check<T>(schema: z.ZodType<T>, value: unknown, at: Place = []): T {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    // A misspelt key is unknown and missing at once; its own line says more.
    const stranger = result.error.issues.find((i) => i.code === 'unrecognized_keys');
    if (stranger) {
      const key = stranger.keys[0] ?? '';
      throw this.fault([...at, ...stranger.path, key], { zh: `不认识的键“${key}”`, en: `unknown key “${key}”` });
    }
    const [issue] = result.error.issues;
    if (!issue) throw result.error;
    const name = issue.path.join('.');
    if (valueAt(value, issue.path) === undefined) {
      throw this.fault([...at, ...issue.path], { zh: `缺少“${name}”`, en: `“${name}” is missing` });
    }
    throw this.fault([...at, ...issue.path], {
      zh: `“${name}”不对（${issue.message}）`,
      en: `“${name}”: ${issue.message}`,
    });
  }
}

export function badStandard(file: string, line: number, why: Localized): QingshanError {
  return new QingshanError('bad-standard', { file, line, why });
}

function valueAt(value: unknown, path: Place): unknown {
  let found = value;
  for (const step of path) {
    found = typeof found === 'object' && found !== null ? Reflect.get(found, step) : undefined;
  }
  return found;
}
