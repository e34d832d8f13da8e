import type { Moment } from '@qingshan/kernel';
import type { IntakeAnswer } from '../views/intake.ts';

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

/** A file that was sent with a key, and what came of it. */
export interface DeliveryRecord {
  readonly id: number;
  /** `key:<id>` */
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
}
