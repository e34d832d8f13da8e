import { parsePeriod, type Verdict } from '@qingshan/kernel';
import { parse } from 'yaml';
import { z } from 'zod';

/**
 * The cases of a method, `cases.yaml` beside it: written for environmental experts, run as tests, shown on the method's
 * page. Inputs use the field names of the method's input schema.
 */
const VERDICT_NAMES = {
  达标: 'met',
  未达标: 'not-met',
  数据不足: 'insufficient-data',
  不判定: 'not-applicable',
} as const;
type VerdictName = keyof typeof VERDICT_NAMES;

/** printed in a document, worked by hand, at a limit, worked example of a reference */
export const CASE_KINDS = ['官方算例', '手算', '边界', '参考算例'] as const;

const completeness = z.strictObject({ 有效: z.int(), 应有: z.int(), 要求: z.int().nullable() });

/** A step of the trace: its title, its sentence, and the tables of standards that it applies. */
const stepCase = z.strictObject({
  标题: z.string(),
  说明: z.string().exactOptional(),
  依据: z.array(z.string()).exactOptional(),
});

const expectation = z.strictObject({
  值: z.number().nullable().exactOptional(),
  显示: z.string().exactOptional(),
  判定: z.enum(['达标', '未达标', '数据不足', '不判定']).exactOptional(),
  /** Left out: provisional exactly when data are insufficient */
  暂定: z.boolean().exactOptional(),
  限值: z.string().nullable().exactOptional(),
  单位: z.string().exactOptional(),
  标准: z.string().exactOptional(),
  完整性: completeness.exactOptional(),
  /** Codes of all warnings, none when left out */
  提示: z.array(z.string()).default([]),
  /** Part of `details` */
  细目: z.record(z.string(), z.unknown()).exactOptional(),
  /** All steps of the trace in order */
  步骤: z.array(stepCase).exactOptional(),
});

const methodCase = z
  .strictObject({
    名称: z.string().min(1),
    类别: z.enum(CASE_KINDS),
    依据: z.string().min(1),
    推算: z.string().exactOptional(),
    /** Pinned editions by family */
    版本: z.record(z.string(), z.string()).default({}),
    地点: z.string().exactOptional(),
    输入: z.record(z.string(), z.unknown()),
    结果: expectation,
  })
  .refine((c) => c.类别 !== '手算' || c.推算 !== undefined, '手算须写出推算 / a hand-worked case shows its working');
export type MethodCase = z.output<typeof methodCase>;

const caseFile = z.strictObject({ 方法: z.string(), 算例: z.array(methodCase).min(1) });
export type CaseFile = z.output<typeof caseFile>;

/** Reads a `cases.yaml`; `<<: *name` repeats the input of an earlier case. */
export function parseCases(text: string): CaseFile {
  return caseFile.parse(parse(text, { merge: true }));
}

export function verdictOf(name: VerdictName): Verdict {
  return VERDICT_NAMES[name];
}

const value = z.number().nullable();
const shorthand = z.union([
  // 重复: [[30, 365], [null, 1]]: 365 times 30, then one day without a value
  z.strictObject({ 重复: z.array(z.tuple([value, z.int().min(0)])) }),
  // 顺序: [1, 365]: 1, 2, … 365
  z.strictObject({ 顺序: z.tuple([z.int(), z.int()]) }),
  // 每月有效: in each month of `年` the first n days have `值`, the others none
  z.strictObject({ 年: z.int(), 值: z.number(), 每月有效: z.array(z.int()).length(12) }),
]);

function expandList(list: z.output<typeof shorthand>): (number | null)[] {
  if ('重复' in list) return list.重复.flatMap(([x, n]) => Array.from({ length: n }, () => x));
  if ('顺序' in list) {
    const [from, to] = list.顺序;
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  }
  return list.每月有效.flatMap((valid, i) => {
    const month = parsePeriod(`${list.年}-${String(i + 1).padStart(2, '0')}`);
    const days = month ? month.last - month.first + 1 : 0;
    return Array.from({ length: days }, (_, day) => (day < valid ? list.值 : null));
  });
}

/** Writes out the shorthands for long series in the input of a case. */
export function expandInput(input: unknown): unknown {
  const short = shorthand.safeParse(input);
  if (short.success) return expandList(short.data);
  if (Array.isArray(input)) return input.map(expandInput);
  if (typeof input !== 'object' || input === null) return input;
  return Object.fromEntries(Object.entries(input).map(([key, x]) => [key, expandInput(x)]));
}
