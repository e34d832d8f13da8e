import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Framer, LONGEST_SEGMENT, type Framed } from './framer.ts';
import { ascii, crcByHand, framed, refusedOf } from './testing.ts';

const ANNEX =
  '##0101QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;CP=&&RtdInterval=30&&1C80\r\n';

/** A packet of any segment. */
function packet(segment: string): string {
  const bytes = ascii(segment);
  return `##${String(bytes.length).padStart(4, '0')}${segment}${crcByHand(bytes)}\r\n`;
}

/** Each thing found as `offset segment` or `offset+length reason`. */
function told(found: readonly Framed[]): string[] {
  return found.map((f) =>
    'frame' in f
      ? `${f.frame.offset} ${new TextDecoder().decode(f.frame.segment)} ${f.frame.crc}`
      : `${f.refused.offset}+${f.refused.length} ${f.refused.code}`,
  );
}

function inPieces(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
}

describe('a stream of packets', () => {
  test('the example of Annex A is one frame', () => {
    const segment = ANNEX.slice(6, -6);
    expect(segment).toHaveLength(101);
    expect(told(framed(ascii(ANNEX)))).toEqual([`0 ${segment} 1C80`]);
  });

  test('byte by byte, or many at once, it is the same', () => {
    const stream = ascii(ANNEX.repeat(3));
    const whole = told(framed(stream));
    expect(whole.map((t) => t.split(' ')[0])).toEqual(['0', '113', '226']);
    expect(told(framed(...inPieces(stream, 1)))).toEqual(whole);
    expect(told(framed(...inPieces(stream, 112)))).toEqual(whole);
  });

  test('the longest segment of Table 2 is taken, one byte more is not', () => {
    expect(told(framed(ascii(packet('x'.repeat(LONGEST_SEGMENT)))))[0]).toMatch(/^0 x{1024} /);
    expect(told(framed(ascii(packet('x'.repeat(LONGEST_SEGMENT + 1)))))).toEqual(['0+1035 oversized']);
  });

  test('an empty line between packets is nothing', () => {
    expect(told(framed(ascii(`\r\n${packet('a')}\r\n\r\n${packet('b')}`)))).toHaveLength(2);
  });

  test('CR or LF alone end nothing', () => {
    expect(told(framed(ascii(packet('a\nb\rc'))))).toEqual([`0 a\nb\rc ${crcByHand(ascii('a\nb\rc'))}`]);
  });
});

describe('what is no packet is refused, with its place, and the next packet is found', () => {
  test.each([
    ['nothing of the kind', 'GET / HTTP/1.1', '0+14 no-head'],
    ['a length of three digits', '##299ST=22;CN=2011', '0+18 bad-length'],
    ['a length that counts too much', '##0131ST=22&&C241', '0+17 wrong-length'],
    ['bytes lost', ANNEX.slice(0, 60), '0+60 wrong-length'],
    ['a packet without its tail', ANNEX.slice(0, -2), '0+111 no-tail'],
  ])('%s', (_, bad, reason) => {
    const at = bad.length;
    // Where nothing ends it, the bad bytes run into the next packet.
    expect(told(framed(ascii(bad + packet('good'))))).toEqual([reason, `${at} good ${crcByHand(ascii('good'))}`]);
    const after = told(framed(ascii(`${bad}\r\n${packet('good')}`)));
    expect(after.at(-1)).toBe(`${at + 2} good ${crcByHand(ascii('good'))}`);
    expect(after).toHaveLength(2);
  });

  test('the reason says what was declared and what was there', () => {
    // 11 characters between the length and the CRC, counted by hand.
    expect(refusedOf('##0131ST=22;&&abcC241')).toMatchObject({
      code: 'wrong-length',
      values: { declared: 131, actual: 11 },
    });
  });

  test('### is noise and a head', () => {
    expect(told(framed(ascii(`#${packet('a')}`)))).toEqual(['0+1 no-head', `1 a ${crcByHand(ascii('a'))}`]);
  });

  test('what the connection leaves unfinished is told at its end', () => {
    expect(told(framed(ascii(`${ANNEX}##0101QN=2016`)))[1]).toBe('113+13 unfinished');
  });

  test('megabytes without an end keep no more than two packets, and the packet behind them is found', () => {
    const framer = new Framer();
    const noise = ascii('##1024x'.repeat(10_000));
    for (let i = 0; i < 20; i++) expect(framer.push(noise)).toEqual([]);
    expect(framer.pending).toBe(1_400_000);
    const found = framer.push(ascii(packet('good')));
    expect(told(found)).toEqual(['0+1400000 too-long', `1400000 good ${crcByHand(ascii('good'))}`]);
    const [first] = found;
    expect(first && 'refused' in first && first.refused.bytes.length).toBeLessThanOrEqual(LONGEST_SEGMENT + 12);
    expect(framer.pending).toBe(0);
  });
});

/** What may come: packets, pieces of them, and bytes that mean something to the framer. */
const piece = fc.oneof(
  { weight: 4, arbitrary: fc.string({ maxLength: 30 }).map(packet) },
  fc.constantFrom('\r\n', '\r', '\n', '#', '##', '##0003', '##9999', 'CP=&&', ANNEX.slice(0, 40), 'x'.repeat(1100)),
  fc.string({ maxLength: 8 }),
);

test('however a stream is cut, the same is found in it', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.array(fc.integer({ min: 1, max: 700 })), (pieces, sizes) => {
      const stream = ascii(pieces.join(''));
      const chunks: Uint8Array[] = [];
      let at = 0;
      for (const size of [...sizes, stream.length]) {
        chunks.push(stream.subarray(at, at + size));
        at += size;
      }
      expect(framed(...chunks)).toEqual(framed(stream));
    }),
    { numRuns: 500 },
  );
});

test('every byte but those of tails is in one frame or refused once, in order', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const stream = ascii(pieces.join(''));
      let at = 0;
      for (const f of framed(stream)) {
        const [offset, length] =
          'frame' in f ? [f.frame.offset, f.frame.segment.length + 10] : [f.refused.offset, f.refused.length];
        expect(offset).toBeGreaterThanOrEqual(at);
        expect(new TextDecoder().decode(stream.subarray(at, offset)).replaceAll('\r\n', '')).toBe('');
        at = offset + length;
      }
      expect(new TextDecoder().decode(stream.subarray(at)).replaceAll('\r\n', '')).toBe('');
    }),
    { numRuns: 500 },
  );
});
