import { isObject, type Field } from './schema-form.ts';

/** Text in a form, JSON out, and back. */

export type Texts = Readonly<Record<string, string>>;

export type Fault =
  | { readonly kind: 'missing' }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'json'; readonly why: string };

export type Parsed = { readonly value: unknown } | { readonly fault: Fault };

function valueAt(input: unknown, path: readonly string[]): unknown {
  return path.reduce((value: unknown, key) => (isObject(value) ? value[key] : undefined), input);
}

/** How a value stands in its field. */
export function fieldText(field: Field, value: unknown): string {
  if (value === undefined) return '';
  if (field.kind === 'json') return JSON.stringify(value, null, 2);
  if (value === null) return '-';
  if (field.kind === 'list' && Array.isArray(value)) {
    return value.map((v) => (v === null ? '-' : String(v))).join(value.length > 12 ? ', ' : '\n');
  }
  return String(value);
}

/** The texts of a form that shows `input`. */
export function textsOf(fields: readonly Field[], input: unknown): Texts {
  return Object.fromEntries(fields.map((field) => [field.name, fieldText(field, valueAt(input, field.path))]));
}

const isNull = (text: string): boolean => text === '-' || text === '\u2212' || text === 'null';

/** A number; a decimal stays the text that was written, so that no digit is lost. */
function parseNumber(text: string, { nullable, kind }: Pick<Field, 'nullable' | 'kind'>): Parsed {
  if (nullable && isNull(text)) return { value: null };
  const written = text.replace('\u2212', '-');
  const value = Number(written);
  if (text === '' || !Number.isFinite(value)) return { fault: { kind: 'number', text } };
  return { value: kind === 'decimal' ? written : value };
}

function parseList(text: string, field: Field): Parsed {
  const values: unknown[] = [];
  for (const item of text.split(/[\s,;\uff0c\uff1b\u3001]+/).filter(Boolean)) {
    const parsed = parseNumber(item, field);
    if ('fault' in parsed) return parsed;
    values.push(parsed.value);
  }
  return { value: values };
}

export function parseJson(text: string): Parsed {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { fault: { kind: 'json', why: error instanceof Error ? error.message : String(error) } };
  }
}

function parseField(field: Field, text: string): Parsed {
  if (field.kind === 'number' || field.kind === 'decimal') return parseNumber(text, field);
  if (field.kind === 'list') return parseList(text, field);
  if (field.kind === 'boolean') return { value: text === 'true' };
  if (field.kind === 'json') return parseJson(text);
  return { value: field.nullable && isNull(text) ? null : text };
}

function put(input: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [key = '', ...rest] = path;
  if (rest.length === 0) {
    input[key] = value;
    return;
  }
  const inner: Record<string, unknown> = isObject(input[key]) ? { ...input[key] } : {};
  put(inner, rest, value);
  input[key] = inner;
}

export interface ParsedForm {
  readonly input: Readonly<Record<string, unknown>>;
  readonly faults: ReadonlyMap<string, Fault>;
}

/** Reads the whole form. Fields left empty are left out, and so is an optional object in which nothing is written. */
export function parseForm(fields: readonly Field[], texts: Texts): ParsedForm {
  const input: Record<string, unknown> = {};
  const faults = new Map<string, Fault>();
  const written = (field: Field): string => (texts[field.name] ?? '').trim();
  const opened = new Set(fields.filter((f) => written(f) !== '').flatMap((f) => f.optionalIn));
  for (const field of fields) {
    const text = written(field);
    if (field.optionalIn.some((group) => !opened.has(group))) continue;
    if (text === '') {
      if (field.required && field.kind === 'list') put(input, field.path, []);
      else if (field.required) faults.set(field.name, { kind: 'missing' });
      continue;
    }
    const parsed = parseField(field, text);
    if ('fault' in parsed) faults.set(field.name, parsed.fault);
    else put(input, field.path, parsed.value);
  }
  return { input, faults };
}
