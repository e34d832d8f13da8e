import type { Frame } from '../document.ts';

export const SAMPLE_DISTRICT = '门头沟区';
export const SAMPLE_PLAN = '深入打好污染防治攻坚战2024年行动计划';

/** Frame of the sample documents: everything in it is made up, and says so. */
export const SAMPLE_FRAME: Frame = {
  redHead: null,
  number: '模拟〔2024〕12号',
  addressees: ['各镇街', '各有关部门'],
  signatures: ['行动计划办公室（模拟）'],
  date: '2024-11-08',
  remark: null,
  copies: [],
  printed: null,
  simulated: true,
};
