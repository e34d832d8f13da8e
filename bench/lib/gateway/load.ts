import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Usage } from './server.ts';
import { telegramOf } from './telegrams.ts';

const SERVER = new URL('server.ts', import.meta.url).pathname;
/** Connections that are opened at the same time */
const AT_ONCE = 100;
const TICK_MS = 5;
const NEWLINE = 10;

/** A server process of the load test. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #exit: Promise<unknown>;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#exit = once(child, 'exit');
  }

  static async start(args: readonly string[]): Promise<{ server: ServerProcess; port: number }> {
    const child = fork(SERVER, args);
    const server = new ServerProcess(child);
    const [port] = await once(child, 'message');
    return { server, port: Number(port) };
  }

  async usage(): Promise<Usage> {
    const answer = once(this.#child, 'message');
    this.#child.send('usage');
    const [usage] = await answer;
    return usage;
  }

  async stop(): Promise<void> {
    this.#child.disconnect();
    await this.#exit;
  }
}

/** One line of a device: what it has sent and when, and what was answered. An answer is a line that ends. */
class DeviceLine {
  readonly socket: Socket;
  readonly #device: number;
  readonly #sentAt: number[] = [];
  #number = 0;
  answered: (ms: number) => void = () => undefined;

  constructor(port: number, device: number) {
    this.#device = device;
    this.socket = connect({ host: '127.0.0.1', port, noDelay: true });
    this.socket.on('data', (chunk) => {
      for (const byte of chunk) if (byte === NEWLINE) this.answered(performance.now() - (this.#sentAt.shift() ?? 0));
    });
  }

  /** @param due the moment from which the answer is waited for */
  send(due = performance.now()): void {
    this.#sentAt.push(due);
    this.socket.write(telegramOf(this.#device, this.#number));
    this.#number += 1;
  }

  get waiting(): number {
    return this.#sentAt.length;
  }
}

/** So many connections of devices to a server. */
export class Load {
  readonly #lines: readonly DeviceLine[];

  private constructor(lines: readonly DeviceLine[]) {
    this.#lines = lines;
  }

  static async connect(port: number, count: number): Promise<Load> {
    const lines: DeviceLine[] = [];
    while (lines.length < count) {
      const more = Array.from(
        { length: Math.min(AT_ONCE, count - lines.length) },
        (_, i) => new DeviceLine(port, lines.length + i),
      );
      await Promise.all(more.map(({ socket }) => once(socket, 'connect')));
      lines.push(...more);
    }
    return new Load(lines);
  }

  /** Each device sends as soon as it is answered. @returns answers a second after the warm-up */
  async saturate(warmUpMs: number, ms: number): Promise<number> {
    let answers = 0;
    let isOn = true;
    for (const line of this.#lines) {
      line.answered = () => {
        answers += 1;
        if (isOn) line.send();
      };
      line.send();
    }
    await new Promise((resolve) => setTimeout(resolve, warmUpMs));
    const [start, before] = [performance.now(), answers];
    await new Promise((resolve) => setTimeout(resolve, ms));
    const rate = ((answers - before) / (performance.now() - start)) * 1000;
    isOn = false;
    await this.#quiet();
    return rate;
  }

  /** All devices in turn, so many telegrams a second, whether they are answered or not. @returns how long each answer took */
  async steady(rate: number, ms: number): Promise<Float64Array> {
    const times = new Float64Array(Math.ceil((rate * ms) / 1000) + 1);
    let [sent, answers] = [0, 0];
    for (const line of this.#lines) line.answered = (took) => void (times[answers++] = took);
    const start = performance.now();
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        const now = performance.now();
        for (; (sent * 1000) / rate < Math.min(now - start, ms); sent += 1) {
          this.#lines[sent % this.#lines.length]?.send(start + (sent * 1000) / rate);
        }
        if (now - start < ms) return;
        clearInterval(timer);
        resolve();
      }, TICK_MS);
    });
    await this.#quiet();
    return times.subarray(0, answers);
  }

  /** Until everything is answered. */
  async #quiet(): Promise<void> {
    while (this.#lines.some(({ waiting }) => waiting > 0)) await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }

  close(): void {
    for (const { socket } of this.#lines) socket.destroy();
  }
}
