import type { Day, HourLabel, Localized } from '@qingshan/kernel';
import type { Parameter } from '@qingshan/standards';

/** A file as a source sees it: bytes that can be read once, in pieces. */
export interface SourceFile {
  /** Name without folders, for messages */
  readonly name: string;
  open(): AsyncIterable<Uint8Array>;
}

/**
 * A finding about an imported file. `refused` files or rows are not stored; `quarantined` values are stored but take
 * no part in any figure; `note` is a remark.
 */
export interface Fault {
  readonly code: string;
  readonly severity: 'refused' | 'quarantined' | 'note';
  readonly file: string;
  /** 1 is the first line of the file */
  readonly row: number | null;
  /** Name or letter of the column */
  readonly column: string | null;
  readonly value: string | null;
  /** What, where, why, what to do */
  readonly text: Localized;
}

/** Observations in columns. `site` and `parameter` index into the dictionaries. Values are in the parameter's unit. */
export interface ParsedObservations {
  readonly sites: readonly string[];
  readonly parameters: readonly string[];
  readonly site: Int32Array;
  readonly parameter: Int32Array;
  /** End of the averaging interval, a Moment */
  readonly time: Float64Array;
  readonly value: Float64Array;
  /** Index into FLAGS */
  readonly flag: Uint8Array;
  /** Row of the file that each came from; 0 or absent: none */
  readonly row?: Int32Array;
  /** Whether they are simulated; absent: they are measured */
  readonly simulated?: boolean;
}

export interface ParsedFile {
  readonly file: string;
  /** True when nothing of the file may be stored; `faults` says why. */
  readonly refused: boolean;
  readonly rows: number;
  readonly observations: ParsedObservations;
  readonly faults: readonly Fault[];
}

export interface SourceContext {
  readonly parameters: readonly Parameter[];
  /** Site ids that the workspace knows, by id and by every name they go by. */
  readonly sites: ReadonlyMap<string, string>;
  /** Whether an id is that of a site of a publisher's network, which needs no registration; absent: none is. */
  readonly isNetworkSite?: (id: string) => boolean;
  /** Days outside are impossible times. */
  readonly earliest: Day;
  readonly latest: Day;
}

/** A data source: what it looks like and how to read it. Reading is pure; it never touches a store. */
export interface Source {
  /** `bjmemc` */
  readonly id: string;
  readonly title: Localized;
  readonly summary: Localized;
  /** How it labels hours; declared, never guessed. */
  readonly hourLabel: HourLabel;
  readonly extensions: readonly string[];
  parse(file: SourceFile, context: SourceContext, progress?: (bytes: number) => void): Promise<ParsedFile>;
}
