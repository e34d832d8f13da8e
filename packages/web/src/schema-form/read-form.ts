import type { Localized } from '@qingshan/kernel';
import { draftOf, isBlank, isNone, itemsIn, optionIn, partIn, textIn, type Draft } from './draft.ts';
import type { Choice, Field, FormNode, NodeOf } from './node.ts';

export type Fault =
  | { readonly kind: 'missing' }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'json'; readonly why: string }
  /** What whoever took the value has to say of it */
  | { readonly kind: 'refused'; readonly text: Localized };

/** What a form says: the value, and what is wrong by the path of the field (`stations.0.value`). */
export interface Reading {
  readonly value: unknown;
  readonly faults: ReadonlyMap<string, Fault>;
}

type Parsed = { readonly value: unknown } | { readonly fault: Fault };

export function parseJson(text: string): Parsed {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { fault: { kind: 'json', why: error instanceof Error ? error.message : String(error) } };
  }
}

function parseLeaf(node: FormNode, text: string): Parsed {
  if (isNone(node, text)) return { value: null };
  if (node.kind === 'number' || node.kind === 'decimal') {
    const written = text.replace('\u2212', '-');
    const value = Number(written);
    if (!Number.isFinite(value)) return { fault: { kind: 'number', text } };
    // A decimal stays the text that was written, so that no digit is lost.
    return { value: node.kind === 'decimal' ? written : value };
  }
  if (node.kind === 'choice') return { value: choiceOf(node.choices, text) };
  return node.kind === 'json' ? parseJson(text) : { value: text };
}

const choiceOf = (choices: readonly Choice[], text: string): unknown =>
  choices.find((c) => String(c.value) === text)?.value ?? text;

class Reader {
  readonly faults = new Map<string, Fault>();

  /** The value of a part; `undefined` when it is left out. */
  read(node: FormNode, draft: Draft, required: boolean, path: string): unknown {
    if (node.kind === 'const') return node.value;
    if (isNone(node, draft)) return null;
    if (!isBlank(node, draft)) return this.#written(node, draft, path);
    if (!required) return undefined;
    if (node.nullable) return null;
    if (node.kind === 'group' || node.kind === 'union') return this.#written(node, draft, path);
    if (node.kind === 'list' || node.kind === 'lines' || node.kind === 'checks') return [];
    if (node.kind === 'record') return {};
    this.faults.set(path, { kind: 'missing' });
    return undefined;
  }

  #written(node: FormNode, draft: Draft, path: string): unknown {
    switch (node.kind) {
      case 'group':
        return this.#group(node.fields, draft, path);
      case 'list':
        return itemsIn(draft).map((row, i) =>
          this.read(node.item, partIn(row, 'value'), true, inside(path, String(i))),
        );
      case 'checks':
        return itemsIn(draft).map((item) => choiceOf(node.choices, textIn(item)));
      case 'lines':
        return this.#lines(node, textIn(draft), path);
      case 'record':
        return this.#record(node, draft, path);
      case 'union':
        return this.read(optionIn(node, draft).node, partIn(draft, 'value'), true, path);
      default:
        return this.#kept(parseLeaf(node, node.kind === 'text' ? textIn(draft) : textIn(draft).trim()), path);
    }
  }

  #kept(parsed: Parsed, path: string): unknown {
    if ('value' in parsed) return parsed.value;
    this.faults.set(path, parsed.fault);
    return undefined;
  }

  #group(fields: readonly Field[], draft: Draft, path: string): unknown {
    const values = fields.map((f) => [f.key, this.read(f.node, partIn(draft, f.key), f.required, inside(path, f.key))]);
    return Object.fromEntries(values.filter(([, value]) => value !== undefined));
  }

  #record(node: NodeOf<'record'>, draft: Draft, path: string): unknown {
    const values = itemsIn(draft).map((row, i) => {
      const key = textIn(partIn(row, 'key')).trim();
      if (key === '') this.faults.set(inside(path, String(i)), { kind: 'missing' });
      return [key, this.read(node.item, partIn(row, 'value'), true, inside(path, String(i)))];
    });
    return Object.fromEntries(values);
  }

  /** Numbers may be pasted from a sheet; words stand on lines of their own. */
  #lines(node: NodeOf<'lines'>, text: string, path: string): unknown[] {
    const isText = node.item.kind === 'text';
    const parts = text.split(isText ? /\r?\n/ : /[\s,;\uff0c\uff1b\u3001]+/).map((part) => part.trim());
    return parts.filter(Boolean).map((part) => this.#kept(parseLeaf(node.item, part), path));
  }
}

const inside = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

/** Reads a form. Optional parts in which nothing is written are left out. */
export function readForm(node: FormNode, draft: Draft): Reading {
  const reader = new Reader();
  return { value: reader.read(node, draft, true, ''), faults: reader.faults };
}

/** What a form that shows `value` says before anything is changed. */
export const readingOf = (node: FormNode, value: unknown): Reading => readForm(node, draftOf(node, value, true));
