import type { Localized, Moment } from '@qingshan/kernel';
import type { hj212 } from '@qingshan/sources';

/** An accepted packet of an instrument, as it came. */
export interface NewFrame {
  readonly received: Moment;
  /** The same for a telegram that is sent again */
  readonly key: string;
  /** SHA-256 of the data segment, in hexadecimal */
  readonly digest: string;
  readonly mn: string;
  /** The packet from head to tail */
  readonly bytes: Uint8Array;
}

export interface StoredFrame extends NewFrame {
  /** Another content had come under the same key before */
  readonly doubt: boolean;
  /** Where reading goes on after it */
  readonly next: number;
}

/** `repeated`: it is there already, nothing was added; `doubt`: added, though another content has its key. */
export type Kept = 'stored' | 'repeated' | 'doubt';

/** What instruments sent, in the order in which it was stored. */
export interface FrameLog {
  /** Tells it from the logs of other processes over the same registry; empty where there are none */
  readonly name: string;
  /**
   * Resolves when the frame is durable, a repeated one when the one before is.
   *
   * @throws Error when the disk fails; nothing may be answered then
   */
  append(frame: NewFrame): Promise<Kept>;
  /**
   * Everything durable from a position on; 0: from the oldest that is still there.
   *
   * @throws QingshanError `workspace-damaged` when bytes in the midst of the log are not those that were written
   */
  read(from: number): AsyncIterable<StoredFrame>;
  /** The position up to which frames have become observations. */
  projected(): Promise<number>;
  setProjected(position: number): Promise<void>;
  /** A position before which nothing was received at or after a moment; few positions are known, so it may be much earlier. */
  since(received: Moment): Promise<number>;
  /** When the newest frame of each MN was received, as far back as frames are remembered. */
  heard(): ReadonlyMap<string, Moment>;
  /** How many segments `prune` would remove. */
  prunable(before: Moment): Promise<number>;
  /**
   * Removes what is older than `before` and projected, in whole segments; nothing that is being read.
   *
   * @returns how many segments
   */
  prune(before: Moment): Promise<number>;
  /** Waits for what is being written. */
  close(): Promise<void>;
}

type Reason = hj212.FrameRefusal['code'];

/** What came of one device since the gateway was started. */
export interface DeviceStatistics {
  /** Accepted data telegrams, by what became of them */
  readonly kept: Readonly<Record<Kept, number>>;
  readonly refused: Readonly<Partial<Record<Reason, number>>>;
  readonly lastSeen: Moment | null;
  /** Seconds by which the clock of the device was ahead of ours at its last remark; 0: never remarked */
  readonly clockSkew: number;
  /** Whether it has a line to this process */
  readonly connected: boolean;
  /** What it was asked lately, the newest first */
  readonly asked: readonly Asked[];
}

/** What was asked of a device, in one request or in several that it can answer at once. */
export interface Question {
  readonly cn: string;
  /** Beginning of the first period and of what follows the last; `null`: it is about no period */
  readonly from: Moment | null;
  readonly to: Moment | null;
  readonly by: string;
  readonly at: Moment;
}

/** A question, and how many of its requests came to which end. */
export interface Asked extends Question {
  readonly waiting: number;
  readonly done: number;
  readonly noData: number;
  /** Refused, failed or never answered */
  readonly failed: number;
  /** What the device said last, where it said something */
  readonly said: Localized | null;
}

/** The gateway that listens in this process. */
export interface Gateway {
  statistics(): GatewayStatistics;
  /** Asks a device, one request after the other. @returns false: it has no line to this process */
  ask(mn: string, question: Question, requests: readonly hj212.Request[]): boolean;
}

export interface GatewayStatistics {
  readonly connections: number;
  /** Connections refused because there were too many */
  readonly dropped: number;
  readonly answered: number;
  /** What could be attributed to no device that is registered */
  readonly refused: Readonly<Partial<Record<Reason, number>>>;
  readonly devices: ReadonlyMap<string, DeviceStatistics>;
}

/** How a device is registered, without what makes it known: MN and password. */
export type Registration = Omit<hj212.Device, 'mn' | 'password' | 'mappings'> & {
  readonly mappings: readonly { readonly code: string; readonly parameter: string; readonly unit: string }[];
};

export interface DeviceRecord {
  readonly mn: string;
  /** Sealed for `device:<mn>` */
  readonly password: string;
  readonly registration: Registration;
  /** Who registered it as it is, and when */
  readonly by: string;
  readonly at: Moment;
  /** Since when it is not listened to any more */
  readonly withdrawnAt: Moment | null;
}

/** Registered devices; one that is withdrawn keeps its row, for what it sent before is still to be read. */
export interface DeviceStore {
  /** By MN */
  list(): Promise<readonly DeviceRecord[]>;
  /** Registers all or none, in place of what is registered under the same MN. */
  put(devices: readonly Omit<DeviceRecord, 'withdrawnAt'>[]): Promise<void>;
  /** @throws QingshanError `not-found` when none of that MN is listened to */
  withdraw(mn: string, at: Moment): Promise<void>;
}
