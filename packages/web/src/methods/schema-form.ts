import type { Language } from '@qingshan/kernel';

/** A form made from the JSON Schema of a method's input: which fields there are. form-values.ts fills and reads them. */

export type FieldKind = 'number' | 'decimal' | 'text' | 'choice' | 'boolean' | 'list' | 'json';

export interface Field {
  /** `concentrations.pm25-day` */
  readonly name: string;
  readonly path: readonly string[];
  readonly kind: FieldKind;
  readonly required: boolean;
  /** Whether `null` is allowed, in the field itself or in the items of a list */
  readonly nullable: boolean;
  readonly choices: readonly string[];
  /** What holds when it is left empty */
  readonly fallback: string | null;
  readonly description: string | null;
  /** Objects around it that may be left out as a whole */
  readonly optionalIn: readonly string[];
}

export type Schema = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** All alternatives of a schema, however deep they are nested. */
function alternativesOf(schema: Schema): Schema[] {
  const nested = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(nested)) return nested.filter(isObject).flatMap(alternativesOf);
  const types = schema['type'];
  return Array.isArray(types) ? types.map((type) => Object.assign({}, schema, { type: String(type) })) : [schema];
}

const isNumeric = (schema: Schema): boolean => schema['type'] === 'number' || schema['type'] === 'integer';
const isDecimalString = (schema: Schema): boolean =>
  schema['type'] === 'string' && typeof schema['pattern'] === 'string' && schema['pattern'].includes('\\d+(\\.\\d+)?');

interface Shape {
  readonly kind: FieldKind;
  readonly nullable: boolean;
  /** The one alternative that is not null, where there is only one */
  readonly schema: Schema | null;
}

function shapeOf(schema: Schema): Shape {
  const all = alternativesOf(schema);
  const real = all.filter((s) => s['type'] !== 'null');
  const nullable = real.length < all.length;
  const [only] = real;
  if (real.length === 2 && real.some(isNumeric) && real.some(isDecimalString)) {
    return { kind: 'decimal', nullable, schema: null };
  }
  if (only === undefined || real.length > 1) return { kind: 'json', nullable, schema: null };
  return { ...kindOf(only, nullable), schema: only };
}

function kindOf(schema: Schema, nullable: boolean): Pick<Shape, 'kind' | 'nullable'> {
  const type = schema['type'];
  const choices = schema['enum'];
  if (Array.isArray(choices) && choices.every((v) => typeof v === 'string')) return { kind: 'choice', nullable };
  if (isNumeric(schema)) return { kind: 'number', nullable };
  if (type === 'boolean') return { kind: 'boolean', nullable };
  if (type === 'string') return { kind: 'text', nullable };
  if (type === 'array' && isObject(schema['items'])) {
    const items = shapeOf(schema['items']);
    if (items.kind === 'number' || items.kind === 'decimal') return { kind: 'list', nullable: items.nullable };
  }
  return { kind: 'json', nullable };
}

/** What holds when a property is left out, written out; `null` where nothing is said. */
function defaultOf(schema: Schema): string | null {
  if (!('default' in schema)) return null;
  return typeof schema['default'] === 'string' ? schema['default'] : JSON.stringify(schema['default']);
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function fieldsIn(schema: Schema, path: readonly string[], optionalIn: readonly string[]): Field[] {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return Object.entries(properties).flatMap(([key, property]) => {
    const given = isObject(property) ? property : {};
    const shape = shapeOf(given);
    const own = [...path, key];
    const name = own.join('.');
    const isRequired = required.includes(key) && !('default' in given);
    if (isObject(shape.schema?.['properties']) && !shape.nullable) {
      return fieldsIn(shape.schema, own, isRequired ? optionalIn : [...optionalIn, name]);
    }
    const choices = shape.schema?.['enum'];
    const field: Field = {
      name,
      path: own,
      kind: shape.kind,
      required: isRequired,
      nullable: shape.nullable,
      choices: shape.kind === 'choice' && Array.isArray(choices) ? choices.map(String) : [],
      fallback: defaultOf(given),
      description: textOf(given['description']) ?? textOf(shape.schema?.['description']),
      optionalIn,
    };
    return [field];
  });
}

/** The fields of an object schema; `null` where the input is no plain object and must be written as JSON. */
export function fieldsOf(schema: Schema): Field[] | null {
  return isObject(schema['properties']) ? fieldsIn(schema, [], []) : null;
}

/** Descriptions are written `Chinese / English`. */
export function describe(description: string, language: Language): string {
  const at = description.indexOf(' / ');
  if (at < 0) return description;
  return language === 'zh' ? description.slice(0, at) : description.slice(at + 3);
}
