import { hash } from 'node:crypto';
import type { Moment } from '@qingshan/kernel';
import { Assembly, MOST_PACKETS, type Assembled } from './assembly.ts';
import type { Device } from './devices.ts';
import { compose, isRefusal, readFrame } from './frames.ts';
import type { Frame, Framed } from './framer.ts';
import type { Protocol } from './protocol.ts';
import { refusal, type FrameRefusal } from './refusals.ts';
import { Requests, type RequestEvent } from './request-queue.ts';
import { requestOf, type Request } from './requests.ts';
import { momentOfStamp, qnOf, stampOf } from './stamps.ts';
import { fieldOf, telegramOf, VERSIONS, versionOf, wantsAnswer, type Item, type Telegram } from './telegram.ts';

/** An accepted telegram that is to be stored before the step's answers are sent. */
export interface Receipt {
  /** The same for a telegram that is sent again; what is stored under it once is not stored again */
  readonly key: string;
  /** SHA-256 of the data segment, so that another content under the same key is noticed */
  readonly digest: string;
  readonly device: Device;
  readonly telegram: Telegram;
  readonly frame: Frame;
}

export type SessionEvent =
  | { readonly kind: 'arrived'; readonly mn: string }
  | { readonly kind: 'refused'; readonly mn: string | null; readonly why: FrameRefusal }
  | { readonly kind: 'clock'; readonly mn: string; readonly seconds: number }
  | { readonly kind: 'message'; readonly message: Assembled }
  | RequestEvent;

/** What follows from something that came or from time that passed. */
export interface Step {
  readonly receipt: Receipt | null;
  /** Packets to send, in order; those of a receipt only once it is stored durably */
  readonly send: readonly Uint8Array[];
  readonly events: readonly SessionEvent[];
  /** The connection sends nothing that can be accepted */
  readonly close: boolean;
}

export interface SessionContext {
  readonly protocol: Protocol;
  deviceOf(mn: string): Device | null;
}

/** Refusals without an accepted telegram between them after which a connection is closed. */
const MOST_REFUSALS = 50;
/** Seconds by which QN may differ from the clock without a remark. */
const CLOCK_TOLERANCE = 300;
const INTERACTION = '91';
const ANSWERS = new Set(['9011', '9012', '9013', '9014']);
const HEARTBEAT = '9015';
/** The log-in of HJ/T 212-2005, seen in the field; how it is answered was not found, so it is not. */
const LOG_IN_2005 = '9021';

/**
 * One connection: who may speak, what is stored, what is answered. It reads no clock and stores nothing; the one who
 * drives it stores the receipt of a step and then sends its packets, so that nothing is acknowledged that could be lost.
 *
 * A device is known by MN and PW in every telegram; a connection may carry several. What is refused is not answered: the
 * standard has no refusal from host to device, and the device sends again after its time-out.
 */
export class Session {
  readonly #context: SessionContext;
  readonly #requests = new Requests();
  readonly #assembly = new Assembly();
  readonly #arrived = new Set<string>();
  #refusals = 0;
  #sent = 0;

  constructor(context: SessionContext) {
    this.#context = context;
  }

  receive(framed: Framed, now: Moment): Step {
    if ('refused' in framed) return this.#refuse(null, framed.refused);
    const { frame } = framed;
    const device = this.#context.deviceOf(mnOf(frame.segment) ?? '');
    const telegram = readFrame(frame, device?.crc);
    if (isRefusal(telegram)) return this.#refuse(device?.mn ?? null, telegram);
    const why = device === null ? refusal('unknown-device', { mn: telegram.mn }) : this.#whyNot(telegram, device);
    if (device === null || why !== null) return this.#refuse(telegram.mn, why ?? refusal('unknown-device'));
    this.#refusals = 0;
    const events = [...this.#arrival(telegram, now), ...this.#assembly.add(telegram, now).map(messageEvent)];
    const isData = telegram.st !== INTERACTION && !telegram.cn.startsWith('9');
    const notice = telegram.cn === '1013';
    const digest = hash('sha256', frame.segment);
    const receipt = isData && !notice ? { key: keyOf(telegram, digest), digest, device, telegram, frame } : null;
    const answers = this.#answerTo(telegram, device, notice);
    if (notice) this.#requests.ask(device.mn, requestOf('1012', { SystemTime: stampOf(now) }));
    const heard = this.#requests.hear(telegram, now, this.#context.protocol);
    const asked = this.#next(device, now);
    return { receipt, send: [...answers, ...asked], events: [...events, ...heard], close: false };
  }

  /** Asks something of a device that has been heard of on this connection; requests to it go out one after the other. */
  request(mn: string, request: Request, now: Moment): Step {
    this.#requests.ask(mn, request);
    const device = this.#arrived.has(mn) ? this.#context.deviceOf(mn) : null;
    return { receipt: null, send: device ? this.#next(device, now) : [], events: [], close: false };
  }

  /** To be called when the connection has ended: what was asked and not answered is given up. */
  end(): readonly SessionEvent[] {
    return this.#requests.abandon();
  }

  /** To be called every second or so: repeats requests that were not answered, gives up what has waited too long. */
  tick(now: Moment): Step {
    const { events, repeat, free } = this.#requests.expire(now);
    const next = free.flatMap((mn) => {
      const device = this.#context.deviceOf(mn);
      return device ? this.#next(device, now) : [];
    });
    const given = this.#assembly.expire(now).map(messageEvent);
    return { receipt: null, send: [...repeat, ...next], events: [...events, ...given], close: false };
  }

  #refuse(mn: string | null, why: FrameRefusal): Step {
    this.#refusals += 1;
    const event = { kind: 'refused', mn, why } as const;
    return { receipt: null, send: [], events: [event], close: this.#refusals >= MOST_REFUSALS };
  }

  #whyNot(telegram: Telegram, device: Device): FrameRefusal | null {
    const { mn, cn, st, pw, split } = telegram;
    if ((pw ?? '') !== device.password) return refusal('wrong-password', { mn });
    const command = this.#context.protocol.commands.get(cn);
    const version = [versionOf(telegram) ?? '2005', command?.since ?? '2005'];
    if (version.some((v) => VERSIONS.indexOf(v) > Math.max(1, VERSIONS.indexOf(device.version))))
      return refusal('version-not-enabled', { mn });
    if (split !== null && split.count > MOST_PACKETS)
      return refusal('bad-split', { count: String(split.count), number: String(split.number) });
    if (cn === LOG_IN_2005) return null;
    if (!command) return refusal('unknown-command', { value: cn });
    if (!command.fromDevice) return refusal('not-from-device', { value: cn });
    const isInteraction = (ANSWERS.has(cn) || cn === HEARTBEAT) && st === INTERACTION;
    return st === device.system || isInteraction
      ? null
      : refusal('wrong-system', { mn, registered: device.system, value: st });
  }

  #arrival(telegram: Telegram, now: Moment): SessionEvent[] {
    const { mn, qn } = telegram;
    const events: SessionEvent[] = this.#arrived.has(mn) ? [] : [{ kind: 'arrived', mn }];
    this.#arrived.add(mn);
    const seconds = (qn === null ? null : momentOfStamp(qn)) ?? now;
    const isOwn = !ANSWERS.has(telegram.cn);
    if (isOwn && Math.abs(seconds - now) > CLOCK_TOLERANCE) events.push({ kind: 'clock', mn, seconds: seconds - now });
    return events;
  }

  /** Data are answered by 9014, a notice and a heartbeat by 9013, when bit A asks for it; the QN is that of the telegram. */
  #answerTo(telegram: Telegram, device: Device, notice: boolean): Uint8Array[] {
    const { qn, cn } = telegram;
    if (!wantsAnswer(telegram) || qn === null || ANSWERS.has(cn) || cn === LOG_IN_2005) return [];
    const answer = notice || cn === HEARTBEAT ? '9013' : '9014';
    return [packet(device, telegram.flag, { qn, st: INTERACTION, cn: answer, answer: false, items: [] })];
  }

  #next(device: Device, now: Moment): Uint8Array[] {
    const qn = qnOf(now, this.#sent);
    const started = this.#requests.start(device.mn, now, qn, ({ cn, fields }) => {
      const items = fields.map((field) => [field]);
      const flag = VERSIONS.indexOf(device.version) << 2;
      return packet(device, flag, { qn, st: device.system, cn, answer: true, items });
    });
    if (started === null) return [];
    this.#sent += 1;
    return [started];
  }
}

function messageEvent(message: Assembled): SessionEvent {
  return { kind: 'message', message };
}

interface Own {
  readonly qn: string;
  readonly st: string;
  readonly cn: string;
  readonly answer: boolean;
  readonly items: readonly Item[];
}

/** A packet of the host, in the version that the device speaks and with its CRC. */
function packet(device: Device, flag: number | null, { qn, st, cn, answer, items }: Own): Uint8Array {
  const own = (((flag ?? 0) >> 2) << 2) | (answer ? 1 : 0);
  const telegram = telegramOf({
    qn,
    st,
    cn,
    pw: device.password,
    mn: device.mn,
    flag: own,
    split: null,
    items,
  });
  return compose(telegram, device.crc);
}

function mnOf(segment: Uint8Array): string | null {
  const { buffer, byteOffset, length } = segment;
  // No MN that is registered has other characters than those of ASCII.
  return /(?:^|;)MN=([^;]*)/.exec(Buffer.from(buffer, byteOffset, length).toString('latin1'))?.[1] ?? null;
}

/**
 * What makes a telegram the same as one that came before: device, exchange, command, packet and data time. Those without
 * a QN (HJ/T 212-2005) are told apart by their content.
 */
function keyOf(telegram: Telegram, digest: string): string {
  const { mn, qn, st, cn, split } = telegram;
  if (qn === null) return [mn, st, cn, digest].join('|');
  return [mn, qn, st, cn, split?.number ?? '', fieldOf(telegram, 'DataTime') ?? ''].join('|');
}
