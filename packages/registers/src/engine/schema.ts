import { canonicalUnit, CERTAINTIES } from '@qingshan/kernel';
import { z } from 'zod';

/** What `register.yaml` and `common.yaml` may hold; an unknown key is an error. */

const text = z.string().trim().min(1);
const localized = z.strictObject({ zh: text, en: text });
const named = { zh: text, en: text };
const id = z.string().regex(/^[a-z][A-Za-z0-9-]*$/);
const certainty = z.enum(CERTAINTIES);
const unit = z.string().refine((u) => canonicalUnit(u) === u, 'no unit of the kernel, or not its canonical name');

/** Named checks of a text; the code is in `patterns.ts`. */
export const PATTERNS = ['uscc', 'vin', 'plate', 'phone', 'cas', 'waste-code', 'digits24'] as const;

/** Why a field is not for everybody; who may see it stands in `common.yaml`. */
export const SENSITIVITIES = ['personal', 'complainant', 'complaint-text', 'protected-position'] as const;

const word = z.strictObject({ id: z.string().regex(/^[A-Za-z0-9-]+$/), ...named, also: z.array(text).default([]) });
/** Words, or the id of a list of `common.yaml`. */
const words = z.union([z.array(word).min(2), id]);

const fieldBase = {
  id,
  ...named,
  /** Other heads under which the column is recognised */
  also: z.array(text).default([]),
  required: z.boolean().default(false),
  sensitive: z.enum(SENSITIVITIES).exactOptional(),
  certainty: certainty.exactOptional(),
  hint: localized.exactOptional(),
};

const range = { min: z.number().exactOptional(), max: z.number().exactOptional() };
const moment = { past: z.boolean().default(false) };

export const fieldSchema = z.discriminatedUnion('type', [
  z.strictObject({
    ...fieldBase,
    type: z.literal('text'),
    maxLength: z.int().positive().default(500),
    pattern: z.enum(PATTERNS).exactOptional(),
  }),
  z.strictObject({ ...fieldBase, type: z.literal('integer'), unit: unit.exactOptional(), ...range }),
  z.strictObject({ ...fieldBase, type: z.literal('number'), unit, decimals: z.int().min(0).max(6), ...range }),
  z.strictObject({ ...fieldBase, type: z.literal('date'), ...moment }),
  z.strictObject({ ...fieldBase, type: z.literal('month'), ...moment }),
  z.strictObject({ ...fieldBase, type: z.literal('time'), ...moment }),
  z.strictObject({ ...fieldBase, type: z.literal('boolean') }),
  z.strictObject({ ...fieldBase, type: z.literal('enum'), words }),
  z.strictObject({ ...fieldBase, type: z.literal('multi-enum'), words }),
  z.strictObject({ ...fieldBase, type: z.literal('town') }),
  z.strictObject({ ...fieldBase, type: z.literal('unit') }),
  z.strictObject({ ...fieldBase, type: z.literal('position') }),
  z.strictObject({ ...fieldBase, type: z.literal('attachment') }),
  z.strictObject({ ...fieldBase, type: z.literal('reference'), register: id }),
]);

/** open: still counts, or still to be done; closed: ended by the keeper's word; cleared: verified and struck off. */
export const PHASES = ['open', 'closed', 'cleared'] as const;

const state = z.strictObject({
  id,
  ...named,
  phase: z.enum(PHASES),
  means: localized,
  also: z.array(text).default([]),
});

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const test = z.union([
  scalar,
  z.array(scalar).min(1),
  z.strictObject({ given: z.boolean() }),
  z.strictObject({ date: z.enum(['by-as-of', 'before-as-of', 'in-year']) }),
  z.strictObject(range),
]);
export const conditionsSchema = z.record(z.string(), test);

const countBase = { id, ...named };
export const countSchema = z.union([
  z.strictObject({ ...countBase, count: z.literal('entries'), where: conditionsSchema.default({}) }),
  z.strictObject({ ...countBase, sum: id, where: conditionsSchema.default({}) }),
  z.strictObject({ ...countBase, share: z.tuple([id, id]) }),
]);

const rule = z.strictObject({
  id,
  when: conditionsSchema,
  given: z.array(id).default([]),
  holds: conditionsSchema.default({}),
  severity: z.enum(['refused', 'doubtful']),
  ...named,
});

const duplicateRule = z.strictObject({
  fields: z.array(id).default([]),
  /** Metres between the positions of the two */
  within: z.number().positive().exactOptional(),
});

const section = z.strictObject({ id, ...named, fields: z.array(fieldSchema).min(1) });

const common = z.strictObject({
  omit: z.array(id).default([]),
  rename: z.record(id, localized).default({}),
  require: z.array(id).default([]),
  sensitive: z.record(id, z.enum(SENSITIVITIES)).default({}),
});

export const registerFile = z.strictObject({
  id,
  ...named,
  board: z.enum(['blue-sky', 'clear-water', 'clean-soil', 'climate', 'ecology', 'all']),
  purpose: localized,
  keeper: localized,
  /** `own`: departments and towns see the entries that name them; its keeper and the other roles see all */
  seenBy: z.enum(['all', 'own']).default('all'),
  basis: z.array(z.strictObject({ ...named, certainty })).min(1),
  certainty,
  partOf: id.exactOptional(),
  common: common.prefault({}),
  sections: z.array(section).min(1),
  states: z.array(state).min(2),
  counts: z.array(countSchema).default([]),
  rules: z.array(rule).default([]),
  /** Dates or numbers that may not fall */
  order: z.array(z.array(id).min(2)).default([]),
  duplicates: z.array(duplicateRule).min(1),
});

export const commonFile = z.strictObject({
  head: section,
  tail: section,
  counts: z.array(countSchema).min(1),
  words: z.record(id, z.array(word).min(2)),
  sensitivities: z.record(
    z.enum(SENSITIVITIES),
    z.strictObject({ ...named, maySee: z.array(text), exported: z.boolean() }),
  ),
});

export const manifestFile = z.strictObject({ registers: z.array(id).min(24) });
