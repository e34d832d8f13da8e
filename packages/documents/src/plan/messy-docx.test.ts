import {
  districtFolder,
  draftContext,
  draftPlan,
  loadDistrict,
  resolveDraft,
  type DraftDecision,
  type DraftDoubt,
} from '@qingshan/campaign';
import { describe, expect, it } from 'vitest';
import { MESSY_PLAN, PLANTED } from '../testing/messy-plan.ts';
import { readGrid } from '../tables/read-grid.ts';

const district = loadDistrict(districtFolder('mentougou'));
const context = draftContext(district, district.plans.find((plan) => plan.year === 2024) ?? null, null);

const sorted = (rows: readonly (readonly (string | number | null)[])[]): string[] =>
  rows.map((cells) => cells.join(' | ')).sort();

describe('a messy docx', () => {
  const draft = draftPlan(readGrid('乱.docx', MESSY_PLAN), context);

  it('raises every planted doubt and no other', () => {
    expect(sorted(draft.doubts.map((d) => [d.code, d.item, d.words]))).toEqual(
      sorted(PLANTED.map(([, code, item, words]) => [code, item, words])),
    );
  });

  it('guesses nothing: what is doubtful stays empty and the official words stay', () => {
    const measures = draft.boards.flatMap((b) => b.tasks.flatMap((t) => t.measures));
    const [first] = measures;
    expect(first).toMatchObject({ id: 'A01-1', wording: '建立工地台账。', title: '建立工地台账。' });
    expect(first?.lead).toMatchObject({ words: '区住健委', mentions: [{ words: '区住健委', units: [] }] });
    expect(first?.responsible.words).toBe('区园林绿华局\n各有关部门');
    const doubtful = new Set(draft.doubts.flatMap((d) => (d.field === 'due' ? [d.item, ...d.alsoIn] : [])));
    for (const m of measures) expect(m.due.due === null).toBe(doubtful.has(m.id));
    expect(draft.counts).toEqual({ boards: 2, tasks: 9, measures: 13, initiatives: 1 });
  });

  it('says where each doubt stands', () => {
    const misspelt = draft.doubts.find((d) => d.code === 'unit-misspelt');
    expect(misspelt).toMatchObject({
      place: { kind: 'cell', table: 1, row: 3, column: 6 },
      item: 'A01-1',
      alsoIn: ['A01-2'],
      text: {
        zh: '“区园林绿华局”不在单位名单中，最接近“区园林绿化局”（差 1 个字）',
        en: '“区园林绿华局” is not in the list of units; the nearest is “District Gardening and Greening Bureau” (1 characters differ)',
      },
      suggestion: { kind: 'units', units: ['mtg-forestry'] },
    });
    expect(draft.doubts.find((d) => d.code === 'unit-ambiguous')).toMatchObject({
      suggestion: null,
      candidates: ['mtg-housing', 'mtg-health'],
    });
    expect(draft.skipped.map((s) => s.reason)).toEqual([
      'prose',
      'prose',
      'total',
      'repeated-header',
      'prose',
      'table',
    ]);
  });

  const issue = {
    id: 'plan-2024',
    district: 'mentougou',
    pins: {},
    targets: [],
    notes: [],
    version: 1,
    document: { file: '乱.docx', number: null, issued: '2024-03-15' },
  };

  it('becomes no plan while a doubt is open or a decision does not fit', () => {
    const open = resolveDraft(draft, [], context, issue);
    expect(open.version).toBeNull();
    expect(open.unsettled.map((u) => u.doubt.id)).toEqual(draft.doubts.map((d) => d.id));
    const unknown = draft.doubts.find((d) => d.code === 'unit-unknown');
    const wrong: DraftDecision[] = [{ doubt: unknown?.id ?? '', act: 'keep' }];
    expect(resolveDraft(draft, wrong, context, issue).unsettled.find((u) => u.doubt === unknown)?.why).toBe(
      'act-not-possible',
    );
    const stranger: DraftDecision[] = [{ doubt: unknown?.id ?? '', act: 'units', units: ['mtg-none'] }];
    expect(resolveDraft(draft, stranger, context, issue).unsettled.find((u) => u.doubt === unknown)?.why).toBe(
      'unit-unknown',
    );
  });

  it('becomes a plan by decisions, and does what they say', () => {
    const due = { kind: 'date', date: '2024-06-30', text: { zh: '6月底前', en: 'By the end of June' } } as const;
    const decide = (d: DraftDoubt): DraftDecision => {
      if (d.code === 'unit-ambiguous') return { doubt: d.id, act: 'units', units: ['mtg-housing'] };
      if (d.code === 'unit-collective') return { doubt: d.id, act: 'units', units: [] };
      if (d.code === 'unit-unknown') return { doubt: d.id, act: 'units', units: ['mtg-culture'] };
      if (d.code === 'board-unknown') return { doubt: d.id, act: 'board', board: 'clean-soil' };
      if (d.code === 'measure-repeated') return { doubt: d.id, act: 'keep' };
      if (d.suggestion !== null) return { doubt: d.id, act: 'accept' };
      if (d.field === 'due') return { doubt: d.id, act: 'due', due };
      if (d.code === 'units-missing' || d.code === 'same-as-above') {
        return { doubt: d.id, act: 'units', units: ['mtg-housing'] };
      }
      return { doubt: d.id, act: 'keep' };
    };
    const { version } = resolveDraft(draft, draft.doubts.map(decide), context, issue);
    const measures = version?.plan.boards.flatMap((b) => b.tasks.flatMap((t) => t.measures)) ?? [];
    const shown = measures.map((m) => [m.id, version?.wordings[m.id]?.words, m.lead, m.responsible, m.assisting]);
    const [housing, forestry, water, traffic] = ['mtg-housing', 'mtg-forestry', 'mtg-water', 'mtg-transport'];
    const soil = ['mtg-eeb'];
    const three = [water, traffic, 'mtg-education'];
    expect(shown).toEqual([
      ['A01-1', '建立工地台账。', [housing], [forestry], ['mtg-eeb']],
      ['A01-2', '逐月通报。', [housing], [forestry], ['mtg-eeb']],
      ['A01-3', '整改裸地问题。', [housing], [traffic, water], ['towns']],
      ['A02-1', '更新车辆30辆。', [traffic], [traffic], ['mtg-commerce']],
      ['A03-1', '清洗净化设施，每季度不少于一次。', ['mtg-eeb'], [housing], ['towns']],
      ['A04-1', '建立夜间施工台账。', ['mtg-culture'], [housing], []],
      ['A05-1', '完成低氮改造。', ['mtg-urban'], ['mtg-urban'], []],
      ['S01-1', '排查企业。', soil, three, []],
      ['S01-2', '整改问题。', soil, three, []],
      ['S02-1', '提升收运能力。', ['mtg-urban'], ['mtg-urban'], []],
      ['S02-2', '开展检查。', ['mtg-urban'], ['mtg-urban'], []],
      ['S02-3', '加强宣传。', ['mtg-urban'], ['mtg-urban'], []],
      [
        'S03-1',
        '建立工地台账。',
        [housing],
        [housing],
        district.towns.map((t) => t.id).filter((t) => t !== 'mtg-datai'),
      ],
      ['S04-1', '开展联合检查。', ['mtg-eeb'], ['mtg-police'], []],
    ]);
    expect(measures.map((m) => m.due.kind === 'date' && m.due.date)).toEqual([
      '2024-03-05',
      '2024-03-05',
      '2024-06-30',
      '2024-06-30',
      '2024-06-30',
      '2024-03-05',
      '2024-06-30',
      '2024-06-30',
      '2024-06-30',
      // the later of the two dates, for each of the three parts
      '2024-12-31',
      '2024-12-31',
      '2024-12-31',
      false,
      false,
    ]);
    expect(version?.plan).toMatchObject({
      year: 2024,
      declared: { boards: 2, tasks: 9, measures: 14, initiatives: 1 },
    });
  });
});
