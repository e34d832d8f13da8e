import { z } from 'zod';
import { JOB_STATES } from '../registers/ports.ts';
import { localized, orNull } from './common.ts';

const by = z.object({ name: z.string(), role: z.string(), unit: z.string().nullable() }).meta({ id: 'RegisterActor' });

const count = z
  .object({
    id: z.string(),
    name: localized,
    /** `null`: a share of nothing */
    value: z.number().nullable(),
    shown: z.string(),
    unit: z.string(),
    /** Length of the list behind it: the entries that were counted or added up; of a share its part */
    listed: z.number(),
    /** Entries without the number to add: the sum is then too small */
    missing: z.number(),
  })
  .meta({ id: 'RegisterCount' });

export const registerSummary = z
  .object({
    id: z.string(),
    name: localized,
    board: z.string(),
    purpose: localized,
    keeper: localized,
    partOf: z.string().nullable(),
    entries: z.number(),
    open: z.number(),
    closed: z.number(),
    cleared: z.number(),
    lastChange: z.string().nullable(),
    simulated: z.boolean(),
    /** Whether the reader may bring entries */
    writes: z.boolean(),
  })
  .meta({ id: 'RegisterSummary' });
export type RegisterSummaryView = z.infer<typeof registerSummary>;

const registerField = z
  .object({
    id: z.string(),
    name: localized,
    section: z.string(),
    type: z.enum([
      'text',
      'integer',
      'number',
      'date',
      'month',
      'time',
      'boolean',
      'enum',
      'multi-enum',
      'town',
      'unit',
      'position',
      'attachment',
      'reference',
    ]),
    unit: z.string(),
    required: z.boolean(),
    hint: orNull(localized),
    /** Allowed words: as they are stored, and as they are written */
    words: z.array(z.object({ id: z.string(), name: localized })),
    /** Register that a reference points to */
    register: z.string().nullable(),
    maxLength: z.number().nullable(),
    certainty: z.string(),
    /** Why it is not for everybody, and whether the reader sees it as it is */
    sensitive: orNull(localized),
    seen: z.boolean(),
  })
  .meta({ id: 'RegisterField' });

export const registerImport = z
  .object({
    id: z.number(),
    file: z.string(),
    added: z.number(),
    changed: z.number(),
    unchanged: z.number(),
    refused: z.number(),
    simulated: z.boolean(),
    at: z.string(),
    by,
    undoneBy: z.number().nullable(),
    undoes: z.number().nullable(),
  })
  .meta({ id: 'RegisterImport' });

export const registerDetail = registerSummary
  .extend({
    basis: z.array(z.object({ text: localized, certainty: z.string() })),
    sections: z.array(z.object({ id: z.string(), name: localized })),
    fields: z.array(registerField),
    states: z.array(z.object({ id: z.string(), name: localized, phase: z.string(), means: localized })),
    counts: z.array(count),
    duplicates: z.array(z.object({ fields: z.array(z.string()), keys: z.array(z.string()) })),
    imports: z.array(registerImport),
    /** Units of the district, and whether an entry names them */
    units: z.array(z.object({ id: z.string(), name: localized, town: z.boolean(), named: z.boolean() })),
  })
  .meta({ id: 'RegisterDetail' });
export type RegisterDetailView = z.infer<typeof registerDetail>;

const entryValue = z
  .union([
    z.string(),
    z.number(),
    z.boolean(),
    z.array(z.string()),
    z.object({ lon: z.number(), lat: z.number(), blurred: z.number().optional() }),
  ])
  .meta({ id: 'EntryValue' });

export const registerEntry = z
  .object({
    key: z.string(),
    seq: z.number(),
    values: z.record(z.string(), entryValue),
    /** Fields that are hidden from the reader or made coarse */
    masked: z.array(z.string()),
    phase: z.string(),
    withdrawn: z.boolean(),
    at: z.string(),
    by,
  })
  .meta({ id: 'RegisterEntry' });
export type RegisterEntryView = z.infer<typeof registerEntry>;

export const entryQuery = z.object({
  /** Words that stand anywhere in the entry */
  q: z.string().max(100).optional(),
  /** A town or unit that it names */
  unit: z.string().optional(),
  state: z.string().optional(),
  /** Id of a count: the entries behind it */
  count: z.string().optional(),
  /** Entries that refer to this number of another register */
  of: z.string().optional(),
  duplicates: z.literal('yes').optional(),
  withdrawn: z.literal('yes').optional(),
  sort: z.string().optional(),
  order: z.enum(['up', 'down']).optional(),
});
export type EntryQuery = z.infer<typeof entryQuery>;

export const entryPageQuery = entryQuery.extend({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
export type EntryPageQuery = z.infer<typeof entryPageQuery>;

export const registerEntries = z
  .object({ total: z.number(), offset: z.number(), entries: z.array(registerEntry) })
  .meta({ id: 'RegisterEntries' });

const change = z.object({ field: z.string(), before: orNull(entryValue), after: orNull(entryValue) });

export const entryPage = z
  .object({
    register: registerSummary,
    entry: registerEntry,
    /** What stands in the columns of a form, without what the reader may not see */
    cells: z.record(z.string(), z.string()),
    may: z.array(z.enum(['change', 'withdraw', 'restore'])),
    /** What was noticed when it was written just now */
    notes: z.array(z.object({ severity: z.string(), column: z.string().nullable(), text: localized })),
    history: z.array(
      z.object({
        seq: z.number(),
        at: z.string(),
        by,
        what: z.enum(['added', 'changed', 'withdrawn', 'restored']),
        import: z.number().nullable(),
        changes: z.array(change),
      }),
    ),
    /** Entries of other registers that refer to this one */
    parts: z.array(z.object({ register: z.string(), name: localized, entries: z.number() })),
    /** Entries suspected to be the same */
    duplicates: z.array(z.string()),
  })
  .meta({ id: 'RegisterEntryPage' });
export type EntryPageView = z.infer<typeof entryPage>;

const cell = z.union([z.string().max(5000), z.number(), z.boolean(), z.null()]);
export const entryInput = z.object({ cells: z.record(z.string(), cell) }).meta({ id: 'RegisterEntryInput' });
export const entryChangeInput = z
  .object({ cells: z.record(z.string(), cell), seen: z.number().int().min(1) })
  .meta({ id: 'RegisterEntryChange' });
export const seenInput = z.object({ seen: z.number().int().min(1) }).meta({ id: 'RegisterEntrySeen' });

export const importJob = z
  .object({
    id: z.string(),
    register: z.string(),
    file: z.string(),
    state: z.enum(JOB_STATES),
    rows: z.number(),
    checked: z.number(),
    stored: z.number(),
    added: z.number(),
    changed: z.number(),
    unchanged: z.number(),
    refused: z.number(),
    doubtful: z.number(),
    import: z.number().nullable(),
    problem: orNull(z.object({ code: z.string(), zh: z.string(), en: z.string() })),
    by,
    startedAt: z.string(),
  })
  .meta({ id: 'RegisterImportJob' });
export type ImportJobView = z.infer<typeof importJob>;

export const importFinding = z
  .object({
    row: z.number().nullable(),
    key: z.string(),
    code: z.string(),
    severity: z.enum(['refused', 'doubtful', 'note']),
    column: z.string().nullable(),
    columnName: orNull(localized),
    value: z.string().nullable(),
    text: localized,
  })
  .meta({ id: 'RegisterFinding' });

export const findingQuery = z.object({
  severity: z.enum(['refused', 'doubtful', 'note']).optional(),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(20_000).default(200),
});
export type FindingQuery = z.infer<typeof findingQuery>;

export const importFindings = z
  .object({ total: z.number(), findings: z.array(importFinding) })
  .meta({ id: 'RegisterFindings' });

export const commitImportInput = z.object({ skipRefused: z.boolean() }).meta({ id: 'RegisterImportCommit' });
