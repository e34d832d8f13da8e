import type { Asked, GatewayStatistics, Kept, Question } from '@qingshan/app';
import type { Moment } from '@qingshan/kernel';
import type { hj212 } from '@qingshan/sources';

type Reason = hj212.FrameRefusal['code'];

interface Counting {
  readonly kept: Record<Kept, number>;
  readonly refused: Partial<Record<Reason, number>>;
  lastSeen: Moment | null;
  clockSkew: number;
  connected: boolean;
  readonly asked: Counted[];
}

type Counted = { -readonly [K in keyof Asked]: Asked[K] };

/** Questions of a device that are remembered */
const MOST_ASKED = 10;

/** What came since the gateway was started. Only registered devices have a row, so that strangers take no memory. */
export class Statistics {
  readonly #devices = new Map<string, Counting>();
  readonly #refused: Partial<Record<Reason, number>> = {};
  /** The question that a request is of */
  readonly #questions = new WeakMap<hj212.Request, Counted>();
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
    if (event.kind === 'request-ended') this.#ended(event);
  }

  connected(mn: string, connected: boolean): void {
    this.#device(mn).connected = connected;
  }

  asked(mn: string, question: Question, requests: readonly hj212.Request[]): void {
    const counted: Counted = { ...question, waiting: requests.length, done: 0, noData: 0, failed: 0, said: null };
    for (const request of requests) this.#questions.set(request, counted);
    const { asked } = this.#device(mn);
    asked.unshift(counted);
    asked.splice(MOST_ASKED);
  }

  #ended({ request, result, said }: hj212.RequestEvent): void {
    const counted = this.#questions.get(request);
    if (!counted) return;
    counted.waiting -= 1;
    counted[result === 'done' ? 'done' : result === 'no-data' ? 'noData' : 'failed'] += 1;
    counted.said = said ?? counted.said;
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
    const made = {
      kept: { stored: 0, repeated: 0, doubt: 0 },
      refused: {},
      lastSeen: null,
      clockSkew: 0,
      connected: false,
      asked: [],
    };
    this.#devices.set(mn, made);
    return made;
  }
}
