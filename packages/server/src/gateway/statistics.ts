import type { GatewayStatistics, Kept } from '@qingshan/app';
import type { Moment } from '@qingshan/kernel';
import type { hj212 } from '@qingshan/sources';

type Reason = hj212.FrameRefusal['code'];

interface Counting {
  readonly kept: Record<Kept, number>;
  readonly refused: Partial<Record<Reason, number>>;
  lastSeen: Moment | null;
  clockSkew: number;
}

/** What came since the gateway was started. Only registered devices have a row, so that strangers take no memory. */
export class Statistics {
  readonly #devices = new Map<string, Counting>();
  readonly #refused: Partial<Record<Reason, number>> = {};
  readonly #isRegistered: (mn: string) => boolean;
  connections = 0;
  dropped = 0;
  answered = 0;

  constructor(isRegistered: (mn: string) => boolean) {
    this.#isRegistered = isRegistered;
  }

  kept(mn: string, kept: Kept): void {
    this.#device(mn).kept[kept] += 1;
  }

  seen(mn: string, now: Moment): void {
    this.#device(mn).lastSeen = now;
  }

  heard(event: hj212.SessionEvent): void {
    if (event.kind === 'clock') this.#device(event.mn).clockSkew = event.seconds;
    if (event.kind === 'refused') this.refused(event.mn, event.why.code);
  }

  refused(mn: string | null, reason: Reason): void {
    const refused = mn !== null && this.#isRegistered(mn) ? this.#device(mn).refused : this.#refused;
    refused[reason] = (refused[reason] ?? 0) + 1;
  }

  snapshot(): GatewayStatistics {
    const { connections, dropped, answered } = this;
    return structuredClone({ connections, dropped, answered, refused: this.#refused, devices: this.#devices });
  }

  #device(mn: string): Counting {
    const known = this.#devices.get(mn);
    if (known) return known;
    const made = { kept: { stored: 0, repeated: 0, doubt: 0 }, refused: {}, lastSeen: null, clockSkew: 0 };
    this.#devices.set(mn, made);
    return made;
  }
}
