import { figureOf } from '../inline.ts';
import type { BoardStanding, SummaryFacts } from '../producers/summary.ts';
import { SAMPLE_BULLETIN } from './monthly-bulletin.ts';
import { SAMPLE_DISTRICT, SAMPLE_FRAME, SAMPLE_PLAN } from './frame.ts';

type Counts = readonly [measures: number, claimed: number, verified: number, overdue: number];

function standing([measures, claimed, verified, overdue]: Counts, of: string): Omit<BoardStanding, 'board'> {
  const list = (n: number, name: string) => figureOf(n, '', `list/${of}/${name}`);
  return {
    measures: list(measures, 'measures'),
    claimed: list(claimed, 'claimed'),
    verified: list(verified, 'verified'),
    overdue: list(overdue, 'overdue'),
  };
}

/** Made-up counts; the number of measures is that of the 2024 plan. */
const BOARDS: readonly (readonly [board: string, counts: Counts])[] = [
  ['蓝天保卫战', [80, 31, 26, 2]],
  ['碧水保卫战', [50, 20, 18, 1]],
  ['净土保卫战', [30, 12, 10, 0]],
  ['应对气候变化行动', [15, 6, 5, 0]],
  ['生态保护行动', [25, 11, 11, 1]],
];

export const SAMPLE_SUMMARY: SummaryFacts = {
  frame: { ...SAMPLE_FRAME, number: '模拟〔2024〕8号', date: '2024-07-15' },
  district: SAMPLE_DISTRICT,
  plan: SAMPLE_PLAN,
  period: '2024-H1',
  through: '2024-06-30',
  overview: ['2024年上半年，各镇街、各部门按照行动计划推进各项任务。本总结为模拟数据，只供演示。'],
  targets: SAMPLE_BULLETIN.targets,
  boards: BOARDS.map(([board, counts]) => ({ board, ...standing(counts, board) })),
  // 80 + 50 + 30 + 15 + 25; 31 + 20 + 12 + 6 + 11; 26 + 18 + 10 + 5 + 11; 2 + 1 + 0 + 0 + 1
  total: standing([200, 80, 70, 4], 'district'),
  work: [
    { board: '蓝天保卫战', texts: ['开展施工工地扬尘治理（模拟）。', '完成柴油货车用车大户台账更新（模拟）。'] },
    { board: '碧水保卫战', texts: [] },
  ],
  scores: [
    { rank: 1, unit: '区生态环境局', score: figureOf('99', '', 'score/1') },
    { rank: 2, unit: '龙泉镇', score: figureOf('97.5', '', 'score/2') },
  ],
  problems: [],
  nextSteps: ['对逾期未完成的措施逐项督办（模拟）。'],
};
