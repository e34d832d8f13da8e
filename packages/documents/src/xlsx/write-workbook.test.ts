import { read, utils } from '@e965/xlsx';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { columnName, sheetNames } from './cell-name.ts';
import { rowHeight } from './row-height.ts';
import { decimalsOf } from './sheet-xml.ts';
import type { Sheet, SheetCell } from './workbook.ts';
import { writeWorkbook } from './write-workbook.ts';

const text = (t: string): SheetCell => ({ text: t, style: 'text' });
const number = (t: string, formula?: string): SheetCell => ({
  text: t,
  style: 'number',
  ...(formula === undefined ? {} : { formula }),
});

const SHEET: Sheet = {
  name: '得分',
  widths: [20, 10],
  rows: [
    [{ text: '得分表', style: 'title' }, null],
    [
      { text: '项目', style: 'head' },
      { text: '得分', style: 'head' },
    ],
    [text('工地 <扬尘> & "裸地"'), number('3.50')],
    [text('=1+1'), number('2.25')],
    [text('合计'), number('5.75', 'SUM(B3:B4)')],
  ],
  merges: [{ row: 0, column: 0, lastRow: 0, lastColumn: 1 }],
  repeat: [1, 1],
  landscape: true,
  pageHead: '模拟数据',
};

describe('writeWorkbook', () => {
  const bytes = writeWorkbook({ title: '得分表', sheets: [SHEET, { ...SHEET, repeat: null, pageHead: null }] });
  const book = read(bytes.slice(), { cellNF: true });
  const sheet = book.Sheets['得分'];

  it('is read back by another program: texts, numbers with their decimals, formulas with results', () => {
    expect(book.SheetNames).toEqual(['得分', '得分（2）']);
    expect(utils.sheet_to_json(sheet ?? {}, { header: 1, raw: false })).toEqual([
      ['得分表'],
      ['项目', '得分'],
      ['工地 <扬尘> & "裸地"', '3.50'],
      ['=1+1', '2.25'],
      ['合计', '5.75'],
    ]);
    expect(sheet?.['B3']).toMatchObject({ t: 'n', v: 3.5, z: '0.00' });
    expect(sheet?.['B5']).toMatchObject({ t: 'n', v: 5.75, f: 'SUM(B3:B4)' });
    expect(sheet?.['!merges']).toEqual([{ s: { r: 0, c: 0 }, e: { r: 0, c: 1 } }]);
  });

  it('never turns a text into a formula', () => {
    expect(sheet?.['A4']).toMatchObject({ t: 's', v: '=1+1' });
    expect(sheet?.['A4']).not.toHaveProperty('f');
  });

  it('repeats the header rows on every printed page and marks simulated data there', () => {
    const parts = unzipSync(bytes);
    expect(strFromU8(parts['xl/workbook.xml'] ?? new Uint8Array())).toContain(">'得分'!$2:$2<");
    const xml = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(xml).toContain('<oddHeader>&amp;C模拟数据</oddHeader>');
    expect(xml).toContain('paperSize="9" orientation="landscape"');
  });

  it('gives the same bytes for the same workbook', () => {
    expect(writeWorkbook({ title: '得分表', sheets: [SHEET, { ...SHEET, repeat: null, pageHead: null }] })).toEqual(
      bytes,
    );
  });
});

describe('decimalsOf', () => {
  it.each([
    ['30', 0],
    ['30.0', 1],
    ['-0.50', 2],
    ['007', null],
    ['1,000', null],
    ['—', null],
    ['110109001000000001', null],
    ['2024.3.5', null],
  ])('%s', (shown, decimals) => expect(decimalsOf(shown)).toBe(decimals));
});

describe('rowHeight', () => {
  // A Chinese character is two units wide; a column of 20 has room for 19.
  const row = (t: string, style: SheetCell['style'] = 'text') => ({
    ...SHEET,
    merges: [],
    rows: [[{ text: t, style }]],
  });
  it.each([
    ['nine characters are one line', row('一二三四五六七八九'), 19],
    ['ten are two', row('一二三四五六七八九十'), 34],
    ['nineteen digits are one', row('1234567890123456789'), 19],
    ['a title is larger: seven characters are 21 units', row('一二三四五六七', 'title'), 48],
    [
      'merged over both columns there is room for 29',
      { ...SHEET, rows: [[{ text: '一二三四五六七八九十', style: 'note' }]] },
      19,
    ],
    ['no row is higher than programs show', row('一'.repeat(3000)), 409],
  ] as const)('%s', (_, sheet, height) => expect(rowHeight(sheet, 0)).toBe(height));
});

describe('names', () => {
  it('counts columns as spreadsheets do', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });

  it('makes names of sheets fit and unlike each other', () => {
    expect(sheetNames(['一/二', '', '一 二', '长'.repeat(40)])).toEqual([
      '一 二',
      '表2',
      '一 二（2）',
      '长'.repeat(31),
    ]);
  });
});
