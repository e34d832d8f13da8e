import { describe, expect, it } from 'vitest';
import { draftContext } from '../draft/draft-plan.ts';
import type { GridDocument } from '../draft/grid.ts';
import { districtFolder, loadDistrict } from '../load.ts';
import { readMunicipalItems } from './municipal-table.ts';

const district = loadDistrict(districtFolder('mentougou'));
const context = draftContext(district, district.plans.find((p) => p.year === 2024) ?? null, 2024);

function sheet(rows: readonly (readonly string[])[]): GridDocument {
  const cells = rows.map((row, r) =>
    row.map((text, c) => ({
      row: r + 1,
      column: c + 1,
      rowSpan: 1,
      colSpan: 1,
      paragraphs: text === '' ? [] : [text],
      bold: false,
    })),
  );
  const table = { kind: 'table', number: 1, name: '市级', columns: rows[0]?.length ?? 0, rows: cells } as const;
  return { file: '市级.xlsx', format: 'xlsx', blocks: [table], notes: [] };
}

const HEAD = ['编号', '文件', '条款', '任务内容', '数量', '计量单位', '完成时限', '责任单位'];
const read = (...rows: readonly (readonly string[])[]) =>
  readMunicipalItems(sheet([['市级任务分解', '', '', '', '', '', '', ''], HEAD, ...rows]), context, 2024);

describe('a table of municipal items', () => {
  it('is read with amounts, dates and units; all towns are the 13', () => {
    expect(
      read(
        ['1', '市级计划', '附件1第3条', '淘汰老旧车', '1,200', '辆', '2024.10.31', '区交通局、区生态环境局'],
        ['2', '市级计划', '附件1第4条', '压减降尘', '', '', '长期坚持', '各镇街'],
        ['3', '市级计划', '', '建设充电桩', '30 个', '', '年底前', ''],
      ),
    ).toEqual({
      items: [
        {
          id: '1',
          document: '市级计划',
          clause: '附件1第3条',
          words: '淘汰老旧车',
          quantity: { value: '1200', unit: '辆' },
          due: '2024-10-31',
          units: ['mtg-transport', 'mtg-eeb'],
        },
        {
          id: '2',
          document: '市级计划',
          clause: '附件1第4条',
          words: '压减降尘',
          quantity: null,
          due: null,
          units: district.towns.map((town) => town.id),
        },
        {
          id: '3',
          document: '市级计划',
          clause: '',
          words: '建设充电桩',
          quantity: { value: '30', unit: '个' },
          due: '2024-12-31',
          units: [],
        },
      ],
      faults: [],
    });
  });

  it.each([
    [['', '市级计划', '', '任务', '', '', '', ''], '工作表“市级”第3行第1列：没有编号'],
    [['1', '', '', '任务', '', '', '', ''], '工作表“市级”第3行第2列：没有写文件'],
    [['1', '市级计划', '', '任务', '若干', '辆', '', ''], '工作表“市级”第3行第5列：数量“若干”不是数字'],
    [['1', '市级计划', '', '任务', '30', '', '', ''], '工作表“市级”第3行第5列：数量“30”没有计量单位'],
    [['1', '市级计划', '', '任务', '', '', '抓紧', ''], '工作表“市级”第3行第7列：完成时限“抓紧”无法确定'],
    [['1', '市级计划', '', '任务', '', '', '', '区住健委'], '工作表“市级”第3行第8列：单位“区住健委”无法确定'],
  ])('a row %j is a fault and no item', (row, text) => {
    const table = read(row);
    expect(table?.faults.map((fault) => fault.text.zh)).toEqual([text]);
    expect(table?.items).toEqual([]);
  });

  it('takes a number once, and is no table without its head', () => {
    const row = ['1', '市级计划', '', '任务', '', '', '', ''];
    expect(read(row, row)?.faults.map((f) => f.text.zh)).toEqual(['工作表“市级”第4行第1列：编号“1”重复']);
    expect(readMunicipalItems(sheet([['姓名', '电话']]), context, 2024)).toBeNull();
  });
});
