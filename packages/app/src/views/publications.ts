import { DOCUMENT_KINDS } from '@qingshan/documents';
import { z } from 'zod';
import { PUBLISHED_FORMS } from '../publications/ports.ts';
import { localized, orNull } from './common.ts';

export const documentKind = z.enum(DOCUMENT_KINDS).meta({ id: 'DocumentKind' });

const line = z.string().trim().max(2000);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** What the office writes itself; the figures come from the data. */
export const draftWords = z
  .strictObject({
    /** What a supervision letter is about */
    about: line.max(60).optional(),
    /** 主送, instead of those that the kind has */
    addressees: z.array(line.max(60).min(1)).max(40).optional(),
    copies: z.array(line.max(60).min(1)).max(40).optional(),
    /** 签发人 of a red head */
    signer: line.max(20).optional(),
    remark: line.max(200).optional(),
    overview: z.array(line.min(1)).max(40).optional(),
    /** Beside those that the data give */
    problems: z.array(line.min(1)).max(40).optional(),
    nextSteps: z.array(line.min(1)).max(40).optional(),
    /** Of a supervision letter */
    replyBy: day.optional(),
  })
  .meta({ id: 'DraftWords' });
export type DraftWords = z.output<typeof draftWords>;

/** Which document: its kind, what it is about, and what tells it from others on the same. */
export const documentAsk = z
  .strictObject({
    kind: documentKind,
    /** `2024-10`, `2024-H1`, `2024`, a unit or a measure, by kind */
    subject: z.string().trim().min(1).max(60),
    /** A parameter of a ranking, a pack of a score sheet */
    variant: z.string().trim().max(60).default(''),
    words: draftWords.default({}),
  })
  .meta({ id: 'DocumentAsk' });
export type DocumentAsk = z.output<typeof documentAsk>;

/** Something to look at before publishing. */
export const draftCheck = z.object({ code: z.string(), text: localized }).meta({ id: 'DraftCheck' });
export type DraftCheck = z.output<typeof draftCheck>;

export const documentDraft = z
  .object({
    kind: documentKind,
    subject: z.string(),
    variant: z.string(),
    title: z.string(),
    /** The number that it would get if it were published now */
    number: z.string(),
    day: z.string(),
    simulated: z.boolean(),
    checks: z.array(draftCheck),
    /** Stands for the facts and rules; publishing asks for it, so that what is published is what was checked */
    checked: z.string(),
    rules: z.record(z.string(), z.string()),
    template: z.string(),
    /** The document on the same subject that stands already */
    standing: orNull(z.object({ id: z.number(), number: z.string() })),
    /** Files that will be packed with it */
    attached: z.array(z.object({ name: z.string(), id: z.string() })),
    /** The page, whole */
    page: z.string(),
  })
  .meta({ id: 'DocumentDraft' });
export type DocumentDraftView = z.output<typeof documentDraft>;

export const publishInput = z
  .strictObject({
    ask: documentAsk,
    /** Of the draft */
    checked: z.string(),
    /** The publication in whose place it comes, and why */
    replaces: z.strictObject({ id: z.number().int(), reason: z.string().trim().min(1).max(500) }).nullable(),
  })
  .meta({ id: 'PublishInput' });
export type PublishInput = z.output<typeof publishInput>;

export const withdrawInput = z
  .strictObject({ reason: z.string().trim().min(1).max(500) })
  .meta({ id: 'WithdrawInput' });

const withdrawal = z.object({ by: z.string().nullable(), at: z.string(), reason: z.string() });

const publicationRow = {
  id: z.number(),
  kind: documentKind,
  subject: z.string(),
  variant: z.string(),
  title: z.string(),
  number: z.string(),
  day: z.string(),
  at: z.string(),
  /** Who published it; not told to the public */
  by: z.string().nullable(),
  simulated: z.boolean(),
  forms: z.array(z.enum(PUBLISHED_FORMS)),
  replaces: z.number().nullable(),
  replacedBy: z.number().nullable(),
  withdrawn: orNull(withdrawal),
};

export const publicationSummary = z.object(publicationRow).meta({ id: 'PublicationSummary' });
export type PublicationSummary = z.output<typeof publicationSummary>;

export const publication = z
  .object({
    ...publicationRow,
    rules: z.record(z.string(), z.string()),
    program: z.string(),
    template: z.object({ name: z.string(), sha256: z.string() }),
    files: z.array(z.object({ form: z.enum(PUBLISHED_FORMS), sha256: z.string() })),
    attached: z.array(z.object({ name: z.string(), id: z.string() })),
  })
  .meta({ id: 'Publication' });
export type PublicationView = z.output<typeof publication>;

/** A document that waits to be made, and why. */
export const documentToMake = z
  .object({
    kind: documentKind,
    subject: z.string(),
    variant: z.string(),
    title: localized,
    why: localized,
  })
  .meta({ id: 'DocumentToMake' });
export type DocumentToMake = z.output<typeof documentToMake>;

export const publicationQuery = z.object({
  kind: documentKind.optional(),
  /** A part of title or number */
  text: z.string().optional(),
});
export type PublicationQuery = z.output<typeof publicationQuery>;

/** Whether the bytes are there as published, and whether the frozen facts give the same bytes again. */
export const publicationCheck = z
  .object({
    id: z.number(),
    title: z.string(),
    number: z.string(),
    sound: z.boolean(),
    forms: z.array(
      z.object({
        form: z.enum(PUBLISHED_FORMS),
        sha256: z.string(),
        stored: z.enum(['as-published', 'missing', 'changed']),
        again: z.enum(['same', 'different', 'not-made']),
      }),
    ),
    /** Why it could not be made again */
    why: orNull(localized),
  })
  .meta({ id: 'PublicationCheck' });
export type PublicationCheckView = z.output<typeof publicationCheck>;

const templateVersion = z.object({
  id: z.number(),
  /** `false`: the one that ships was put to use again */
  own: z.boolean(),
  name: z.string(),
  note: z.string(),
  by: z.string(),
  at: z.string(),
});

export const documentTemplates = z
  .array(
    z.object({
      kind: documentKind,
      /** Of the office, the newest first; the first is in use. Without any the one that ships is. */
      versions: z.array(templateVersion),
      /** Names that a template of the kind may use */
      places: z.array(z.object({ name: z.string(), within: z.array(z.string()) })),
    }),
  )
  .meta({ id: 'DocumentTemplates' });
export type DocumentTemplatesView = z.output<typeof documentTemplates>;

export const useTemplateInput = z
  .strictObject({ version: z.number().int().nullable(), note: z.string().trim().max(200).default('') })
  .meta({ id: 'UseTemplateInput', description: 'An earlier version, or null for the one that ships' });
