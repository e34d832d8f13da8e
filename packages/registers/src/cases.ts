import { parse } from 'yaml';
import { z } from 'zod';

/**
 * The cases of a register, `cases.yaml` beside its definition: what must be read of which cells, what is counted, what is
 * taken for the same. Written for the people who keep the register; columns by their heads.
 */
const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const row = z.record(z.string(), cell);

const base = { 名称: z.string().min(1), 推算: z.string().exactOptional() };

/** `填写` is laid over the row `基本`; `值` as a cell has it; `提示` all codes of findings. */
const entryCase = z.strictObject({
  ...base,
  填写: row,
  值: row.default({}),
  提示: z.array(z.string()).default([]),
});
const countCase = z.strictObject({
  ...base,
  截至: z.string(),
  条目: z.array(row),
  计数: z.record(z.string(), z.number().nullable()),
});
/** Places in `条目`, the first is 1 */
const duplicateCase = z.strictObject({
  ...base,
  条目: z.array(row).min(2),
  疑似重复: z.array(z.array(z.int().positive())),
});

const caseFile = z.strictObject({
  台账: z.string(),
  基本: row,
  算例: z.array(z.union([entryCase, countCase, duplicateCase])).min(3),
});

export type CaseRow = z.output<typeof row>;
export type RegisterCase = z.output<typeof caseFile>['算例'][number];
export type RegisterCases = z.output<typeof caseFile>;

/** Reads a `cases.yaml`. */
export function parseRegisterCases(text: string): RegisterCases {
  return caseFile.parse(parse(text));
}

/** Reads a `sample.yaml`: rows by the heads of their columns. */
export function parseSample(text: string): CaseRow[] {
  return z.array(row).min(1).parse(parse(text));
}
