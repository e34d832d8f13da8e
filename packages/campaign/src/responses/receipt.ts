import { QingshanError, type Localized, type Moment } from '@qingshan/kernel';
import { ALERT_LEVELS, type AlertLevel } from '@qingshan/methods';
import { z } from 'zod';
import type { Actor } from '../actor.ts';
import type { LoopEvent, RecordedEvent } from '../loop/event.ts';
import { actingUnder, refuse, RESPONSE_STATES, unitsOfListed, type AlertResponse } from './alert-response.ts';

/** What a unit did about one level of an alert. A change of level is a new round: it is to be confirmed again. */
export interface ReceiptRound {
  readonly level: AlertLevel;
  readonly notifiedAt: Moment;
  readonly confirmed: { readonly at: Moment; readonly by: Actor; readonly note: string } | null;
  /** Enterprises that have confirmed to the unit, with when it said so */
  readonly told: ReadonlyMap<string, { readonly at: Moment; readonly by: string }>;
}

/** Receipt 签收 of a unit: what it was notified of, oldest first. */
export interface Receipt {
  readonly seq: number;
  readonly rounds: readonly ReceiptRound[];
}

export const NO_RECEIPT: Receipt = { seq: 0, rounds: [] };

export type ReceiptCommand =
  | { readonly do: 'confirm'; readonly note: string }
  | { readonly do: 'unconfirm' }
  /** The unit has passed it on to enterprises, and they have confirmed */
  | { readonly do: 'tell'; readonly enterprises: readonly string[] }
  | { readonly do: 'untell'; readonly enterprises: readonly string[] };

const VERBS: Readonly<Record<ReceiptCommand['do'], Localized>> = {
  confirm: { zh: '签收', en: 'confirmed' },
  unconfirm: { zh: '撤回签收', en: 'unconfirmed' },
  tell: { zh: '登记企业签收', en: 'passed on' },
  untell: { zh: '撤回企业签收', en: 'taken back' },
};

/** The enterprises that a unit passes the present level on to. */
export function enterprisesOf(response: AlertResponse, unit: string): string[] {
  const level = response.rounds.at(-1)?.level;
  const acting = level === undefined ? [] : actingUnder(response.list, level);
  return acting.filter((listed) => unitsOfListed(listed).includes(unit)).map((listed) => listed.key);
}

/**
 * What a unit's command does. What is so already stays as it is.
 *
 * @throws QingshanError `wrong-state` when the alert is over, `not-found` when the unit was not notified,
 * `bad-report` for an enterprise that is not its own
 */
export function decideReceipt(
  response: AlertResponse,
  unit: string,
  receipt: Receipt,
  command: ReceiptCommand,
): LoopEvent[] {
  if (response.state !== 'active') {
    throw new QingshanError('wrong-state', { state: RESPONSE_STATES[response.state], verb: VERBS[command.do] });
  }
  const now = receipt.rounds.at(-1);
  if (!now) {
    throw new QingshanError('not-found', { what: { zh: '通知单位', en: 'notified unit' }, id: unit, hint: '' });
  }
  switch (command.do) {
    case 'confirm':
      return now.confirmed ? [] : [{ type: 'confirmed', data: { note: command.note } }];
    case 'unconfirm':
      return now.confirmed ? [{ type: 'unconfirmed', data: {} }] : [];
    case 'tell':
    case 'untell': {
      const own = new Set(enterprisesOf(response, unit));
      const foreign = command.enterprises.find((key) => !own.has(key));
      if (foreign !== undefined) {
        refuse(
          `“${foreign}”不在本单位本级别应通知的企业中`,
          `“${foreign}” is not among the enterprises that this unit notifies under this level`,
        );
      }
      const isTold = command.do === 'untell';
      const enterprises = [...new Set(command.enterprises)].filter((key) => now.told.has(key) === isTold);
      return enterprises.length === 0 ? [] : [{ type: isTold ? 'untold' : 'told', data: { enterprises } }];
    }
  }
}

const notified = z.object({ level: z.enum(ALERT_LEVELS) });
const confirmed = z.object({ note: z.string() });
const enterprises = z.object({ enterprises: z.array(z.string()) });

/** The receipt after an event. */
export function evolveReceipt(receipt: Receipt, event: RecordedEvent): Receipt {
  const { seq, at, by, data } = event;
  if (event.type === 'notified') {
    const round = { level: notified.parse(data).level, notifiedAt: at, confirmed: null, told: new Map() };
    return { seq, rounds: [...receipt.rounds, round] };
  }
  const now = receipt.rounds.at(-1);
  const last = now && lastRound(now, event.type, data, at, by);
  return { seq, rounds: last ? [...receipt.rounds.slice(0, -1), last] : receipt.rounds };
}

function lastRound(now: ReceiptRound, type: string, data: RecordedEvent['data'], at: Moment, by: Actor): ReceiptRound {
  switch (type) {
    case 'confirmed':
      return { ...now, confirmed: { at, by, note: confirmed.parse(data).note } };
    case 'unconfirmed':
      return { ...now, confirmed: null };
    case 'told': {
      const told = enterprises.parse(data).enterprises.map((key) => [key, { at, by: by.name }] as const);
      return { ...now, told: new Map([...now.told, ...told]) };
    }
    case 'untold': {
      const gone = new Set(enterprises.parse(data).enterprises);
      return { ...now, told: new Map([...now.told].filter(([key]) => !gone.has(key))) };
    }
    default:
      return now;
  }
}
