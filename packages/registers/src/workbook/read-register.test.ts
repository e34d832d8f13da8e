import { cpuUsage } from 'node:process';
import { utils, write, type CellObject, read } from '@e965/xlsx';
import { unzipSync, strFromU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { mentougou } from '../../testing/context.ts';
import { registerOf } from '../../testing/rows.ts';
import { columnsOf } from '../engine/columns.ts';
import { mask } from '../engine/mask.ts';
import type { Entry } from '../engine/types.ts';
import { checkRows, readRegister } from './read-register.ts';
import { writeRegister } from './write-register.ts';

const context = mentougou('2024-10-31');
const bare = registerOf('bare-land');

/** A workbook as people make them, from the cells of one sheet. */
function workbook(
  rows: readonly (readonly (string | number | boolean | Date | null)[])[],
  name = 'Sheet1',
): Uint8Array {
  const book = utils.book_new();
  utils.book_append_sheet(
    book,
    utils.aoa_to_sheet(
      rows.map((r) => [...r]),
      { cellDates: false },
    ),
    name,
  );
  const bytes: ArrayBuffer = write(book, { type: 'array', bookType: 'xlsx' });
  return new Uint8Array(bytes);
}

function report(bytes: Uint8Array) {
  const { rows, findings } = readRegister(bare, bytes);
  return { findings: findings.map((f) => f.code), reports: [...checkRows(bare, rows, context)] };
}

describe('a workbook of a register', () => {
  it('may have a title, other names and another order of columns, totals and empty rows', () => {
    const { findings, reports } = report(
      workbook([
        ['门头沟区裸地台账'],
        ['填报单位：示例'],
        ['序号', '类型', '面积（亩）', '所属乡镇', '地块名称', '台账编号', '状态*', '经纬度'],
        [1, '闲置', 3, '永定', '示例一', 'LD-1', '待治理', '116.1,39.9'],
        [],
        [2, '矿山', '1.5亩', '王平镇', '示例二', 'LD-2', '治理中', null],
        ['合计', null, 4.5],
      ]),
    );
    expect(findings).toEqual([]);
    expect(reports.map((r) => [r.row, r.accepted, r.entry.values['area'], r.entry.values['town']])).toEqual([
      [4, true, 2000, 'mtg-yongding'],
      [6, true, 1000, 'mtg-wangping'],
    ]);
    expect(reports[0]?.entry.values['position']).toEqual({ lon: 116.1, lat: 39.9 });
  });

  it('reads a text merged over rows for each of them, and a merged number once', () => {
    const head = ['编号', '地块名称', '所属镇街', '面积', '类型', '状态', '揭网面积'];
    const sheet = utils.aoa_to_sheet([
      head,
      ['LD-1', '示例一', '龙泉镇', 1, '闲置', '待治理', 5],
      ['LD-2', '示例二', null, 2, '闲置', '待治理', null],
    ]);
    sheet['!merges'] = [utils.decode_range('C2:C3'), utils.decode_range('G2:G3')];
    const book = utils.book_new();
    utils.book_append_sheet(book, sheet, 'x');
    const bytes: ArrayBuffer = write(book, { type: 'array', bookType: 'xlsx' });
    const { findings, reports } = report(new Uint8Array(bytes));
    expect(findings).toEqual(['merged-cells']);
    expect(reports.map(({ entry: { values } }) => [values['town'], values['uncovered']])).toEqual([
      ['mtg-longquan', 5],
      ['mtg-longquan', undefined],
    ]);
  });

  it('may have two rows of heads, the upper one merged', () => {
    const sheet = utils.aoa_to_sheet([
      ['编号', '地块名称', '地块情况', null, null, '状态'],
      [null, null, '所属镇街', '面积', '类型', null],
      ['LD-1', '示例一', '龙泉镇', 1, '闲置', '待治理'],
    ]);
    sheet['!merges'] = ['A1:A2', 'B1:B2', 'C1:E1', 'F1:F2'].map((at) => utils.decode_range(at));
    const book = utils.book_new();
    utils.book_append_sheet(book, sheet, 'x');
    const bytes: ArrayBuffer = write(book, { type: 'array', bookType: 'xlsx' });
    const { findings, reports } = report(new Uint8Array(bytes));
    expect(findings).toEqual([]);
    expect(reports.map((r) => [r.row, r.accepted])).toEqual([[3, true]]);
  });

  it('may lack the numbers when the caller gives them', () => {
    const bytes = workbook([
      ['地块名称', '所属镇街', '面积', '类型', '状态'],
      ['示例一', '龙泉镇', 1, '闲置', '待治理'],
      ['示例二', '龙泉镇', 1, '闲置', '待治理'],
    ]);
    expect(readRegister(bare, bytes).findings.map((f) => f.code)).toEqual(['missing-columns']);
    const { rows, findings } = readRegister(bare, bytes, { numbers: 'assigned' });
    let last = 0;
    const given = { ...context, newKey: () => `LD-${(last += 1)}` };
    expect(findings).toEqual([]);
    expect([...checkRows(bare, rows, given)].map((r) => [r.accepted, r.entry.key])).toEqual([
      [true, 'LD-1'],
      [true, 'LD-2'],
    ]);
  });

  it('is refused without its required columns, with a column twice, or with a unit that does not convert', () => {
    expect(report(workbook([['编号', '地块名称', '面积(吨)']])).findings).toEqual(['head-unit', 'missing-columns']);
    expect(report(workbook([['编号', '地块名称', '面积', '裸露面积']])).findings).toEqual([
      'repeated-column',
      'missing-columns',
    ]);
    expect(report(workbook([['甲', '乙']])).findings).toEqual(['no-head']);
    expect(readRegister(bare, new TextEncoder().encode('no zip')).findings[0]?.code).toBe('bad-workbook');
  });

  it('names the columns that it does not know, and the nearest', () => {
    const head = ['编号', '地块名称', '所属镇街', '面积', '类型', '状态', '发现方法'];
    const [finding] = readRegister(bare, workbook([head])).findings;
    expect(finding?.severity).toBe('doubtful');
    expect(finding?.text.zh).toContain('“发现方法”不是本台账的列，最接近的是“发现方式”');
  });

  it('refuses the second row with the same number', () => {
    const head = ['编号', '地块名称', '所属镇街', '面积', '类型', '状态'];
    const line = ['LD-1', '示例', '龙泉镇', 1, '闲置', '待治理'];
    const { reports } = report(workbook([head, line, line]));
    expect(reports.map((r) => r.accepted)).toEqual([true, false]);
    expect(reports[1]?.findings[0]?.text.zh).toContain('在第 2 行已出现');
  });

  it('reads dates of spreadsheets, percentages and errors of formulas as what they are', () => {
    const rows = [
      ['编号', '地块名称', '所属镇街', '面积', '类型', '状态', '建档日期'],
      ['LD-1', '示例', '龙泉镇', 0.5, '闲置', '待治理', 45356],
    ];
    const sheet = utils.aoa_to_sheet(rows);
    const cells: Record<string, CellObject> = sheet;
    cells['G2'] = { t: 'n', v: 45356, z: 'yyyy/m/d' };
    cells['D2'] = { t: 'n', v: 0.5, z: '0%' };
    cells['E2'] = { t: 'e', v: 0x17 };
    const book = utils.book_new();
    utils.book_append_sheet(book, sheet, 'x');
    const bytes: ArrayBuffer = write(book, { type: 'array', bookType: 'xlsx' });
    const [one] = report(new Uint8Array(bytes)).reports;
    expect(one?.entry.values['opened']).toBe('2024-03-05');
    expect(one?.findings.map((f) => [f.column, f.code])).toEqual([
      ['area', 'unknown-unit'],
      ['kind', 'error-cell'],
    ]);
  });
});

describe('the template', () => {
  const bytes = writeRegister(bare, [], context);

  it('has heads with units and marks, notes and lists of allowed words', () => {
    const book = read(bytes, { type: 'array' });
    expect(book.SheetNames).toEqual(['裸地台账', '填写说明', '词表']);
    const [head] = utils.sheet_to_json<string[]>(book.Sheets['裸地台账'] ?? {}, { header: 1 });
    expect(head?.slice(0, 3)).toEqual(['编号*', '地块名称*', '所属镇街*']);
    expect(head).toContain('裸露面积（m²）*');
    expect(head).toContain('经度');
    const xml = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    const listed = columnsOf(bare).filter((c) => ['enum', 'town', 'unit', 'boolean'].includes(c.field.type));
    expect(xml.match(/<dataValidation /g)?.length).toBe(listed.length);
    expect(xml).toContain('<formula1>词表!$A$2:$A$14</formula1>');
    const words = utils.sheet_to_json<string[]>(book.Sheets['词表'] ?? {}, { header: 1 });
    expect(words.flatMap((row) => row[0] ?? [])).toEqual(['所属镇街', ...context.towns.map((t) => t.name.zh)]);
  });

  it('is read back as no rows and no findings', () => {
    expect(readRegister(bare, bytes)).toMatchObject({ sheet: '裸地台账', rows: [], findings: [] });
  });
});

describe('a workbook with masked entries', () => {
  const site = registerOf('construction-site');
  const entry: Entry = { register: site.id, key: '1', values: { id: '1', name: '示例', phone: '13812345678' } };

  it('says so and is not taken back', () => {
    const masked = writeRegister(site, [mask(site, entry, 'public')], context);
    expect(readRegister(site, masked)).toMatchObject({ rows: [], findings: [{ code: 'masked-workbook' }] });
  });

  it('is an ordinary one when nothing had to be masked', () => {
    const whole = writeRegister(site, [mask(site, entry, 'inspector')], context);
    expect(readRegister(site, whole)).toMatchObject({ findings: [], rows: [{ row: 2 }] });
  });
});

describe('five thousand messy rows', () => {
  const ROWS = 5_000;
  const head = ['编号', '地块名称', '所属镇街', '面积', '类型', '状态', '建档日期', '联系电话'];
  const line = (i: number) => {
    const plain = [`LD-${i}`, `示例${i}`, '龙泉', '1,200㎡', '闲置地', '待治理', '2024.3.5', '138 0000 0001'];
    // One kind of fault in each tenth row
    if (i % 100 === 10) plain[3] = '约1200';
    if (i % 100 === 20) plain[2] = '龙全镇';
    if (i % 100 === 30) plain[6] = '3月5日';
    if (i % 100 === 40) plain[4] = '荒地';
    if (i % 100 === 50) plain[0] = 'LD-1';
    if (i % 100 === 60) plain[7] = '13800';
    return plain;
  };

  it('get a report row by row, in a few seconds of computing', () => {
    const bytes = workbook([head, ...Array.from({ length: ROWS }, (_, i) => line(i + 1))]);
    const begun = cpuUsage();
    const { findings, reports } = report(bytes);
    const seconds = cpuUsage(begun).user / 1e6;
    expect(findings).toEqual([]);
    expect(reports.length).toBe(ROWS);
    const counts = Map.groupBy(
      reports.flatMap((r) => r.findings),
      (f) => f.code,
    );
    // 6 of every 100 rows are refused, 50 of each kind; the row is that of the sheet
    expect(Object.fromEntries([...counts].map(([code, list]) => [code, list.length]))).toEqual({
      'bad-number': 50,
      'unknown-place': 50,
      'date-without-year': 50,
      'unknown-word': 50,
      'repeated-key': 50,
      'bad-pattern': 50,
    });
    expect(reports.filter((r) => r.accepted).length).toBe(4_700);
    expect(reports.find((r) => !r.accepted)).toMatchObject({
      row: 11,
      findings: [{ column: 'area', value: '约1200' }],
    });
    expect(seconds).toBeLessThan(5);
  });
});
