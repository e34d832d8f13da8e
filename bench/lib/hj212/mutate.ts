import { crcOf } from '@qingshan/methods';
import type { Random } from '@qingshan/sources';

/** Bytes that mean something to the protocol. */
const TELLING = new TextEncoder().encode('##&&;,=-.0123456789CPQNMFlag\r\n');

type Mutation = (bytes: number[], random: Random, other: Uint8Array) => void;

const at = (bytes: readonly number[], random: Random): number => random.whole(0, Math.max(0, bytes.length - 1));

/** What happens to packets on a line, in a device or by a hostile hand. */
const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'bit flipped': (bytes, random) => {
    const i = at(bytes, random);
    bytes[i] = (bytes[i] ?? 0) ^ (1 << random.whole(0, 7));
  },
  'byte set': (bytes, random) => {
    bytes[at(bytes, random)] = random.whole(0, 255);
  },
  'digit changed': (bytes, random) => {
    const i = at(bytes, random);
    const digit = bytes.findIndex((b, j) => j >= i && b >= 0x30 && b <= 0x39);
    if (digit >= 0) bytes[digit] = 0x30 + random.whole(0, 9);
  },
  'telling byte put in': (bytes, random) => {
    bytes.splice(at(bytes, random), 0, TELLING[random.whole(0, TELLING.length - 1)] ?? 0);
  },
  'bytes lost': (bytes, random) => {
    bytes.splice(at(bytes, random), random.whole(1, 8));
  },
  'bytes repeated': (bytes, random) => {
    const i = at(bytes, random);
    bytes.splice(i, 0, ...bytes.slice(i, i + random.whole(1, 40)));
  },
  'bytes exchanged': (bytes, random) => {
    const [i, j] = [at(bytes, random), at(bytes, random)];
    [bytes[i], bytes[j]] = [bytes[j] ?? 0, bytes[i] ?? 0];
  },
  'cut off': (bytes, random) => {
    bytes.length = at(bytes, random);
  },
  'another packet put in': (bytes, random, other) => {
    const from = random.whole(0, other.length - 1);
    bytes.splice(at(bytes, random), random.whole(0, 20), ...other.subarray(from, from + random.whole(1, 200)));
  },
  'length changed': (bytes, random) => {
    bytes[random.whole(2, 5)] = 0x30 + random.whole(0, 9);
  },
};

const NAMES = Object.keys(MUTATIONS);

/** A packet with one to three mutations. */
export function mutated(packet: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  const bytes = [...packet];
  for (let i = random.whole(1, 3); i > 0; i--) {
    MUTATIONS[NAMES[random.whole(0, NAMES.length - 1)] ?? '']?.(bytes, random, other);
  }
  return Uint8Array.from(bytes);
}

/** A packet whose segment was mutated, with length and CRC made right again, so that the parser has to judge it. */
export function mutatedInside(packet: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  const segment = mutated(packet.subarray(6, -6), random, other.subarray(6, -6));
  const head = new TextEncoder().encode(`##${String(Math.min(9999, segment.length)).padStart(4, '0')}`);
  return Uint8Array.from([...head, ...segment, ...new TextEncoder().encode(`${crcOf(segment)}\r\n`)]);
}
