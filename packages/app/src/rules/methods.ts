import type { Assessment } from '@qingshan/kernel';
import {
  describeMethods,
  expandInput,
  indicators,
  methodById,
  runMethod,
  type MethodDescription,
} from '@qingshan/methods';
import type { StandardsLibrary } from '@qingshan/standards';
import type { z } from 'zod';
import type { ClauseMarker } from '../assess/present.ts';
import type * as views from '../views/index.ts';
import { methodContext, type Workspace } from '../workspace.ts';
import { clauseMarker } from './standards.ts';

type Calculation = z.output<typeof views.calculation>;
type Summary = z.output<typeof views.methodSummary>;

/** Number of the edition of a family that stands for it where no date is known. */
function familyName(standards: StandardsLibrary, family: string): string {
  return standards.editions.find((e) => e.family === family)?.number.replace(/-\d{4}$/, '') ?? family;
}

function summaryOf(workspace: Workspace, method: MethodDescription): Summary {
  return {
    id: method.id,
    version: method.version,
    title: method.title,
    summary: method.summary,
    clauses: method.clauses.map((b) => `${familyName(workspace.standards, b.family)} ${b.clause}`),
    editions: [...method.editions],
    input: { ...method.input },
    output: { ...method.output },
    cases: workspace.cases(method.id).length,
  };
}

export function listMethods(workspace: Workspace): Summary[] {
  return describeMethods(workspace.standards).map((m) => summaryOf(workspace, m));
}

/** @throws QingshanError `not-found` */
export function showMethod(workspace: Workspace, id: string): z.output<typeof views.methodDetail> {
  const method = methodById(id);
  const described = describeMethods(workspace.standards).find((m) => m.id === method.id);
  if (!described) throw new RangeError(`method without description: ${id}`);
  return {
    method: summaryOf(workspace, described),
    cases: workspace.cases(id).map((c) => ({
      name: c.名称,
      kind: c.类别,
      basis: c.依据,
      input: expandInput(c.输入) as Record<string, unknown>,
      expect: { ...c.结果 },
      working: c.推算 ?? null,
    })),
    validations: workspace.validation.validations
      .filter((v) => v.method === id)
      .map((v) => ({ id: v.id, title: v.title })),
    indicators: indicators.filter((i) => i.method === id).map((i) => ({ id: i.id, title: i.title })),
  };
}

export function showValidation({ validation }: Workspace): z.output<typeof views.validationResults> {
  return {
    made: validation.made,
    validations: validation.validations.map((v) => ({ ...v, methodTitle: methodById(v.method).title })),
  };
}

/** A method's result in the shape that is served. */
export function calculationOf(assessment: Assessment, mark: ClauseMarker): Calculation {
  return {
    ...assessment,
    editions: [...assessment.editions],
    clauses: assessment.clauses.map(mark),
    trace: assessment.trace.map((s) => ({ ...s, clauses: s.clauses.map(mark) })),
    warnings: assessment.warnings.map((w) => ({ ...w })),
    details: { ...assessment.details },
  };
}

/** By the editions in force on the day that the input names; a calculator is not bound to the plan. */
export async function calculateIn(workspace: Workspace, id: string, input: unknown): Promise<Calculation> {
  const result = runMethod(methodById(id), input, { ...methodContext(workspace), pins: {} });
  return calculationOf(result, await clauseMarker(workspace));
}
