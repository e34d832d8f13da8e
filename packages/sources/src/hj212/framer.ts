import { refusal, type FrameRefusal } from './refusals.ts';

const [LF, CR, HASH, ZERO, NINE] = [0x0a, 0x0d, 0x23, 0x30, 0x39];

/** Bytes of `##`, the length and the CRC, without the tail. */
const AROUND = 10;
/** The longest data segment of HJ 212-2017, Table 2. */
export const LONGEST_SEGMENT = 1024;

/** A packet as it came: right in length and tail, nothing else of it looked at. */
export interface Frame {
  /** Place of its first byte in the stream */
  readonly offset: number;
  readonly segment: Uint8Array;
  /** The four characters after the segment, as written */
  readonly crc: string;
}

/** Bytes of the stream that are no packet. */
export interface Refused extends FrameRefusal {
  readonly offset: number;
  /** How many bytes are refused; `bytes` holds at most the last of them that a packet could have */
  readonly length: number;
  readonly bytes: Uint8Array;
}

export type Framed = { readonly frame: Frame } | { readonly refused: Refused };

/**
 * Cuts a stream of bytes into packets, however it is cut into pieces.
 *
 * A packet ends with CR LF, and neither byte occurs in it, so what lies between two tails is looked at once: the first
 * `##` whose length reaches exactly to the tail begins the packet, and what stands before it is refused. After damage the
 * next packet is found by its tail. Every byte is looked at a fixed number of times, and no more than two packets are kept.
 */
export class Framer {
  readonly #longest: number;
  /** Bytes that the largest packet has, with its tail */
  readonly #window: number;
  readonly #carry: Uint8Array;
  #carried = 0;
  /** The first bytes of the line begun: head and length of a packet */
  readonly #opening = new Uint8Array(6);
  /** Bytes of the line begun that are not in the carry any more */
  #dropped = 0;
  /** Place in the stream of the line begun */
  #start = 0;

  constructor(longest: number = LONGEST_SEGMENT) {
    this.#longest = longest;
    this.#window = AROUND + longest + 2;
    this.#carry = new Uint8Array(2 * this.#window);
  }

  /** Bytes received since the last tail; more than a packet can have is a stream of something else. */
  get pending(): number {
    return this.#dropped + this.#carried;
  }

  push(chunk: Uint8Array): Framed[] {
    const found: Framed[] = [];
    let from = 0;
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, at + 1)) {
      const before = at > from ? chunk[at - 1] : from === 0 ? this.#carry[this.#carried - 1] : LF;
      if (before !== CR) continue;
      this.#endLine(chunk.subarray(from, at + 1), found);
      from = at + 1;
    }
    this.#append(chunk.subarray(from));
    return found;
  }

  /** What is left when the stream has ended. */
  finish(): Framed[] {
    if (this.pending === 0) return [];
    const rest = this.#carry.slice(Math.max(0, this.#carried - this.#window), this.#carried);
    const refused = this.#refuse(refusal('unfinished', { length: this.pending }), this.#start, this.pending, rest);
    this.#begin(this.pending);
    return [refused];
  }

  #endLine(part: Uint8Array, found: Framed[]): void {
    let line = part;
    if (this.#carried === 0) this.#open(part);
    else {
      this.#append(part);
      line = this.#carry.subarray(0, this.#carried);
    }
    const length = this.#dropped + line.length;
    this.#look(line.subarray(-this.#window, -2), length - 2, found);
    this.#begin(length);
  }

  #open(part: Uint8Array): void {
    const { pending } = this;
    if (pending < this.#opening.length) this.#opening.set(part.subarray(0, this.#opening.length - pending), pending);
  }

  #begin(length: number): void {
    this.#start += length;
    this.#carried = 0;
    this.#dropped = 0;
  }

  /** Keeps the end of the line, from which alone a packet can still be made. */
  #append(part: Uint8Array): void {
    this.#open(part);
    const kept = part.subarray(-this.#window);
    this.#dropped += part.length - kept.length;
    if (this.#carried + kept.length > this.#carry.length) {
      const stay = this.#window - kept.length;
      this.#carry.copyWithin(0, this.#carried - stay, this.#carried);
      this.#dropped += this.#carried - stay;
      this.#carried = stay;
    }
    this.#carry.set(kept, this.#carried);
    this.#carried += kept.length;
  }

  /** @param line the end of a line, without its tail; `length` is that of the whole line */
  #look(line: Uint8Array, length: number, found: Framed[]): void {
    if (length === 0) return;
    const offset = this.#start + length - line.length;
    const at = this.#packetIn(line);
    const before = at ?? line.length;
    const noise = length - line.length + before;
    if (noise > 0) {
      const why = noise > this.#longest + AROUND ? this.#whyLong(noise) : this.#whyNot(line, before, noise);
      found.push(this.#refuse(why, this.#start, noise, line.slice(0, before)));
    }
    if (at === null) return;
    const crc = String.fromCharCode(...line.subarray(-4));
    found.push({ frame: { offset: offset + at, segment: line.slice(at + 6, -4), crc } });
  }

  #packetIn(line: Uint8Array): number | null {
    for (let i = headIn(line, 0); i >= 0; i = headIn(line, i + 1)) {
      const declared = lengthAt(line, i + 2);
      if (declared !== null && declared <= this.#longest && i + AROUND + declared === line.length) return i;
    }
    return null;
  }

  #whyLong(length: number): FrameRefusal {
    const declared = headIn(this.#opening, 0) === 0 ? lengthAt(this.#opening, 2) : null;
    if (declared === null || declared <= this.#longest) return refusal('too-long', { length });
    return refusal('oversized', { declared, longest: this.#longest });
  }

  /** Why the bytes up to `end` are no packet, told of the first head in them. */
  #whyNot(line: Uint8Array, end: number, length: number): FrameRefusal {
    const head = headIn(line, 0);
    if (head < 0 || head + 2 > end) return refusal('no-head', { length });
    const declared = lengthAt(line, head + 2);
    if (declared === null) return refusal('bad-length', { value: printable(line.subarray(head + 2, head + 6)) });
    if (declared > this.#longest) return refusal('oversized', { declared, longest: this.#longest });
    const actual = Math.max(0, end - head - AROUND);
    return actual === declared ? refusal('no-tail') : refusal('wrong-length', { declared, actual });
  }

  #refuse(why: FrameRefusal, offset: number, length: number, bytes: Uint8Array): Framed {
    return { refused: { ...why, offset, length, bytes } };
  }
}

/** Where `##` stands at or after `from`, or -1. */
function headIn(line: Uint8Array, from: number): number {
  for (let i = line.indexOf(HASH, from); i >= 0; i = line.indexOf(HASH, i + 1)) if (line[i + 1] === HASH) return i;
  return -1;
}

/** The four digits at `at`. */
function lengthAt(line: Uint8Array, at: number): number | null {
  let value = 0;
  for (let i = at; i < at + 4; i++) {
    const digit = line[i] ?? 0;
    if (digit < ZERO || digit > NINE) return null;
    value = value * 10 + digit - ZERO;
  }
  return value;
}

function printable(bytes: Uint8Array): string {
  return Array.from(bytes, (b) => (b >= 0x20 && b < 0x7f ? String.fromCharCode(b) : '?')).join('');
}
