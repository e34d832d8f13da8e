import type { MeasureKind } from '../types.ts';

/** Words by which the kind of a measure is proposed, strongest first. */
const SIGNS: readonly (readonly [RegExp, MeasureKind])[] = [
  [
    /(年均浓度|达到.{0,8}(标准|要求)|稳中向好|稳定达标|累计下降|控制在.{0,12}(以内|吨|微克)|较\d{4}年.{0,4}下降)/,
    'target-value',
  ],
  [/(清单|台账|逐项|销号|动态清零|问题清零)/, 'list-cleared'],
  [/(建设|改造|修复|新建|升级|工程|扩容)/, 'project'],
  [/(编制|制定|印发|方案|报告|申报|核算|评估)/, 'document'],
  [/\d+\s*(个|辆|台|户|家|处|座|公里|亩|万|项|%|套)/, 'counted'],
];

/** Proposes the kind of a measure from its words. No document says it; the office decides. */
export function proposedKind(wording: string): MeasureKind {
  return SIGNS.find(([pattern]) => pattern.test(wording))?.[1] ?? 'routine';
}
