import type { Target } from '@qingshan/campaign';
import { displayUnit, formatRounded, type Localized, type Verdict } from '@qingshan/kernel';
import type { ProjectionView, TargetStatus } from '../views/index.ts';

/** From this probability on a target counts as on track; below it, as at risk. Ours, shown with the probability. */
export const ON_TRACK_PROBABILITY = 2 / 3;

export interface Standing {
  readonly status: TargetStatus;
  readonly reason: Localized;
}

/** What is known of a target when its standing is to be said. */
export interface Facts {
  readonly target: Target;
  /** The period has ended */
  readonly finished: boolean;
  readonly verdict: Verdict;
  readonly value: number | null;
  readonly shown: string;
  readonly projection: ProjectionView | null;
}

/** Why a target has no data: its method or its data have not arrived. */
export function awaiting(built: boolean): Standing {
  return {
    status: 'no-data',
    reason: built
      ? { zh: '还没有导入所需的监测数据。', en: 'The monitoring data that it needs have not been imported yet.' }
      : { zh: '所需数据和评价方法尚未接入。', en: 'Its data and method are not connected yet.' },
  };
}

function percent(probability: number): Localized {
  if (probability > 0.99) return { zh: '超过 99%', en: 'over 99 %' };
  if (probability < 0.01) return { zh: '不足 1%', en: 'under 1 %' };
  const p = formatRounded(probability * 100, 0);
  return { zh: `约 ${p}%`, en: `about ${p} %` };
}

function projected(target: Target, projection: ProjectionView): Standing | null {
  const { allowance, probability, remainingDays } = projection;
  if (allowance === null) return null;
  const unit = displayUnit(target.unit);
  if (allowance < 0) {
    return {
      status: 'not-met',
      reason: { zh: '余下日子即使为零也已超过目标。', en: 'Even with nothing on the days left the target is missed.' },
    };
  }
  const mean = formatRounded(allowance, 1);
  const chance = probability === null ? null : percent(probability);
  const reason = {
    zh: `余下 ${remainingDays} 天日均不超过 ${mean} ${unit} 即可达标${chance ? `，可能性${chance.zh}` : ''}。`,
    en: `Met if the ${remainingDays} days left average at most ${mean} ${unit}${chance ? `; chance ${chance.en}` : ''}.`,
  };
  if (probability === null) return { status: 'insufficient-data', reason };
  return { status: probability >= ON_TRACK_PROBABILITY ? 'on-track' : 'at-risk', reason };
}

/** Whether the value to date would meet the target; `null` where that cannot be said. */
function meetsSoFar(target: Target, value: number | null): boolean | null {
  if (value === null || target.value === null) return null;
  const goal = Number(target.value);
  return target.direction === 'at-most' ? value <= goal : value >= goal;
}

/** Says where a target stands: judged when its period is over, projected or compared while it runs. */
export function standingOf({ target, finished, verdict, value, shown, projection }: Facts): Standing {
  if (finished) return judged(verdict, shown);
  const outlook = projection ? projected(target, projection) : null;
  if (outlook) return outlook;
  const so = meetsSoFar(target, value);
  if (so === null) {
    return {
      status: 'insufficient-data',
      reason: { zh: '数据不足，暂不能判断。', en: 'Data are insufficient to say.' },
    };
  }
  return so
    ? { status: 'on-track', reason: { zh: `截至目前 ${shown}，符合目标。`, en: `${shown} so far, within the target.` } }
    : {
        status: 'at-risk',
        reason: { zh: `截至目前 ${shown}，未达到目标。`, en: `${shown} so far, short of the target.` },
      };
}

function judged(verdict: Verdict, shown: string): Standing {
  if (verdict === 'met')
    return { status: 'met', reason: { zh: `全年 ${shown}，达标。`, en: `${shown} for the year: met.` } };
  if (verdict === 'not-met') {
    return { status: 'not-met', reason: { zh: `全年 ${shown}，未达标。`, en: `${shown} for the year: not met.` } };
  }
  return {
    status: 'insufficient-data',
    reason: { zh: '全年有效数据不足，不判定。', en: 'Too few valid data over the year; not judged.' },
  };
}
