import { displayUnit, isToBeChecked, type ClauseRef } from '@qingshan/kernel';
import type { AssessmentView } from '../views/index.ts';
import type { Evaluated, Source } from './evaluator.ts';

/** The clauses of an assessment that decide it and that nobody has read or confirmed. */
export type ClauseMarker = (clause: ClauseRef) => AssessmentView['clauses'][number];

/** Whether something that decided a result has been neither read nor confirmed. */
export function hasUnchecked(clauses: AssessmentView['clauses']): boolean {
  return clauses.some((c) => isToBeChecked(c.certainty) && c.confirmed !== true);
}

/** An assessment as it is served, with its names. */
export function present(evaluated: Evaluated, mark: ClauseMarker): AssessmentView {
  const { assessment, scope, indicator } = evaluated;
  const clauses = assessment.clauses.map((c) => mark(c));
  return {
    ...assessment,
    title: indicator.title,
    scopeText: scope.text,
    unitText: displayUnit(assessment.unit),
    editions: [...assessment.editions],
    clauses,
    toBeChecked: hasUnchecked(clauses),
    trace: assessment.trace.map((s) => ({ ...s, clauses: s.clauses.map((c) => mark(c)) })),
    warnings: assessment.warnings.map((w) => ({ ...w })),
    details: { ...assessment.details },
  };
}

/** What is kept of an assessment, so that it can be explained later as it was. */
export interface StoredAssessment {
  readonly view: AssessmentView;
  readonly source: Source;
}
