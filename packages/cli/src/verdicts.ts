import type { Verdict } from '@qingshan/kernel';

export const VERDICT_NAMES: Readonly<Record<Verdict, string>> = {
  met: '达标 met',
  'not-met': '未达标 not met',
  'insufficient-data': '数据不足 insufficient data',
  'not-applicable': '不适用 n/a',
};
