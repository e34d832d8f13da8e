import {
  type Decimal,
  monitoringDayOf,
  roundHalfEven,
  snap,
  type ClauseRef,
  type Day,
  type Moment,
} from '@qingshan/kernel';
import type { DailyReduction } from '../daily.ts';
import type { MethodContext } from '../define.ts';
import { plain } from '../numbers.ts';
import { dayState, dayValue } from '../air/daily-series.ts';
import {
  dayRuleFor,
  decimalsFor,
  editionOn,
  limitFor,
  rateFor,
  statisticOf,
  unitOf,
  type Averaging,
} from '../air/rules.ts';
import { runsOf, type Run } from './runs.ts';

/** A value above its limit, as it is written down: everything is text, rounded by the edition that judged. */
export interface Exceedance {
  readonly shown: string;
  readonly unit: string;
  readonly limit: string;
  /** (value − limit) ÷ limit, from the value as shown */
  readonly multiple: string;
  /** Where the limit stands */
  readonly clause: ClauseRef;
}

/** Of what a limit is meant. */
export interface Limited {
  readonly parameter: string;
  /** Class of the area, GB 3095 4.1 */
  readonly areaClass: '1' | '2';
}

/**
 * Judges one valid value by the limit of GB 3095 that was in force, on the value rounded by HJ 663.
 *
 * @param value in the parameter's unit, unrounded
 * @returns `null` when it is not above the limit, or when there is no limit for this averaging time and day
 */
export function exceedanceOf(
  context: MethodContext,
  of: Limited,
  averaging: Averaging,
  on: Day,
  value: number,
): Exceedance | null {
  const level = levelOf(context, of, averaging, on, value);
  if (level === null || level.shown.lte(level.bar)) return null;
  const { shown, bar, decimals, limit } = level;
  const { parameter } = of;
  const rule = rateFor(context, 'exceed-multiple', 'decimals', on);
  const multiple: Decimal = shown.minus(bar).div(bar);
  return {
    shown: shown.toFixed(decimals),
    unit: unitOf(context, parameter),
    limit: plain(bar),
    multiple: roundHalfEven(multiple, rule.value).toFixed(rule.value),
    clause: limit.figure.clause,
  };
}

/** A valid value as it is shown, beside its limit; `null` where there is none for this averaging time and day. */
function levelOf(context: MethodContext, of: Limited, averaging: Averaging, on: Day, value: number) {
  if (Number.isNaN(value) || !editionOn(context, 'gb-3095', on) || !editionOn(context, 'hj-663', on)) return null;
  const limit = limitFor(context, of.parameter, averaging, of.areaClass, on);
  if (!limit) return null;
  const { decimals } = decimalsFor(context, of.parameter, on);
  return { shown: roundHalfEven(snap(value), decimals), decimals, limit, bar: limit.bar.value };
}

/**
 * Whether a value holds an episode though it is not above the limit: above `share` of the limit. What swings about the
 * limit is one episode and not many.
 */
function holdsEpisode(
  context: MethodContext,
  of: Limited,
  averaging: Averaging,
  on: Day,
  value: number,
  share: number,
): boolean {
  const level = levelOf(context, of, averaging, on, value);
  return level !== null && level.shown.lte(level.bar) && level.shown.gt(level.bar.times(share));
}

/** The valid daily values (of O3 the 8-hour maxima) of a site, with the statistic that they are. */
function* validDays(
  context: MethodContext,
  of: Limited,
  reduction: DailyReduction,
): Generator<{ day: Day; statistic: 'day' | 'mda8'; value: number }> {
  const statistic = statisticOf(of.parameter);
  for (let i = 0; i < reduction.hours.length; i++) {
    const day = reduction.first + i;
    if (reduction.hours[i] === 0 || !editionOn(context, 'gb-3095', day) || !editionOn(context, 'hj-663', day)) continue;
    const { rule } = dayRuleFor(context, of.parameter, statistic, of.areaClass, day);
    if (dayState(reduction, i, rule) !== 'valid') continue;
    yield { day, statistic, value: dayValue(reduction, i, statistic) };
  }
}

/** The days of a site whose daily value is valid and above the limit. */
export function exceedingDays(context: MethodContext, of: Limited, reduction: DailyReduction): Map<Day, Exceedance> {
  const found = new Map<Day, Exceedance>();
  for (const { day, statistic, value } of validDays(context, of, reduction)) {
    const exceedance = exceedanceOf(context, of, statistic, day, value);
    if (exceedance) found.set(day, exceedance);
  }
  return found;
}

/** The valid daily values of a site as they are shown, by day; those of a parameter without a limit are left out. */
export function shownDays(context: MethodContext, of: Limited, reduction: DailyReduction): Map<Day, number> {
  return new Map(
    [...validDays(context, of, reduction)].flatMap(({ day, statistic, value }) => {
      const level = levelOf(context, of, statistic, day, value);
      return level ? [[day, level.shown.toNumber()] as const] : [];
    }),
  );
}

/** The days of a site whose daily value holds an episode, see `holdsEpisode`. */
export function holdingDays(context: MethodContext, of: Limited, reduction: DailyReduction, share: number): Set<Day> {
  const days = [...validDays(context, of, reduction)];
  return new Set(
    days.flatMap(({ day, statistic, value }) => (holdsEpisode(context, of, statistic, day, value, share) ? [day] : [])),
  );
}

/** Judges one valid hourly value by the 1-hour limit of the day that the hour belongs to. */
export function exceedingHour(context: MethodContext, of: Limited, time: Moment, value: number): Exceedance | null {
  return exceedanceOf(context, of, 'hour', monitoringDayOf(time), value);
}

/** Whether a valid hourly value holds an episode, see `holdsEpisode`. */
export function holdingHour(context: MethodContext, of: Limited, time: Moment, value: number, share: number): boolean {
  return holdsEpisode(context, of, 'hour', monitoringDayOf(time), value, share);
}

/** When exceedances make an episode, in periods (days or hours). */
export interface EpisodeRule {
  /** So many periods above the limit at least; one that is shorter is none */
  readonly atLeast: number;
  /** So many periods not above it (or without a value) in a row do not end it */
  readonly gap: number;
}

/**
 * The episodes in a row of periods; `days` of a run counts the periods above the limit.
 *
 * @param holds periods that are not above the limit and yet no break, because they are not below the lower level either
 */
export function episodesOf(
  above: readonly boolean[],
  { atLeast, gap }: EpisodeRule,
  holds: readonly boolean[] = [],
): Run[] {
  // A break is counted without the periods that hold: they are left out, and the runs numbered back.
  const kept = above.flatMap((is, i) => (is || holds[i] !== true ? [i] : []));
  return runsOf(
    kept.map((i) => above[i] === true),
    gap,
  )
    .filter((run) => run.days >= atLeast)
    .map((run) => ({ ...run, first: kept[run.first] ?? 0, last: kept[run.last] ?? 0 }));
}
