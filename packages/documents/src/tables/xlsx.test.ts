import { utils, write, type WorkSheet } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { readGrid } from './read-grid.ts';

function workbook(sheets: Readonly<Record<string, WorkSheet>>, hidden: readonly string[] = []): Uint8Array {
  const book = utils.book_new();
  for (const [name, sheet] of Object.entries(sheets)) utils.book_append_sheet(book, sheet, name);
  book.Workbook = { Sheets: book.SheetNames.map((name) => ({ name, Hidden: hidden.includes(name) ? 1 : 0 })) };
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }));
}

describe('sheets of an xlsx', () => {
  it('keep merged cells, text numbers, dates as days, and lines in a cell', () => {
    const sheet = utils.aoa_to_sheet([
      ['序号', '任务', '时限'],
      ['1', '甲\n乙', { t: 'n', v: 45_356, z: 'yyyy/m/d' }],
      [null, '丙', '2024.3.5'],
      ['合计', null, { t: 'n', v: 2 }],
    ]);
    sheet['!merges'] = [
      { s: { r: 1, c: 0 }, e: { r: 2, c: 0 } },
      { s: { r: 3, c: 0 }, e: { r: 3, c: 1 } },
    ];
    const { blocks, notes, format } = readGrid('a.xlsx', workbook({ 蓝天: sheet }));
    expect({ format, notes }).toEqual({ format: 'xlsx', notes: [] });
    expect(blocks).toMatchObject([{ kind: 'table', number: 1, name: '蓝天', columns: 3 }]);
    const rows = blocks.flatMap((b) => (b.kind === 'table' ? b.rows : []));
    const cells = rows.map((row) => row.map((c) => `${c.column} ${c.rowSpan}×${c.colSpan} ${c.paragraphs.join('|')}`));
    expect(cells).toEqual([
      ['1 1×1 序号', '2 1×1 任务', '3 1×1 时限'],
      // serial 45356 is 2024-03-05: 45292 is 2024-01-01, plus 31 + 29 + 4
      ['1 2×1 1', '2 1×1 甲|乙', '3 1×1 2024-03-05'],
      ['2 1×1 丙', '3 1×1 2024.3.5'],
      ['1 1×2 合计', '3 1×1 2'],
    ]);
  });

  it('leaves hidden sheets out, reads hidden rows, and notes both', () => {
    const shown = utils.aoa_to_sheet([['甲'], ['乙']]);
    shown['!rows'] = [{}, { hidden: true }];
    const { blocks, notes } = readGrid('a.xlsx', workbook({ 表: shown, 草稿: utils.aoa_to_sheet([['丙']]) }, ['草稿']));
    expect(blocks).toHaveLength(1);
    expect(notes).toEqual([
      { code: 'hidden-rows', count: 1, example: '表 2' },
      { code: 'hidden-sheet', count: 1, example: '草稿' },
    ]);
  });

  it('reads 100 columns at most and is not held up by merges that overlap without end', () => {
    const sheet = utils.aoa_to_sheet([['甲']]);
    sheet['XFD1'] = { t: 's', v: '远' };
    sheet['!ref'] = 'A1:XFD1';
    sheet['!merges'] = Array.from({ length: 2_000 }, () => ({ s: { r: 1, c: 0 }, e: { r: 1_048_575, c: 16_383 } }));
    const { blocks, notes } = readGrid('a.xlsx', workbook({ 表: sheet }));
    expect(blocks).toMatchObject([{ columns: 100 }]);
    expect(notes).toEqual([{ code: 'far-columns', count: 1, example: '表' }]);
  });
});
