import type { Moment } from '@qingshan/kernel';
import { z } from 'zod';
import type { Actor } from '../actor.ts';
import { CASE_SOURCES, CASE_STAGES } from './case-rules.ts';
import type { CaseExceedance } from './exceedance.ts';

/** What a case 问题线索 is about. Whoever complained, and in which words, is kept apart (`CasePrivate`). */
export const caseContentSchema = z.strictObject({
  source: z.enum(CASE_SOURCES),
  /** Number that it has elsewhere 工单号; empty: none */
  number: z.string().max(40),
  title: z.string().trim().min(1).max(200),
  /** Of a case that data opened, the title for English pages; what people write is in their own language */
  titleEn: z.string().max(300).optional(),
  /** Topic 诉求分类, a word of the register of complaints */
  topic: z.string().min(1),
  /** Unit id of the town; `null` where it is not known */
  town: z.string().nullable(),
  /** Where it is, in words; empty: not known */
  place: z.string().max(200),
  position: z.strictObject({ lon: z.number(), lat: z.number() }).nullable(),
  received: z.number().int(),
  /** Channel of a complaint, a word of the register; `null` for other sources */
  channel: z.string().nullable(),
  /** What it rests on, for whoever wants to look: `assessment:…`, an inspection, a note; empty: nothing but itself */
  cause: z.string().max(400),
  /** Unit that seems to be responsible 涉及单位; the office decides where it goes */
  concerns: z.string().nullable().optional(),
  simulated: z.boolean(),
});
export type CaseContent = z.infer<typeof caseContentSchema>;

/** The complainant's data and words. Never in events, never in what leaves the system. */
export const casePrivateSchema = z.strictObject({
  name: z.string().max(60),
  phone: z.string().max(40),
  address: z.string().max(200),
  text: z.string().max(2000),
});
export type CasePrivate = z.infer<typeof casePrivateSchema>;

/** What the call-back 回访 found; `null` where nobody was asked. */
export const ratingSchema = z.strictObject({
  response: z.boolean().nullable(),
  solution: z.boolean().nullable(),
  satisfaction: z.boolean().nullable(),
});
export type Rating = z.infer<typeof ratingSchema>;
export const NOT_RATED: Rating = { response: null, solution: null, satisfaction: null };

/** A running deadline. The light is yellow from `yellowAt`, red after `due`. */
export const caseClockSchema = z.strictObject({
  stage: z.enum(CASE_STAGES),
  from: z.number().int(),
  yellowAt: z.number().int(),
  due: z.number().int(),
});
export type CaseClock = z.infer<typeof caseClockSchema>;

/** What an export says has happened elsewhere. */
export const recordedSchema = z.strictObject({
  state: z.enum(['new', 'handling', 'submitted', 'closed']),
  unit: z.string().nullable(),
  assisting: z.array(z.string()),
  dispatchedAt: z.number().int().nullable(),
  finishedAt: z.number().int().nullable(),
  /** 办结时限 as the export has it */
  due: z.number().int().nullable(),
  result: z.string().max(1000),
  rating: ratingSchema,
  /** The export marks it as a repeat 重复件 */
  repeated: z.boolean(),
  /** 剔除申请 */
  exclusionAsked: z.boolean(),
});
export type RecordedElsewhere = z.infer<typeof recordedSchema>;

/**
 * Few states. `new` waits for dispatch, `dispatched` for the unit's signature, `handling` for its work, `submitted` for a
 * second person; `verified` is done and waits for the call-back, `closed` is over. `merged` and `withdrawn` remember where
 * they came from.
 */
export const CASE_STATES = [
  'new',
  'dispatched',
  'handling',
  'submitted',
  'verified',
  'closed',
  'merged',
  'withdrawn',
] as const;
export type CaseStateName = (typeof CASE_STATES)[number];

export interface CaseState {
  readonly id: string;
  readonly state: CaseStateName;
  readonly seq: number;
  readonly content: CaseContent;
  /** What it was opened for, by an id of its own; no two cases have the same */
  readonly key?: string;
  /** The exceedance that it rests on, where data opened it */
  readonly exceedance?: CaseExceedance;
  /** The state to which a merged case goes back */
  readonly back: CaseStateName | null;
  /** Main case into which it was merged as a repeat */
  readonly mergedInto: string | null;
  /** Repeats that were merged into this one */
  readonly absorbed: readonly string[];
  /** Department or town that opened it; it goes on seeing it */
  readonly origin: string | null;
  readonly unit: string | null;
  readonly assisting: readonly string[];
  /** The deadline that runs now; `null` where none does */
  readonly clock: CaseClock | null;
  /** Until when the unit has to finish, from dispatch on */
  readonly finish: CaseClock | null;
  readonly dispatchedAt: Moment | null;
  readonly signedAt: Moment | null;
  /** First time that the unit asked for verification: it decides whether the case was in time */
  readonly firstSubmittedAt: Moment | null;
  readonly submittedBy: Actor | null;
  readonly closedAt: Moment | null;
  readonly result: string;
  readonly evidence: readonly string[];
  /** Why it was returned, declined or reopened, or what the verifier saw */
  readonly remark: string;
  readonly returns: number;
  readonly rating: Rating;
  /** 剔除: asked for by the unit, decided by the office; only what was granted is left out of the rates */
  readonly exclusion: { readonly state: 'asked' | 'granted' | 'refused'; readonly reason: string } | null;
  /** The export marks it as a repeat */
  readonly repeated: boolean;
  /** Steps of the ladder that were taken, oldest first */
  readonly steps: readonly { readonly step: string; readonly at: Moment; readonly by: string; readonly note: string }[];
  /** Steps before this moment belong to an earlier unit or round */
  readonly ladderSince: Moment;
  /** Import that brought it, and the one that wrote it last */
  readonly import: string | null;
  readonly lastImport: string | null;
  /** Somebody has worked on it here; an import no longer overwrites it */
  readonly touched: boolean;
}

export function isOpen({ state }: Pick<CaseState, 'state'>): boolean {
  return state === 'new' || state === 'dispatched' || state === 'handling' || state === 'submitted';
}
