import type { Moment } from '@qingshan/kernel';
import { fieldOf, type Item, type Telegram } from './telegram.ts';

/** Packets that one message may have, and that wait on one connection for others of theirs; more are not kept. */
export const MOST_PACKETS = 200;
const MOST_WAITING = 256;
/** Seconds after which a message that is not whole is given up. */
const PATIENCE = 600;

interface Message {
  readonly key: string;
  readonly count: number;
  readonly packets: Map<number, Telegram>;
  readonly begun: Moment;
}

/** A message that came whole, or was given up; `missing` are the numbers of the packets that did not come. */
export interface Assembled {
  readonly cn: string;
  readonly mn: string;
  readonly items: readonly Item[];
  readonly missing: readonly number[];
}

/**
 * Puts the packets of split messages together again, in whatever order they come. Each packet has a QN of its own and
 * repeats DataTime (Annex C.47 to C.50), so its data stand alone and are stored when it comes; here it is seen whether a message is whole.
 */
export class Assembly {
  readonly #messages = new Map<string, Message>();

  /** @returns messages that ended with this packet: whole, or given up for room */
  add(telegram: Telegram, now: Moment): Assembled[] {
    const { split } = telegram;
    if (split === null || split.count === 1) return [];
    const key = [telegram.mn, telegram.cn, fieldOf(telegram, 'DataTime') ?? telegram.qn, split.count].join('|');
    const message = this.#messages.get(key) ?? { key, count: split.count, packets: new Map(), begun: now };
    if (!message.packets.has(split.number)) message.packets.set(split.number, telegram);
    this.#messages.set(key, message);
    if (message.packets.size === message.count) return [this.#end(message)];
    const waiting = this.#messages.values().reduce((sum, { packets }) => sum + packets.size, 0);
    const oldest = this.#messages.values().next().value;
    return waiting > MOST_WAITING && oldest ? [this.#end(oldest)] : [];
  }

  /** Gives up what has waited too long. */
  expire(now: Moment): Assembled[] {
    return [...this.#messages.values()].filter((m) => now - m.begun > PATIENCE).map((m) => this.#end(m));
  }

  #end({ key, count, packets }: Message): Assembled {
    this.#messages.delete(key);
    const numbers = Array.from({ length: count }, (_, i) => i + 1);
    const present = numbers.flatMap((n) => packets.get(n) ?? []);
    return {
      cn: present[0]?.cn ?? '',
      mn: present[0]?.mn ?? '',
      items: present.flatMap(({ items }, i) => items.filter((item) => i === 0 || !isTime(item))),
      missing: numbers.filter((n) => !packets.has(n)),
    };
  }
}

function isTime(item: Item): boolean {
  return item.length === 1 && item[0]?.name === 'DataTime';
}
