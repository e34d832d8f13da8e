import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { QingshanError } from '@qingshan/kernel';
import { hj212 } from '@qingshan/sources';

/** What a host answered to a device. */
export interface Sent {
  readonly telegrams: number;
  readonly answered: number;
  /** Milliseconds from sending to the answer, of those answered */
  readonly waits: readonly number[];
}

/** As HJ 212-2017 has them by default. */
const TIME_OUT = 10_000;
const REPEATS = 3;

export interface Conversation {
  readonly host: string;
  readonly port: number;
  readonly telegrams: Iterable<hj212.SimulatedTelegram>;
  /** What the device answers to a request of the host */
  answersTo(request: hj212.Telegram): readonly Uint8Array[];
  /** Told when all is sent; the line is held until what it returns has ended, or the host hangs up. */
  sent?(sent: Sent): Promise<void>;
}

/**
 * Sends telegrams to a host as a device does: the next one when the last is answered, each again up to three times when no
 * answer comes in 10 s. What the host asks meanwhile is answered.
 *
 * @throws QingshanError `bad-request` when the host cannot be reached or hangs up
 */
export async function sendTelegrams({ host, port, telegrams, answersTo, sent }: Conversation): Promise<Sent> {
  const socket = connect({ host, port });
  try {
    await once(socket, 'connect');
    const all = await converse(socket, telegrams, answersTo);
    if (sent) await Promise.race([sent(all), once(socket, 'close')]);
    return all;
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new QingshanError('bad-request', {
      why: { zh: `${host}:${port}：${why}。`, en: `${host}:${port}: ${why}.` },
    });
  } finally {
    socket.destroy();
  }
}

async function converse(
  socket: Socket,
  telegrams: Iterable<hj212.SimulatedTelegram>,
  answersTo: Conversation['answersTo'],
): Promise<Sent> {
  const answers = new Answers(socket, answersTo);
  const waits: number[] = [];
  let count = 0;
  for (const { telegram, bytes } of telegrams) {
    count += 1;
    const started = performance.now();
    for (let attempt = 0; attempt <= REPEATS; attempt++) {
      socket.write(bytes);
      if (await answers.to(telegram.qn ?? '')) {
        waits.push(performance.now() - started);
        break;
      }
    }
  }
  return { telegrams: count, answered: waits.length, waits };
}

/** Waits for the acknowledgement of one telegram at a time. */
class Answers {
  readonly #framer = new hj212.Framer();
  #awaited: { readonly qn: string; readonly settle: (answered: boolean) => void; fail(error: Error): void } | null =
    null;
  #ended: Error | null = null;

  constructor(socket: Socket, answersTo: Conversation['answersTo']) {
    socket.on('data', (chunk) => {
      for (const request of this.#read(chunk)) for (const bytes of answersTo(request)) socket.write(bytes);
    });
    socket.on('error', (error) => this.#end(error));
    socket.on('close', () => this.#end(new Error('the host closed the connection')));
  }

  /** @returns whether the answer came in time */
  to(qn: string): Promise<boolean> {
    return new Promise((resolve, reject) => {
      if (this.#ended) return reject(this.#ended);
      const timer = setTimeout(() => this.#awaited?.settle(false), TIME_OUT);
      const done = () => {
        clearTimeout(timer);
        this.#awaited = null;
      };
      this.#awaited = {
        qn,
        settle: (answered) => {
          done();
          resolve(answered);
        },
        fail: (error) => {
          done();
          reject(error);
        },
      };
      return undefined;
    });
  }

  /** @returns what the host asks */
  #read(chunk: Uint8Array): hj212.Telegram[] {
    return this.#framer.push(chunk).flatMap((framed) => {
      const telegram = 'frame' in framed ? hj212.parseSegment(framed.frame.segment) : framed.refused;
      if (hj212.isRefusal(telegram)) return [];
      if (telegram.cn === '9014' && telegram.qn === this.#awaited?.qn) this.#awaited?.settle(true);
      return telegram.cn.startsWith('9') ? [] : [telegram];
    });
  }

  #end(error: Error): void {
    this.#ended ??= error;
    this.#awaited?.fail(this.#ended);
  }
}
