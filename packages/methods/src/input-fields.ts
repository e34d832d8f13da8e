import type { Localized } from '@qingshan/kernel';
import type { JsonSchema } from './name-input.ts';

export interface InputField {
  /** `concentrations.pm25-day`, `stations[].value` */
  readonly path: string;
  readonly name: Localized;
  readonly unit: string | null;
  readonly required: boolean;
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isLocalized = (value: unknown): value is Localized =>
  isSchema(value) && typeof value['zh'] === 'string' && typeof value['en'] === 'string';

/** The fields of a described input, in order, for lists: those of alternatives follow each other. */
export function inputFields(schema: JsonSchema, path = ''): InputField[] {
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const properties = isSchema(schema['properties']) ? Object.entries(schema['properties']) : [];
  const own = properties.flatMap(([key, property]) => {
    if (!isSchema(property)) return [];
    const at = path === '' ? key : `${path}.${key}`;
    const { name, unit } = property;
    const field = isLocalized(name)
      ? [
          {
            path: at,
            name,
            unit: typeof unit === 'string' ? unit : null,
            required: required.includes(key) && !('default' in property),
          },
        ]
      : [];
    return [...field, ...inputFields(property, at)];
  });
  const alternatives = [schema['anyOf'], schema['oneOf']].flatMap((x) => (Array.isArray(x) ? x : []));
  return [
    ...own,
    ...(isSchema(schema['items']) ? inputFields(schema['items'], `${path}[]`) : []),
    ...(isSchema(schema['additionalProperties']) ? inputFields(schema['additionalProperties'], `${path}{}`) : []),
    ...alternatives.filter(isSchema).flatMap((inner) => inputFields(inner, path)),
  ];
}
