import type { Certainty, Localized } from '@qingshan/kernel';
import type { OfficeTime } from './office-hours.ts';

/** Where a case comes from. */
export const CASE_SOURCES = ['complaint', 'patrol', 'exceedance', 'inspection'] as const;
export type CaseSource = (typeof CASE_SOURCES)[number];

/** What is waited for: to be dispatched, signed for, finished, verified. */
export const CASE_STAGES = ['dispatch', 'sign', 'finish', 'verify'] as const;
export type CaseStage = (typeof CASE_STAGES)[number];

/** A step of the ladder 催办 → 督办函 → 约谈: when it is due, counted from the day by which the unit had to finish. */
export interface LadderStep {
  /** `reminder` */
  readonly id: string;
  readonly name: Localized;
  /** Office hours after the deadline; `null`: as soon as the light turns yellow */
  readonly overdueHours: number | null;
}

/** A part of the rules, with what it rests on. */
export interface Ground {
  readonly certainty: Certainty;
  readonly note: Localized;
}

/** How a district handles cases: data of the district, with what each part rests on. */
export interface CaseRules {
  readonly office: OfficeTime;
  /** Office hours for each stage; `finish` by source */
  readonly hours: Readonly<Record<Exclude<CaseStage, 'finish'>, number>> & {
    readonly finish: Readonly<Record<CaseSource, number>>;
  };
  /** Share of the time that is left when the light turns yellow, 0–1 */
  readonly yellow: number;
  readonly ladder: readonly LadderStep[];
  /** Cases of one topic are proposed as repeats when they came within so many days from one caller or place */
  readonly repeats: { readonly days: number; readonly by: readonly ('caller' | 'place')[] };
  /** A place is a hot spot from so many cases on; so many are shown */
  readonly hotSpots: { readonly least: number; readonly first: number };
  /** First day of the month of assessment (考核月), 1 for the calendar month */
  readonly monthBegins: number;
  readonly grounds: Readonly<
    Record<'officeHours' | 'deadlines' | 'lights' | 'ladder' | 'repeats' | 'hotSpots' | 'month', Ground>
  >;
}
