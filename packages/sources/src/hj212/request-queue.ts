import type { Localized, Moment } from '@qingshan/kernel';
import type { Protocol } from './protocol.ts';
import { isNotice, type Request } from './requests.ts';
import { fieldOf, type Telegram } from './telegram.ts';

/** Seconds until a request is repeated, and how often, as HJ 212-2017 has them by default. */
const TIME_OUT = 10;
const REPEATS = 3;
/** Seconds without a sign of life after which a request that was accepted is given up; data may come in between. */
const EXECUTION_TIME_OUT = 60;
/** Seconds after which any request is given up, for real-time data may go on for ever. */
const LONGEST = 1800;
/** Requests to one device that may wait. */
const MOST_WAITING = 1000;

/** The end of a request; `said` is what the device answered, in words. */
export interface RequestEvent {
  readonly kind: 'request-ended';
  readonly mn: string;
  readonly request: Request;
  readonly result: 'done' | 'no-data' | 'refused' | 'failed' | 'no-answer' | 'queue-full';
  readonly said: Localized | null;
}

interface Running {
  readonly request: Request;
  readonly qn: string;
  readonly bytes: Uint8Array;
  readonly accepted: boolean;
  readonly sent: number;
  readonly begun: Moment;
  /** When it was sent, or the device was last heard of it */
  readonly since: Moment;
}

/** Requests to devices: one at a time to each, in order, repeated and given up as the standard says. */
export class Requests {
  readonly #waiting = new Map<string, Request[]>();
  readonly #running = new Map<string, Running>();
  readonly #dropped: RequestEvent[] = [];

  ask(mn: string, request: Request): void {
    const waiting = this.#waiting.get(mn) ?? [];
    if (waiting.length >= MOST_WAITING) this.#dropped.push(ended(mn, request, 'queue-full'));
    else waiting.push(request);
    this.#waiting.set(mn, waiting);
  }

  /** Starts the next request to a device that has none running. */
  start(mn: string, now: Moment, qn: string, write: (request: Request) => Uint8Array): Uint8Array | null {
    const request = this.#running.has(mn) ? undefined : this.#waiting.get(mn)?.shift();
    if (!request) return null;
    const bytes = write(request);
    this.#running.set(mn, { request, qn, bytes, accepted: false, sent: 1, begun: now, since: now });
    return bytes;
  }

  /** What a telegram says of the running request: 9011 accepts or refuses, 9012 ends, 9013 ends a notice, data keep it alive. */
  hear(telegram: Telegram, now: Moment, protocol: Protocol): RequestEvent[] {
    const { mn, cn, qn } = telegram;
    const running = this.#running.get(mn);
    if (!running) return [];
    const { request } = running;
    if (cn === request.cn) this.#running.set(mn, { ...running, accepted: true, since: now });
    if (qn !== running.qn) return [];
    if (cn === '9011') {
      const code = fieldOf(telegram, 'QnRtn') ?? '';
      if (code !== '1') return [this.#end(mn, 'refused', request, protocol.requestReturns.get(code))];
      this.#running.set(mn, { ...running, accepted: true, since: now });
    }
    if (cn === '9013' && isNotice(request.cn)) return [this.#end(mn, 'done', request)];
    if (cn !== '9012') return [];
    const code = fieldOf(telegram, 'ExeRtn') ?? '';
    const result = code === '1' ? 'done' : code === '100' ? 'no-data' : 'failed';
    return [this.#end(mn, result, request, protocol.executionReturns.get(code))];
  }

  /** Repeats and gives up; `free` are the devices that may be asked again. */
  expire(now: Moment): { readonly events: RequestEvent[]; readonly repeat: Uint8Array[]; readonly free: string[] } {
    const events = this.#dropped.splice(0);
    const [repeat, free]: [Uint8Array[], string[]] = [[], []];
    for (const [mn, running] of this.#running) {
      const { request, accepted, sent, begun, since, bytes } = running;
      const tooLong = now - begun > LONGEST;
      if (!tooLong && now - since <= (accepted ? EXECUTION_TIME_OUT : TIME_OUT)) continue;
      if (tooLong || accepted || sent > REPEATS) {
        events.push(this.#end(mn, 'no-answer', request));
        free.push(mn);
        continue;
      }
      this.#running.set(mn, { ...running, sent: sent + 1, since: now });
      repeat.push(bytes);
    }
    return { events, repeat, free };
  }

  /** Gives everything up: the line is gone. */
  abandon(): RequestEvent[] {
    const running = [...this.#running].map(([mn, { request }]) => [mn, request] as const);
    const waiting = [...this.#waiting].flatMap(([mn, requests]) => requests.map((request) => [mn, request] as const));
    this.#running.clear();
    this.#waiting.clear();
    return [...running, ...waiting].map(([mn, request]) => ended(mn, request, 'no-answer'));
  }

  #end(mn: string, result: RequestEvent['result'], request: Request, said?: Localized): RequestEvent {
    this.#running.delete(mn);
    return ended(mn, request, result, said);
  }
}

function ended(mn: string, request: Request, result: RequestEvent['result'], said?: Localized): RequestEvent {
  return { kind: 'request-ended', mn, request, result, said: said ?? null };
}
