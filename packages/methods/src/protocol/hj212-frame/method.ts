import { named } from '../../named.ts';
import type { Edition } from '@qingshan/standards';
import { z } from 'zod';
import { dayOf } from '../../air/daily-series.ts';
import { dateSchema } from '../../air/period.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { localized, NO_VALUE, step, type Outcome } from '../../result.ts';
import { crcOf, variantOf } from './crc.ts';

const on = dateSchema
  .default('2017-05-01')
  .meta(named('日期', 'day', null, { zh: '日期，决定所用版本', en: 'day; decides the edition' }));

interface Parts {
  readonly length: number;
  readonly segment: string;
  readonly crc: string;
}

/** Head, four digits, data segment, four hex digits; the tail may be missing where a packet was written down. */
function partsOf(frame: string): Parts | null {
  const found = /^##(\d{4})([\s\S]*)([0-9A-Fa-f]{4})(?:\r\n)?$/.exec(frame);
  return found ? { length: Number(found[1]), segment: found[2] ?? '', crc: found[3] ?? '' } : null;
}

export const hj212FrameMethod = defineMethod({
  id: 'protocol.hj212-frame',
  version: '1.0.0',
  title: localized('HJ 212 通信包校验', 'Check of an HJ 212 packet'),
  summary: localized(
    '核对通信包的结构、数据段长度和 CRC16（附录A，不是 Modbus 的 CRC），并指出字节颠倒或误用 Modbus CRC；也可只计算一段文字的 CRC。',
    'Checks structure, segment length and CRC16 of a packet (Annex A, not the CRC of Modbus) and points out swapped bytes or the CRC of Modbus; or works out the CRC of a text alone.',
  ),
  basis: [{ family: 'hj-212', clause: '表2、表3；附录A 循环冗余校验' }],
  input: z.union([
    z.strictObject({ on, frame: z.string().max(2000).meta(named('整个通信包', 'whole packet')) }),
    z.strictObject({ on, segment: z.string().max(2000).meta(named('数据段', 'data segment')) }),
  ]),
  output: {
    value: localized('数据段字节数；显示为 CRC', 'bytes of the data segment; shown is the CRC'),
    unit: '1',
    details: {
      crc: localized('算得的 CRC', 'CRC worked out'),
      written: localized('包中的 CRC', 'CRC in the packet'),
      variant: localized('包中 CRC 的算法：hj212、swapped、modbus、wrong', 'rule that the written CRC follows'),
      declaredLength: localized('包中声明的长度', 'length declared in the packet'),
    },
  },
  evaluate(input, context) {
    const edition = editionFor(context, 'hj-212', dayOf(input.on));
    if ('segment' in input) return crcOutcome(edition, input.segment);
    const parts = partsOf(input.frame);
    return parts ? frameOutcome(edition, parts) : noFrame(edition);
  },
});

function crcOutcome(edition: Edition, segment: string): Outcome {
  const bytes = new TextEncoder().encode(segment);
  const crc = crcOf(bytes);
  return {
    value: bytes.length,
    shown: crc,
    unit: '1',
    verdict: 'not-applicable',
    editions: [edition],
    trace: [
      step(
        localized('CRC16', 'CRC16'),
        localized(`${bytes.length} 个字节的 CRC 为 ${crc}。`, `The CRC of ${bytes.length} bytes is ${crc}.`),
        [edition.figure('frame', { part: 'crc' })],
      ),
    ],
    details: { crc, written: null, variant: null, declaredLength: null },
  };
}

function frameOutcome(edition: Edition, parts: Parts): Outcome {
  const bytes = new TextEncoder().encode(parts.segment);
  const { trace, ...rest } = crcOutcome(edition, parts.segment);
  const variant = variantOf(parts.crc, bytes);
  const longest = edition.figure('frame', { part: 'longest-segment' });
  const fits = parts.length === bytes.length && bytes.length <= Number(longest.value);
  const right = fits && variant === 'hj212';
  return {
    ...rest,
    verdict: right ? 'met' : 'not-met',
    trace: [
      step(
        localized('长度', 'Length'),
        localized(
          `声明 ${parts.length}，实有 ${bytes.length} 个字节，最长 ${longest.value}：${fits ? '相符' : '不符'}。`,
          `${parts.length} declared, ${bytes.length} bytes there, at most ${longest.value}: ${fits ? 'right' : 'wrong'}.`,
        ),
        [edition.figure('frame', { part: 'length-digits' }), longest],
      ),
      ...trace,
      step(
        localized('判定', 'Verdict'),
        localized(
          `包中 CRC ${parts.crc}：${NAMES[variant].zh}。`,
          `CRC in the packet ${parts.crc}: ${NAMES[variant].en}.`,
        ),
      ),
    ],
    details: { ...rest.details, written: parts.crc, variant, declaredLength: parts.length },
  };
}

const NAMES = {
  hj212: localized('正确', 'right'),
  swapped: localized('高低字节颠倒', 'bytes swapped'),
  modbus: localized('误用了 Modbus 的 CRC', 'the CRC of Modbus was used'),
  wrong: localized('错误', 'wrong'),
} as const;

function noFrame(edition: Edition): Outcome {
  return {
    value: null,
    shown: NO_VALUE,
    unit: '1',
    verdict: 'not-met',
    editions: [edition],
    trace: [
      step(
        localized('结构', 'Structure'),
        localized(
          '不是完整的通信包：应为 ##、4 位长度、数据段、4 位 CRC。',
          'Not a whole packet: ##, 4 digits of length, data segment, 4 digits of CRC are expected.',
        ),
        [edition.figure('frame', { part: 'head' })],
      ),
    ],
    details: { crc: null, written: null, variant: null, declaredLength: null },
  };
}
