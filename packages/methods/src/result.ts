import type { Assessment, ClauseRef, Completeness, Localized, TraceStep, Verdict, Warning } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';

/** What is written where there is no value. */
export const NO_VALUE = '—';

/** The parts of an Assessment that a method decides; the rest follows from them. */
export interface Outcome {
  readonly value: number | null;
  readonly shown: string;
  readonly unit: string;
  readonly verdict: Verdict;
  readonly limit?: string | null;
  readonly provisional?: boolean;
  readonly completeness?: Completeness | null;
  /** Editions that judged, main one first; those of the trace's clauses follow on their own. */
  readonly editions: readonly Edition[];
  readonly trace: readonly TraceStep[];
  readonly warnings?: readonly (Warning | null)[];
  readonly details?: Readonly<Record<string, unknown>>;
}

export function localized(zh: string, en: string): Localized {
  return { zh, en };
}

/** A step of the trace with the figures that it applied. */
export function step(
  title: Localized,
  detail: Localized,
  figures: readonly (Pick<Figure, 'clause'> | null)[] = [],
): TraceStep {
  return { title, detail, clauses: uniqueClauses(figures.flatMap((f) => (f ? [f.clause] : []))) };
}

export function warning(code: string, zh: string, en: string): Warning {
  return { code, text: { zh, en } };
}

/** Each clause once, with all the figures that were applied of it. */
export function uniqueClauses(clauses: readonly ClauseRef[]): ClauseRef[] {
  const same = Map.groupBy(clauses, (c) => `${c.edition} ${c.clause} ${c.certainty}`);
  return [...same.values()].flatMap((all) => {
    const [first] = all;
    return first ? [{ ...first, figures: [...new Set(all.flatMap((c) => c.figures))] }] : [];
  });
}

/** Makes the Assessment of a method: its clauses are those of the trace, `provisional` follows from the verdict. */
export function conclude(method: { readonly id: string; readonly version: string }, outcome: Outcome): Assessment {
  const clauses = uniqueClauses(outcome.trace.flatMap((s) => s.clauses));
  const editions = [...outcome.editions.map((e) => e.number), ...clauses.map((c) => c.document)];
  return {
    method: method.id,
    methodVersion: method.version,
    value: outcome.value,
    shown: outcome.shown,
    unit: outcome.unit,
    verdict: outcome.verdict,
    limit: outcome.limit ?? null,
    provisional: outcome.provisional ?? outcome.verdict === 'insufficient-data',
    completeness: outcome.completeness ?? null,
    editions: [...new Set(editions)],
    clauses,
    trace: outcome.trace,
    warnings: (outcome.warnings ?? []).filter((w) => w !== null),
    details: outcome.details ?? {},
  };
}

/** An assessment with the steps that led to its input in front, and more warnings. */
export function extended(
  assessment: Assessment,
  more: {
    readonly before?: readonly TraceStep[];
    readonly editions?: readonly string[];
    readonly warnings?: readonly Warning[];
  },
): Assessment {
  const trace = [...(more.before ?? []), ...assessment.trace];
  return {
    ...assessment,
    editions: [...new Set([...assessment.editions, ...(more.editions ?? [])])],
    clauses: uniqueClauses(trace.flatMap((s) => s.clauses)),
    trace,
    warnings: [...(more.warnings ?? []), ...assessment.warnings],
  };
}
