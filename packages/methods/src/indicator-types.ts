import type { Assessment, Day, Localized, Period } from '@qingshan/kernel';
import type { DailyStatistic } from './air/daily-series.ts';
import type { DailySeries } from './daily.ts';
import type { MethodContext } from './define.ts';
import type { SampledSite, SamplingRules } from './samples/sampled-site.ts';

/** What an indicator is asked, whatever data it needs. */
export interface IndicatorQuestion {
  readonly period: Period;
  /** Last day whose data count */
  readonly through: Day;
  /** Target of the plan, in the indicator's unit; without it the standard judges */
  readonly target?: IndicatorTarget;
}

export interface IndicatorTarget {
  readonly value: string;
  readonly direction: 'at-most' | 'at-least';
  readonly text: Localized;
  readonly unit: string;
}

/** A daily series that an indicator needs of a place. */
export interface SeriesNeed {
  /** Key of the report item, `o3-mda8` */
  readonly key: string;
  readonly parameter: string;
  readonly statistic: DailyStatistic;
}

export interface IndicatorHead {
  /** `air.pm25.annual-mean` */
  readonly id: string;
  readonly title: Localized;
  /** For narrow places: `PM2.5` */
  readonly short: Localized;
  /** Canonical unit of its value */
  readonly unit: string;
  readonly better: 'lower' | 'higher';
  /** Method that judges it */
  readonly method: string;
  /** Parameters whose observations it rests on; none where the samples decide */
  readonly parameters: readonly string[];
}

/** From the daily series of one place. */
export interface DailyIndicator extends IndicatorHead {
  readonly gather: 'daily';
  readonly needs: readonly SeriesNeed[];
  /** Whether a running year of it can be projected, and as what */
  readonly projection: 'annual-mean' | null;
  assess(
    question: IndicatorQuestion,
    series: Readonly<Record<string, DailySeries>>,
    context: MethodContext,
  ): Assessment;
}

/** From one value a month at each site. */
export interface MonthlyIndicator extends IndicatorHead {
  readonly gather: 'monthly';
  assess(
    question: IndicatorQuestion,
    points: readonly { readonly id: string; readonly months: Readonly<Record<string, number | null>> }[],
    context: MethodContext,
  ): Assessment;
}

/** From the value of another indicator at each town, in this period and in the same one last year. */
export interface TownsIndicator extends IndicatorHead {
  readonly gather: 'towns';
  /** The indicator that is compared */
  readonly of: string;
  assess(
    question: IndicatorQuestion,
    towns: readonly {
      readonly id: string;
      readonly name: string;
      readonly current: number | null;
      readonly previous: number | null;
    }[],
    context: MethodContext,
  ): Assessment;
}

/** From what somebody has accounted or found out by hand: the input of the method itself. */
export interface AccountIndicator extends IndicatorHead {
  readonly gather: 'account';
  assess(question: IndicatorQuestion, input: Readonly<Record<string, unknown>>, context: MethodContext): Assessment;
}

/** From the samples of sections, sources or wells. */
export interface SamplesIndicator extends IndicatorHead {
  readonly gather: 'samples';
  readonly kind: 'section' | 'water-source' | 'well';
  /** What answers where there are no samples but an account */
  readonly account: AccountIndicator;
  assess(
    question: IndicatorQuestion,
    sites: readonly SampledSite[],
    rules: SamplingRules,
    context: MethodContext,
  ): Assessment;
}

/** What a target of a plan can be bound to: a method with the data that it takes. */
export type Indicator = DailyIndicator | MonthlyIndicator | TownsIndicator | AccountIndicator | SamplesIndicator;
