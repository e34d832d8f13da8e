import { Refusal } from '../faults.ts';

/** Kinds of file that people mistake for the wanted one, by their first bytes. */
const KINDS = [
  { id: 'zip', magic: [0x50, 0x4b, 0x03, 0x04], zh: '压缩包或 xlsx 工作簿', en: 'a zip archive or an xlsx workbook' },
  {
    id: 'ole',
    magic: [0xd0, 0xcf, 0x11, 0xe0],
    zh: '旧版 xls 或加密的工作簿',
    en: 'an old xls or an encrypted workbook',
  },
  { id: 'pdf', magic: [0x25, 0x50, 0x44, 0x46], zh: 'PDF', en: 'a PDF' },
  { id: 'utf16', magic: [0xff, 0xfe], zh: 'UTF-16 文本', en: 'UTF-16 text' },
  { id: 'utf16', magic: [0xfe, 0xff], zh: 'UTF-16 文本', en: 'UTF-16 text' },
] as const;

/** Bytes that must be there to tell the kind. */
export const MAGIC_LENGTH = 4;

function kindOf(start: Uint8Array) {
  return KINDS.find(({ magic }) => magic.every((byte, i) => start[i] === byte));
}

export function isZip(start: Uint8Array): boolean {
  return kindOf(start)?.id === 'zip';
}

/** @throws Refusal `wrong-format` when the first bytes are those of a format that is no CSV text */
export function refuseForeign(file: string, start: Uint8Array, wanted: string): void {
  const kind = kindOf(start);
  if (kind) throw new Refusal(file, 'wrong-format', {}, { what: { zh: kind.zh, en: kind.en }, wanted });
  if (start.includes(0))
    throw new Refusal(file, 'wrong-format', {}, { what: { zh: '二进制文件', en: 'a binary file' }, wanted });
}

/** @throws Refusal `web-page` when the first line is that of a web page: what a server sends instead of a missing file */
export function refuseWebPage(file: string, line: string): void {
  const start = line.trimStart();
  if (start.startsWith('<')) throw new Refusal(file, 'web-page', { row: 1 }, { start: start.slice(0, 40) });
}
