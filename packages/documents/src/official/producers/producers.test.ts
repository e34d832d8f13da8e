import { describe, expect, it } from 'vitest';
import type { OfficialDocument } from '../document.ts';
import { figureOf, inlineText } from '../inline.ts';
import { SAMPLES } from '../samples/index.ts';
import { evidencePack } from './evidence-pack.ts';
import { monthlyBulletin } from './monthly-bulletin.ts';
import { registerLedger } from './register-ledger.ts';
import { responseReview } from './response-review.ts';
import { scoreSheet } from './score-sheet.ts';
import { summary } from './summary.ts';
import { supervisionLetter } from './supervision-letter.ts';
import { townRanking } from './town-ranking.ts';

const bulletin = SAMPLES['monthly-bulletin'].facts;
const letter = SAMPLES['supervision-letter'].facts;
const half = SAMPLES.summary.facts;
const ranking = SAMPLES['town-ranking'].facts;
const ledger = SAMPLES['register-ledger'].facts;
const pack = SAMPLES['evidence-pack'].facts;
const scores = SAMPLES['score-sheet'].facts;
const review = SAMPLES['response-review'].facts;

/** What a reader sees: headings, paragraphs, and for tables their rows or the sentence that there are none. */
function linesOf(document: OfficialDocument): string[] {
  return document.blocks.flatMap((block) => {
    if (block.kind === 'heading') return [block.text];
    if (block.kind !== 'table') return [inlineText(block.text)];
    const { rows, columns, empty } = block.table;
    if (rows.length === 0) return [empty];
    return rows.map((row) => columns.map((c) => inlineText(row.cells[c.key]?.text ?? [])).join('|'));
  });
}

describe('monthly bulletin', () => {
  it('shows target, value with its mark, completeness and verdict', () => {
    expect(linesOf(monthlyBulletin(bulletin))).toContain(
      '1|细颗粒物（PM2.5）年均浓度|全区|32微克/立方米左右|30.4微克/立方米（暂定）|301/305天（不少于324天）|时段未结束，暂不判定（待核对）',
    );
  });

  it('says of each empty part that there is nothing', () => {
    const zero = figureOf(0);
    const counts = { due: zero, onTime: zero, late: zero, missing: zero, claimed: zero, verified: zero };
    const empty = monthlyBulletin({
      ...bulletin,
      targets: [],
      counts,
      units: [],
      missing: [],
      ranking: null,
      problems: [],
      nextSteps: [],
    });
    expect(linesOf(empty)).toEqual([
      '现将门头沟区深入打好污染防治攻坚战2024年行动计划2024年10月进展情况通报如下。数据截至2024年10月31日。',
      '目标完成情况',
      '本月无可通报的目标数据。',
      '任务推进情况',
      '行动计划共200项措施，本月应报送进展0项，其中按时报送0项、逾期报送0项、未报送0项。截至2024年10月31日，责任单位自报完成0项，核实完成0项。',
      '本月无未报送进展的措施。',
      '各单位报送与核查情况',
      '本月无应报单位。',
      '镇街排名',
      '本月无镇街排名。',
      '存在的问题',
      '本月无需要通报的问题。',
      '下一步工作',
      '本月无另行部署的工作。',
    ]);
  });

  it.each([
    [
      'parts that do not make the whole',
      { counts: { ...bulletin.counts, late: figureOf(4) } },
      /全区应报 52 项，而按时 47、逾期 4、未报 2 项之和与之不符/,
    ],
    [
      'more verified than claimed',
      { counts: { ...bulletin.counts, verified: figureOf(22) } },
      /全区核实完成 22 项，多于自报完成的 21 项/,
    ],
    ['a list that is shorter than its count', { missing: bulletin.missing.slice(1) }, /未报送 2 项，清单却有 1 项/],
    ['a count that is no number', { counts: { ...bulletin.counts, due: figureOf('—') } }, /全区应报 — 项/],
  ])('is refused with %s', (_, change, message) => {
    expect(() => monthlyBulletin({ ...bulletin, ...change })).toThrow(message);
  });
});

describe('town ranking', () => {
  // Published: road dust load of January 2023, Beijing, ranks 1, 2, 3, 4, 4, 4, 7 (北京市生态环境局, 2023-03-04)
  const published = [
    ['西长安街街道', '0.13', 1],
    ['牛街街道', '0.15', 2],
    ['张山营镇', '0.16', 3],
    ['白纸坊街道', '0.17', 4],
    ['将台乡', '0.17', 4],
    ['东辛房街道', '0.17', 4],
    ['东风乡', '0.18', 7],
  ] as const;
  const facts = {
    ...ranking.ranking,
    metric: '道路尘负荷',
    unit: '克/平方米',
    ranked: published.map(([town, value, rank]) => ({ town, value: figureOf(value), rank, change: null, remark: '' })),
  };

  it('takes published ranks with a tie as they are', () => {
    const lines = linesOf(townRanking({ ...ranking, ranking: facts }));
    expect(lines.slice(1, 8)).toEqual(published.map(([town, value, rank]) => `${rank}|${town}|${value}|—|`));
  });

  it('refuses ranks that run on after a tie', () => {
    const ranked = facts.ranked.map((t) => (t.town === '东风乡' ? { ...t, rank: 5 } : t));
    expect(() => townRanking({ ...ranking, ranking: { ...facts, ranked } })).toThrow(/东风乡的名次 5 与次序不符/);
  });
});

describe('review of a response', () => {
  it('says what each level was answered with, what was violated, and the air beside the forecast', () => {
    const document = responseReview(review);
    expect(document.title).toBe('门头沟区2024年1月8日至10日重污染天气应急响应评估报告');
    expect(linesOf(document)).toEqual(
      expect.arrayContaining([
        '橙色预警|16|15|59|104|14|13|240.34',
        '橙色预警未签收：区科技和信息化局。',
        '共检查15次，最后级别下有措施的企业14家，检查了12家，发现措施未落实1次。',
        '2024年1月8日|205|200|中度污染|150',
        '2024年1月10日|—|—|—|—',
      ]),
    );
  });

  it.each([
    ['2024-01-30..2024-02-01', '2024年1月30日至2月1日'],
    ['2024-12-30..2025-01-02', '2024年12月30日至2025年1月2日'],
    ['2024-11-03..2024-11-03', '2024年11月3日'],
    // January is not the beginning of November.
    ['2024-01-31..2024-11-01', '2024年1月31日至11月1日'],
  ])('%s is %s', (period, text) => expect(responseReview({ ...review, period }).title).toContain(`区${text}重污染`));

  it('says that there are no data, and that nothing was violated', () => {
    const lines = linesOf(responseReview({ ...review, days: [], violations: figureOf(0), violating: [] }));
    expect(lines).toContain('这段时间没有监测数据。');
    expect(lines).toContain('检查中没有发现措施未落实。');
  });

  it('is refused when counts and lists do not agree', () => {
    const rounds = review.rounds.map((round) => ({ ...round, silent: [] }));
    expect(() => responseReview({ ...review, rounds })).toThrow(/橙色预警的通知、签收与未签收单位数对不上/);
    expect(() => responseReview({ ...review, violating: [] })).toThrow(/未落实的次数与所列不符/);
  });
});

describe('supervision letter', () => {
  it('names the unit, what is late and by when to answer', () => {
    const document = supervisionLetter(letter);
    expect(document.title).toBe('关于施工工地扬尘治理的督办函');
    expect(linesOf(document)).toEqual(
      expect.arrayContaining([
        '31|施工工地扬尘视频监管全覆盖|2024年10月底前|8天|2024年9月5日：已接入27个工地（模拟）|尚有5个工地未接入视频监管（模拟）。',
        '33|渣土车密闭运输专项检查|每季度|—|未报送|第三季度未报送检查情况（模拟）。',
        '请于2024年11月15日前书面反馈整改情况，并附佐证材料。逾期未反馈的，将按规定进一步处理。',
      ]),
    );
  });

  it('is refused without a measure or without a unit', () => {
    expect(() => supervisionLetter({ ...letter, items: [] })).toThrow(/没有督办事项/);
    expect(() => supervisionLetter({ ...letter, frame: { ...letter.frame, addressees: [] } })).toThrow(/没有主送单位/);
  });
});

describe('summary', () => {
  it('is of half a year or a year', () => {
    expect(summary(half).title).toBe('门头沟区深入打好污染防治攻坚战2024年行动计划2024年上半年工作总结');
    expect(summary({ ...half, period: '2024' }).title).toMatch(/2024年工作总结$/);
    expect(() => summary({ ...half, period: '2024-10' })).toThrow(/“2024-10”不是半年或一年/);
  });

  it('is refused when the boards do not add up', () => {
    const total = { ...half.total, claimed: figureOf(81) };
    expect(() => summary({ ...half, total })).toThrow(/各板块之和与合计不符：81 ≠ 31 \+ 20 \+ 12 \+ 6 \+ 11/);
  });
});

describe('register sheet', () => {
  it('numbers the entries and leaves missing fields empty', () => {
    const document = registerLedger({ ...ledger, entries: [{ name: '甲工地' }], filter: '龙泉镇' });
    expect(linesOf(document)).toEqual(['截至2024年10月31日，施工工地台账（龙泉镇）共1条记录。', '1|甲工地|||||||']);
    expect(document.landscape).toBe(true);
    expect(registerLedger({ ...ledger, columns: ledger.columns.slice(0, 3), entries: [] }).landscape).toBe(false);
  });

  it('refuses a field that is no column', () => {
    expect(() => registerLedger({ ...ledger, entries: [{ phone: '1' }] })).toThrow(/字段“phone”不在各列之中/);
  });
});

describe('evidence pack', () => {
  it('says so where there is nothing', () => {
    const lines = linesOf(evidencePack({ ...pack, reports: [], files: [], verifications: [] }));
    expect(lines).toEqual(expect.arrayContaining(['没有报送进展。', '没有佐证材料。', '没有经过核查。']));
  });

  it('refuses a hash that is none, and two files of one name', () => {
    const [file] = pack.files;
    if (file === undefined) throw new Error('the sample has a file');
    expect(() => evidencePack({ ...pack, files: [{ ...file, sha256: 'abc' }] })).toThrow(
      /“E31-01.jpg”的校验值不是 SHA-256/,
    );
    expect(() => evidencePack({ ...pack, files: [file, file] })).toThrow(/有两个文件同名/);
  });
});

describe('score sheet', () => {
  const [first, second, third] = scores.units;
  if (first === undefined || second === undefined || third === undefined) throw new Error('the sample has three units');

  it('keeps an item between its floor and its cap', () => {
    // 20 − 11×2 is below 0; 0 + 20 is above 10
    expect(third.scores).toEqual({ report: '0', tasks: '67.2', extra: '10' });
    expect(() => scoreSheet(scores)).not.toThrow();
    const unbounded = { ...third, scores: { ...third.scores, report: '-2' }, total: '75.2' };
    expect(() => scoreSheet({ ...scores, units: [first, second, unbounded] })).toThrow(
      /“按时报送”按明细是 0 分，不是 -2 分/,
    );
  });

  it('adds decimals exactly', () => {
    // 3 × 0.1 is 0.30000000000000004 in doubles
    expect(second.entries[0]).toMatchObject({ times: '3', each: '-0.1', points: '-0.3' });
    const off = { ...second, entries: second.entries.map((e) => ({ ...e, points: '-0.4' })) };
    expect(() => scoreSheet({ ...scores, units: [first, off, third] })).toThrow(/3×-0.1 是 -0.3，不是 -0.4/);
  });

  it('is refused with a wrong total, a wrong rank or an unknown item', () => {
    const entry = { item: 'x', reason: '不明', times: '1', each: '0', points: '0', source: null };
    const changes = [
      [{ ...second, total: '87.3' }, /龙泉镇各项之和是 87.2 分，不是 87.3 分/],
      [{ ...second, rank: 3 }, /龙泉镇的名次应是 2，不是 3/],
      [{ ...second, entries: [...second.entries, entry] }, /“不明”没有对应的项目“x”/],
    ] as const;
    for (const [unit, message] of changes) {
      expect(() => scoreSheet({ ...scores, units: [first, unit, third] })).toThrow(message);
    }
  });
});
