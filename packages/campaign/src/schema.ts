import { CERTAINTIES, COORDINATE_SYSTEMS } from '@qingshan/kernel';
import { samplingRulesSchema } from '@qingshan/methods';
import { z } from 'zod';
import { DIRECTIONS, MEASURE_KINDS, ORIGINS, SITE_KINDS } from './types.ts';

/** What the files of `districts/<id>/` may hold; an unknown key is an error. */

const text = z.string().trim().min(1);
const localized = z.strictObject({ zh: text, en: text });
const named = { zh: text, en: text };
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const monthDay = z.string().regex(/^\d{2}-\d{2}$/);
const count = z.int().positive();

export const districtFile = z.strictObject({ id: text, ...named, code: text, place: text });

const otherNames = { aliases: z.array(text).default([]), formerNames: z.array(text).default([]) };

const town = z.strictObject({
  id: text,
  ...named,
  ...otherNames,
  short: text,
  code: text,
  terrain: z.enum(['plain', 'mountain']),
  terrainCertainty: z.enum(CERTAINTIES),
  terrainGround: localized,
});

export const unitsFile = z.strictObject({
  departments: z.array(
    z.strictObject({
      id: text,
      ...named,
      ...otherNames,
      short: text,
      kind: z.enum(['department', 'enterprise']).default('department'),
      certainty: z.enum(['read', 'pattern']),
    }),
  ),
  towns: z.array(town),
});

const waterSite = z.strictObject({
  body: z.enum(['river', 'lake']).default('river'),
  source: z.enum(['surface', 'groundwater']).default('surface'),
  targetClass: z
    .array(
      z.strictObject({
        class: z.int().min(1).max(5),
        from: date.nullable().default(null),
        to: date.nullable().default(null),
      }),
    )
    .default([]),
  volume: z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .nullable()
    .default(null),
});

const site = z.strictObject({
  id: text,
  ...named,
  kind: z.enum(SITE_KINDS),
  town: text.nullable(),
  inDistrict: z.boolean().default(true),
  from: date.nullable().default(null),
  to: date.nullable().default(null),
  assessed: z.boolean(),
  aliases: z.array(text).default([]),
  water: waterSite.exactOptional(),
  position: z
    .strictObject({ lon: z.number(), lat: z.number(), system: z.enum(COORDINATE_SYSTEMS), source: localized })
    .exactOptional(),
});

export const sitesFile = z.strictObject({ sites: z.array(site) });

export const demonstrationFile = z.strictObject({ today: date, note: localized, sites: z.array(site) });

/** Accounts of the demonstration, all of them simulated. */
export const accountsFile = z.strictObject({
  accounts: z.array(
    z.strictObject({
      indicator: text,
      period: text,
      available: date,
      note: localized,
      input: z.record(z.string(), z.unknown()),
    }),
  ),
});

/** A due term that measures refer to by name. */
const term = z.union([
  z.strictObject({ ...named, from: monthDay, to: monthDay, certainty: z.enum(CERTAINTIES) }),
  z.strictObject({ ...named, before: text }),
  z.strictObject({ ...named, every: z.enum(['month', 'quarter', 'all-year']) }),
]);

export const planFile = z.strictObject({
  id: text,
  year: count,
  ...named,
  declared: z.strictObject({ boards: count, tasks: count, measures: count, initiatives: z.int().nonnegative() }),
  pins: z.record(text, text),
  sampling: samplingRulesSchema,
  notes: z.array(localized),
  terms: z.record(text, term),
  boards: z.array(text),
});

const roles = { lead: z.array(text).min(1), responsible: z.array(text).min(1), assisting: z.array(text) };

const measure = z.strictObject({
  id: text,
  ...named,
  kind: z.enum(MEASURE_KINDS),
  origin: z.enum(ORIGINS),
  stated: text.optional(),
  initiative: z.enum(ORIGINS).optional(),
  lead: roles.lead.optional(),
  responsible: roles.responsible.optional(),
  assisting: roles.assisting.optional(),
  due: text.optional(),
  targets: z.array(text).optional(),
  count: z.strictObject({ register: text, count: text, of: z.enum(['all', 'own']) }).exactOptional(),
});

const task = z.strictObject({
  id: text,
  ...named,
  ...roles,
  due: text,
  targets: z.array(text).default([]),
  measures: z.array(measure).min(1),
});

export const boardFile = z.strictObject({
  id: text,
  ...named,
  goal: localized,
  tasks: z.array(task).min(1),
});

const target = z.strictObject({
  id: text,
  board: text,
  ...named,
  indicator: text,
  scope: text,
  scopeText: localized,
  period: text,
  direction: z.enum(DIRECTIONS),
  value: z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .nullable(),
  unit: z.string(),
  text: localized,
  stated: text,
});

export const targetsFile = z.strictObject({ targets: z.array(target) });

export type UnitsFile = z.output<typeof unitsFile>;
export type SiteEntry = z.output<typeof site>;
export type PlanFile = z.output<typeof planFile>;
export type TermEntry = z.output<typeof term>;
export type BoardFile = z.output<typeof boardFile>;
export type TaskEntry = z.output<typeof task>;
export type MeasureEntry = z.output<typeof measure>;
export type TargetEntry = z.output<typeof target>;
