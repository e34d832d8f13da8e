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
  /** The value as it is said: what it is, where the target does not say so, the figure and its unit */
  readonly said: Localized;
  /** What the method compares with, where the plan gives no number */
  readonly limit: string | null;
  readonly better: 'lower' | 'higher';
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

/** A target that rests on an account which nobody has recorded. */
export function unaccounted(title: Localized): Standing {
  return {
    status: 'no-data',
    reason: {
      zh: `本期的核算尚未填写：${title.zh}。`,
      en: `The account of this period has not been recorded: ${title.en}.`,
    },
  };
}

/** An account that holds too little to give a value. */
export function thinAccount(): Standing {
  return {
    status: 'insufficient-data',
    reason: {
      zh: '已填写的核算还缺少内容，得不出数值；缺什么见计算步骤。',
      en: 'The recorded account lacks something and gives no value; the steps say what.',
    },
  };
}

/** A target that no document says how to judge. */
export function withoutMethod(reason: Localized): Standing {
  return { status: 'not-judged', reason };
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

/** Whether the value to date would meet the target, or the limit of the method; `null` where that cannot be said. */
function meetsSoFar({ target, value, limit, better }: Facts): boolean | null {
  const goal = target.value ?? limit;
  if (value === null || goal === null) return null;
  const atMost =
    target.value === null || target.direction === 'about' ? better === 'lower' : target.direction === 'at-most';
  return atMost ? value <= Number(goal) : value >= Number(goal);
}

/** What is said after a word of time: a figure stands off from the word before it, Chinese does not. */
function after(word: string, { zh }: Localized): string {
  return /^[\d+-]/.test(zh) ? `${word} ${zh}` : `${word}${zh}`;
}

/** Says where a target stands: judged when its period is over, projected or compared while it runs. */
export function standingOf(facts: Facts): Standing {
  const { target, finished, verdict, said, projection } = facts;
  if (finished) return judged(verdict, said);
  const outlook = projection ? projected(target, projection) : null;
  if (outlook) return outlook;
  const so = verdict === 'not-applicable' ? null : meetsSoFar(facts);
  if (so === null) return spoken(verdict, said);
  return so
    ? {
        status: 'on-track',
        reason: { zh: `${after('截至目前', said)}，符合目标。`, en: `${said.en} so far, within the target.` },
      }
    : {
        status: 'at-risk',
        reason: { zh: `${after('截至目前', said)}，未达到目标。`, en: `${said.en} so far, short of the target.` },
      };
}

function judged(verdict: Verdict, said: Localized): Standing {
  if (verdict === 'not-applicable') return spoken(verdict, said);
  if (verdict === 'met')
    return { status: 'met', reason: { zh: `${after('全年', said)}，达标。`, en: `${said.en} for the year: met.` } };
  if (verdict === 'not-met') {
    return {
      status: 'not-met',
      reason: { zh: `${after('全年', said)}，未达标。`, en: `${said.en} for the year: not met.` },
    };
  }
  return {
    status: 'insufficient-data',
    reason: { zh: '全年有效数据不足，不判定。', en: 'Too few valid data over the year; not judged.' },
  };
}

/** A goal in words, judged by the method as far as that can be done. */
function spoken(verdict: Verdict, said: Localized): Standing {
  if (verdict === 'met') {
    return {
      status: 'on-track',
      reason: { zh: `${after('截至目前', said)}，符合要求。`, en: `${said.en} so far, as required.` },
    };
  }
  if (verdict === 'not-met') {
    return {
      status: 'at-risk',
      reason: { zh: `${after('截至目前', said)}，未达到要求。`, en: `${said.en} so far, short of what is required.` },
    };
  }
  return verdict === 'not-applicable'
    ? {
        status: 'not-judged',
        reason: {
          zh: `${after('目前', said)}；计划以文字表述目标，没有可比的数值，不作判定。`,
          en: `${said.en} now; the plan states this goal in words, so it is not judged.`,
        },
      }
    : { status: 'insufficient-data', reason: { zh: '数据不足，暂不能判断。', en: 'Data are insufficient to say.' } };
}
