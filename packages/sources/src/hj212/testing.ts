import { existsSync, readFileSync } from 'node:fs';
import { loadStandards } from '@qingshan/standards';
import type { Device } from './devices.ts';
import { Framer, type Frame, type Framed, type Refused } from './framer.ts';
import { compose, isRefusal, readFrame } from './frames.ts';
import { protocolOf } from './protocol.ts';
import { telegramOf, type Item, type Telegram, type TelegramParts } from './telegram.ts';

export const standards = await loadStandards();
export const protocol = protocolOf(standards);

export const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

export function framed(...chunks: readonly Uint8Array[]): Framed[] {
  const framer = new Framer();
  return [...chunks.flatMap((chunk) => framer.push(chunk)), ...framer.finish()];
}

export function frameOf(packet: string): Frame {
  const found = framed(ascii(`${packet.replace(/\r\n$/, '')}\r\n`));
  const [only] = found;
  if (found.length !== 1 || !only || !('frame' in only)) throw new Error(`no single frame: ${packet}`);
  return only.frame;
}

export function refusedOf(packet: string): Refused {
  const [only] = framed(ascii(`${packet}\r\n`));
  if (!only || !('refused' in only)) throw new Error(`not refused: ${packet}`);
  return only.refused;
}

/** The telegram of a right packet. */
export function read(packet: string): Telegram {
  const telegram = readFrame(frameOf(packet));
  if (isRefusal(telegram)) throw new Error(`${telegram.code}: ${packet}`);
  return telegram;
}

/** Fields as `a=1`, items apart. */
export function item(...fields: readonly string[]): Item {
  return fields.map((field) => {
    const [name = '', value = ''] = field.split('=');
    return { name, value };
  });
}

export const MN = '010000A8900016F000169DC0';

export const device: Device = {
  mn: MN,
  password: '123456',
  system: '22',
  site: 'site-1',
  mappings: new Map(),
  units: 'ambient',
  crc: 'hj212',
  version: '2017',
  hourLabel: 'hour-beginning',
  minutes: 10,
};

const PARTS: TelegramParts = {
  qn: '20260301090005000',
  st: '22',
  cn: '2061',
  pw: '123456',
  mn: MN,
  flag: 5,
  split: null,
  items: [],
};

export function telegram(parts: Partial<TelegramParts> = {}): Telegram {
  return telegramOf({ ...PARTS, ...parts });
}

/** As it comes from the line. */
export function sent(parts: Partial<TelegramParts> = {}, crc: Device['crc'] = 'hj212'): Framed {
  const [only] = framed(compose(telegram(parts), crc));
  if (!only) throw new Error('no frame');
  return only;
}

/** The CRC by the pseudo-code of Annex A, bit by bit; written apart from the product. */
export function crcByHand(bytes: Uint8Array): string {
  let reg = 0xffff;
  for (const byte of bytes) {
    reg = Math.floor(reg / 256) ^ byte;
    for (let i = 0; i < 8; i++) {
      const low = reg % 2;
      reg = (reg - low) / 2;
      if (low === 1) reg ^= 0xa001;
    }
  }
  return `000${reg.toString(16).toUpperCase()}`.slice(-4);
}

const REFERENCE = new URL('../../../../../shared/reference/air.json', import.meta.url);

/** The reference file, `null` where it is not there (in CI it must be). */
export function referenceFile(): unknown {
  if (!existsSync(REFERENCE) && process.env['CI'] === undefined) return null;
  return JSON.parse(readFileSync(REFERENCE, 'utf8'));
}
