import { open, mkdir, readdir, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameLog, Kept, NewFrame, StoredFrame } from '@qingshan/app';
import { QingshanError, type Moment } from '@qingshan/kernel';
import { hashOf, KeyTable } from './key-table.ts';
import { encode, recordsIn, type Recorded } from './record.ts';

export interface FramesOptions {
  /** Bytes after which a new segment begins */
  readonly segmentBytes?: number;
  /** Keys of the frames in this many of the newest segments are known; what is repeated later is stored again. */
  readonly remembered?: number;
  /** Tells it from other logs */
  readonly name?: string;
}

const SEGMENT_BYTES = 32 * 1024 * 1024;
const REMEMBERED = 16;
const PROJECTED = 'projected';

interface Segment {
  /** Position of its first byte, also its name */
  readonly base: number;
  readonly file: FileHandle;
  /** Bytes that are durable */
  size: number;
  /** Shortened digests; `null` when it is not remembered any more */
  keys: KeyTable | null;
}

interface Waiting {
  readonly key: string;
  readonly digest: number;
  /** `null`: nothing to write, it waits for what was before it */
  readonly record: Buffer | null;
  readonly frame: Pick<NewFrame, 'mn' | 'received'>;
  readonly kept: Kept;
  resolve(kept: Kept): void;
  reject(error: unknown): void;
}

function nameOf(base: number): string {
  return `${String(base).padStart(16, '0')}.frames`;
}

/** 48 bits of a digest, which take less memory than its text. */
function short(digest: string): number {
  return Number.parseInt(digest.slice(0, 12), 16);
}

/** The key of another content under a key that is taken. */
function doubtful({ key, digest }: Pick<NewFrame, 'key' | 'digest'>): string {
  return `${key}\n${digest}`;
}

/** Brings names of a folder to the disk, where the system can do that. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/**
 * A log of frames in segment files of a folder; a position counts the bytes since the log began. What many append at
 * the same time is written and brought to the disk together. What a killed process left unfinished at the end is cut off:
 * nobody was told that it was stored.
 *
 * @param folder of this process alone
 * @throws QingshanError `workspace-damaged`
 */
export async function openFrames(folder: string, options: FramesOptions = {}): Promise<FrameLog> {
  await mkdir(folder, { recursive: true });
  const { segmentBytes = SEGMENT_BYTES, remembered = REMEMBERED, name: ofLog = '' } = options;
  const names = (await readdir(folder)).filter((name) => /^\d{16}\.frames$/.test(name)).sort();
  const segments: Segment[] = [];
  try {
    for (const name of names) {
      const file = await open(join(folder, name), 'r+');
      segments.push({ base: Number(name.slice(0, 16)), file, size: (await file.stat()).size, keys: null });
    }
    const log = new Frames(ofLog, folder, segments, segmentBytes, remembered);
    await log.begin();
    return log;
  } catch (error) {
    for (const { file } of segments) await file.close();
    throw error;
  }
}

class Frames implements FrameLog {
  readonly name: string;
  readonly #folder: string;
  readonly #segments: Segment[];
  readonly #segmentBytes: number;
  readonly #remembered: number;
  #queue: Waiting[] = [];
  /** Digest by key of what is not durable yet */
  readonly #coming = new Map<string, number>();
  /** When the newest frame of each MN was received */
  readonly #heard = new Map<string, Moment>();
  /** For each that reads, the first segment that it has not yet left */
  readonly #readers = new Set<{ base: number }>();
  #writing: Promise<void> | null = null;
  /** Why nothing can be appended any more */
  #broken: Error | null = null;

  constructor(name: string, folder: string, segments: Segment[], segmentBytes: number, remembered: number) {
    this.name = name;
    this.#folder = folder;
    this.#segments = segments;
    this.#segmentBytes = segmentBytes;
    this.#remembered = remembered;
  }

  /** Cuts the torn end, and learns the keys. */
  async begin(): Promise<void> {
    if (this.#segments.length === 0) await this.#rotate(0);
    for (const segment of this.#segments.slice(-this.#remembered)) {
      const keys = new KeyTable();
      segment.keys = keys;
      let whole = 0;
      for await (const { record, end } of recordsIn(segment.file, 0, segment.size)) {
        keys.set(hashOf(record.doubt ? doubtful(record) : record.key), short(record.digest));
        this.#heard.set(record.mn, record.received);
        whole = end;
      }
      if (whole === segment.size) continue;
      if (segment !== this.#last) throw this.#damaged(segment);
      await segment.file.truncate(whole);
      await segment.file.sync();
      segment.size = whole;
    }
  }

  append(frame: NewFrame): Promise<Kept> {
    return new Promise((resolve, reject) => {
      if (this.#broken) return reject(this.#broken);
      const digest = short(frame.digest);
      const first = this.#known(frame.key);
      const doubt = first !== undefined && first !== digest;
      const key = doubt ? doubtful(frame) : frame.key;
      const isNew = (doubt ? this.#known(key) : first) === undefined;
      const record = isNew ? encode({ ...frame, doubt }) : null;
      if (isNew) this.#coming.set(key, digest);
      this.#queue.push({
        key,
        digest,
        record,
        frame,
        kept: isNew ? (doubt ? 'doubt' : 'stored') : 'repeated',
        resolve,
        reject,
      });
      this.#writing ??= this.#work();
      return undefined;
    });
  }

  async *read(from: number): AsyncGenerator<StoredFrame> {
    const reader = { base: from };
    this.#readers.add(reader);
    try {
      for (const segment of this.#segments.slice()) {
        const { base, file, size } = segment;
        if (base + size <= from) continue;
        reader.base = base;
        let next = Math.max(from, base);
        for await (const { record, end } of recordsIn(file, next - base, size)) {
          next = base + end;
          yield { ...record, next };
        }
        if (next < base + size) throw this.#damaged(segment);
      }
    } finally {
      this.#readers.delete(reader);
    }
  }

  async since(received: Moment): Promise<number> {
    for (const segment of this.#segments.toReversed()) {
      const first = await firstOf(segment);
      if (first !== null && first.received < received) return segment.base;
    }
    return 0;
  }

  heard(): ReadonlyMap<string, Moment> {
    return this.#heard;
  }

  async projected(): Promise<number> {
    const text = await readFile(join(this.#folder, PROJECTED), 'utf8').catch(() => '0');
    return Number(text);
  }

  async setProjected(position: number): Promise<void> {
    const path = join(this.#folder, PROJECTED);
    const draft = await open(`${path}.new`, 'w');
    try {
      await draft.writeFile(`${position}\n`);
      await draft.sync();
    } finally {
      await draft.close();
    }
    await rename(`${path}.new`, path);
  }

  async prunable(before: Moment): Promise<number> {
    const projected = await this.projected();
    const next = this.#segments.slice(1);
    let count = 0;
    for (const segment of next) {
      if (segment.base > projected || segment.size === 0) break;
      // Whatever stands before a frame came before it.
      const first = await firstOf(segment);
      if (first === null || first.received >= before) break;
      count += 1;
    }
    return count;
  }

  async prune(before: Moment): Promise<number> {
    const most = await this.prunable(before);
    let pruned = 0;
    for (; pruned < most; pruned++) {
      const [oldest, next] = this.#segments;
      if (!oldest || !next || this.#readers.values().some(({ base }) => base < next.base)) break;
      this.#segments.shift();
      await oldest.file.close();
      await rm(join(this.#folder, nameOf(oldest.base)));
    }
    return pruned;
  }

  async close(): Promise<void> {
    this.#broken ??= new Error('the log is closed');
    await this.#writing;
    for (const { file } of this.#segments) await file.close();
  }

  get #last(): Segment {
    const last = this.#segments.at(-1);
    if (!last) throw new Error('a log without a segment');
    return last;
  }

  #known(key: string): number | undefined {
    const coming = this.#coming.get(key);
    if (coming !== undefined) return coming;
    const hash = hashOf(key);
    for (let i = this.#segments.length - 1; i >= 0; i--) {
      const keys = this.#segments[i]?.keys;
      if (!keys) break;
      const digest = keys.get(hash);
      if (digest !== undefined) return digest;
    }
    return undefined;
  }

  /** Writes what waits, and what comes meanwhile, batch by batch. */
  async #work(): Promise<void> {
    // Whatever the other connections deliver in this turn comes along.
    await new Promise(setImmediate);
    while (this.#queue.length > 0) {
      const batch = this.#queue;
      this.#queue = [];
      try {
        await this.#write(batch);
        for (const { kept, resolve } of batch) resolve(kept);
      } catch (error) {
        await this.#fail(batch, error);
      }
    }
    this.#writing = null;
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    const bytes = Buffer.concat(batch.flatMap(({ record }) => record ?? []));
    if (bytes.length === 0) return;
    if (this.#last.size >= this.#segmentBytes) await this.#rotate(this.#last.base + this.#last.size);
    const segment = this.#last;
    for (let at = 0; at < bytes.length;) {
      const { bytesWritten } = await segment.file.write(bytes, at, bytes.length - at, segment.size + at);
      at += bytesWritten;
    }
    await segment.file.datasync();
    segment.size += bytes.length;
    for (const { key, digest, record, frame } of batch) {
      if (record === null) continue;
      segment.keys?.set(hashOf(key), digest);
      this.#heard.set(frame.mn, frame.received);
      this.#coming.delete(key);
    }
  }

  /** Whoever waits is told, and what may have been written of it is taken back, so that it can come again. */
  async #fail(batch: readonly Waiting[], error: unknown): Promise<void> {
    const all = [...batch, ...this.#queue];
    this.#queue = [];
    this.#coming.clear();
    await this.#last.file.truncate(this.#last.size).catch((why: unknown) => {
      this.#broken = why instanceof Error ? why : new Error(String(why));
    });
    for (const { reject } of all) reject(error);
  }

  async #rotate(base: number): Promise<void> {
    const file = await open(join(this.#folder, nameOf(base)), 'wx+');
    await syncFolder(this.#folder);
    this.#segments.push({ base, file, size: 0, keys: new KeyTable() });
    const forgotten = this.#segments.at(-1 - this.#remembered);
    if (forgotten) forgotten.keys = null;
  }

  #damaged({ base }: Segment): QingshanError {
    const why = 'bytes are not those that were written';
    return new QingshanError('workspace-damaged', { folder: this.#folder, file: nameOf(base), why });
  }
}

async function firstOf({ file, size }: Segment): Promise<Recorded | null> {
  for await (const { record } of recordsIn(file, 0, size)) return record;
  return null;
}
