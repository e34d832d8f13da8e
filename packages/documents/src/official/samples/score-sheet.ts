import type { ScoreSheetFacts } from '../producers/score-sheet.ts';
import { SAMPLE_DISTRICT, SAMPLE_FRAME } from './frame.ts';

const NOTHING = { times: '1', source: null };

/** A made-up scheme of three items, 100 points. */
export const SAMPLE_SCORES: ScoreSheetFacts = {
  frame: { ...SAMPLE_FRAME, number: null, addressees: [] },
  district: SAMPLE_DISTRICT,
  scheme: '污染防治攻坚战考核',
  period: '2024-10',
  basis: '依据演示评分规则（模拟）第1版。',
  items: [
    { id: 'report', name: '按时报送', full: '20', start: '20', floor: '0', cap: '20' },
    { id: 'tasks', name: '任务完成', full: '70', start: '70', floor: '0', cap: '70' },
    { id: 'extra', name: '加分', full: '10', start: '0', floor: '0', cap: '10' },
  ],
  units: [
    {
      unit: '区生态环境局',
      rank: 1,
      entries: [{ ...NOTHING, item: 'extra', reason: '经验获市级推广（模拟）', each: '9', points: '9' }],
      scores: { report: '20', tasks: '70', extra: '9' },
      // 20 + 70 + 9
      total: '99',
      source: 'score/2024-10/1',
    },
    {
      unit: '龙泉镇',
      rank: 2,
      entries: [
        { item: 'report', reason: '逾期报送（模拟）', times: '3', each: '-0.1', points: '-0.3', source: 'list/late' },
        { ...NOTHING, item: 'tasks', reason: '裸地苫盖未完成（模拟）', each: '-2.5', points: '-2.5' },
      ],
      scores: { report: '19.7', tasks: '67.5', extra: '0' },
      // 19.7 + 67.5 + 0
      total: '87.2',
      source: 'score/2024-10/2',
    },
    {
      unit: '永定镇',
      rank: 3,
      entries: [
        { item: 'report', reason: '未报送（模拟）', times: '11', each: '-2', points: '-22', source: 'list/missing' },
        {
          item: 'tasks',
          reason: '完成后经复查出现反弹（模拟）',
          times: '4',
          each: '-0.7',
          points: '-2.8',
          source: null,
        },
        { ...NOTHING, item: 'extra', reason: '专项行动表现突出（模拟）', each: '20', points: '20' },
      ],
      // 20 − 22 is below the floor; 70 − 2.8; 0 + 20 is above the cap
      scores: { report: '0', tasks: '67.2', extra: '10' },
      total: '77.2',
      source: 'score/2024-10/3',
    },
  ],
};
