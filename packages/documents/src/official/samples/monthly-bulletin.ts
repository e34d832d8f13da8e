import type { Figure } from '../document.ts';
import { figureOf } from '../inline.ts';
import type { BulletinFacts, ReportingCounts, TargetFact } from '../producers/monthly-bulletin.ts';
import type { RankingFacts } from '../producers/town-ranking.ts';
import { SAMPLE_DISTRICT, SAMPLE_FRAME, SAMPLE_PLAN } from './frame.ts';

function value(shown: string, unit: string, id: string, provisional = true): Figure {
  return { shown, unit, id, provisional };
}

const TARGETS: readonly TargetFact[] = [
  {
    title: '细颗粒物（PM2.5）年均浓度',
    scope: '全区',
    goal: '32微克/立方米左右',
    value: value('30.4', '微克/立方米', 'sample-pm25'),
    verdict: 'running',
    completeness: { valid: 301, expected: 305, required: 324, of: 'days' },
    toBeChecked: true,
  },
  {
    title: '优良天数比率',
    scope: '全区',
    goal: '完成市级下达目标',
    value: value('76.4', '%', 'sample-good-days'),
    verdict: 'not-applicable',
    completeness: { valid: 301, expected: 305, required: null, of: 'days' },
    toBeChecked: false,
  },
  {
    title: '降尘量',
    scope: '13个镇街',
    goal: '4.0吨/平方千米·月左右',
    value: value('3.6', '吨/平方千米·月', 'sample-dustfall', false),
    verdict: 'met',
    completeness: { valid: 10, expected: 10, required: 9, of: 'months' },
    toBeChecked: false,
  },
  {
    title: '国家和市级考核断面水质达标率',
    scope: '全区',
    goal: '100%',
    value: value('—', '', 'sample-sections', false),
    verdict: 'insufficient-data',
    completeness: { valid: 2, expected: 4, required: 4, of: 'sections' },
    toBeChecked: false,
  },
];

type Counts = readonly [due: number, onTime: number, late: number, missing: number, claimed: number, verified: number];

function counts([due, onTime, late, missing, claimed, verified]: Counts, of: string): ReportingCounts {
  const list = (n: number, name: string) => figureOf(n, '', `list/${of}/${name}`);
  return {
    due: list(due, 'due'),
    onTime: list(onTime, 'on-time'),
    late: list(late, 'late'),
    missing: list(missing, 'missing'),
    claimed: list(claimed, 'claimed'),
    verified: list(verified, 'verified'),
  };
}

const UNITS: readonly (readonly [unit: string, counts: Counts])[] = [
  ['区生态环境局', [18, 18, 0, 0, 9, 7]],
  ['区住房和城乡建设委员会', [12, 9, 2, 1, 4, 4]],
  ['区环境卫生服务中心', [6, 5, 1, 0, 3, 2]],
  ['龙泉镇', [8, 7, 0, 1, 2, 1]],
  ['军庄镇', [8, 8, 0, 0, 3, 3]],
];

/** Made-up values with a tie. */
export const SAMPLE_TOWNS: RankingFacts = {
  metric: '降尘量',
  unit: '吨/平方千米·月',
  period: '2024-10',
  basis: '按月降尘量由低到高排名，数值相同的并列，其后空出名次（模拟数据）。',
  ranked: [
    {
      rank: 1,
      town: '斋堂镇',
      value: figureOf('2.1', '', 'sample-dust-1'),
      change: figureOf('-8.7', '%'),
      remark: '',
    },
    {
      rank: 2,
      town: '军庄镇',
      value: figureOf('3.4', '', 'sample-dust-2'),
      change: figureOf('-2.9', '%'),
      remark: '',
    },
    {
      rank: 2,
      town: '永定镇',
      value: figureOf('3.4', '', 'sample-dust-3'),
      change: figureOf('0.0', '%'),
      remark: '',
    },
    {
      rank: 4,
      town: '龙泉镇',
      value: figureOf('4.6', '', 'sample-dust-4'),
      change: figureOf('4.5', '%'),
      remark: '连续两月末位',
    },
  ],
  unranked: [{ town: '清水镇', reason: '本月样品无效' }],
};

export const SAMPLE_BULLETIN: BulletinFacts = {
  frame: {
    ...SAMPLE_FRAME,
    redHead: { agency: '行动计划办公室（模拟）文件', signer: null },
    printed: { office: '行动计划办公室（模拟）', date: '2024-11-08' },
    copies: ['区领导（模拟）'],
  },
  district: SAMPLE_DISTRICT,
  plan: SAMPLE_PLAN,
  month: '2024-10',
  through: '2024-10-31',
  targets: TARGETS,
  measures: figureOf(200, '', 'list/measures'),
  counts: counts([52, 47, 3, 2, 21, 17], 'district'),
  units: UNITS.map(([unit, c]) => ({ unit, ...counts(c, unit) })),
  missing: [
    { number: '31', title: '施工工地扬尘视频监管全覆盖', unit: '区住房和城乡建设委员会', dueDate: '2024-11-05' },
    { number: '58', title: '裸地苫盖和绿化', unit: '龙泉镇', dueDate: '2024-11-05' },
  ],
  ranking: SAMPLE_TOWNS,
  problems: ['个别单位连续两月未报送进展，佐证不完整。', '部分工地夜间施工扬尘问题反复出现，整改后未按期复查。'],
  nextSteps: ['未报送单位于2024年11月15日前补报进展和佐证。', '区住房和城乡建设委员会会同各镇街开展工地扬尘回头看。'],
};
