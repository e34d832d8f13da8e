import type { Localized, Moment } from '@qingshan/kernel';
import type { IntakeAnswer } from '../views/intake.ts';
import type { PullDefinition } from './pull-definition.ts';

/** A key with which a program of somebody else may send data. It is shown once; only its hash is kept. */
export interface IntakeKeyRecord {
  readonly id: string;
  readonly name: string;
  /** sha256 of the key, in hexadecimal */
  readonly hash: string;
  /** Ids of the sources that may be sent */
  readonly sources: readonly string[];
  /** Ids of the sites that may be sent; `null`: all */
  readonly sites: readonly string[] | null;
  readonly by: string;
  readonly at: Moment;
  readonly expires: Moment | null;
  readonly revoked: Moment | null;
  readonly lastUsed: Moment | null;
}

/** `begun`: being read, or left over by a process that was killed */
export type DeliveryState = 'begun' | 'stored' | 'refused';

/** A file that has come through a door, and what came of it. */
export interface DeliveryRecord {
  readonly id: number;
  /** The door: `key:<id>`, `folder`, `pull:<name>` */
  readonly origin: string;
  /** Names the delivery within its origin: the same again is the same delivery */
  readonly token: string;
  readonly source: string;
  readonly file: string;
  /** sha256 of the bytes, in hexadecimal */
  readonly digest: string;
  readonly at: Moment;
  readonly state: DeliveryState;
  readonly batch: number | null;
  readonly answer: IntakeAnswer | null;
}

export interface IntakeStore {
  /** The newest first, revoked ones too. */
  keys(): Promise<readonly IntakeKeyRecord[]>;
  keyOfHash(hash: string): Promise<IntakeKeyRecord | null>;
  addKey(key: Omit<IntakeKeyRecord, 'revoked' | 'lastUsed'>): Promise<void>;
  /** @throws QingshanError `not-found` when there is none that is not revoked */
  revokeKey(id: string, at: Moment): Promise<void>;
  touchKey(id: string, at: Moment): Promise<void>;

  delivery(origin: string, token: string): Promise<DeliveryRecord | null>;
  /** Notes that a delivery begins; one of the same origin and token begins anew. @returns its id */
  beginDelivery(delivery: Omit<DeliveryRecord, 'id' | 'state' | 'batch' | 'answer'>): Promise<number>;
  endDelivery(
    id: number,
    end: Pick<DeliveryRecord, 'batch'> & { readonly state: DeliveryState; readonly answer: IntakeAnswer },
  ): Promise<void>;
  /** The newest first. */
  deliveries(most: number): Promise<readonly DeliveryRecord[]>;

  pulls(): Promise<readonly PullRecord[]>;
  setPull(pull: PullRecord): Promise<void>;
}

/** A file that somebody has dropped into the folder of a source. */
export interface DroppedFile {
  readonly source: string;
  readonly name: string;
  readonly bytes: number;
  /** Changes with every writing to it and with every renaming */
  readonly mark: string;
}

/** The folder into whose subfolders, named after sources, files are dropped. */
export interface Inbox {
  readonly folder: string;
  /** Makes the folders that are missing. */
  prepare(sources: readonly string[]): Promise<void>;
  /**
   * What waits in the folders of these sources, by source and name, without what a program says it is still writing
   * (`.part`, `.tmp`, a dot in front), and the names of what lies where nothing is looked for.
   */
  look(
    sources: readonly string[],
  ): Promise<{ readonly files: readonly DroppedFile[]; readonly stray: readonly string[] }>;
  /** `null` when it is not what it was when it was looked at. */
  read(file: DroppedFile): Promise<Uint8Array | null>;
  /** Puts it away into `done/`, or into `refused/` with a text beside it; nothing that lies there is overwritten. */
  settle(file: DroppedFile, refusal: string | null): Promise<void>;
}

/** `unchanged`: the other side says so, or it is to the byte what was stored last */
export type PullOutcome = 'stored' | 'nothing-new' | 'unchanged' | 'refused' | 'failed';

/** What came of the last fetching of a pull. */
export interface PullRecord {
  readonly name: string;
  /** Source and address of then; the rest says nothing of others */
  readonly target: string;
  readonly tried: Moment;
  /** The last time that it came and was not refused */
  readonly good: Moment | null;
  /** In a row, a refused content among them */
  readonly failures: number;
  readonly outcome: PullOutcome;
  /** Why it failed or was refused */
  readonly why: Localized | null;
  /** Of the content that was stored last: what the other side calls it, and its sha256 */
  readonly version: ContentVersion | null;
  readonly digest: string | null;
}

/** What the other side tells of a content, so that it need not be sent again: of a file, its size and time. */
export interface ContentVersion {
  readonly etag: string | null;
  readonly modified: string | null;
}

export interface Fetched {
  /** Of the file, without folders */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly version: ContentVersion;
}

/**
 * Fetches what lies at the address of a pull; `null`: it is the version that is known.
 *
 * @throws QingshanError `pull-failed`
 */
export type FetchContent = (pull: PullDefinition, known: ContentVersion | null) => Promise<Fetched | null>;
