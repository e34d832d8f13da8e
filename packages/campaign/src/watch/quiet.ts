import { DAY_SECONDS, HOUR_SECONDS, type Moment } from '@qingshan/kernel';
import type { CaseState } from '../cases/case.ts';
import type { WatchRules } from './watch-rules.ts';

/** Whether a case rests on a figure as far above its limit as its rule calls severe. */
export function isSevere({ exceedance }: Pick<CaseState, 'exceedance'>, { rules }: Pick<WatchRules, 'rules'>): boolean {
  const from = rules.find(({ id }) => id === exceedance?.strand.rule)?.severeFrom;
  return (
    from !== undefined &&
    (exceedance?.figures ?? []).some(({ multiple }) => multiple !== '' && Number(multiple) >= from)
  );
}

/** From when people are told of what was found at a moment: at once, or when the quiet hours are over. */
export function toldAt(found: Moment, severe: boolean, quiet: WatchRules['quiet']): Moment {
  if (severe || quiet === undefined) return found;
  const { from, to } = quiet;
  const hour = Math.floor((found % DAY_SECONDS) / HOUR_SECONDS);
  const isQuiet = from <= to ? hour >= from && hour < to : hour >= from || hour < to;
  if (!isQuiet) return found;
  const day = Math.floor(found / DAY_SECONDS) + (hour >= to ? 1 : 0);
  return day * DAY_SECONDS + to * HOUR_SECONDS;
}
