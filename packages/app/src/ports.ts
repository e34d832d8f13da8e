import type { DeviceStore } from './gateway/ports.ts';
import type { Act, LoopEvent, RecordedEvent } from '@qingshan/campaign';
import type { Day, Flag, Moment } from '@qingshan/kernel';
import type { DailyReduction } from '@qingshan/methods';
import type { Fault } from '@qingshan/sources';
import type { CaseRegistry } from './cases/ports.ts';
import type { IntakeStore } from './intake/ports.ts';
import type { OldRows } from './retention/ports.ts';
import type { KeptJobRuns } from './jobs/ports.ts';
import type { Peers } from './peers/ports.ts';
import type { NoticeStore } from './notices/ports.ts';
import type { AuditEntry, AuditFilter, PeopleRegistry, PendingAudit } from './people/ports.ts';
import type { PlanRegistry } from './plan/ports.ts';
import type { RegisterStore } from './registers/ports.ts';
import type { PublicationRegistry } from './publications/ports.ts';

/** Columns of observations, one entry a row; the way rows travel from sources to the store. */
export interface ObservationColumns {
  readonly series: Int32Array;
  /** End of the averaging interval, a Moment on the hour */
  readonly time: Float64Array;
  /** In the series' unit, at most 6 decimals and 9 digits before the point */
  readonly value: Float64Array;
  /** Index into FLAGS */
  readonly flag: Uint8Array;
  /** Receipt of each row, a Moment; absent: all rows were received when the batch was */
  readonly received?: Float64Array;
}

export interface BatchComparison {
  /** Keys (series, time) that have no current value */
  readonly added: number;
  /** Keys whose current value or flag differs */
  readonly corrected: number;
  readonly unchanged: number;
  readonly first: Moment | null;
  readonly last: Moment | null;
}

export interface ObservationRow {
  readonly series: number;
  readonly time: Moment;
  readonly value: number;
  readonly flag: Flag;
  readonly batch: number;
  readonly received: Moment;
  /** 0 for the first value of a key, n for its n-th correction */
  readonly revision: number;
}

export interface Range {
  readonly series: readonly number[];
  readonly first: Day;
  readonly last: Day;
  /** Only rows received up to this moment, from batches not undone by then; absent: now */
  readonly asOf?: Moment;
}

/** Smallest and largest, both included; absent: no bound. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** Which current rows are asked for: those that meet every condition, in order, a page of them. */
export interface ObservationsAsked {
  readonly series: readonly number[];
  /** Ends of the averaging intervals, Moments */
  readonly time?: Bounds;
  /** In the series' unit; beyond the sixth decimal nothing is compared */
  readonly value?: Bounds;
  /** Receipts, Moments */
  readonly received?: Bounds;
  readonly flags?: readonly Flag[];
  /** What is equal in all of it stands by series and time */
  readonly order: readonly { readonly by: 'series' | 'time' | 'value' | 'received'; readonly descending: boolean }[];
  readonly limit: number;
  readonly offset: number;
  /** Also say how many there are in all */
  readonly count: boolean;
}

/** A batch as the observation store holds it; the counts are those of its commit. */
export interface StoredBatch extends Pick<BatchComparison, 'added' | 'corrected' | 'unchanged'> {
  readonly id: number;
  readonly received: Moment;
  readonly undoneAt: Moment | null;
}

/**
 * Observations: append-only, the newest of a key wins, a batch is undone as a whole. Every call is atomic and durable
 * when its promise resolves; killing the process at any moment loses nothing that was acknowledged.
 */
export interface ObservationStore {
  /**
   * Tells which series there are and which of them get 8-hour windows. Rows are stored of declared series only.
   * Repeating it changes nothing; a series that gains or loses its windows is reduced anew.
   */
  declare(series: readonly Pick<SeriesRecord, 'id' | 'windows'>[]): Promise<void>;
  /** What committing the rows would do. Writes nothing. */
  compare(rows: ObservationColumns): Promise<BatchComparison>;
  /**
   * Stores the rows that are new or differ; the last of equal keys within the rows wins. Repeating it changes nothing.
   *
   * @throws QingshanError `bad-observation` for a value or time that cannot be stored as it is, `not-found` for a
   * series that was not declared, `batch-state` when the batch is undone
   */
  commit(batch: { readonly id: number; readonly received: Moment }, rows: ObservationColumns): Promise<BatchComparison>;
  /** Takes the whole batch out of all answers from `at` on; answers for `asOf` before `at` still have it. */
  undo(batch: number, at: Moment): Promise<void>;
  /** The batches that are stored here, for recovery after a crash. */
  batches(): Promise<readonly StoredBatch[]>;

  /** Brings the daily table up to date for the touched (series, day) pairs only, and says how many they were. */
  refresh(): Promise<{ readonly pairs: number }>;
  /** Builds the whole daily table anew. */
  rebuild(): Promise<void>;
  /** One reduction per series asked for, in that order. Refreshes first when something is stale. */
  daily(range: Range): Promise<readonly DailyReduction[]>;

  /** The rows behind a figure, ordered by series, time, revision; with `history` the superseded and undone ones too. */
  observations(range: Range & { readonly history?: boolean }): Promise<readonly ObservationRow[]>;
  /** A page of the rows as they stand now, whatever their flag; `total` is null unless it was asked for. */
  page(asked: ObservationsAsked): Promise<{ readonly rows: readonly ObservationRow[]; readonly total: number | null }>;
  /** First and last day with a valid current value, over the given series. */
  extent(series: readonly number[]): Promise<{ readonly first: Day; readonly last: Day } | null>;
  /** The (series, day) pairs that commits and undoing have touched and that were not yet judged, see `seen`. */
  unseen(): Promise<{
    readonly upTo: number;
    readonly pairs: readonly { readonly series: number; readonly day: Day }[];
  }>;
  /** What `unseen` said up to there has been judged; what came since has not. Repeating it changes nothing. */
  seen(upTo: number): Promise<void>;
  /** Raised by every change; the same number means the same answers. */
  version(): Promise<number>;
  close(): Promise<void>;
}

/** Parameters whose daily reduction has 8-hour windows. */
export const WINDOWED_PARAMETERS: readonly string[] = ['o3'];

export interface SeriesRecord {
  readonly id: number;
  readonly site: string;
  readonly parameter: string;
  readonly unit: string;
  readonly windows: boolean;
  readonly simulated: boolean;
}

export type BatchState = 'writing' | 'committed' | 'failed' | 'undone';

/** Which batches of all. */
export interface BatchesAsked {
  /** Of this source, or of all others */
  readonly of?: { readonly source: string; readonly others: boolean } | undefined;
  readonly offset: number;
  readonly limit: number;
}

export interface BatchRecord {
  readonly id: number;
  readonly source: string;
  readonly files: readonly string[];
  readonly state: BatchState;
  readonly createdAt: Moment;
  readonly received: Moment;
  readonly undoneAt: Moment | null;
  readonly added: number;
  readonly corrected: number;
  readonly unchanged: number;
  readonly faults: number;
  readonly simulated: boolean;
}

/** A file that stands as evidence. */
export interface StoredFile {
  /** sha256 of its bytes, in hexadecimal */
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** Bytes */
  readonly size: number;
  readonly takenAt: Moment | null;
  readonly place: { readonly longitude: number; readonly latitude: number } | null;
  /** Who brought it first, and when */
  readonly by: string;
  readonly at: Moment;
}

/** Bytes under the hash of themselves. */
export interface FileStore {
  /** Durable when it resolves; the same id again changes nothing. */
  put(id: string, bytes: Uint8Array): Promise<void>;
  get(id: string): Promise<Uint8Array | null>;
}

/** Somebody has compared a transcribed figure with the document. */
export interface Confirmation {
  readonly edition: string;
  /** See ClauseRef.figures */
  readonly figure: string;
  readonly by: string;
  /** What was looked at: which copy of which document, which page */
  readonly document: string;
  readonly at: Moment;
}

/** One recorded version of an account 核算数据, see `Account` in campaign. It is never changed, only withdrawn. */
export interface AccountRecord {
  readonly id: number;
  readonly indicator: string;
  /** `2024` */
  readonly period: string;
  /** The day from which it counts, `2024-03-15` */
  readonly available: string;
  /** What it is and where from, as the person wrote it */
  readonly note: string;
  /** Input of the indicator's method */
  readonly input: Readonly<Record<string, unknown>>;
  readonly recordedBy: string;
  readonly recordedAt: Moment;
  readonly withdrawnBy: string | null;
  /** Out of all answers from then on; answers for `asOf` before still have it */
  readonly withdrawnAt: Moment | null;
}

/** The registry: what people and imports record, in one relational schema on every engine. */
export interface Registry {
  /**
   * Returns the series of each key, making those that are new; ids never change.
   *
   * @throws QingshanError `series-differs` when a site has the parameter already in another unit or kind
   */
  ensureSeries(keys: readonly Omit<SeriesRecord, 'id'>[]): Promise<readonly SeriesRecord[]>;
  series(filter?: { readonly site?: string; readonly parameter?: string }): Promise<readonly SeriesRecord[]>;

  createBatch(
    batch: Pick<BatchRecord, 'source' | 'files' | 'createdAt' | 'received' | 'simulated'>,
    faults: readonly Fault[],
  ): Promise<BatchRecord>;
  /** @throws QingshanError `not-found` */
  batch(id: number): Promise<BatchRecord>;
  /** All there ever were, in the order in which they began: for whoever moves or mends a workspace. */
  batches(filter?: { readonly source?: string }): Promise<readonly BatchRecord[]>;
  /** The newest ones first. */
  batchPage(asked: BatchesAsked): Promise<{ readonly batches: readonly BatchRecord[]; readonly total: number }>;
  /** When the newest batch that counts was received. */
  newestReceipt(): Promise<Moment | null>;
  /** Ids of the batches that a process was writing which has ended. */
  abandonedBatches(): Promise<readonly number[]>;
  setBatch(
    id: number,
    change: Partial<Pick<BatchRecord, 'state' | 'undoneAt' | 'added' | 'corrected' | 'unchanged'>>,
  ): Promise<void>;
  faults(batch: number): Promise<readonly Fault[]>;

  /** Keeps an assessment as JSON under its id; the first one written stays. */
  saveAssessments(items: readonly { readonly id: string; readonly json: string; readonly at: Moment }[]): Promise<void>;
  assessment(id: string): Promise<string | null>;

  /** A person's confirmation that a figure marked 待核对 stands in the document as transcribed. */
  confirmFigure(confirmation: Confirmation): Promise<void>;
  confirmations(): Promise<readonly Confirmation[]>;

  /**
   * Adds a version of an account. The same content as the newest one that stands adds nothing and gives that one.
   */
  recordAccount(
    account: Omit<AccountRecord, 'id' | 'withdrawnBy' | 'withdrawnAt'>,
  ): Promise<{ readonly record: AccountRecord; readonly added: boolean }>;
  /** Every version in the order recorded, withdrawn ones too. */
  accounts(filter?: { readonly indicator?: string; readonly period?: string }): Promise<readonly AccountRecord[]>;
  /** @throws QingshanError `not-found`, `account-withdrawn` */
  withdrawAccount(id: number, withdrawal: { readonly by: string; readonly at: Moment }): Promise<AccountRecord>;

  /**
   * Appends events of the campaign, all or none. `expected` is the number of events that the subject has; an entry with
   * an `act` of its own was done by somebody else or at another time.
   *
   * @throws QingshanError `changed-meanwhile` when a subject has another number of them; nothing is stored then
   */
  appendEvents(
    entries: readonly {
      readonly subject: string;
      readonly expected: number;
      readonly events: readonly LoopEvent[];
      readonly act?: Act;
    }[],
    act: Act,
  ): Promise<readonly RecordedEvent[]>;
  /** Every event after the one with this id, in the order in which they happened; 0: all of them. */
  eventsSince(id: number): Promise<readonly RecordedEvent[]>;
  /** Every event of a subject, oldest first. */
  eventsOf(subject: string): Promise<readonly RecordedEvent[]>;

  /** Keeps what is known of a file; of a file that is there already the first facts stay and are answered. */
  addFile(file: StoredFile): Promise<StoredFile>;
  file(id: string): Promise<StoredFile | null>;

  /** People with local accounts, and their sessions */
  readonly people: PeopleRegistry;
  /** What people have read and want to be told, and what was sent */
  readonly notices: NoticeStore;
  /** Entries of registers 台账 */
  readonly registers: RegisterStore;
  /** What was published, and the templates of the office */
  readonly publications: PublicationRegistry;

  /** Drafts and issued versions of plans */
  readonly plans: PlanRegistry;

  /** Cases, their events, complainants and imports */
  readonly cases: CaseRegistry;

  /** What is kept for a time only */
  readonly oldRows: OldRows;

  /** Keys of programs that send data, and what they sent */
  readonly intake: IntakeStore;

  /** Instruments that may send */
  readonly devices: DeviceStore;

  /** What recurring jobs did */
  readonly jobs: KeptJobRuns;

  /** Other processes that work on the same registry */
  readonly peers: Peers;

  /** Who did what when. With `begun` it also ends what `beginAudit` began, in the same transaction. */
  audit(entry: AuditEntry, begun?: number): Promise<void>;
  /** Notes that a command begins, so that it leaves a row even when the process ends before it does. */
  beginAudit(entry: AuditEntry): Promise<number>;
  /** What has begun and not ended, the oldest first. */
  begunAudits(): Promise<readonly (AuditEntry & { readonly id: number })[]>;
  /** Of that, what a process has begun which has ended. */
  abandonedAudits(): Promise<readonly (AuditEntry & { readonly id: number })[]>;
  /** Runs work; the events that it appends and the audit entry are stored in one transaction, both or neither. */
  withAudit<T>(audit: PendingAudit, work: () => Promise<T>): Promise<T>;
  /** The entries that are asked for, the oldest first; with `last` the newest so many of them. */
  audits(filter?: AuditFilter & { readonly last?: number }): Promise<readonly (AuditEntry & { readonly id: number })[]>;
  /** Whether every audit entry is the one that was written; `broken` is the first that is not, 1 being the oldest. */
  verifyAudit(): Promise<{ readonly entries: number; readonly broken: number | null }>;
  close(): Promise<void>;
}

/** The only source of the present. */
export interface Clock {
  now(): Moment;
}
