import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { describeWithData, sharedData } from '../testing.ts';
import { compose, isRefusal, readFrame, splitMessage } from './frames.ts';
import { rawRows } from './raw-rows.ts';
import { REFUSAL_CODES, refusal, refusalText } from './refusals.ts';
import { parseSegment, segmentText, telegramOf, versionOf, wantsAnswer, type TelegramParts } from './telegram.ts';
import { ascii, crcByHand, framed, frameOf, item, MN, read, referenceFile, sent, telegram } from './testing.ts';

const ANNEX =
  '##0101QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;CP=&&RtdInterval=30&&1C80';

describe('the example of Annex A', () => {
  test('is read field by field', () => {
    const found = read(ANNEX);
    expect(found).toMatchObject({
      qn: '20160801085857223',
      st: '32',
      cn: '1062',
      pw: '100000',
      mn: MN,
      flag: 5,
      split: null,
      items: [[{ name: 'RtdInterval', value: '30' }]],
    });
    // 5 = 000001 0 1: version 1, not split, an answer is wanted.
    expect([versionOf(found), wantsAnswer(found)]).toEqual(['2017', true]);
  });

  test('is composed again to the byte', () => {
    expect(new TextDecoder().decode(compose(read(ANNEX)))).toBe(`${ANNEX}\r\n`);
  });
});

/** The telegrams of `frames_valid.txt`, each with what stands in it, read off by eye: ST, CN, MN, DataTime, number of values, one value. */
const BY_EYE = [
  ['22', '2051', 'JLYP01_AIR01_0001', '20220513162600', 11, 'a21005 Avg 0.427 N'],
  ['32', '1062', '010000A8900016F000169DC0', '', 1, ' RtdInterval 30 '],
  ['32', '2051', '12091200160055', '20150430135700', 12, '060 Cou 1.65 '],
  ['32', '2011', '12091200160055', '20150430135830', 3, '011 Rtd 999.99 N'],
  ['32', '2021', '12091200160055', '20150430135830', 8, 'SB8 RS 0 '],
  ['32', '2011', '81733553213013', '20210320013400', 11, 'w01001 Rtd 7.496 N'],
  ['32', '2011', '88888811111008', '20210824122000', 4, 'w01018 SampleTime 20210824103659 N'],
  ['31', '2011', 'TY0102183V0001', '20180315134400', 12, '03 ZsRtd 125.0510 N'],
  ['22', '2011', 'YD4210001', '20211021095827', 8, 'a81001 Rtd 30.4614278 N'],
  ['22', '2011', 'xag10259964655', '20241124211851', 18, 'a50001 Avg 0.0 F'],
] as const;

describeWithData('telegrams from the field', () => {
  test('all right ones are accepted, with what stands in them', () => {
    const stream = sharedData('hj212/frames_valid.txt');
    const found = framed(stream).map((f) => {
      if (!('frame' in f)) throw new Error(f.refused.code);
      const t = readFrame(f.frame);
      if (isRefusal(t)) throw new Error(t.code);
      return t;
    });
    const rows = found.map(rawRows);
    expect(found).toHaveLength(10);
    for (const [i, [st, cn, mn, time, values, one]] of BY_EYE.entries()) {
      expect(found[i], mn).toMatchObject({ st, cn, mn });
      expect(rows[i], mn).toHaveLength(values);
      const texts = rows[i]?.map((r) => `${r.code} ${r.field} ${r.value} ${r.flag}`);
      expect(texts).toContain(one);
      expect(new Set(rows[i]?.map((r) => `${r.mn} ${r.cn} ${r.data_time}`))).toEqual(new Set([`${mn} ${cn} ${time}`]));
    }
    expect(new TextDecoder().decode(stream)).toBe(found.map((t) => new TextDecoder().decode(compose(t))).join(''));
  });

  test('each wrong one is refused with its reason', () => {
    const lines = new TextDecoder().decode(sharedData('hj212/frames.csv')).trim().split(/\r?\n/).slice(1);
    const frames = lines.map((line) => /^\d+,("?)(.*?)\1,\d*,\d+,(?:True|False),/.exec(line)?.[2] ?? '');
    const reasons = frames.map((frame) => {
      const [only] = framed(ascii(`${frame}\r\n`));
      if (!only || 'refused' in only) return only?.refused.code;
      const t = readFrame(only.frame);
      return isRefusal(t) ? t.code : 'right';
    });
    // In the order of the file; its columns len_ok, crc_ok and note say what is wrong.
    expect(reasons).toEqual([
      'wrong-length', // 131 declared, 125 there
      'bad-length', // ##299
      'wrong-length', // 223 declared, 217 there
      'no-head', // a segment alone
      ...Array.from({ length: 7 }, () => 'right'),
      'wrong-crc',
      'right',
      'wrong-length', // 318 declared, 319 there
      'wrong-length', // cut off
      'right',
      'wrong-length', // 181 declared; two characters of CRC
      'wrong-length', // 423 declared, 395 there
      'right',
      'other-crc', // Modbus
      'other-crc',
    ]);
    const modbus = frameOf(frames.at(-1) ?? '');
    expect(readFrame(modbus)).toEqual(refusal('other-crc', { written: 'E1C4', found: 'modbus', registered: 'hj212' }));
    expect(readFrame(modbus, 'modbus')).toMatchObject({ cn: '1012' });
  });
});

const packet = z.object({ id: z.string(), packet: z.string() });
const schema = z.object({
  workedExamples: z.object({
    hj212: z.object({
      valid: z.array(packet),
      invalid: z.array(packet.extend({ verdict: z.string() })),
      framedHere: z.array(packet),
    }),
  }),
});
const file = referenceFile();

describe.skipIf(file === null)('packets of the reference', () => {
  const { valid, invalid, framedHere } = schema.parse(file ?? {}).workedExamples.hj212;

  test.each([...valid, ...framedHere])('$id is accepted', ({ packet: text }) => {
    const bare = text.replace(String.raw`\r\n`, '');
    const t = read(bare);
    const again = new TextDecoder().decode(compose(t)).slice(0, -2);
    // The CRC is written in capitals here; one maker writes it small.
    expect(again.slice(0, -4) + again.slice(-4).toLowerCase()).toBe(bare.slice(0, -4) + bare.slice(-4).toLowerCase());
  });

  test.each(invalid)('$id is refused', ({ packet: text, verdict }) => {
    const code = verdict === 'wrong' ? 'wrong-crc' : 'other-crc';
    expect(readFrame(frameOf(text))).toMatchObject({ code });
    if (verdict === 'swapped' || verdict === 'modbus') expect(isRefusal(readFrame(frameOf(text), verdict))).toBe(false);
  });
});

describe('a segment is refused when', () => {
  const head = `QN=20260301090005000;ST=22;CN=2011;PW=123456;MN=${MN};Flag=5;`;
  test.each([
    ['its bytes are no UTF-8', Uint8Array.of(...ascii(head), 0xff), 'bad-encoding'],
    ['it holds a control character', `${head}CP=&&a=\u00011&&`, 'bad-encoding'],
    ['CP does not begin', `${head}CP=&a=1&&`, 'no-cp'],
    ['CP does not end', `${head}CP=&&a=1&`, 'no-cp'],
    ['CP ends twice', `${head}CP=&&a=1&&b=2&&`, 'no-cp'],
    ['no semicolon stands before CP', `${head.slice(0, -1)}CP=&&&&`, 'no-cp'],
    ['it ends before CP', head, 'no-cp'],
    ['a field is unknown', `${head}XX=1;CP=&&&&`, 'unknown-field'],
    ['a field stands there twice', `${head}ST=22;CP=&&&&`, 'repeated-field'],
    ['QN is no time', `${head.replace('0301', '0231')}CP=&&&&`, 'bad-field'],
    ['QN has 16 digits', `${head.replace('5000;', '500;')}CP=&&&&`, 'bad-field'],
    ['Flag is above 255', `${head.replace('Flag=5', 'Flag=256')}CP=&&&&`, 'bad-field'],
    ['its version is unknown', `${head.replace('Flag=5', 'Flag=12')}CP=&&&&`, 'unknown-version'],
    ['MN is missing', `ST=22;CN=2011;CP=&&&&`, 'missing-field'],
    ['CN is missing', `ST=22;MN=a;CP=&&&&`, 'missing-field'],
    ['there is nothing but CP', 'CP=&&&&', 'missing-field'],
    ['PNO stands without PNUM', `${head}PNO=1;CP=&&&&`, 'bad-split'],
    ['PNO is above PNUM', `${head}PNUM=2;PNO=3;CP=&&&&`, 'bad-split'],
    ['PNO is 0', `${head}PNUM=2;PNO=0;CP=&&&&`, 'bad-split'],
    ['an entry has no value', `${head}CP=&&a&&`, 'bad-entry'],
    ['an entry has no name', `${head}CP=&&=1&&`, 'bad-entry'],
    ['a flag has no code', `${head}CP=&&a34004-Rtd=28,-Flag=D&&`, 'bad-entry'],
    ['a code has no field', `${head}CP=&&a34004-=28&&`, 'bad-entry'],
    ['an item is empty', `${head}CP=&&a=1;;b=2&&`, 'bad-entry'],
    ['a value is given twice', `${head}CP=&&w00000-Avg=66.09;w00000-Avg=19796346.00&&`, 'repeated-field'],
  ])('%s', (_, segment, code) => {
    expect(parseSegment(typeof segment === 'string' ? ascii(segment) : segment)).toMatchObject({ code });
  });
});

test('a password stands in no reason', () => {
  const wrong = parseSegment(ascii('ST=22;CN=2011;PW=my secret;MN=a;CP=&&&&'));
  expect(wrong).toMatchObject({ code: 'bad-field', values: { name: 'PW' } });
  expect(JSON.stringify(wrong)).not.toContain('secret');
});

test('every reason can be told in both languages', () => {
  expect(REFUSAL_CODES.length).toBeGreaterThan(20);
  for (const code of REFUSAL_CODES) {
    const { zh, en } = refusalText(refusal(code));
    expect(zh).toMatch(/\p{Script=Han}.*。$/u);
    expect(en).toMatch(/^[^\p{Script=Han}{}]+\.$/u);
  }
  expect(refusalText(refusal('wrong-length', { declared: 131, actual: 125 })).zh).toContain('为 131，实有 125 个字节');
  // Every reason is one that the code gives somewhere, and none is given that the table lacks (by type).
  const code = ['framer', 'frames', 'telegram', 'session'].map((name) =>
    readFileSync(new URL(`${name}.ts`, import.meta.url), 'utf8'),
  );
  for (const reason of REFUSAL_CODES) expect(code.join(''), reason).toContain(`refusal('${reason}'`);
});

const word = fc.stringMatching(/^[a-z]\w{0,6}(-[A-Za-z]{1,4})?$/);
const text = fc.oneof(
  word,
  fc.constant(''),
  fc.constant('运行日志'),
  fc.string({ unit: 'grapheme', maxLength: 8 }).filter((s) => !/[\p{Cc}&;,]/u.test(s)),
);
const parts: fc.Arbitrary<TelegramParts> = fc.record({
  qn: fc.constantFrom(null, '20260301090005000', '20240229235959999'),
  st: fc.constantFrom('22', '32', 'A0'),
  cn: fc.constantFrom('2011', '9014'),
  pw: fc.constantFrom(null, '', '123456'),
  mn: fc.stringMatching(/^[\w.-]{1,24}$/),
  flag: fc.option(fc.integer({ min: 0, max: 11 })),
  split: fc.constantFrom(null, { count: 3, number: 2 }),
  items: fc
    .uniqueArray(word, { maxLength: 8 })
    .chain((names) => fc.tuple(...names.map((name) => fc.record({ name: fc.constant(name), value: text }))))
    // Two fields an item, the last one perhaps alone.
    .map((fields) => fields.flatMap((_, i) => (i % 2 === 0 ? [fields.slice(i, i + 2)] : []))),
});

test('what is composed is read as it was, and what is read is composed as it came', () => {
  fc.assert(
    fc.property(parts, (p) => {
      const own = telegramOf(p);
      const segment = ascii(segmentText(own));
      const again = parseSegment(segment);
      expect(again).toEqual(own);
      if (!isRefusal(again)) expect(segmentText(again)).toBe(segmentText(own));
    }),
    { numRuns: 500 },
  );
});

test('a damaged packet is refused, or its CRC is right by the pseudo-code of Annex A and its bytes say what is read', () => {
  const bytes = compose(telegram({ items: [item('DataTime=20260301080000'), item('a34004-Avg=28', 'a34004-Flag=N')] }));
  const change = fc.record({
    at: fc.nat({ max: bytes.length - 3 }),
    to: fc.integer({ min: 0x20, max: 0x7e }),
    kind: fc.constantFrom('set', 'drop', 'insert'),
  });
  let refused = 0;
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      const damaged = [...bytes];
      for (const { at, to, kind } of changes)
        damaged.splice(at, kind === 'insert' ? 0 : 1, ...(kind === 'drop' ? [] : [to]));
      for (const f of framed(Uint8Array.from(damaged))) {
        const t = 'frame' in f ? readFrame(f.frame) : f.refused;
        if ('code' in t) {
          refused += 1;
          continue;
        }
        if (!('frame' in f)) continue;
        expect(crcByHand(f.frame.segment)).toBe(f.frame.crc.toUpperCase());
        expect(segmentText(t)).toBe(new TextDecoder().decode(f.frame.segment));
      }
    }),
    { numRuns: 2000 },
  );
  expect(refused).toBeGreaterThan(1500);
});

describe('a message that is too long is split', () => {
  const items = [
    item('DataTime=20260301080000'),
    ...Array.from({ length: 40 }, (_, i) => item(`w${i}-Avg=17.5`, `w${i}-Min=16.4`, `w${i}-Flag=N`)),
  ];
  const packets = splitMessage(telegram({ items }), (part) => `2026030109000500${part}`);

  test('into packets that each repeat DataTime, have a QN of their own and say which they are', () => {
    expect(packets.map((p) => p.split)).toEqual([
      { count: 2, number: 1 },
      { count: 2, number: 2 },
    ]);
    expect(packets.map((p) => p.qn)).toEqual(['20260301090005000', '20260301090005001']);
    for (const p of packets) {
      expect(p.flag).toBe(7);
      expect(p.items[0]).toEqual(items[0]);
      expect(compose(p).length).toBeLessThanOrEqual(1036);
    }
    expect([items[0], ...packets.flatMap((p) => p.items.slice(1))]).toEqual(items);
  });

  test('and one that fits is left alone', () => {
    const small = telegram({ items: items.slice(0, 3) });
    expect(splitMessage(small, () => '')).toEqual([small]);
    expect(() => compose(telegram({ items }))).toThrow(RangeError);
  });
});

test('a telegram written by each CRC rule is read by that rule only', () => {
  for (const written of ['hj212', 'swapped', 'modbus'] as const) {
    for (const registered of ['hj212', 'swapped', 'modbus'] as const) {
      const f = sent({ items: [item('a=1')] }, written);
      if (!('frame' in f)) throw new Error('refused');
      expect(isRefusal(readFrame(f.frame, registered)), `${written} read by ${registered}`).toBe(
        written !== registered,
      );
    }
  }
});
