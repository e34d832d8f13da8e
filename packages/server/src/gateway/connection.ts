import type { Socket } from 'node:net';
import type { Clock, FrameLog, Kept } from '@qingshan/app';
import { hj212 } from '@qingshan/sources';
import type { Statistics } from './statistics.ts';

export interface ConnectionContext {
  readonly log: FrameLog;
  readonly session: hj212.SessionContext;
  readonly clock: Clock;
  readonly statistics: Statistics;
  /** Bytes of frames of one connection that may wait to be durable; its socket is not read meanwhile */
  readonly waitingBytes: number;
  /** Told of a device that speaks on this connection for the first time */
  arrived(mn: string, connection: Connection): void;
  /** Told when a frame that was not there before is durable */
  stored(): void;
  /** Told of every change of the bytes that wait */
  waits(bytes: number): void;
  /** Whether all connections together have too much waiting */
  isFull(): boolean;
}

/** Bytes without an end after which this is no instrument. */
const MOST_PENDING = 64 * 1024;
/** Milliseconds for which a device that does not take its answers is waited for when its line is closed */
const CLOSING_MS = 2000;

/** What is sent once a frame is durable and what came before it is answered. */
interface Answering {
  readonly mn: string;
  readonly send: readonly Uint8Array[];
  /** Bytes of the frame */
  readonly size: number;
  readonly before: Promise<void>;
}

/** One socket: what comes is stored and then answered, in the order in which it came. */
export class Connection {
  readonly #socket: Socket;
  readonly #context: ConnectionContext;
  readonly #framer = new hj212.Framer();
  readonly #session: hj212.Session;
  /** Ends when all that came so far is answered */
  #answered: Promise<void> = Promise.resolve();
  #waiting = 0;
  #ending = false;
  /** MN of the devices that have spoken here */
  readonly devices = new Set<string>();

  constructor(socket: Socket, context: ConnectionContext) {
    this.#socket = socket;
    this.#context = context;
    this.#session = new hj212.Session(context.session);
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('end', () => this.#finish());
    socket.on('drain', () => this.resume());
    // A connection that breaks is no news: the device comes again.
    socket.on('error', () => socket.destroy());
  }

  /** Asks a device that speaks here, when what was asked before is answered. */
  request(mn: string, request: hj212.Request): void {
    this.#take(this.#session.request(mn, request, this.#context.clock.now()));
  }

  /** The socket is closed: what was asked and not answered is given up. */
  gone(): void {
    for (const event of this.#session.end()) this.#context.statistics.heard(event);
  }

  tick(): void {
    this.#take(this.#session.tick(this.#context.clock.now()));
  }

  /** Goes on reading where nothing stands against it. */
  resume(): void {
    if (this.#socket.isPaused() && !this.#ending && !this.#mustWait()) this.#socket.resume();
  }

  /** Takes nothing more, answers what came, and hangs up. */
  async end(): Promise<void> {
    this.#ending = true;
    this.#socket.pause();
    await this.#answered;
    this.#socket.setTimeout(CLOSING_MS);
    if (!this.#socket.destroyed) this.#socket.end(() => this.#socket.destroy());
  }

  #mustWait(): boolean {
    return this.#waiting > this.#context.waitingBytes || this.#context.isFull() || this.#socket.writableNeedDrain;
  }

  #receive(chunk: Uint8Array): void {
    if (this.#ending) return;
    for (const framed of this.#framer.push(chunk)) {
      this.#take(this.#session.receive(framed, this.#context.clock.now()));
      if (this.#ending) return;
    }
    if (this.#framer.pending > MOST_PENDING) {
      this.#context.statistics.refused(null, 'too-long');
      void this.end();
    } else if (this.#mustWait()) this.#socket.pause();
  }

  #finish(): void {
    for (const framed of this.#framer.finish()) this.#take(this.#session.receive(framed, this.#context.clock.now()));
    void this.end();
  }

  #take({ receipt, send, events, close }: hj212.Step): void {
    const { statistics } = this.#context;
    for (const event of events) {
      statistics.heard(event);
      if (event.kind !== 'arrived') continue;
      this.devices.add(event.mn);
      this.#context.arrived(event.mn, this);
    }
    if (receipt) this.#store(receipt, send);
    else if (send.length > 0) this.#answered = this.#answered.then(() => void this.#send(send));
    if (close) void this.end();
  }

  #store({ key, digest, device: { mn }, frame }: hj212.Receipt, send: readonly Uint8Array[]): void {
    const { log, clock, statistics, waits } = this.#context;
    const received = clock.now();
    const bytes = hj212.packetOf(frame);
    statistics.seen(mn, received);
    const stored = log.append({ key, digest, mn, received, bytes });
    this.#waiting += bytes.length;
    waits(bytes.length);
    this.#answered = this.#answer({ mn, send, size: bytes.length, before: this.#answered }, stored);
  }

  async #answer({ mn, send, size, before }: Answering, stored: Promise<Kept>): Promise<void> {
    const { statistics, stored: tell, waits } = this.#context;
    try {
      const kept = await stored;
      await before;
      statistics.kept(mn, kept);
      if (kept !== 'repeated') tell();
      if (this.#send(send)) statistics.answered += 1;
    } catch {
      // What is not durable is not answered; the device sends it again.
      this.#socket.destroy();
    } finally {
      this.#waiting -= size;
      waits(-size);
      this.resume();
    }
  }

  #send(packets: readonly Uint8Array[]): boolean {
    if (!this.#socket.writable) return false;
    for (const packet of packets) this.#socket.write(packet);
    return packets.length > 0;
  }
}
