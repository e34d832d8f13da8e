import { refusal, type FrameRefusal } from './refusals.ts';
import { momentOfStamp } from './stamps.ts';

export interface Field {
  readonly name: string;
  readonly value: string;
}

/** Fields that belong together, as `w01018-Avg=40.1,w01018-Flag=N`. */
export type Item = readonly Field[];

export const VERSIONS = ['2005', '2017', '2025'] as const;
export type Version = (typeof VERSIONS)[number];

/**
 * One packet's data segment (HJ 212-2017 Table 3). What is `null` was not sent: telegrams of HJ/T 212-2005 have neither
 * QN nor Flag. All values are texts as received.
 */
export interface Telegram {
  readonly qn: string | null;
  readonly st: string;
  readonly cn: string;
  readonly pw: string | null;
  readonly mn: string;
  /** 0..255: bit 0 an answer is wanted, bit 1 split, bits 2 to 7 the version */
  readonly flag: number | null;
  /** Which of how many packets of one message it is */
  readonly split: { readonly count: number; readonly number: number } | null;
  /** CP; an empty item at the end stands for a `;` before `&&` */
  readonly items: readonly Item[];
  /** Fields before CP, in the order in which they came */
  readonly head: readonly Field[];
}

const HEAD_FIELDS = ['QN', 'ST', 'CN', 'PW', 'MN', 'Flag', 'RF', 'PNUM', 'PNO'] as const;
type HeadField = (typeof HEAD_FIELDS)[number];

/** The standard has MNs of 24 hex digits and passwords of 6; devices in the field have others. */
const SHAPES: Readonly<Record<HeadField, RegExp>> = {
  QN: /^\d{17}$/,
  ST: /^[0-9A-Z]{2}$/,
  CN: /^\d{4}$/,
  PW: /^[\x21-\x7e]{0,20}$/,
  MN: /^[\w.-]{1,40}$/,
  Flag: /^(?:\d|[1-9]\d{1,2})$/,
  RF: /^\d$/,
  PNUM: /^\d{1,6}$/,
  PNO: /^\d{1,6}$/,
};

/** Parts with dashes between, none of them empty: a value or a flag without its code would belong to nothing. */
const ENTRY_NAME = /^\w+(?:[.-]\w+)*$/;

const isHeadField = (name: string): name is HeadField => HEAD_FIELDS.some((field) => field === name);

export function versionOf({ flag }: Pick<Telegram, 'flag'>): Version | null {
  return VERSIONS[(flag ?? 0) >> 2] ?? null;
}

/** Bit A of Flag. */
export function wantsAnswer({ flag }: Pick<Telegram, 'flag'>): boolean {
  return flag !== null && (flag & 1) === 1;
}

/** The value of a field in CP, `null` when it is not there. */
export function fieldOf({ items }: Pick<Telegram, 'items'>, name: string): string | null {
  for (const item of items) for (const field of item) if (field.name === name) return field.value;
  return null;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const CONTROL = /\p{Cc}/u;
const CP = 'CP=&&';

/** The text of a segment, `null` when its bytes are no text. */
export function textOfSegment(segment: Uint8Array): string | null {
  try {
    const text = utf8.decode(segment);
    return CONTROL.test(text) ? null : text;
  } catch {
    return null;
  }
}

/**
 * Reads a data segment. Nothing is guessed: a field that is missing, unknown, ill formed or there twice refuses the whole.
 */
export function parseSegment(segment: Uint8Array): Telegram | FrameRefusal {
  const text = textOfSegment(segment);
  if (text === null) return refusal('bad-encoding');
  const at = text.indexOf(CP);
  const content = text.slice(at + CP.length, -2);
  const whole = text.endsWith('&&') && text.length >= at + CP.length + 2 && !content.includes('&&');
  if (at < 0 || !whole || (at > 0 && text[at - 1] !== ';')) return refusal('no-cp');
  const head = parseHead(text.slice(0, at));
  if ('code' in head) return head;
  const items = parseItems(content);
  return 'code' in items ? items : telegramFrom(head, items);
}

function parseHead(text: string): Field[] | FrameRefusal {
  const head: Field[] = [];
  const seen = new Set<string>();
  for (const part of text === '' ? [] : text.slice(0, -1).split(';')) {
    const [name, value] = splitField(part);
    if (!isHeadField(name)) return refusal('unknown-field', { name });
    if (seen.has(name)) return refusal('repeated-field', { name });
    // A password is told in no message.
    const told = name === 'PW' ? '***' : (value ?? '');
    if (value === null || !SHAPES[name].test(value)) return refusal('bad-field', { name, value: told });
    seen.add(name);
    head.push({ name, value });
  }
  return head;
}

function splitField(part: string): [name: string, value: string | null] {
  const at = part.indexOf('=');
  return at < 0 ? [part, null] : [part.slice(0, at), part.slice(at + 1)];
}

function parseItems(content: string): Item[] | FrameRefusal {
  if (content === '') return [];
  const parts = content.split(';');
  const names = new Set<string>();
  const items: Item[] = [];
  for (const [i, part] of parts.entries()) {
    const item: Field[] = [];
    const isTrailing = part === '' && i > 0 && i === parts.length - 1;
    for (const entry of isTrailing ? [] : part.split(',')) {
      const [name, value] = splitField(entry);
      if (value === null || !ENTRY_NAME.test(name)) return refusal('bad-entry', { value: entry });
      if (names.has(name)) return refusal('repeated-field', { name });
      names.add(name);
      item.push({ name, value });
    }
    items.push(item);
  }
  return items;
}

function telegramFrom(head: readonly Field[], items: readonly Item[]): Telegram | FrameRefusal {
  const of = (name: HeadField): string | null => head.find((field) => field.name === name)?.value ?? null;
  const [qn, st, cn, mn, flag] = [of('QN'), of('ST'), of('CN'), of('MN'), of('Flag')];
  if (st === null) return refusal('missing-field', { name: 'ST' });
  if (cn === null) return refusal('missing-field', { name: 'CN' });
  if (mn === null) return refusal('missing-field', { name: 'MN' });
  if (qn !== null && momentOfStamp(qn) === null) return refusal('bad-field', { name: 'QN', value: qn });
  const number = flag === null ? null : Number(flag);
  if (number !== null && number > 255) return refusal('bad-field', { name: 'Flag', value: flag ?? '' });
  if (versionOf({ flag: number }) === null) return refusal('unknown-version', { value: flag ?? '' });
  const split = splitOf(of('PNUM'), of('PNO'));
  if (split !== null && 'code' in split) return split;
  return { qn, st, cn, pw: of('PW'), mn, flag: number, split, items, head };
}

function splitOf(pnum: string | null, pno: string | null): Telegram['split'] | FrameRefusal {
  if (pnum === null && pno === null) return null;
  const [count, number] = [Number(pnum ?? 0), Number(pno ?? 0)];
  if (number < 1 || number > count) return refusal('bad-split', { count: pnum ?? '', number: pno ?? '' });
  return { count, number };
}

export type TelegramParts = Omit<Telegram, 'head'>;

/** A telegram of ours, with its fields in the order of Table 3. */
export function telegramOf(parts: TelegramParts): Telegram {
  const { qn, st, cn, pw, mn, flag, split } = parts;
  const fields: readonly (readonly [HeadField, string | number | null])[] = [
    ['QN', qn],
    ['ST', st],
    ['CN', cn],
    ['PW', pw],
    ['MN', mn],
    ['Flag', flag],
    ['PNUM', split?.count ?? null],
    ['PNO', split?.number ?? null],
  ];
  const head = fields.flatMap(([name, value]) => (value === null ? [] : [{ name, value: String(value) }]));
  return { ...parts, head };
}

function written(fields: readonly Field[]): string[] {
  return fields.map(({ name, value }) => `${name}=${value}`);
}

export function segmentText({ head, items }: Pick<Telegram, 'head' | 'items'>): string {
  return `${[...written(head), CP].join(';')}${items.map((item) => written(item).join(',')).join(';')}&&`;
}
