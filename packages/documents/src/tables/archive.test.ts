import { QingshanError } from '@qingshan/kernel';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { makeDocx, p } from '../testing/make-docx.ts';
import { readGrid } from './read-grid.ts';

function refusalOf(file: string, bytes: Uint8Array): string {
  try {
    readGrid(file, bytes);
  } catch (error) {
    if (error instanceof QingshanError && error.code === 'bad-file') return error.text.zh;
    throw error;
  }
  throw new Error('was read');
}

/** An OLE container: its magic bytes and the name of a stream as the directory writes it. */
function ole(stream: string): Uint8Array {
  const bytes = new Uint8Array(1024);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  [...stream].forEach((c, i) => (bytes[512 + 2 * i] = c.charCodeAt(0)));
  return bytes;
}

describe('files that are no docx or xlsx', () => {
  it.each([
    ['计划.doc', ole('WordDocument'), /旧版 doc 格式.*另存为 docx/],
    ['计划.xls', ole('Workbook'), /旧版 xls 格式.*另存为 xlsx/],
    ['加密.docx', ole('EncryptedPackage'), /设有打开密码.*取消密码/],
    ['计划.pdf', strToU8('%PDF-1.7'), /PDF.*docx 或 xlsx/],
    ['计划.docx', strToU8('附件1'), /不是 docx 或 xlsx/],
    ['空.docx', new Uint8Array(0), /不是 docx 或 xlsx/],
    ['网页.docx', zipSync({ 'a.txt': strToU8('a') }), /没有 word\/document\.xml/],
  ])('%s is refused with what to do', (file, bytes, said) => {
    expect(refusalOf(file, bytes)).toMatch(said);
  });

  it('refuses a truncated file', () => {
    const whole = makeDocx([p('一')]);
    expect(refusalOf('断.docx', whole.subarray(0, 700))).toMatch(/没有 word\/document\.xml|已损坏/);
  });
});

describe('hostile files', () => {
  const bomb = makeDocx([p('一')], { others: { 'word/media/a.bin': new Uint8Array(101 * 1_048_576) } });

  it('refuses what unpacks beyond bounds, before it is unpacked', () => {
    expect(bomb.length).toBeLessThan(1_048_576);
    expect(refusalOf('炸弹.docx', bomb)).toMatch(/超过 100 MB/);
  });

  it('does not believe a size that the archive claims', () => {
    const lying = bomb.slice();
    const view = new DataView(lying.buffer);
    for (let i = 0; i + 46 < lying.length; i++) {
      const signature = view.getUint32(i, true);
      if (signature === 0x04034b50) view.setUint32(i + 22, 10, true);
      if (signature === 0x02014b50) view.setUint32(i + 24, 10, true);
    }
    expect(refusalOf('谎报.docx', lying)).toMatch(/超过 100 MB/);
  });

  it('refuses document type declarations, so that entities cannot multiply', () => {
    const xml =
      '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>';
    expect(refusalOf('实体.docx', zipSync({ 'word/document.xml': strToU8(xml) }))).toMatch(/不是正确的 XML.*DOCTYPE/);
  });

  it('refuses nesting that no document has', () => {
    const deep = '<w:sdt><w:sdtContent>'.repeat(200) + '</w:sdtContent></w:sdt>'.repeat(200);
    expect(refusalOf('嵌套.docx', makeDocx([deep]))).toMatch(/不是正确的 XML.*nesting/);
  });
});
