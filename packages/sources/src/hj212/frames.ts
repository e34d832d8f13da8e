import { crcOf, modbusCrcOf, swapped, variantOf, type CrcVariant } from '@qingshan/methods';
import { LONGEST_SEGMENT, type Frame } from './framer.ts';
import { refusal, type FrameRefusal } from './refusals.ts';
import { parseSegment, segmentText, telegramOf, type Item, type Telegram } from './telegram.ts';

const CRC_BY: Readonly<Record<CrcVariant, (bytes: Uint8Array) => string>> = {
  hj212: crcOf,
  swapped: (bytes) => swapped(crcOf(bytes)),
  modbus: modbusCrcOf,
};

/**
 * Checks the CRC by the one rule that the device is registered with, then reads the segment. Both cases of hex digits
 * are accepted; the CRC of another rule is refused and named.
 */
export function readFrame(frame: Frame, registered: CrcVariant = 'hj212'): Telegram | FrameRefusal {
  const { segment, crc } = frame;
  const found = variantOf(crc, segment);
  if (found === registered) return parseSegment(segment);
  if (found === 'wrong') return refusal('wrong-crc', { written: crc, right: CRC_BY[registered](segment) });
  return refusal('other-crc', { written: crc, found, registered });
}

export function isRefusal(read: Telegram | FrameRefusal): read is FrameRefusal {
  return 'code' in read;
}

/**
 * The packet of a telegram, with head and tail.
 *
 * @throws RangeError when its segment is longer than a packet may have; {@link splitMessage} first
 */
export function compose(telegram: Pick<Telegram, 'head' | 'items'>, variant: CrcVariant = 'hj212'): Uint8Array {
  const segment = new TextEncoder().encode(segmentText(telegram));
  if (segment.length > LONGEST_SEGMENT) throw new RangeError(`a segment of ${segment.length} bytes`);
  return packetOf({ segment, crc: CRC_BY[variant](segment) });
}

/** A packet from head to tail, as it stands on the line. */
export function packetOf({ segment, crc }: Pick<Frame, 'segment' | 'crc'>): Uint8Array {
  const length = String(segment.length).padStart(4, '0');
  const around = new TextEncoder().encode(`##${length}${crc}\r\n`);
  const packet = new Uint8Array(segment.length + around.length);
  packet.set(around.subarray(0, 6));
  packet.set(segment, 6);
  packet.set(around.subarray(6), 6 + segment.length);
  return packet;
}

/** The telegram of a packet that was accepted once. */
export function readPacket(packet: Uint8Array): Telegram | FrameRefusal {
  return parseSegment(packet.subarray(6, -6));
}

/** Bytes kept free for what the numbers of a split message add to the head. */
const FOR_NUMBERS = 'PNUM=9999;PNO=9999;'.length;

/**
 * A message as the packets that it takes: itself where it fits, else parts with PNUM and PNO, each of which repeats the
 * first item (DataTime). No item is cut.
 *
 * @param qnAt the QN of part 0, 1, …; each packet has its own (Annex C.47)
 */
export function splitMessage(message: Telegram, qnAt: (part: number) => string): Telegram[] {
  const size = (items: readonly Item[]) =>
    new TextEncoder().encode(segmentText({ head: message.head, items })).length + FOR_NUMBERS;
  if (size(message.items) - FOR_NUMBERS <= LONGEST_SEGMENT) return [message];
  const [time = [], ...rest] = message.items;
  const parts: Item[][] = [];
  for (const item of rest) {
    const last = parts.at(-1);
    if (last && size([...last, item]) <= LONGEST_SEGMENT) last.push(item);
    else parts.push([time, item]);
  }
  const flag = (message.flag ?? 0) | 2;
  return parts.map((items, i) =>
    telegramOf({ ...message, qn: qnAt(i), flag, split: { count: parts.length, number: i + 1 }, items }),
  );
}
