import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { NewFrame } from '@qingshan/app';

/** Length and CRC-32 of what follows */
const HEAD = 8;
/** Doubt, moment, digest, lengths of key and MN */
const FIXED = 1 + 8 + 32 + 2 + 2;
/** Longer ones are no records; a packet of HJ 212 has about a kilobyte. */
const LONGEST = 64 * 1024;
const CHUNK = 1024 * 1024;

export type Recorded = NewFrame & { readonly doubt: boolean };

/** A record: length, CRC-32, then doubt, moment, digest, key, MN and packet. */
export function encode({ received, key, digest, mn, bytes, doubt }: Recorded): Buffer {
  const [keyLength, mnLength] = [Buffer.byteLength(key), Buffer.byteLength(mn)];
  const length = FIXED + keyLength + mnLength + bytes.length;
  if (length > LONGEST) throw new RangeError(`a record of ${length} bytes`);
  const record = Buffer.alloc(HEAD + length);
  record.writeUInt32LE(length, 0);
  let at = record.writeUInt8(doubt ? 1 : 0, HEAD);
  at = record.writeDoubleLE(received, at);
  at += record.write(digest, at, 32, 'hex');
  at = record.writeUInt16LE(keyLength, at);
  at = record.writeUInt16LE(mnLength, at);
  at += record.write(key, at);
  at += record.write(mn, at);
  record.set(bytes, at);
  record.writeUInt32LE(crc32(record.subarray(HEAD)), 4);
  return record;
}

function decode(body: Buffer): Recorded {
  const keyLength = body.readUInt16LE(41);
  const key = FIXED + keyLength;
  const mn = key + body.readUInt16LE(43);
  return {
    doubt: body.readUInt8(0) === 1,
    received: body.readDoubleLE(1),
    digest: body.toString('hex', 9, 41),
    key: body.toString('utf8', FIXED, key),
    mn: body.toString('utf8', key, mn),
    bytes: new Uint8Array(body.subarray(mn)),
  };
}

/** How many bytes the first record of a piece takes; `null`: it is not whole or not what was written. */
function sizeOf(piece: Buffer): number | null {
  if (piece.length < HEAD + FIXED) return null;
  const length = piece.readUInt32LE(0);
  if (length < FIXED || length > LONGEST || piece.length < HEAD + length) return null;
  const right = crc32(piece.subarray(HEAD, HEAD + length)) === piece.readUInt32LE(4);
  return right ? HEAD + length : null;
}

/** The whole records of a file from a place on, each with the place of its end; ends before the first that is not whole. */
export async function* recordsIn(
  file: FileHandle,
  from: number,
  to: number,
): AsyncGenerator<{ readonly record: Recorded; readonly end: number }> {
  const buffer = Buffer.alloc(CHUNK + LONGEST + HEAD);
  for (let place = from; place < to;) {
    const wanted = Math.min(buffer.length, to - place);
    const { bytesRead } = await file.read(buffer, 0, wanted, place);
    let at = 0;
    // The last record of a piece may be cut by its end; the next piece begins with it.
    for (let size = sizeOf(buffer.subarray(0, bytesRead)); size !== null;) {
      yield { record: decode(buffer.subarray(at + HEAD, at + size)), end: place + at + size };
      at += size;
      size = sizeOf(buffer.subarray(at, bytesRead));
    }
    if (at === 0) return;
    place += at;
  }
}
