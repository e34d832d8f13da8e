import { z } from 'zod';
import { targetAccounts } from './accounts.ts';
import { assessment, completeness, localized, orNull } from './common.ts';

/** Where a target stands, as people say it. */
export const TARGET_STATUSES = [
  'met',
  'on-track',
  'at-risk',
  'not-met',
  'not-judged',
  'insufficient-data',
  'no-data',
] as const;
export const targetStatus = z.enum(TARGET_STATUSES).meta({ id: 'TargetStatus' });
export type TargetStatus = z.infer<typeof targetStatus>;

export const trendPoint = z
  .object({
    /** `2024-03` */
    period: z.string(),
    /** Value of the month alone */
    value: z.number().nullable(),
    /** Value of the year up to the end of that month */
    cumulative: z.number().nullable(),
    valid: z.boolean(),
  })
  .meta({ id: 'TrendPoint' });

export const quantiles = z
  .object({ p5: z.number(), p25: z.number(), p50: z.number(), p75: z.number(), p95: z.number() })
  .meta({ id: 'Quantiles' });

export const projection = z
  .object({
    /** Assessment id, for the explanation */
    id: z.string(),
    toDate: z.number().nullable(),
    lastYear: z.number().nullable(),
    remainingDays: z.number(),
    /** The daily mean that the rest of the year may have; negative when the target can no longer be met */
    allowance: z.number().nullable(),
    /** Of meeting the target, 0..1; `null` when the model will not say */
    probability: z.number().nullable(),
    final: orNull(quantiles),
    /** Cumulative mean at each coming month end */
    fan: z.array(z.object({ period: z.string(), cumulative: quantiles })),
    notes: z.array(localized),
  })
  .meta({ id: 'Projection' });
export type ProjectionView = z.infer<typeof projection>;

export const targetRow = z
  .object({
    id: z.string(),
    board: z.string(),
    title: localized,
    scopeText: localized,
    indicator: z.string(),
    direction: z.enum(['at-most', 'at-least', 'about', 'not-worse', 'every']),
    target: z.string().nullable(),
    targetText: localized,
    unit: z.string(),
    unitText: z.string(),
    status: targetStatus,
    /** Why the status is what it is, in a sentence; for `no-data` what is awaited */
    reason: localized,
    assessment: orNull(assessment),
    /** Same period last year */
    lastYear: z.number().nullable(),
    trend: z.array(trendPoint),
    completeness: orNull(completeness),
    daysLeft: z.number(),
    projection: orNull(projection),
    measures: z.number(),
    simulated: z.boolean(),
  })
  .meta({ id: 'TargetRow' });
export type TargetRowView = z.infer<typeof targetRow>;

export const board = z
  .object({
    plan: z.object({ id: z.string(), year: z.number(), title: localized }),
    through: z.string(),
    asOf: z.string().nullable(),
    /** The answer in a sentence a leader would say */
    headline: localized,
    tally: z.object({
      total: z.number(),
      met: z.number(),
      'on-track': z.number(),
      'at-risk': z.number(),
      'not-met': z.number(),
      'not-judged': z.number(),
      'insufficient-data': z.number(),
      'no-data': z.number(),
    }),
    boards: z.array(z.object({ id: z.string(), title: localized, goal: localized, targets: z.array(targetRow) })),
    basis: z.array(z.string()),
    simulated: z.boolean(),
  })
  .meta({ id: 'Board' });
export type BoardView = z.infer<typeof board>;

export const monthRow = z
  .object({
    period: z.string(),
    value: z.number().nullable(),
    shown: z.string(),
    lastYear: z.number().nullable(),
    /** Relative change against the same month of last year, percent */
    change: z.number().nullable(),
    cumulative: z.number().nullable(),
    validDays: z.number(),
    days: z.number(),
    valid: z.boolean(),
    /** Assessment of the month, for the explanation */
    assessmentId: z.string().nullable(),
  })
  .meta({ id: 'MonthRow' });

export const stationRow = z
  .object({
    site: z.string(),
    name: localized,
    town: orNull(localized),
    assessed: z.boolean(),
    simulated: z.boolean(),
    assessment: orNull(assessment),
    lastYear: z.number().nullable(),
  })
  .meta({ id: 'StationRow' });

export const invalidDay = z
  .object({ day: z.string(), state: z.string(), reason: localized, hours: z.number().nullable() })
  .meta({ id: 'InvalidDay' });

export const calendarDay = z
  .object({
    day: z.string(),
    aqi: z.number().nullable(),
    level: z.number().nullable(),
    primary: z.array(z.string()),
    reason: orNull(localized),
  })
  .meta({ id: 'CalendarDay' });

export const targetDetail = z
  .object({
    row: targetRow,
    plan: z.object({ id: z.string(), year: z.number(), title: localized }),
    stated: z.string(),
    /** One entry a day from 1 January to `through`; null where the day is invalid */
    daily: z.object({
      first: z.string(),
      values: z.array(z.number().nullable()),
      cumulative: z.array(z.number().nullable()),
      /** Daily values of the same days last year */
      lastYear: z.array(z.number().nullable()),
      /** Mean of last year up to each of those days */
      lastYearCumulative: z.array(z.number().nullable()),
    }),
    months: z.array(monthRow),
    calendar: z.array(calendarDay),
    stations: z.array(stationRow),
    invalidDays: z.array(invalidDay),
    measures: z.array(z.object({ id: z.string(), title: localized, task: z.string(), lead: z.array(localized) })),
    /** `null` for a target that does not rest on accounts */
    accounts: orNull(targetAccounts),
  })
  .meta({ id: 'TargetDetail' });
export type TargetDetailView = z.infer<typeof targetDetail>;

export const townRow = z
  .object({
    unit: z.string(),
    name: localized,
    rank: z.number().nullable(),
    tied: z.boolean(),
    value: z.number().nullable(),
    shown: z.string(),
    lastYear: z.number().nullable(),
    change: z.number().nullable(),
    changePercent: z.number().nullable(),
    improved: z.boolean().nullable(),
    /** Enough valid days to be ranked and compared */
    sufficient: z.boolean(),
    validDays: z.number(),
    days: z.number(),
    assessmentId: z.string().nullable(),
    trend: z.array(trendPoint),
    simulated: z.boolean(),
  })
  .meta({ id: 'TownRow' });

export const towns = z
  .object({
    parameter: z.string(),
    parameterName: localized,
    unitText: z.string(),
    period: z.string(),
    lastYearPeriod: z.string(),
    through: z.string(),
    headline: localized,
    rows: z.array(townRow),
    clauses: z.array(z.string()),
    simulated: z.boolean(),
  })
  .meta({ id: 'Towns' });
export type TownsView = z.infer<typeof towns>;
