import { array, assert, constantFrom, integer, oneof, property, record, tuple, type Arbitrary } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { districtFolder, loadDistrict } from '../load.ts';
import { draftContext, draftPlan } from './draft-plan.ts';
import type { GridBlock, GridCell, GridDocument, GridTable } from './grid.ts';

const district = loadDistrict(districtFolder('mentougou'));
const context = draftContext(district, district.plans.at(-1) ?? null, 2024);

const WORDS = [
  '',
  '序号',
  '重点任务',
  '工作措施',
  '完成时限',
  '牵头部门',
  '责任单位',
  '协办单位',
  '一、蓝天保卫战',
  '（一）任务',
  '二、其他行动',
  '1',
  '①甲。②乙。',
  '②丙',
  '1.丁。',
  '年底前',
  '立行立改',
  '同上',
  '区生态环境局',
  '各镇街',
  '各有关部门',
  '区水务据',
  '牵头单位：区水务局；责任单位：各镇街',
  '措施。（区水务局牵头，各镇街参与）',
  '合计 3项任务',
  '注：★为特色举措',
  '主要目标：改善。',
] as const;

const text = constantFrom(...WORDS);
const paragraphs = array(text, { maxLength: 2 }).map((lines) => lines.filter((line) => line !== ''));

const COLUMNS = 7;
const HEAD = ['序号', '重点任务', '工作措施', '完成时限', '牵头部门', '主责单位', '协办单位'];

const cell = (row: number, column: number) =>
  record({ paragraphs, rowSpan: integer({ min: 1, max: 3 }), colSpan: constantFrom(1, 1, 1, COLUMNS) }).map(
    (given): GridCell => ({
      ...given,
      colSpan: Math.min(given.colSpan, COLUMNS - column + 1),
      row,
      column,
      bold: false,
    }),
  );

const headRow: GridCell[] = HEAD.map((head, i) => ({
  row: 1,
  column: i + 1,
  rowSpan: 1,
  colSpan: 1,
  paragraphs: [head],
  bold: false,
}));

const table: Arbitrary<GridTable> = integer({ min: 0, max: 8 })
  .chain((rows) =>
    tuple(...Array.from({ length: rows }, (_, r) => tuple(...HEAD.map((_head, c) => cell(r + 2, c + 1))))),
  )
  .map((rows) => ({ kind: 'table', number: 1, name: null, columns: COLUMNS, rows: [headRow, ...rows] }));

const paragraph: Arbitrary<GridBlock> = tuple(text, integer({ min: 1, max: 99 })).map(([words, number]) => ({
  kind: 'paragraph',
  number,
  text: words === '' ? '文字' : words,
  level: null,
  bold: false,
}));

const document = array(oneof(table, paragraph), { maxLength: 6 }).map((blocks): GridDocument => ({
  file: '任意.docx',
  format: 'docx',
  blocks,
  notes: [],
}));

describe('any document at all', () => {
  it('gives a draft in which everything unsettled has its doubt, and each doubt its own id', () => {
    assert(
      property(document, (grid) => {
        const draft = draftPlan(grid, context);
        const ids = new Set(draft.doubts.map((doubt) => doubt.id));
        expect(ids.size).toBe(draft.doubts.length);
        const measures = draft.boards.flatMap((b) => b.tasks.flatMap((t) => t.measures));
        expect(draft.counts.measures).toBe(measures.length);
        for (const measure of measures) {
          expect(measure.due.due === null).toBe(measure.due.doubt !== null);
          if (measure.due.doubt !== null) expect(ids).toContain(measure.due.doubt);
          const mentions = [measure.lead, measure.responsible, measure.assisting].flatMap((units) => units.mentions);
          for (const { units, doubt } of mentions) {
            expect(units.length === 0).toBe(doubt !== null);
            if (doubt !== null) expect(ids).toContain(doubt);
          }
        }
      }),
      { numRuns: 300, seed: 4 },
    );
  });
});
