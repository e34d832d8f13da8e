import type { Localized } from '@qingshan/kernel';
import { helpBeside } from './help-beside.ts';

/** What a JSON Schema asks for, as the parts of a form. draft.ts fills and reads them, schema-form.tsx shows them. */

export type Schema = Readonly<Record<string, unknown>>;

interface Common {
  readonly name: Localized | null;
  /** Unit of a number; `null` where it follows from another field */
  readonly unit: string | null;
  readonly help: Localized | null;
  readonly nullable: boolean;
  /** What holds when it is left empty */
  readonly fallback: unknown;
}

export interface Choice {
  readonly value: unknown;
  /** `null` for yes and no, which the page has its own words for */
  readonly name: Localized | null;
}

export interface Field {
  readonly key: string;
  readonly required: boolean;
  readonly node: FormNode;
}

/** `decimal`: a number whose written digits count; `reading`: a number or a word such as `0.01L`. */
export type LeafKind = 'number' | 'decimal' | 'reading' | 'text' | 'date';

export type FormNode = Common &
  (
    | { readonly kind: LeafKind }
    | { readonly kind: 'choice'; readonly choices: readonly Choice[] }
    | { readonly kind: 'const'; readonly value: unknown }
    | { readonly kind: 'lines'; readonly item: FormNode }
    | { readonly kind: 'checks'; readonly choices: readonly Choice[] }
    | { readonly kind: 'group'; readonly fields: readonly Field[] }
    | { readonly kind: 'list'; readonly item: FormNode }
    | { readonly kind: 'record'; readonly keys: readonly Choice[]; readonly item: FormNode }
    | { readonly kind: 'union'; readonly options: readonly FormNode[] }
    | { readonly kind: 'json' }
  );
export type NodeOf<K extends FormNode['kind']> = Extract<FormNode, { readonly kind: K }>;

export const isObject = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function localizedIn(value: unknown): Localized | null {
  return isObject(value) && typeof value['zh'] === 'string' && typeof value['en'] === 'string'
    ? { zh: value['zh'], en: value['en'] }
    : null;
}

/** All alternatives of a schema, however deep they are nested, each with what was said around it. */
function alternativesOf(schema: Schema): Schema[] {
  const nested = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(nested)) return nested.filter(isObject).flatMap(alternativesOf);
  const types = schema['type'];
  return Array.isArray(types) ? types.map((type) => Object.assign({}, schema, { type: String(type) })) : [schema];
}

const DECIMAL = new Set([String.raw`^-?\d+(\.\d+)?$`, String.raw`^\d+(\.\d+)?$`]);
const isNumeric = (schema: Schema): boolean => schema['type'] === 'number' || schema['type'] === 'integer';
const isPattern = (schema: Schema): boolean => schema['type'] === 'string' && typeof schema['pattern'] === 'string';
const isDecimal = (schema: Schema): boolean => isPattern(schema) && DECIMAL.has(String(schema['pattern']));

type Shape = FormNode extends infer N ? (N extends FormNode ? Omit<N, keyof Common> : never) : never;

function wordsOf(schema: Schema): ReadonlyMap<string, Localized> {
  const words = isObject(schema['words']) ? Object.entries(schema['words']) : [];
  return new Map(
    words.flatMap(([key, text]) => {
      const found = localizedIn(text);
      return found === null ? [] : [[key, found] as const];
    }),
  );
}

function choicesOf(schema: Schema, alternatives: readonly Schema[]): Choice[] | null {
  const words = wordsOf(schema);
  const inner = alternatives.length === 1 ? wordsOf(alternatives[0] ?? {}) : words;
  const nameOf = (key: string): Localized => words.get(key) ?? inner.get(key) ?? { zh: key, en: key };
  const listed = alternatives.flatMap((a) => a['enum'] ?? ('const' in a ? [a['const']] : []));
  if (alternatives.length > 0 && alternatives.every((a) => Array.isArray(a['enum']) || 'const' in a)) {
    return listed.map((value) => ({ value, name: nameOf(String(value)) }));
  }
  const named = words.size > 0 ? words : inner;
  if (named.size === 0) return null;
  // Words may also be said of whole numbers: the classes 1 to 6 of water.
  const isInteger = alternatives.some((a) => a['type'] === 'integer');
  return [...named].map(([key, name]) => ({ value: isInteger && /^\d+$/.test(key) ? Number(key) : key, name }));
}

function shapeOf(schema: Schema, alternatives: readonly Schema[]): Shape {
  const [only] = alternatives;
  if (only !== undefined && alternatives.length === 1) return shapeOfOne(schema, only);
  const choices = choicesOf(schema, alternatives);
  if (choices !== null) return { kind: 'choice', choices };
  const numeric = alternatives.filter(isNumeric);
  const decimal = alternatives.filter(isDecimal);
  const readings = alternatives.filter((a) => isNumeric(a) || isPattern(a));
  if (numeric.length > 0 && numeric.length + decimal.length === alternatives.length) return { kind: 'decimal' };
  if (readings.length === alternatives.length && numeric.length > 0) return { kind: 'reading' };
  if (alternatives.length === 0) return { kind: 'json' };
  return { kind: 'union', options: optionsOf(alternatives) };
}

/** The options of a union; a number and the ways in which it may be written are one of them. */
function optionsOf(alternatives: readonly Schema[]): FormNode[] {
  const scalars = alternatives.filter((a) => isNumeric(a) || isPattern(a));
  const others = alternatives.filter((a) => !scalars.includes(a));
  return scalars.length > 1 ? [nodeOf({ anyOf: scalars }), ...others.map(nodeOf)] : alternatives.map(nodeOf);
}

function shapeOfOne(schema: Schema, only: Schema): Shape {
  if ('const' in only && !('words' in schema)) return { kind: 'const', value: only['const'] };
  const choices = choicesOf(schema, [only]);
  if (choices !== null) return { kind: 'choice', choices };
  if (isNumeric(only)) return { kind: 'number' };
  if (only['type'] === 'boolean') return { kind: 'choice', choices: YES_NO };
  if (only['type'] === 'string') return { kind: only['format'] === 'date' ? 'date' : 'text' };
  if (isObject(only['properties'])) return { kind: 'group', fields: fieldsOf(only) };
  if (only['type'] === 'object' && isObject(only['additionalProperties'])) return recordOf(schema, only);
  if (only['type'] === 'array' && isObject(only['items'])) return listOf(schema, nodeOf(only['items']));
  return { kind: 'json' };
}

const YES_NO: readonly Choice[] = [
  { value: true, name: null },
  { value: false, name: null },
];

function recordOf(schema: Schema, only: Schema): Shape {
  const names = isObject(only['propertyNames']) ? only['propertyNames'] : {};
  const words = 'words' in schema ? { ...names, words: schema['words'] } : names;
  return {
    kind: 'record',
    keys: choicesOf(words, [names]) ?? [],
    item: nodeOf(isObject(only['additionalProperties']) ? only['additionalProperties'] : {}),
  };
}

const LEAVES = new Set<string>(['number', 'decimal', 'reading', 'text', 'date'] satisfies LeafKind[]);
export const isLeaf = (node: FormNode): node is NodeOf<LeafKind> => LEAVES.has(node.kind);

/** A list of single values is written one a line; a list in which each word stands once is ticked. */
function listOf(schema: Schema, item: FormNode): Shape {
  if (item.kind === 'choice' && schema['each'] === 'once') return { kind: 'checks', choices: item.choices };
  return isLeaf(item) || item.kind === 'choice' ? { kind: 'lines', item } : { kind: 'list', item };
}

function fieldsOf(schema: Schema): Field[] {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return Object.entries(properties).map(([key, property]) => {
    const node = nodeOf(isObject(property) ? property : {});
    return { key, required: required.includes(key) && node.fallback === undefined, node };
  });
}

/** The form of a schema. Names, units and help stand beside a field as `name`, `unit` and `help`. */
export function nodeOf(schema: Schema): FormNode {
  const all = alternativesOf(schema);
  const real = all.filter((s) => s['type'] !== 'null');
  const said = [schema, ...(real.length === 1 ? real : [])];
  const first = <T>(read: (s: Schema) => T | null): T | null => said.map(read).find((x) => x !== null) ?? null;
  const name = first((s) => localizedIn(s['name']));
  const unit = first((s) => (typeof s['unit'] === 'string' ? s['unit'] : null));
  return {
    name,
    unit,
    help: helpBeside(
      first((s) => localizedIn(s['help'])),
      name,
      unit,
    ),
    nullable: real.length < all.length,
    fallback: schema['default'],
    ...shapeOf(schema, real),
  };
}
