import { FLAGS, HOUR_SECONDS, type Flag } from '@qingshan/kernel';
import type { Bounds, ObservationsAsked } from '../ports.ts';
import { isId, pathsOf } from './entity-sets.ts';
import type { Subject } from './evaluate.ts';
import type { Evaluator } from './evaluate.ts';
import type { Expression } from './odata/expression.ts';
import { splitId } from './observation-id.ts';
import { REACH, TimeSpan, type Value } from './values.ts';

/** Which rows the engine is to give for a filter of observations, and what is left to be looked at row by row. */
export interface Narrowed {
  readonly series: readonly number[];
  readonly asked: Pick<ObservationsAsked, 'time' | 'value' | 'received' | 'flags'>;
  readonly rest: readonly Expression[];
}

type Comparison = Extract<Expression, { kind: 'binary' }>;
interface Draft {
  series: number[];
  time: Bounds;
  value: Bounds;
  received: Bounds;
  flags: readonly Flag[];
}

const NOTHING: Subject = { follow: () => [] };
const OF_SERIES = new Set(['Datastream', 'FeatureOfInterest']);
const FLIPPED: Readonly<Record<string, string>> = { gt: 'lt', ge: 'le', lt: 'gt', le: 'ge', eq: 'eq', ne: 'ne' };
const MICRO = 1e6;
const LARGEST = 1e9;
const EMPTY: Bounds = { min: 1, max: 0 };

function conjuncts(expression: Expression): Expression[] {
  if (expression.kind !== 'binary' || expression.operator !== 'and') return [expression];
  return [...conjuncts(expression.left), ...conjuncts(expression.right)];
}

function tightened(bounds: Bounds, { min, max }: Bounds): Bounds {
  return {
    ...bounds,
    ...(min === undefined ? {} : { min: Math.max(min, bounds.min ?? min) }),
    ...(max === undefined ? {} : { max: Math.min(max, bounds.max ?? max) }),
  };
}

/** Whole numbers that compare so with `at`, which need not be whole. */
function wholeBounds(operator: string, at: number): Bounds | null {
  switch (operator) {
    case 'gt':
      return { min: Math.floor(at) + 1 };
    case 'ge':
      return { min: Math.ceil(at) };
    case 'lt':
      return { max: Math.ceil(at) - 1 };
    case 'le':
      return { max: Math.floor(at) };
    case 'eq':
      return Number.isInteger(at) ? { min: at, max: at } : EMPTY;
    default:
      return null;
  }
}

/** What double arithmetic leaves behind is no decimal. */
function inMicro(value: number): number {
  const micro = Math.max(-LARGEST, Math.min(LARGEST, value)) * MICRO;
  return Math.abs(micro - Math.round(micro)) < 1e-3 ? Math.round(micro) : micro;
}

function valueBounds(operator: string, value: number): Bounds | null {
  const bounds = wholeBounds(operator, inMicro(value));
  if (!bounds) return null;
  const { min, max } = bounds;
  return {
    ...(min === undefined ? {} : { min: min / MICRO }),
    ...(max === undefined ? {} : { max: max / MICRO }),
  };
}

/** Ends of hours that compare so with an instant, see `TimeSpan`. */
function hourBounds(operator: string, at: number): Bounds | null {
  const last = at + HOUR_SECONDS - 1;
  switch (operator) {
    case 'gt':
      return { min: at + HOUR_SECONDS };
    case 'ge':
      return { min: at };
    case 'lt':
      return { max: at - 1 };
    case 'le':
      return { max: last };
    case 'eq':
      return { min: at, max: last };
    default:
      return null;
  }
}

/** Moments under which a value of any kind may be stored whose time compares so; more than needed, never less. */
function widestBounds(operator: string, { from, to }: TimeSpan): Bounds {
  const min = from - REACH.after;
  const max = to + REACH.before;
  if (operator === 'gt' || operator === 'ge') return { min };
  if (operator === 'lt' || operator === 'le') return { max };
  return operator === 'eq' ? { min, max } : {};
}

/** Takes what it can of one comparison of a property with a value; whether nothing of it is left. */
function take(draft: Draft, name: string, operator: string, value: Value, hourly: boolean): boolean {
  if (name === 'result' && typeof value === 'number') {
    const bounds = valueBounds(operator, value);
    if (bounds) draft.value = tightened(draft.value, bounds);
    return bounds !== null;
  }
  if (name === 'resultTime' && value instanceof TimeSpan && value.from === value.to) {
    const bounds = wholeBounds(operator, value.from);
    if (bounds) draft.received = tightened(draft.received, bounds);
    return bounds !== null;
  }
  if (name === 'phenomenonTime' && value instanceof TimeSpan) {
    const exact = hourly && value.from === value.to ? hourBounds(operator, value.from) : null;
    draft.time = tightened(draft.time, exact ?? widestBounds(operator, value));
    return exact !== null;
  }
  if (name === 'resultQuality' && typeof value === 'string' && (operator === 'eq' || operator === 'ne')) {
    draft.flags = draft.flags.filter((flag) => (flag === value) === (operator === 'eq'));
    return true;
  }
  if (isId(name) && typeof value === 'number' && operator === 'eq') {
    const { series, time } = splitId(value);
    draft.series = draft.series.filter((one) => one === series);
    draft.time = tightened(draft.time, { min: time, max: time });
    return true;
  }
  return false;
}

function asComparison(expression: Expression, evaluator: Evaluator) {
  if (expression.kind !== 'binary') return null;
  const sides = (path: Expression, other: Expression, operator: string) => {
    if (path.kind !== 'path' || path.names.length !== 1 || pathsOf(other).length > 0) return null;
    const [value = null] = evaluator.values(other, NOTHING);
    return { name: path.names[0] ?? '', operator, value };
  };
  const { left, right, operator }: Comparison = expression;
  return sides(left, right, operator) ?? sides(right, left, FLIPPED[operator] ?? '');
}

/**
 * @param subjectOf the datastream and feature of a series, to which conditions may refer
 * @param isHourly whether all values of a series are of an hour
 * @throws QingshanError `bad-query`
 */
export function narrow(
  filter: Expression | null,
  series: readonly number[],
  evaluator: Evaluator,
  {
    subjectOf,
    isHourly,
  }: { readonly subjectOf: (series: number) => Subject; readonly isHourly: (series: number) => boolean },
): Narrowed {
  const draft: Draft = { series: [...series], time: {}, value: {}, received: {}, flags: FLAGS };
  const ofRows: Expression[] = [];
  for (const one of filter ? conjuncts(filter) : []) {
    const paths = pathsOf(one);
    if (paths.length > 0 && paths.every(({ names }) => OF_SERIES.has(names[0] ?? ''))) {
      draft.series = draft.series.filter((id) => evaluator.holds(one, subjectOf(id)));
    } else ofRows.push(one);
  }
  const hourly = draft.series.every(isHourly);
  const rest = ofRows.filter((one) => {
    const found = asComparison(one, evaluator);
    return !found || !take(draft, found.name, found.operator, found.value, hourly);
  });
  const { time, value, received, flags } = draft;
  const asked = { time, value, received, ...(flags.length === FLAGS.length ? {} : { flags }) };
  return { series: draft.series, asked, rest };
}
