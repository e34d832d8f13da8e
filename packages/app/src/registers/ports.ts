import type { Act, Actor } from '@qingshan/campaign';
import type { Moment } from '@qingshan/kernel';
import type { Finding, Values } from '@qingshan/registers';

/** One version of an entry of a register. Versions are never changed; the newest one stands. */
export interface EntryVersion {
  /** Raised by every version that is stored */
  readonly id: number;
  readonly register: string;
  /** Number of the entry 编号 */
  readonly key: string;
  /** 1 for the first version of the entry */
  readonly seq: number;
  readonly values: Values;
  /** Taken out of the register from then on; the values stay as they were last */
  readonly withdrawn: boolean;
  /** Import that brought it, or that undid another; `null`: written by hand */
  readonly import: number | null;
  readonly at: Moment;
  readonly by: Actor;
}

/** What is to become of an entry. */
export interface EntryChange {
  readonly key: string;
  /** Versions that the entry has, as whoever writes has seen it; 0: it is new */
  readonly expected: number;
  readonly values: Values;
  readonly withdrawn: boolean;
}

/** An import of a workbook, or the undoing of one. */
export interface RegisterImport {
  readonly id: number;
  readonly register: string;
  /** Name of the workbook */
  readonly file: string;
  readonly added: number;
  readonly changed: number;
  /** Entries that it had in the same words already */
  readonly unchanged: number;
  /** Rows that were left out */
  readonly refused: number;
  readonly simulated: boolean;
  readonly at: Moment;
  readonly by: Actor;
  /** The import that undid this one, or `null` */
  readonly undoneBy: number | null;
  /** The import that this one undid, or `null` */
  readonly undoes: number | null;
}

export type NewImport = Pick<RegisterImport, 'file' | 'added' | 'changed' | 'unchanged' | 'refused' | 'simulated'>;

export interface RegisterSummary {
  readonly register: string;
  /** Entries that stand */
  readonly entries: number;
  readonly lastChange: Moment | null;
  /** Whether any that stands comes from simulated data */
  readonly simulated: boolean;
}

export const JOB_STATES = ['checking', 'checked', 'storing', 'stored', 'failed'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** What is known of the work of an import, while it goes on and after. */
export interface ImportJob {
  readonly id: string;
  readonly register: string;
  readonly file: string;
  /** Hash under which the workbook is kept */
  readonly bytes: string;
  readonly state: JobState;
  readonly rows: number;
  readonly checked: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly doubtful: number;
  /** Rows stored so far while storing */
  readonly stored: number;
  /** Newest version that the check has seen */
  readonly seen: number;
  /** The import it became */
  readonly import: number | null;
  /** Why it failed */
  readonly problem: { readonly code: string; readonly zh: string; readonly en: string } | null;
  readonly by: Actor;
  readonly startedAt: Moment;
  /** Process that works on it */
  readonly process: string;
  /** When that process last gave a sign of life */
  readonly beat: Moment;
}

/** A finding of an import, with its place. `row` is `null` where it is about the workbook. */
export interface RowFinding extends Finding {
  readonly row: number | null;
  readonly key: string;
}

/** What is looked for in the entries of all registers, and where. */
export interface EntrySearch {
  /** In lower case; stands in a text whatever its case there */
  readonly word: string;
  /** Fields whose texts are looked through: `river-outlet/name` */
  readonly texts: readonly string[];
  /** Values that mean the word: `river-outlet/town/mtg-dayu` */
  readonly meanings: readonly string[];
  /** Registers of which an entry counts only when it holds one of `naming` */
  readonly own: readonly string[];
  readonly naming: readonly string[];
  readonly limit: number;
}

/** Entries of registers, their history, and the imports that brought them. Every call is atomic. */
export interface RegisterStore {
  /** How many entries each register has; those without any are left out. */
  summaries(): Promise<readonly RegisterSummary[]>;
  /**
   * The newest version of every entry of a register by number, withdrawn ones too.
   *
   * @param since only those whose newest version came after the one with this id
   */
  entries(register: string, since?: number): Promise<readonly EntryVersion[]>;
  entry(register: string, key: string): Promise<EntryVersion | null>;
  /** Entries that stand and have the word in them, the newest first. */
  find(search: EntrySearch): Promise<readonly EntryVersion[]>;
  /** Every version of an entry, oldest first. */
  history(register: string, key: string): Promise<readonly EntryVersion[]>;
  /** Id of the newest version of a register, or of all of them; the same number means the same entries. */
  version(register?: string): Promise<number>;
  /**
   * Writes one version of each entry, all or none; with `as` they belong to one import.
   *
   * @throws QingshanError `changed-meanwhile` when an entry has another number of versions; nothing is stored then
   */
  write(
    register: string,
    changes: readonly EntryChange[],
    act: Act,
    as?: NewImport,
  ): Promise<{ readonly import: RegisterImport | null; readonly versions: number }>;
  /** The newest first. */
  imports(register: string): Promise<readonly RegisterImport[]>;
  /** @throws QingshanError `not-found` */
  import(id: number): Promise<RegisterImport>;
  /**
   * Gives every entry of an import the version it had before; entries that it added are withdrawn.
   *
   * @throws QingshanError `not-found`; `import-undone` when it is undone or is an undoing itself; `entries-changed-since`
   * when an entry has a newer version than that of the import
   */
  undoImport(id: number, act: Act): Promise<RegisterImport>;
  /** Writes what is known of a job over what was. */
  saveJob(job: ImportJob): Promise<void>;
  job(id: string): Promise<ImportJob | null>;
  /** Keeps the findings of a job in the place of earlier ones. */
  saveFindings(job: string, findings: readonly RowFinding[]): Promise<void>;
  findings(job: string): Promise<readonly RowFinding[]>;
}
