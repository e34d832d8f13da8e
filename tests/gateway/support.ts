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
  readonly closed: Promise<unknown>;
  #told: () => void = () => undefined;

  constructor(port: number) {
    this.socket = connect({ host: '127.0.0.1', port });
    const framer = new hj212.Framer();
    this.socket.on('data', (chunk) => {
      for (const framed of framer.push(chunk)) {
        const telegram = 'frame' in framed ? hj212.readFrame(framed.frame) : framed.refused;
        if (!hj212.isRefusal(telegram) && telegram.cn === '9014') this.answers.push(telegram.qn ?? '');
      }
      this.#told();
    });
    this.socket.on('error', () => undefined);
    // `once` of node:events would reject at the error that a reset line has before it is closed.
    this.closed = new Promise((resolve) => this.socket.once('close', resolve)).then(() => this.#told());
  }

  /** Waits until so many answers have come. @throws Error when the line is closed before */
  async answered(count: number): Promise<void> {
    while (this.answers.length < count) {
      if (this.socket.destroyed) throw new Error(`closed after ${this.answers.length} answers`);
      await new Promise<void>((resolve) => (this.#told = resolve));
    }
  }
}
