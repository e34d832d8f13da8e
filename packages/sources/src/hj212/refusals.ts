import type { Localized } from '@qingshan/kernel';
import { fill, type FaultValues } from '../faults.ts';

type Row = readonly [zh: string, en: string];

/** Why a frame is refused: what is wrong, and what to do where somebody can do something. `{name}` is filled from the values. */
const TABLE = {
  'no-head': [
    '没有包头 ##：收到的 {length} 个字节不是通信包。请检查设备的协议设置，或线路干扰。',
    'There is no head ##: the {length} bytes are no packet. Check the protocol set in the device, or noise on the line.',
  ],
  'bad-length': [
    '包头后不是 4 位数字的长度（是“{value}”）。请设备厂家更正。',
    'The head is not followed by a length of 4 digits (but by “{value}”). Ask the maker of the device to correct it.',
  ],
  oversized: [
    '声明的数据段长度 {declared} 超过上限 {longest}。请在设备上启用分包。',
    'The declared length of the segment, {declared}, is above the limit of {longest}. Switch on splitting in the device.',
  ],
  'wrong-length': [
    '声明的数据段长度为 {declared}，实有 {actual} 个字节：数据丢失，或设备计数有误。',
    'The declared length of the segment is {declared}, but {actual} bytes are there: bytes were lost, or the device counts wrongly.',
  ],
  'no-tail': [
    '通信包之后没有包尾（回车换行）。请设备厂家更正。',
    'The packet is not ended by CR LF. Ask the maker of the device to correct it.',
  ],
  'too-long': [
    '收到 {length} 个字节仍没有包尾，不是通信包。',
    '{length} bytes came without the end of a packet; this is no packet.',
  ],
  unfinished: [
    '连接断开时通信包没有收完（已收 {length} 个字节）。设备应重发。',
    'The connection ended within a packet ({length} bytes had come). The device should send it again.',
  ],
  'wrong-crc': [
    'CRC 校验错误：包中为 {written}，应为 {right}。如果总是如此，请核对设备的 CRC 算法。',
    'Wrong CRC: {written} in the packet, {right} is right. If this is always so, check how the device works out its CRC.',
  ],
  'other-crc': [
    'CRC {written} 是按“{found}”算的，该设备登记的是“{registered}”。如确属该设备的固定做法，请修改登记。',
    'The CRC {written} follows the rule {found}, but {registered} is registered for the device. If the device always does so, change its registration.',
  ],
  'bad-encoding': [
    '数据段不是 ASCII 或 UTF-8 文字，或含有控制字符。',
    'The segment is neither ASCII nor UTF-8, or holds control characters.',
  ],
  'no-cp': ['数据段没有完整的 CP=&&…&&。', 'The segment has no whole CP=&&…&&.'],
  'bad-field': ['字段 {name} 的内容“{value}”不合规定。', 'The field {name} may not be “{value}”.'],
  'unknown-field': ['数据段有不认识的字段“{name}”。', 'The segment has an unknown field “{name}”.'],
  'missing-field': ['数据段缺少字段 {name}。', 'The segment lacks the field {name}.'],
  'repeated-field': [
    '“{name}”出现两次，无法判断用哪一个。',
    '“{name}” stands there twice, so it is not known which one counts.',
  ],
  'bad-entry': ['CP 中的“{value}”不是 名称=值。', '“{value}” in CP is not name=value.'],
  'bad-split': [
    '分包信息有误（PNUM“{count}”，PNO“{number}”）。',
    'The numbers of a split message are wrong (PNUM “{count}”, PNO “{number}”).',
  ],
  'unknown-version': ['Flag {value} 中的版本号不认识。', 'The version in Flag {value} is unknown.'],
  'unknown-device': [
    'MN“{mn}”没有登记。请先登记该设备。',
    'The MN “{mn}” is not registered. Register the device first.',
  ],
  'wrong-password': [
    'MN“{mn}”的密码（PW）不正确。请核对设备与登记的密码。',
    'The password (PW) of MN “{mn}” is wrong. Compare the one in the device with the one registered.',
  ],
  'wrong-system': [
    'MN“{mn}”登记的系统编码（ST）是 {registered}，包中是 {value}。',
    'MN “{mn}” is registered with the system (ST) {registered}, but the packet says {value}.',
  ],
  'version-not-enabled': [
    'MN“{mn}”使用了 HJ 212-2025，但登记中没有启用该版本。',
    'MN “{mn}” uses HJ 212-2025, which its registration does not enable.',
  ],
  'unknown-command': ['不认识的命令编码（CN）{value}。', 'Unknown command (CN) {value}.'],
  'not-from-device': [
    '命令编码（CN）{value} 只能由上位机发出。',
    'The command (CN) {value} is sent by the host only, not by a device.',
  ],
} as const satisfies Record<string, Row>;

export type RefusalCode = keyof typeof TABLE;

export const REFUSAL_CODES = Object.keys(TABLE) as RefusalCode[];

/** Why something that came is not accepted. */
export interface FrameRefusal {
  readonly code: RefusalCode;
  readonly values: FaultValues;
}

export function refusal(code: RefusalCode, values: FaultValues = {}): FrameRefusal {
  return { code, values };
}

export function refusalText({ code, values }: FrameRefusal): Localized {
  const [zh, en] = TABLE[code];
  return { zh: fill(zh, values, 'zh'), en: fill(en, values, 'en') };
}
