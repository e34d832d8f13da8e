import { utils, write, type WorkSheet } from '@e965/xlsx';
import { districtFolder, draftContext, draftPlan, loadDistrict, type DraftDoubt } from '@qingshan/campaign';
import { describe, expect, it } from 'vitest';
import { readGrid } from '../tables/read-grid.ts';

const district = loadDistrict(districtFolder('mentougou'));
const last = district.plans.find((plan) => plan.year === 2024) ?? null;

type Value = string | number | null;

function workbook(sheets: Readonly<Record<string, WorkSheet>>, hidden: string): Uint8Array {
  const book = utils.book_new();
  for (const [name, sheet] of Object.entries(sheets)) utils.book_append_sheet(book, sheet, name);
  book.Workbook = { Sheets: book.SheetNames.map((name) => ({ name, Hidden: name === hidden ? 1 : 0 })) };
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }));
}

/** Rows of a sheet; cells are merged as in the real file: title across, head over two rows, 领域 downwards. */
const ROWS: readonly (readonly Value[])[] = [
  ['污染防治任务分解表', null, null, null, null, null],
  ['领域', '序号', '项目名称', '主要内容', '计划节点', '责任单位'],
  ['水环境保护', 1, '排口整治', '（1）排查溯源。\n（2）立牌编码。', '2024.6.30', '水务局、各镇街'], // 2 no known board
  [null, null, null, '（3）分类整治销号', '采暖季', '区水务局牵头，生态环境局配合'], // says itself who leads
  [null, 2, '面源治理', '每月清理河道垃圾。', '每月', '属地'],
  ['净土保卫战', 3, '耕地管控', '开展协同监测。', '5-9月', '农业农村局'], // 3 due
  [null, 4, null, '回收农膜。', '同上', '同上'], // 4 5
];

function mainSheet(): WorkSheet {
  const sheet = utils.aoa_to_sheet(ROWS.map((row) => [...row]));
  const merge = (r: number, c: number, toR: number, toC: number) => ({ s: { r, c }, e: { r: toR, c: toC } });
  sheet['!merges'] = [
    merge(0, 0, 0, 5),
    merge(2, 0, 4, 0),
    merge(2, 1, 3, 1),
    merge(2, 2, 3, 2),
    merge(5, 0, 6, 0),
    merge(5, 2, 6, 2),
  ];
  sheet['!rows'] = [{}, {}, {}, {}, { hidden: true }]; // 6
  return sheet;
}

const FILE = workbook({ 任务: mainSheet(), 草稿: utils.aoa_to_sheet([['旧']]) }, '草稿'); // 7

const EXPECTED: readonly (readonly [number, DraftDoubt['code'], string | null, string])[] = [
  [1, 'year-missing', null, ''],
  [2, 'board-unknown', 'board-b', '水环境保护'],
  [3, 'due-unclear', 'S01-1', '5-9月'],
  [4, 'same-as-above', 'S01-2', '同上'],
  [5, 'same-as-above', 'S01-2', '同上'],
  [6, 'hidden-rows', null, '任务 5'],
  [7, 'hidden-sheet', null, '草稿'],
  // 8 only 责任单位 is named, except in the row that says who leads
  [8, 'lead-missing', null, ''],
];

describe('a messy xlsx with one column 责任单位', () => {
  const draft = draftPlan(readGrid('乱.xlsx', FILE), draftContext(district, last, null));
  const dated = draftPlan(readGrid('乱.xlsx', FILE), draftContext(district, last, 2024));

  it('raises every planted doubt and no other', () => {
    const shown = dated.doubts.map((d) => `${d.code} ${d.item} ${d.words}`).sort();
    expect(shown).toEqual(
      EXPECTED.filter(([n]) => n !== 1)
        .map(([, code, item, words]) => `${code} ${item} ${words}`)
        .sort(),
    );
  });

  it('asks for the year where neither the document nor the reader says it', () => {
    expect(draft.year).toBeNull();
    expect(draft.doubts.filter((d) => d.code === 'year-missing')).toHaveLength(1);
  });

  it('keeps the tree: merged fields and tasks, ordinals that go on in the next row, roles in one cell', () => {
    expect(dated.title).toBe('污染防治任务分解表');
    const [water, soil] = dated.boards;
    expect(dated.boards.map((b) => [b.id, b.tasks.map((t) => [t.title, t.measures.map((m) => m.wording)])])).toEqual([
      [
        'board-b',
        [
          ['排口整治', ['排查溯源。', '立牌编码。', '分类整治销号']],
          ['面源治理', ['每月清理河道垃圾。']],
        ],
      ],
      ['clean-soil', [['耕地管控', ['开展协同监测。', '回收农膜。']]]],
    ]);
    const third = water?.tasks[0]?.measures[2];
    expect(third?.lead.mentions.flatMap((m) => m.units)).toEqual(['mtg-water']);
    expect(third?.assisting.mentions.flatMap((m) => m.units)).toEqual(['mtg-eeb']);
    expect(third?.due.due).toMatchObject({ kind: 'season', from: '11-15', to: '03-15' });
    expect(soil?.tasks[0]?.measures[0]?.due).toMatchObject({ words: '5-9月', due: null });
  });
});
