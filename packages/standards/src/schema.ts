import { canonicalUnit, CERTAINTIES, parseDay } from '@qingshan/kernel';
import { z } from 'zod';

/** The shape of the YAML files under `standards/`, as described in its README. Every scalar arrives as text. */

/** Units of rules, beside the kernel's units of measured values. */
const RULE_UNITS = new Set(
  'years hours minutes hour windows stations sections samples months decimals K kPa hPa ug/(dm2·d)'.split(' '),
);

/** Units of the factors by which accounts multiply: carbon, emissions, ecological services. */
const FACTOR_UNITS = new Set([
  ...'kgCO2/kg kgCO2/m3 kgCO2/kWh tCO2/GJ tCO2/tce kJ/kg kJ/m3 kgce/kg kgce/m3 tC/TJ tC/GJ GJ/t GJ/10^4m3 kg/L'.split(
    ' ',
  ),
  ...'L/h kWh/h g/km g/kg g/kWh g/vehicle t/a kg kW mm/d J/g kWh/m3 kJ/(m2·d) t/m3 kg/(hm2·a) t/(hm2·a)'.split(' '),
  ...'t/(km2·a) yuan/t yuan/m3 yuan/m2 yuan/km yuan/kWh yuan/(hm2·a) yuan/equivalent km2/km2'.split(' '),
  ...'km/km2 10^6m3/km2 t/km2 t/10^6m3 degrees'.split(' '),
]);

const text = z.string().min(1, 'empty');
const id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'not an identifier');
const number = z.string().regex(/^-?\d+(\.\d+)?$/, 'not a number');
const day = z.string().refine((s) => s.length === 10 && parseDay(s) !== null, 'not a date; write 2026-03-01');
const certainty = z.enum(CERTAINTIES);
const unit = z
  .string()
  .refine((s) => canonicalUnit(s) === s || RULE_UNITS.has(s) || FACTOR_UNITS.has(s), 'not a unit known here');
const localized = z.strictObject({ zh: text, en: text });

/** YAML's `null`, which arrives as a word. */
function nullable<T extends z.ZodType>(schema: T) {
  return z.preprocess((x) => (x === 'null' ? null : x), schema.nullable());
}

const validity = z
  .strictObject({ from: day, to: nullable(day) })
  .refine((v) => v.to === null || v.from <= v.to, 'ends before it begins');

export const documentSchema = z.strictObject({
  family: id,
  number: text,
  title: localized,
  issuer: localized,
  issued: nullable(day),
  inForce: validity,
  earlyAdoption: z.array(z.strictObject({ place: text, from: day, certainty })),
  supersedes: z.array(id),
  sources: z
    .array(
      z.strictObject({
        what: text,
        where: text,
        sha256: z
          .string()
          .regex(/^[0-9a-f]{64}$/, 'not a SHA-256')
          .exactOptional(),
      }),
    )
    .min(1, 'no source'),
  notes: z.array(localized),
});

const basis = { unit: unit.optional(), clause: text.optional(), certainty: certainty.optional() };

export const tableSchema = z.strictObject({
  title: localized,
  keys: z.array(id).min(1, 'no key'),
  across: z
    .record(id, z.array(text).min(1, 'no column'))
    .refine((x) => Object.keys(x).length === 1, 'one key runs across')
    .optional(),
  valid: validity.optional(),
  ...basis,
  figures: z.array(z.record(z.string(), z.unknown())).min(1, 'no figure'),
});

export type RawTable = z.output<typeof tableSchema>;

const values = z.array(nullable(text)).min(1, 'empty');
const cell = z.union([text, values, localized], 'neither a value nor a list nor a text');
const atKey = z.union([text, z.array(text).min(1, 'empty')], 'neither a word nor a list of words');

export type Cell = z.output<typeof cell>;

/** What every row may say beside its keys and its figure. */
export const rowBasisSchema = z.object({ ...basis, note: localized.optional() });

/** What a row without columns says. */
export const rowContentSchema = z.object({
  value: text.optional(),
  values: values.optional(),
  text: localized.optional(),
});

/** The keys of a row: a list stands for one figure each. */
export function rowKeysSchema(keys: readonly string[]) {
  return z.object(Object.fromEntries(keys.map((k) => [k, atKey])));
}

export function rowCellsSchema(columns: readonly string[]) {
  return z.object(Object.fromEntries(columns.map((c) => [c, cell.optional()])));
}

export const parametersSchema = z.array(
  z.strictObject({
    id,
    name: localized,
    unit,
    code: nullable(text),
    plausible: nullable(
      z
        .strictObject({ min: number.transform(Number), max: number.transform(Number) })
        .refine((p) => p.min < p.max, 'no range'),
    ),
    aliases: z.array(text),
  }),
);
