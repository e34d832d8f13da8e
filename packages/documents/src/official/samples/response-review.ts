import { figureOf } from '../inline.ts';
import type { ResponseReviewFacts } from '../producers/response-review.ts';
import { SAMPLE_DISTRICT, SAMPLE_FRAME } from './frame.ts';

export const SAMPLE_REVIEW: ResponseReviewFacts = {
  frame: { ...SAMPLE_FRAME, number: '模拟评〔2024〕1号' },
  district: SAMPLE_DISTRICT,
  period: '2024-01-08..2024-01-10',
  hours: figureOf(65, '小时', 'responses/YJ-20240107-1'),
  rounds: [
    {
      level: '黄色预警',
      at: '2024-01-07 15:00',
      starts: '2024-01-08 00:00',
      basis: '市级预警指令（模拟）',
      notified: figureOf(16),
      confirmed: figureOf(16),
      median: figureOf(27),
      longest: figureOf(107),
      silent: [],
      enterprises: figureOf(12),
      told: figureOf(12),
      cut: figureOf('95.02'),
    },
    {
      level: '橙色预警',
      at: '2024-01-08 15:00',
      starts: '2024-01-08 20:00',
      basis: '市级升级指令（模拟）',
      notified: figureOf(16),
      confirmed: figureOf(15),
      median: figureOf(59),
      longest: figureOf(104),
      silent: ['区科技和信息化局'],
      enterprises: figureOf(14),
      told: figureOf(13),
      cut: figureOf('240.34'),
    },
  ],
  checks: figureOf(15, '', 'responses/YJ-20240107-1'),
  enterprises: figureOf(14),
  checked: figureOf(12),
  violations: figureOf(1),
  violating: [
    {
      enterprise: '示例家具厂（模拟）',
      at: '2024-01-09 10:20',
      seen: '仍有物料露天装卸（模拟）',
      ordered: '责令立即停止，当日复查（模拟）',
    },
  ],
  days: [
    { day: '2024-01-08', forecast: figureOf(205), aqi: figureOf(200), level: '中度污染', pm25: figureOf(150) },
    { day: '2024-01-09', forecast: figureOf(165), aqi: figureOf(133), level: '轻度污染', pm25: figureOf(101) },
    { day: '2024-01-10', forecast: null, aqi: null, level: '', pm25: null },
  ],
  mean: figureOf(126, '微克/立方米', 'a-sample'),
  problems: ['个别单位签收不及时（模拟）。'],
  nextSteps: ['更新应急减排清单（模拟）。'],
};
