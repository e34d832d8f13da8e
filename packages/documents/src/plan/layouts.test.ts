import { districtFolder, draftContext, draftPlan, loadDistrict, type DraftMeasure } from '@qingshan/campaign';
import { describe, expect, it } from 'vitest';
import { makeDocx, p, tbl, tc, tr } from '../testing/make-docx.ts';
import { readGrid } from '../tables/read-grid.ts';

/**
 * The layouts of published plans: column heads, band rows and merged cells as those documents have them, with short
 * texts and the units of one district in their place.
 */
const district = loadDistrict(districtFolder('mentougou'));
const context = draftContext(district, district.plans.find((plan) => plan.year === 2024) ?? null, 2024);

function read(...body: readonly string[]) {
  const draft = draftPlan(readGrid('计划.docx', makeDocx(body)), context);
  const measures = draft.boards.flatMap((b) =>
    b.tasks.flatMap((t) => t.measures.map((m) => ({ ...m, task: t.title }))),
  );
  return { draft, measures, doubts: draft.doubts.map((d) => [d.code, d.item, d.words]) };
}

const unitsOf = (m: DraftMeasure | undefined, role: 'lead' | 'responsible' | 'assisting'): string[] =>
  m?.[role].mentions.flatMap((x) => [...x.units]) ?? [];

describe('layouts of published plans', () => {
  it('北京市 2021: 序号|重点任务|工作措施|完成时限|牵头部门|主责单位|协办单位, with band rows within the board', () => {
    const columns = ['序号', '重点任务', '工作措施', '完成时限', '牵头部门', '主责单位', '协办单位'];
    const { draft, measures, doubts } = read(
      p('附件1'),
      p('蓝天保卫战2024年行动计划'),
      tbl(7, [
        tr(columns.map((t) => tc(t))),
        tr([tc('一 空气质量目标', { span: 7 })]),
        tr(['1', '空气质量目标', '改善空气质量。', '年底前', '区生态环境局', '各镇街', ''].map((t) => tc(t))),
        tr([tc('二 实施专项治理行动', { span: 7 })]),
        tr(
          ['2', '源头替代', '抽检涂料。', '长期坚持', '区住建委', '区市监局\n区交通局、区城管委', ''].map((t) => tc(t)),
        ),
      ]),
    );
    expect(doubts).toEqual([]);
    expect(draft.boards.map((b) => [b.id, b.tasks.map((t) => [t.title, t.group])])).toEqual([
      [
        'blue-sky',
        [
          ['空气质量目标', '空气质量目标'],
          ['源头替代', '实施专项治理行动'],
        ],
      ],
    ]);
    expect(unitsOf(measures[1], 'responsible')).toEqual(['mtg-market', 'mtg-transport', 'mtg-urban']);
  });

  it('普陀区 2018: two head rows, 领域 merged down, 责任单位 over 牵头部门 and 配合部门', () => {
    const tall = (text: string): string => tc(text, { merge: 'restart' });
    const under = (): string => tc('', { merge: 'continue' });
    const { draft, measures, doubts } = read(
      tbl(8, [
        tr([
          ...['领域', '序号', '项目名称', '主要内容', '计划节点'].map(tall),
          tc('责任单位', { span: 2 }),
          tall('2024年计划'),
        ]),
        tr([under(), under(), under(), under(), under(), tc('牵头部门'), tc('配合部门'), under()]),
        tr([
          tall('碧水保卫战'),
          ...['1', '管网', '补齐短板。', '2024年底', '区水务局', '各镇街', '开工'].map((t) => tc(t)),
        ]),
        tr([under(), ...['2', '排口', '分类整治。', '9月底', '区生态环境局', '', '完成'].map((t) => tc(t))]),
        tr([tall('净土保卫战'), ...['3', '耕地', '协同监测。', '年底前', '区农业农村局', '', ''].map((t) => tc(t))]),
      ]),
    );
    // The layout has no 主责 and its last column no counterpart; that one is asked about, nothing else.
    expect(doubts).toEqual([['column-unread', null, '2024年计划']]);
    expect(draft.boards.map((b) => [b.id, b.tasks.map((t) => t.title)])).toEqual([
      ['clear-water', ['管网', '排口']],
      ['clean-soil', ['耕地']],
    ]);
    expect([
      unitsOf(measures[0], 'lead'),
      unitsOf(measures[0], 'responsible'),
      unitsOf(measures[0], 'assisting'),
    ]).toEqual([['mtg-water'], [], ['towns']]);
  });

  it('金华市 2018: a numbered paragraph, then 牵头单位：…；责任单位：… on a line of its own', () => {
    const { measures, doubts } = read(
      p('一、蓝天保卫战'),
      p('（一）优化结构'),
      p('1．淘汰老旧车辆，年底前完成。'),
      p('牵头单位：区交通局；责任单位：区生态环境局、各镇街'),
      p('2．推广新能源车。'),
      p('牵头单位：区交通局；责任单位：区商务局；完成时限：长期坚持'),
    );
    expect(measures.map((m) => [m.task, m.wording, unitsOf(m, 'lead'), unitsOf(m, 'responsible')])).toEqual([
      ['优化结构', '淘汰老旧车辆，年底前完成。', ['mtg-transport'], ['mtg-eeb', 'towns']],
      ['优化结构', '推广新能源车。', ['mtg-transport'], ['mtg-commerce']],
    ]);
    // The due term stands in the words only; it is suggested, not taken.
    expect(doubts).toEqual([['due-missing', 'A01-1', '']]);
  });

  it('潮州市 2018: units in brackets at the end, several brackets in one paragraph', () => {
    const { measures } = read(
      p('一、蓝天保卫战'),
      p('（一）治理工业源'),
      p('1.排查企业（含园区）。（区生态环境局牵头，区科信局、各镇街参与）提级绿色企业。（中关村门头沟园牵头）'),
    );
    expect(
      measures.map((m) => [m.wording, unitsOf(m, 'lead'), unitsOf(m, 'responsible'), unitsOf(m, 'assisting')]),
    ).toEqual([
      ['排查企业（含园区）。', ['mtg-eeb'], [], ['mtg-sci-it', 'towns']],
      ['提级绿色企业。', ['mtg-park'], [], []],
    ]);
  });
});
