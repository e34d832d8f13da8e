import { CERTAINTIES, type Certainty, type Localized } from '@qingshan/kernel';
import { z } from 'zod';

/** What every rule of automatic opening 自动立案 says, whatever it watches. */
const common = {
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  zh: z.string().min(1),
  en: z.string().min(1),
  on: z.boolean(),
  /** `town`: the town of the site; else a unit of the district */
  unit: z.string().min(1),
  /** Sends the case to the unit at once; otherwise the office does */
  dispatch: z.boolean(),
  /** Topic of the case, a word of the register of complaints */
  topic: z.string().min(1),
  /** Exceed multiple from which it is severe: people are told of it in quiet hours too. Absent: it never is */
  severeFrom: z.number().positive().optional(),
};

/** Values of a site by day or hour, and what makes an episode of them. */
const episode = {
  parameters: z.array(z.string()).min(1),
  /** So many days or hours above the limit make an episode */
  atLeast: z.number().int().min(1).max(31),
  /** So many in a row that are not above it do not end it */
  gap: z.number().int().min(0).max(31),
  /**
   * Lower level: a value above this share of the limit is no break of an episode, though it is not above the limit. Of a
   * rise it is the share of the rise.
   */
  endsBelow: z.number().gt(0).max(1).default(1),
  /** Where most towns share an episode they have one case together, at a unit of the district */
  regional: z
    .strictObject({
      /** So many towns, or more */
      towns: z.number().int().min(2),
      /** And this share of the towns that have such sites */
      share: z.number().gt(0).max(1),
      unit: z.string().min(1),
    })
    .optional(),
};

/** Values of air stations against the limits of GB 3095, of a class of area. */
const air = { ...episode, class: z.enum(['1', '2']) };

/** Rules over series of observations, judged when data arrive. */
const series = [
  z.strictObject({ ...common, kind: z.literal('air-day'), ...air }),
  z.strictObject({ ...common, kind: z.literal('air-hour'), ...air }),
  z.strictObject({
    ...common,
    kind: z.literal('rate'),
    ...episode,
    /** Rises by so much, in the unit of the parameter */
    rise: z.number().positive(),
    /** Above the least of so many hours before */
    within: z.number().int().min(1).max(12),
  }),
] as const;

const amount = z.string().regex(/^\d+(\.\d+)?$/);

/** Rules over what stands now, whether data arrived or not; judged by the clock. */
const conditions = [
  /** A target of the plan in danger, as the board says */
  z.strictObject({
    ...common,
    kind: z.literal('target'),
    /** Ids of targets; none: all of the plan */
    targets: z.array(z.string()),
    statuses: z.array(z.enum(['at-risk', 'not-met'])).min(1),
    /** Ends only from this chance on, where the board says one */
    clears: z.number().min(0).max(1),
  }),
  /** The mean of the month or year to date of the district */
  z.strictObject({
    ...common,
    kind: z.literal('mean'),
    indicator: z.string().min(1),
    per: z.enum(['month', 'year']),
    /** Opens above it, ends below `clears` */
    level: amount,
    clears: amount,
    /** Of so many valid days at least */
    days: z.number().int().min(1).max(366),
  }),
  /** A town among the last of the district's own towns */
  z.strictObject({
    ...common,
    kind: z.literal('town-last'),
    parameter: z.string().min(1),
    /** Among so many from the end */
    last: z.number().int().min(1).max(20),
    /** In each of so many whole months, up to the latest */
    months: z.number().int().min(1).max(12),
  }),
  /** The class of a section worse than asked, or than in its month before */
  z.strictObject({ ...common, kind: z.literal('section-class'), than: z.enum(['target', 'before']) }),
  /** A site or series of which data are expected every hour */
  z.strictObject({
    ...common,
    kind: z.literal('silent'),
    /** Opens after so many hours without a value */
    hours: z.number().int().min(2).max(240),
    /** Ends when so many of these hours have one again */
    clears: z.number().int().min(1).max(240),
  }),
  /** A station's month that may lose few days more before the rule of validity makes it invalid */
  z.strictObject({
    ...common,
    kind: z.literal('spare-days'),
    parameters: z.array(z.string()).min(1),
    /** Opens when so many days, or fewer, may still be lost */
    spare: z.number().int().min(0).max(10),
  }),
] as const;

/**
 * The kinds of rules. A new kind is one schema here; the compiler then asks for what it does in the table of
 * `app/src/watch/kinds.ts` or `condition-kinds.ts`, and everything after that (episodes, cases, their log, the page) is
 * the same for all.
 */
export const watchRuleSchema = z.discriminatedUnion('kind', [...series, ...conditions]);
export type WatchRule = z.output<typeof watchRuleSchema>;
export type SeriesRule = z.output<(typeof series)[number]>;
export type ConditionRule = z.output<(typeof conditions)[number]>;

const SERIES_KINDS: ReadonlySet<WatchRule['kind']> = new Set(series.map(({ shape }) => shape.kind.value));

export function isSeriesRule(rule: WatchRule): rule is SeriesRule {
  return SERIES_KINDS.has(rule.kind);
}

export const watchFile = z.strictObject({
  certainty: z.enum(CERTAINTIES),
  zh: z.string(),
  en: z.string(),
  maxAgeDays: z.number().int().min(0).max(366),
  /** People are told from `to` o'clock on of what opens after `from` o'clock and is not severe */
  quiet: z.strictObject({ from: z.number().int().min(0).max(23), to: z.number().int().min(0).max(23) }).optional(),
  rules: z.array(watchRuleSchema),
});

/** Which exceedances open cases by themselves in a district. */
export interface WatchRules {
  /** What is older opens none, only counts */
  readonly maxAgeDays: number;
  readonly quiet?: { readonly from: number; readonly to: number } | undefined;
  readonly rules: readonly WatchRule[];
  readonly ground: { readonly certainty: Certainty; readonly note: Localized };
}
