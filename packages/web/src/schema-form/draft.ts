import { isObject, type Field, type FormNode, type NodeOf } from './node.ts';

/** What is written in a form while it is being written: texts, in the shape of the form. */

export type Draft = string | readonly Draft[] | DraftMap;
export interface DraftMap {
  readonly [key: string]: Draft;
}

const isMap = (draft: Draft): draft is DraftMap => typeof draft === 'object' && !Array.isArray(draft);
export const textIn = (draft: Draft): string => (typeof draft === 'string' ? draft : '');
export const itemsIn = (draft: Draft): readonly Draft[] => (typeof draft === 'string' || isMap(draft) ? [] : draft);
export const partIn = (draft: Draft, key: string): Draft => (isMap(draft) ? (draft[key] ?? '') : '');
export const withPart = (draft: Draft, key: string, part: Draft): Draft => ({
  ...(isMap(draft) ? draft : {}),
  [key]: part,
});
export const withItem = (draft: Draft, at: number, item: Draft): Draft =>
  itemsIn(draft).map((old, i) => (i === at ? item : old));

let rows = 0;
/** A row of a list or record, with an id of its own for as long as it is shown. */
export const rowOf = (value: Draft, key = ''): DraftMap => ({ row: String((rows += 1)), key, value });
export const rowId = (row: Draft): string => textIn(partIn(row, 'row'));

/** Where there is no value although there may be one: `-`. */
export const NONE = '-';
const NONES = new Set([NONE, '\u2212', 'null']);
export const isNone = (node: FormNode, draft: Draft): boolean => node.nullable && NONES.has(textIn(draft).trim());

/** Which option of a union an entry of the draft uses. */
export function optionIn(node: NodeOf<'union'>, draft: Draft): { readonly at: number; readonly node: FormNode } {
  const at = Number(textIn(partIn(draft, 'option')) || '0');
  const [first] = node.options;
  const option = node.options[at] ?? first;
  if (option === undefined) throw new RangeError('a union without options');
  return { at, node: option };
}

/** Whether a value could have come from a part of the form. */
function accepts(node: FormNode, value: unknown): boolean {
  if (value === null) return node.nullable;
  switch (node.kind) {
    case 'number':
      return typeof value === 'number';
    case 'decimal':
      return typeof value === 'number' || (typeof value === 'string' && Number.isFinite(Number(value)));
    case 'reading':
      return typeof value === 'number' || typeof value === 'string';
    case 'text':
    case 'date':
      return typeof value === 'string';
    case 'choice':
      return node.choices.some((c) => c.value === value);
    case 'const':
      return node.value === value;
    case 'lines':
    case 'list':
    case 'checks':
      return Array.isArray(value);
    case 'group':
      return acceptsGroup(node.fields, value);
    case 'record':
      return isObject(value);
    case 'union':
      return node.options.some((option) => accepts(option, value));
    case 'json':
      return true;
  }
}

function acceptsGroup(fields: readonly Field[], value: unknown): boolean {
  if (!isObject(value)) return false;
  const known = new Map(fields.map((field) => [field.key, field]));
  return (
    Object.keys(value).every((key) => known.has(key)) &&
    fields.every((f) => (f.key in value ? accepts(f.node, value[f.key]) : !f.required))
  );
}

/** The draft that shows a value; `undefined` is an empty form. */
export function draftOf(node: FormNode, value: unknown, required: boolean): Draft {
  if (value === null && node.nullable && node.kind !== 'group') return required ? '' : NONE;
  switch (node.kind) {
    case 'choice':
    case 'number':
    case 'decimal':
    case 'reading':
    case 'text':
    case 'date':
      return value === undefined || value === null ? '' : String(value);
    case 'const':
      return '';
    case 'lines':
      return linesOf(Array.isArray(value) ? value : []);
    case 'checks':
      return (Array.isArray(value) ? value : []).map(String);
    case 'group':
      return Object.fromEntries(
        node.fields.map((f) => [f.key, draftOf(f.node, isObject(value) ? value[f.key] : undefined, f.required)]),
      );
    case 'list':
      return (Array.isArray(value) ? value : []).map((item) => rowOf(draftOf(node.item, item, true)));
    case 'record':
      return Object.entries(isObject(value) ? value : {}).map(([key, item]) =>
        rowOf(draftOf(node.item, item, true), key),
      );
    case 'union': {
      const found =
        value === undefined
          ? 0
          : Math.max(
              0,
              node.options.findIndex((o) => accepts(o, value)),
            );
      const { node: option } = optionIn(node, { option: String(found) });
      return { option: String(found), value: draftOf(option, value, true) };
    }
    case 'json':
      return value === undefined ? '' : JSON.stringify(value, null, 2);
  }
}

function linesOf(values: readonly unknown[]): string {
  return values.map((v) => (v === null ? NONE : String(v))).join(values.length > 12 ? ', ' : '\n');
}

/** Whether nothing has been written in a part of the form. */
export function isBlank(node: FormNode, draft: Draft): boolean {
  if (isNone(node, draft)) return false;
  switch (node.kind) {
    case 'group':
      return node.fields.every((f) => isBlank(f.node, partIn(draft, f.key)));
    case 'list':
    case 'record':
    case 'checks':
      return itemsIn(draft).length === 0;
    case 'union': {
      // A form that was chosen by hand counts as written, the first one does not.
      const option = optionIn(node, draft);
      return option.at === 0 && isBlank(option.node, partIn(draft, 'value'));
    }
    case 'const':
      return true;
    case 'text':
      return textIn(draft) === '';
    default:
      return textIn(draft).trim() === '';
  }
}
