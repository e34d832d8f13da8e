import { Decimal } from '@qingshan/kernel';
import { z } from 'zod';
import type { Due, Measure, MeasureKind } from '../types.ts';

/**
 * How the progress of a measure is told. Five kinds that can be checked, and one that a person judges:
 * - `monitored`: the indicator of its target says it; nothing is asked
 * - `register`: the entries of a register are counted; the figure is filled in and not asked
 * - `quantity`: so much is done of so much
 * - `milestones`: steps with a day each
 * - `routine`: the duty was kept in the period, or not
 * - `judged`: words, and a share that is only claimed
 */
export const PROGRESS_KINDS = ['monitored', 'register', 'quantity', 'milestones', 'routine', 'judged'] as const;
export type ProgressKind = (typeof PROGRESS_KINDS)[number];

const decimal = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,6})?$/)
  .meta({ description: 'Decimal number, not negative, at most 6 decimals' });

export const milestoneSchema = z.strictObject({
  id: z.string().min(1).max(40),
  title: z.string().min(1).max(200),
  due: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
});
export type Milestone = z.infer<typeof milestoneSchema>;

export const progressSpecSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('monitored') }),
  z.strictObject({
    kind: z.literal('register'),
    register: z.string().min(1),
    count: z.string().min(1),
    /** `own`: entries that name the unit; `all`: the whole register */
    of: z.enum(['all', 'own']),
    /** `null`: of a list to be cleared all of its entries, else not said */
    target: decimal.nullable(),
  }),
  /** `target: null`: how much is to be done is not said yet */
  z.strictObject({ kind: z.literal('quantity'), target: decimal.nullable(), unit: z.string().max(20) }),
  z.strictObject({ kind: z.literal('milestones'), steps: z.array(milestoneSchema).min(1).max(30) }),
  z.strictObject({ kind: z.literal('routine') }),
  z.strictObject({ kind: z.literal('judged') }),
]);
export type ProgressSpec = z.infer<typeof progressSpecSchema>;

/** What a unit says of a period; the fields of the other kinds stay empty. */
export const progressSchema = z.strictObject({
  /** Done since the beginning of the year, in the unit of the measure */
  quantity: decimal.nullable(),
  /** Steps done, with the day on which each was */
  steps: z.array(z.strictObject({ id: z.string(), on: z.string().regex(/^\d{4}-\d{2}-\d{2}$/) })).max(30),
  /** Whether the duty was kept in the period */
  kept: z.boolean().nullable(),
  /** Share in percent, claimed */
  percent: z.number().int().min(0).max(100).nullable(),
});
export type Progress = z.infer<typeof progressSchema>;

export const NO_PROGRESS: Progress = { quantity: null, steps: [], kept: null, percent: null };

const BY_KIND: Readonly<Record<MeasureKind, ProgressKind>> = {
  'target-value': 'monitored',
  counted: 'quantity',
  'list-cleared': 'quantity',
  project: 'milestones',
  routine: 'routine',
  document: 'milestones',
};

function lastDay(due: Due, year: number): string {
  return due.kind === 'date' ? due.date : `${year}-12-31`;
}

/** How progress is told until the plan office says otherwise. */
export function defaultSpec(measure: Pick<Measure, 'kind' | 'due' | 'targets' | 'count'>, year: number): ProgressSpec {
  if (measure.count) return { kind: 'register', ...measure.count, target: null };
  const kind = BY_KIND[measure.kind];
  if (kind === 'monitored' && measure.targets.length === 0) return { kind: 'judged' };
  if (kind === 'quantity') return { kind, target: null, unit: '' };
  if (kind === 'milestones') return { kind, steps: [{ id: 'done', title: '完成', due: lastDay(measure.due, year) }] };
  return kind === 'monitored' ? { kind } : { kind: 'routine' };
}

/** What a unit is measured by: its own share of a quantity, where it was given one. */
export function ownSpec(spec: ProgressSpec, share: string | null): ProgressSpec {
  const shared = spec.kind === 'quantity' || spec.kind === 'register';
  return shared && share !== null ? { ...spec, target: share } : spec;
}

/** How far a measure has come. `share` is `null` where no figure says it. */
export interface Standing {
  /** 0 to 1, not cut at 1: more than planned shows */
  readonly share: number | null;
  readonly done: string | null;
  readonly of: string | null;
  readonly complete: boolean;
  /** Whether it rests on nothing but a typed percentage */
  readonly typed: boolean;
}

const NOWHERE: Standing = { share: null, done: null, of: null, complete: false, typed: false };

/**
 * What a report amounts to. A routine duty is judged by the periods in which it was kept: `kept` of `periods`.
 *
 * @param before reports on earlier periods, for routine duties
 */
export function standingOf(spec: ProgressSpec, progress: Progress, before: readonly Progress[] = []): Standing {
  switch (spec.kind) {
    case 'quantity':
    case 'register': {
      if (progress.quantity === null) return NOWHERE;
      const done = progress.quantity;
      if (spec.target === null || new Decimal(spec.target).isZero()) return { ...NOWHERE, done };
      const share = new Decimal(done).div(spec.target).toNumber();
      return { share, done, of: spec.target, complete: share >= 1, typed: false };
    }
    case 'milestones': {
      const done = spec.steps.filter((step) => progress.steps.some((s) => s.id === step.id)).length;
      const of = spec.steps.length;
      return { share: done / of, done: String(done), of: String(of), complete: done === of, typed: false };
    }
    case 'routine': {
      const told = [...before, progress].filter((p) => p.kept !== null);
      if (told.length === 0) return NOWHERE;
      const kept = told.filter((p) => p.kept === true).length;
      return {
        share: kept / told.length,
        done: String(kept),
        of: String(told.length),
        complete: false,
        typed: false,
      };
    }
    case 'judged':
      if (progress.percent === null) return NOWHERE;
      return { ...NOWHERE, share: progress.percent / 100, complete: progress.percent === 100, typed: true };
    case 'monitored':
      return NOWHERE;
  }
}

/** What is missing in a report before it can be handed in: the field that has to be filled. */
export function missingProgress(spec: ProgressSpec, progress: Progress): keyof Progress | null {
  if (spec.kind === 'quantity' && progress.quantity === null) return 'quantity';
  if (spec.kind === 'routine' && progress.kept === null) return 'kept';
  return null;
}
