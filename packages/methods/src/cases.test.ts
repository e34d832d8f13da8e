import type { TraceStep } from '@qingshan/kernel';
import { describe, expect, test } from 'vitest';
import { expandInput, verdictOf, type MethodCase } from './cases.ts';
import { runMethod } from './define.ts';
import { describeMethods, methodById, methods } from './registry.ts';
import { caseFiles, methodFolders } from '../testing/case-files.ts';
import { contextOf, standards } from '../testing/standards.ts';

/** The tables of which the figures of a step are, in order: `limits` of `limits/class=2,parameter=pm25`. */
function tablesOf(step: TraceStep): string[] {
  return [...new Set(step.clauses.flatMap((c) => c.figures).map((id) => id.replace(/[@/].*/, '')))];
}

function checkSteps(trace: readonly TraceStep[], wanted: NonNullable<MethodCase['结果']['步骤']>): void {
  expect(trace.map((s) => s.title.zh)).toEqual(wanted.map((s) => s.标题));
  for (const [i, { 说明, 依据 }] of wanted.entries()) {
    const found = trace[i];
    if (说明 !== undefined) expect(found?.detail.zh).toBe(说明);
    if (依据 !== undefined) expect(found && tablesOf(found)).toEqual(依据);
  }
}

function check(id: string, { 输入, 结果, 版本, 地点 }: MethodCase): void {
  const found = runMethod(methodById(id), expandInput(输入), contextOf(版本, 地点));
  if (结果.值 === null) expect(found.value).toBeNull();
  if (typeof 结果.值 === 'number') {
    expect(Math.abs((found.value ?? Number.NaN) - 结果.值)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(结果.值)));
  }
  const { 完整性 } = 结果;
  if (结果.显示 !== undefined) expect(found.shown).toBe(结果.显示);
  if (结果.判定 !== undefined) expect(found.verdict).toBe(verdictOf(结果.判定));
  expect(found.provisional).toBe(结果.暂定 ?? found.verdict === 'insufficient-data');
  if (结果.限值 !== undefined) expect(found.limit).toBe(结果.限值);
  if (结果.单位 !== undefined) expect(found.unit).toBe(结果.单位);
  if (结果.标准 !== undefined) expect(found.editions[0]).toBe(结果.标准);
  if (完整性) {
    expect(found.completeness).toMatchObject({ valid: 完整性.有效, expected: 完整性.应有, required: 完整性.要求 });
  }
  expect(found.warnings.map((w) => w.code)).toEqual(结果.提示);
  if (结果.步骤) checkSteps(found.trace, 结果.步骤);
  if (结果.细目) expect(found.details).toMatchObject(结果.细目);
}

describe.each(caseFiles)('$方法', ({ 方法, 算例 }) => {
  test.each(算例)('$类别: $名称', (one) => check(方法, one));
});

test('every folder with a method is registered under its own name, and nothing else is', () => {
  expect(methodFolders.length).toBeGreaterThan(10);
  expect(methods.map((m) => m.id).toSorted()).toEqual(methodFolders.map((f) => f.replace('/', '.')).toSorted());
  expect(caseFiles.map((f) => f.方法)).toEqual(methodFolders.map((f) => f.replace('/', '.')));
});

test.each(caseFiles)('$方法 has a clause, a boundary case and an example worked elsewhere', ({ 方法, 算例 }) => {
  expect(methodById(方法).basis.length).toBeGreaterThan(0);
  expect(算例.filter((c) => c.类别 === '边界').length).toBeGreaterThan(0);
  expect(算例.filter((c) => c.类别 !== '边界').length).toBeGreaterThan(0);
  expect(new Set(算例.map((c) => c.名称)).size).toBe(算例.length);
});

test.each(caseFiles)('$方法 says what it does in both languages, step by step, with clauses', ({ 方法, 算例 }) => {
  for (const { 输入, 版本, 地点 } of 算例) {
    const found = runMethod(methodById(方法), expandInput(输入), contextOf(版本, 地点));
    expect(found.clauses.length).toBeGreaterThan(0);
    expect(found.editions.length).toBeGreaterThan(0);
    expect(found.trace.length).toBeGreaterThan(0);
    for (const text of found.trace.flatMap((s) => [s.title, s.detail])) {
      expect(text.zh).not.toMatch(/undefined|NaN|null/);
      expect(text.en).not.toMatch(/undefined|NaN(?! )|null|\p{Script=Han}/u);
      expect(text.zh.trim()).not.toBe('');
      expect(text.en.trim()).not.toBe('');
    }
    expect(Object.keys(found.details).filter((key) => !(key in methodById(方法).output.details))).toEqual([]);
  }
});

test('every method is described with its editions and a JSON schema of its input', () => {
  for (const described of describeMethods(standards)) {
    expect(described.editions.length).toBeGreaterThan(0);
    expect(described.clauses.length).toBeGreaterThan(0);
    expect(JSON.stringify(described.input)).toContain('"properties"');
  }
});

test('a wrong input is refused with the field that is wrong', () => {
  expect(() => runMethod(methodById('air.compliance-rate'), { on: '2024-12-31', validDays: -1 }, contextOf())).toThrow(
    /compliantDays/,
  );
  expect(() => methodById('air.unknown')).toThrow(/air\.unknown/);
});
