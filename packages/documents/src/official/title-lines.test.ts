import { expect, test } from 'vitest';
import { titleLines } from './title-lines.ts';

// A line holds 442.2 pt / 22 pt = 20 characters; one is left free. A digit counts as 0.6.
test.each([
  ['关于进展滞后措施的督办函', ['关于进展滞后措施的督办函']],
  // 14 characters and 10 letters and digits: 14 + 6 = 20, more than 19
  ['门头沟区2024年9月镇街PM2.5平均浓度排名', ['门头沟区2024年9月', '镇街PM2.5平均浓度排名']],
  [
    '关于深入打好污染防治攻坚战2024年行动计划2024年9月进展情况的通报',
    ['关于深入打好污染防治攻坚战2024年', '行动计划2024年9月进展情况的通报'],
  ],
  [
    '门头沟区深入打好污染防治攻坚战2024年行动计划2024年上半年工作总结',
    ['门头沟区深入打好污染防治攻坚战', '2024年行动计划2024年上半年工作总结'],
  ],
])('%s is set in lines that end with a word', (title, lines) => {
  expect(titleLines(title)).toEqual(lines);
  expect(titleLines(title).join('')).toBe(title);
});
