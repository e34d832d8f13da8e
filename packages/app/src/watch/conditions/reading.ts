import type { ExceedanceFigure, Holding } from '@qingshan/campaign';
import type { Day, Localized, Moment } from '@qingshan/kernel';
import type { When } from '../../assess/asking.ts';
import type { Evaluator } from '../../assess/evaluator.ts';

/** What a rule over what stands now says of one place. */
export interface ConditionReading {
  /** Site of the strand: id of a site, `target:pm25`, `town:mtg-dayu`, `district` */
  readonly site: string;
  /** Parameter of the strand, or the period, where each has an episode of its own */
  readonly parameter: string;
  readonly holding: Holding;
  /** `null` where it does not hold */
  readonly figure: ExceedanceFigure | null;
  readonly title: Localized;
  readonly place: string;
  readonly town: string | null;
  /** Unit of the place, where the rule says that it is to be that one */
  readonly unit: string | null;
  readonly simulated: boolean;
}

/** With what a rule is judged. */
export interface Judging {
  readonly evaluator: Evaluator;
  readonly when: When;
  readonly today: Day;
  readonly now: Moment;
}

export const STILL_UNKNOWN = { holding: 'unknown', figure: null } as const;
