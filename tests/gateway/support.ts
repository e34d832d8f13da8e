import { connect, type Socket } from 'node:net';
import { parseMoment, type Moment } from '@qingshan/kernel';
import { hj212 } from '@qingshan/sources';
import { device as anyDevice, protocol } from '../../packages/sources/src/hj212/testing.ts';

export { protocol };

export function moment(text: string): Moment {
  const at = parseMoment(text);
  if (at === null) throw new Error(text);
  return at;
}

export function device(mn: string, changes: Partial<hj212.Device> = {}): hj212.Device {
  return { ...anyDevice, mn, minutes: null, ...changes };
}

/** Hourly telegrams of a device that does not exist. */
export function hourly(mn: string, from: Moment, hours: number): hj212.SimulatedTelegram[] {
  return [
    ...hj212.simulateTelegrams({
      seed: 1,
      device: { mn, password: '123456', system: '22', crc: 'hj212', version: '2017' },
      cn: '2061',
      from,
      to: from + hours * 3600,
      every: 3600,
    }),
  ];
}

/** A device at its end of the line. */
export class Line {
  readonly socket: Socket;
  /** QN of the telegrams that were acknowledged, in order */
  readonly answers: string[] = [];
  /** What the host has asked, in order */
  readonly asked: hj212.Telegram[] = [];
  readonly closed: Promise<unknown>;
  #told: () => void = () => undefined;

  constructor(port: number) {
    this.socket = connect({ host: '127.0.0.1', port });
    const framer = new hj212.Framer();
    this.socket.on('data', (chunk) => {
      for (const framed of framer.push(chunk)) {
        const telegram = 'frame' in framed ? hj212.readFrame(framed.frame) : framed.refused;
        if (hj212.isRefusal(telegram)) continue;
        if (telegram.cn === '9014') this.answers.push(telegram.qn ?? '');
        else this.asked.push(telegram);
      }
      this.#told();
    });
    this.socket.on('error', () => undefined);
    // `once` of node:events would reject at the error that a reset line has before it is closed.
    this.closed = new Promise((resolve) => this.socket.once('close', resolve)).then(() => this.#told());
  }

  /** Waits until so many answers have come. @throws Error when the line is closed before */
  answered(count: number): Promise<void> {
    return this.#until(() => this.answers.length >= count);
  }

  /** Waits for the next request of the host, and takes it. @throws Error when the line is closed before */
  async request(): Promise<hj212.Telegram> {
    await this.#until(() => this.asked.length > 0);
    const [telegram] = this.asked.splice(0, 1);
    if (!telegram) throw new Error('nothing was asked');
    return telegram;
  }

  /** Says that a request is accepted (9011) or carried out (9012). */
  returns({ qn }: hj212.Telegram, mn: string, cn: '9011' | '9012', value: string): void {
    const item = [{ name: cn === '9011' ? 'QnRtn' : 'ExeRtn', value }];
    const telegram = hj212.telegramOf({ qn, st: '91', cn, pw: '123456', mn, flag: 4, split: null, items: [item] });
    this.socket.write(hj212.compose(telegram));
  }

  async #until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      if (this.socket.destroyed) throw new Error(`closed after ${this.answers.length} answers`);
      await new Promise<void>((resolve) => (this.#told = resolve));
    }
  }
}
