import type { Localized } from '@qingshan/kernel';
import type { StandardsLibrary } from '@qingshan/standards';
import type { FieldName } from './named.ts';
import { AVERAGING, SHARED_NAMES, SHARED_UNITS } from './shared-names.ts';
import { WORDS } from './shared-words.ts';

/** A JSON Schema, or a part of one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Tables of editions that name things by a key of their own. */
const NAMING_TABLES = new Set(['indicators', 'vehicles', 'basin-levels', 'years']);

/** The name that an edition prints for an id of its tables, with the unit of its limits. */
function printedName(id: string, { editions }: StandardsLibrary): FieldName | null {
  // A number counts the rows of a table and names nothing.
  if (/^\d+$/.test(id)) return null;
  for (const edition of editions) {
    const figures = edition.tables.filter((t) => NAMING_TABLES.has(t.name)).flatMap((t) => t.figures);
    const name = figures.find((f) => f.text !== null && Object.values(f.keys).includes(id))?.text;
    if (!name) continue;
    const limits = edition.tables.filter((t) => t.name.includes('limits')).flatMap((t) => t.figures);
    const unit = limits.find((f) => f.unit !== null && f.keys['indicator'] === id)?.unit;
    return { name, ...(unit ? { unit } : {}) };
  }
  return null;
}

/** `so2-day`: a parameter, perhaps with how it is averaged. */
function parameterName(key: string, { parameters }: StandardsLibrary): FieldName | null {
  const exact = parameters.find((p) => p.id === key);
  if (exact) return { name: exact.name, unit: exact.unit };
  const [, id = '', averaging = ''] = /^([^-]+)-(.+)$/.exec(key) ?? [];
  const [parameter, words] = [parameters.find((p) => p.id === id), AVERAGING[averaging]];
  if (!parameter || !words) return null;
  const { name, unit } = parameter;
  return { name: { zh: `${name.zh} ${words.zh}`, en: `${name.en}, ${words.en}` }, unit };
}

/** What a field is called that has no name of its own: as everywhere, as the parameter, or as an edition prints it. */
function nameOf(key: string, standards: StandardsLibrary): FieldName | null {
  return SHARED_NAMES[key] ?? parameterName(key, standards) ?? printedName(key, standards);
}

function wordOf(value: string, own: JsonSchema, standards: StandardsLibrary): Localized {
  const said = own[value];
  if (isSchema(said) && typeof said['zh'] === 'string' && typeof said['en'] === 'string') {
    return { zh: said['zh'], en: said['en'] };
  }
  return WORDS[value] ?? nameOf(value, standards)?.name ?? { zh: value, en: value };
}

/** Words for the values of an enumeration that has none of its own. */
function withWords(schema: JsonSchema, standards: StandardsLibrary): JsonSchema {
  const values = Array.isArray(schema['enum']) ? schema['enum'] : 'const' in schema ? [schema['const']] : [];
  const texts = values.filter((v) => typeof v === 'string');
  if (texts.length === 0) return schema;
  const own = isSchema(schema['words']) ? schema['words'] : {};
  return { ...schema, words: Object.fromEntries(texts.map((v) => [v, wordOf(v, own, standards)])) };
}

/** The ids of a table and what its newest edition prints for them. */
function printedNames(from: JsonSchema, standards: StandardsLibrary): Readonly<Record<string, Localized>> {
  const { family, table, key } = from;
  const edition = standards.editions.findLast((e) => e.family === family);
  const figures = edition?.tables.filter((t) => t.name === table).flatMap((t) => t.figures) ?? [];
  return Object.fromEntries(
    figures.flatMap((f) => {
      const id = f.keys[String(key)];
      return id !== undefined && f.text ? [[id, f.text]] : [];
    }),
  );
}

function namedProperty(key: string, property: unknown, standards: StandardsLibrary): unknown {
  if (!isSchema(property)) return property;
  const unit = SHARED_UNITS[key];
  const found = 'name' in property ? null : nameOf(key, standards);
  const shared = SHARED_NAMES[key]?.unit ?? unit;
  return { ...(shared === undefined ? {} : { unit: shared }), ...found, ...nameInput(property, standards) };
}

const PARTS = ['items', 'additionalProperties', 'propertyNames'] as const;

/** Gives every field of an input a name in both languages, numbers their unit and enumerations their words. */
export function nameInput(schema: JsonSchema, standards: StandardsLibrary): JsonSchema {
  const next: Record<string, unknown> = { ...withWords(schema, standards) };
  for (const part of PARTS) {
    const inner = schema[part];
    if (isSchema(inner)) next[part] = nameInput(inner, standards);
  }
  if (isSchema(schema['keysFrom'])) {
    const names = isSchema(schema['propertyNames']) ? schema['propertyNames'] : {};
    next['propertyNames'] = { ...names, words: printedNames(schema['keysFrom'], standards) };
  }
  for (const alternatives of ['anyOf', 'oneOf']) {
    const inner = schema[alternatives];
    if (Array.isArray(inner)) next[alternatives] = inner.map((s) => (isSchema(s) ? nameInput(s, standards) : s));
  }
  if (isSchema(schema['properties'])) {
    const entries = Object.entries(schema['properties']);
    next['properties'] = Object.fromEntries(entries.map(([key, p]) => [key, namedProperty(key, p, standards)]));
  }
  return next;
}
