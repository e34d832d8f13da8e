import type { Localized } from './text.ts';

/** How sure we are that a figure or rule stands in the document as given (docs/adr/0002). */
export const CERTAINTIES = ['read', 'read-third-party', 'read-in-code', 'memory', 'inferred', 'unconfirmed'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/** Whatever was not read in the document itself is shown as 待核对 until a person confirms it. */
export function isToBeChecked(certainty: Certainty): boolean {
  return certainty !== 'read';
}

/** A place in a document: which edition, which clause, and how sure the transcription is. */
export interface ClauseRef {
  /** Edition id, `hj-663-2013` */
  readonly edition: string;
  /** Number as printed, `HJ 663-2013` */
  readonly document: string;
  /** `5.2.1`, `Table 4` */
  readonly clause: string;
  readonly certainty: Certainty;
  /** Ids of the figures that were applied, within the edition: `limits/averaging=year,class=2,parameter=pm25` */
  readonly figures: readonly string[];
}

export const VERDICTS = ['met', 'not-met', 'insufficient-data', 'not-applicable'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** How much of the data that the rule asks for is there, in the unit named (`days`, `hours`, `stations` …). */
export interface Completeness {
  readonly valid: number;
  readonly expected: number;
  /** What the rule asks for; `null` where it asks for nothing. */
  readonly required: number | null;
  readonly of: 'hours' | 'days' | 'months' | 'windows' | 'stations' | 'towns' | 'sections' | 'samples';
}

/** One step from the data to the result, in the order it was taken. */
export interface TraceStep {
  readonly title: Localized;
  /** What went in and what came out, already written for people. */
  readonly detail: Localized;
  readonly clauses: readonly ClauseRef[];
}

export interface Warning {
  readonly code: string;
  readonly text: Localized;
}

/**
 * What every method returns: never a bare number.
 *
 * Lack of data is a result (`insufficient-data`, perhaps with a provisional value), not an exception.
 */
export interface Assessment {
  readonly method: string;
  readonly methodVersion: string;
  /** Exact value, or `null` when nothing can be said. */
  readonly value: number | null;
  /** `value` rounded by the rule that applies and written out, `"—"` when there is none. */
  readonly shown: string;
  /** Canonical unit, see unit.ts */
  readonly unit: string;
  readonly verdict: Verdict;
  /** The limit or target that the verdict compares with, in `unit`. */
  readonly limit: string | null;
  /** True while the period runs, while data are unreviewed, or when data are insufficient. */
  readonly provisional: boolean;
  readonly completeness: Completeness | null;
  /** Numbers of the editions that judged, main one first: `HJ 663-2013`, `GB 3095-2012` */
  readonly editions: readonly string[];
  readonly clauses: readonly ClauseRef[];
  readonly trace: readonly TraceStep[];
  readonly warnings: readonly Warning[];
  /** Named by-products that pages and other methods use (primary pollutants, month means …). JSON only. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** An assessment of a place and time, as the application stores, explains and serves it. */
export interface IndicatorAssessment extends Assessment {
  /** Derived from everything that decided the result, so the same question over the same data has the same id. */
  readonly id: string;
  readonly indicator: string;
  /** `district`, `town:龙泉镇`, `station:门头沟双峪` … */
  readonly scope: string;
  readonly period: string;
  /** Last day whose data count, `2024-10-31` */
  readonly through: string;
  /** System time up to which receipts count; `null` means now. */
  readonly asOf: string | null;
  /** Main edition, `editions[0]` */
  readonly edition: string;
  readonly inputsHash: string;
  readonly simulated: boolean;
}

/** The clauses of an assessment that a person has still to check against the document. */
export function toBeChecked(assessment: Pick<Assessment, 'clauses'>): ClauseRef[] {
  return assessment.clauses.filter((c) => isToBeChecked(c.certainty));
}
