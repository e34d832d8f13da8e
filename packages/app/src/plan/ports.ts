import type { Counts, DraftPlan, GridDocument, PlanVersion } from '@qingshan/campaign';
import type { Moment } from '@qingshan/kernel';

/** What was read of a document, as it was read then. */
export interface DraftContent {
  readonly grid: GridDocument;
  readonly draft: DraftPlan;
  /** Measures of the draft to those of the plan that it was copied from; empty for an uploaded document */
  readonly links: Readonly<Record<string, string>>;
}

/** A draft of a plan 计划草稿: the original file and what was read of it. It is never changed; decisions are events. */
export interface DraftRecord {
  readonly id: number;
  readonly kind: 'document' | 'copy';
  /** Name of the file */
  readonly name: string;
  /** Id of the file in the `FileStore` */
  readonly file: string;
  readonly year: number | null;
  readonly counts: Counts;
  readonly doubts: number;
  readonly by: string;
  readonly at: Moment;
}

/** An issued version of a plan 计划版本. It is never changed. */
export interface VersionRecord {
  readonly id: number;
  /** `mentougou-2024`: the plan of a year; its amendments are further versions */
  readonly plan: string;
  readonly year: number;
  readonly version: number;
  /** Draft that it was issued from; `null`: it came with the district */
  readonly draft: number | null;
  readonly file: string | null;
  /** Name of the document */
  readonly name: string;
  /** 发文字号, and day of the document, `2024-03-15`; `null` where not known */
  readonly number: string | null;
  readonly date: string | null;
  /** What the amendment is about */
  readonly note: string;
  readonly by: string;
  /** `null` for one that came with the district */
  readonly at: Moment | null;
  readonly content: PlanVersion;
}

/** Drafts and versions of plans in the registry; both only grow. */
export interface PlanRegistry {
  addDraft(draft: Omit<DraftRecord, 'id'>, content: DraftContent): Promise<DraftRecord>;
  drafts(): Promise<readonly DraftRecord[]>;
  draft(id: number): Promise<{ readonly record: DraftRecord; readonly content: DraftContent } | null>;
  /**
   * Stores an issued version.
   *
   * @throws QingshanError `changed-meanwhile` when the plan has a version of this number or the draft was issued
   */
  addVersion(version: Omit<VersionRecord, 'id'>): Promise<VersionRecord>;
  /** Every version in the order issued. */
  versions(): Promise<readonly VersionRecord[]>;
  /** Id of the newest version, 0 without one; the same number means the same plans. */
  newest(): Promise<number>;
}
