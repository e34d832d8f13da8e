import type { Decimal } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { numberOf } from '../air/rules.ts';
import { runsOf, type Run } from './runs.ts';

/** From mild to severe. */
export const LEVELS = ['blue', 'yellow', 'orange', 'red'] as const;
export type AlertLevel = (typeof LEVELS)[number];

interface Condition {
  readonly figure: Figure;
  readonly days: number;
  holds(aqi: Decimal | null): boolean;
}

/** Which of the several readings of an unclear rule counts. */
export interface RunRules {
  /** Whether conditions that hold together must do so within one run */
  readonly together: 'same-run' | 'anywhere';
  /** Days between two runs that still make them one */
  readonly mergeGap: number;
}

export interface Reached {
  readonly level: AlertLevel;
  readonly run: Run;
  readonly figures: readonly Figure[];
}

/** The highest level whose conditions a forecast meets; `null` when it meets none. */
export function reachedLevel(edition: Edition, forecast: readonly (Decimal | null)[], rules: RunRules): Reached | null {
  for (const level of LEVELS.toReversed()) {
    for (const conditions of alternativesOf(edition, level)) {
      const run = runFor(conditions, forecast, rules);
      if (run) return { level, run, figures: conditions.map((c) => c.figure) };
    }
  }
  return null;
}

function alternativesOf(edition: Edition, level: AlertLevel): Condition[][] {
  const rows = edition.figures('levels', { level });
  return Object.values(Object.groupBy(rows, (f) => f.keys['alternative'] ?? '')).map((figures) =>
    (figures ?? []).map(conditionOf),
  );
}

function conditionOf(figure: Figure): Condition {
  const index = Number(figure.keys['index']);
  const inclusive = figure.keys['than'] === 'at-least';
  return {
    figure,
    days: numberOf(figure).toNumber() / (figure.unit === 'hours' ? 24 : 1),
    holds: (aqi) => aqi !== null && (inclusive ? aqi.gte(index) : aqi.gt(index)),
  };
}

/** The first condition names the run, the others must hold within it. */
function runFor(
  [first, ...others]: readonly Condition[],
  forecast: readonly (Decimal | null)[],
  rules: RunRules,
): Run | null {
  if (!first) return null;
  const runs = runsOf(forecast.map(first.holds), rules.mergeGap).filter((run) => run.days >= first.days);
  const within = (run: Run) => (rules.together === 'anywhere' ? forecast : forecast.slice(run.first, run.last + 1));
  return (
    runs.find((run) =>
      others.every((c) => runsOf(within(run).map(c.holds), rules.mergeGap).some((part) => part.days >= c.days)),
    ) ?? null
  );
}
