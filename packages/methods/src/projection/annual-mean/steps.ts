import { formatDay, formatRounded, type Day, type Decimal, type Localized, type TraceStep } from '@qingshan/kernel';
import type { Figure } from '@qingshan/standards';
import { plain } from '../../numbers.ts';
import { localized, step } from '../../result.ts';
import type { LimitOutlook, Projection } from './project.ts';

/** Concentrations in sentences have one decimal. */
function one(x: number): string {
  return formatRounded(x, 1);
}

/** A model knows no certainty: what rounds to 0 or 100 % is written as below 1 or above 99. */
function percent(probability: number): Localized {
  if (probability < 0.01) return localized('不足 1%', 'less than 1 %');
  if (probability > 0.99) return localized('超过 99%', 'more than 99 %');
  const whole = formatRounded(100 * probability, 0);
  return localized(`约 ${whole}%`, `about ${whole} %`);
}

export function toDateStep({ toDate, lastYear }: Projection, through: Day, figures: readonly Figure[]): TraceStep {
  const title = localized('累计与上年同期', 'To date, and the same period last year');
  const day = formatDay(through);
  if (!toDate) {
    return step(
      title,
      localized(`截至 ${day}，当年没有有效日均值。`, `No valid daily value of the year through ${day}.`),
      figures,
    );
  }
  const { mean, validDays, days } = toDate;
  return step(
    title,
    localized(
      `截至 ${day} 共 ${days} 天，有效 ${validDays} 天，平均 ${one(mean)};` +
        (lastYear ? `上年同期有效 ${lastYear.validDays} 天，平均 ${one(lastYear.mean)}。` : '上年同期没有数据。'),
      `${days} days through ${day}, ${validDays} of them valid, mean ${one(mean)}; ` +
        (lastYear
          ? `same period last year ${one(lastYear.mean)} from ${lastYear.validDays} valid days.`
          : 'no data for the same period last year.'),
    ),
    figures,
  );
}

export function allowanceStep(found: Projection, limit: Decimal, figures: readonly Figure[]): TraceStep {
  const title = localized('余下天数的允许浓度', 'What the rest of the year may have');
  const [main, other] = found.limits;
  const { toDate, daysLeft, validDaysLeft } = found;
  if (!toDate || !main || !other || main.allowance === null || other.allowance === null) {
    const zh = found.state === 'complete' ? '全年已结束，由年均值方法判定。' : '没有累计值，无法计算。';
    const en =
      found.state === 'complete' ? 'The year is over; the annual mean judges it.' : 'There is no mean to date.';
    return step(title, localized(zh, en), figures);
  }
  const [n, left] = [toDate.validDays, one(validDaysLeft)];
  const sum = `(${plain(limit)} × (${n} + ${left}) − ${one(toDate.mean * n)}) ÷ ${left} = ${one(main.allowance)}`;
  const outOfReach = found.state === 'out-of-reach';
  return step(
    title,
    localized(
      `余下 ${daysLeft} 天，预计有效 ${left} 天：${sum}。${outOfReach ? '即使余下每天都是 0 也超过目标。' : ''}` +
        `若以 ${plain(other.limit)} 为限，为 ${one(other.allowance)}（考虑修约规则）。`,
      `${daysLeft} days left, ${left} expected to be valid: ${sum}. ${outOfReach ? 'Even zero on every day left would exceed the target. ' : ''}` +
        `With ${plain(other.limit)} as the limit it is ${one(other.allowance)} (rounding rule).`,
    ),
    figures,
  );
}

export function modelStep(
  { historyYears, annual, missingMonths, state }: Projection,
  main: LimitOutlook | undefined,
): TraceStep {
  const title = localized('达标概率（统计模型）', 'Probability of meeting the target (statistical model)');
  if (annual && main?.probability !== null && main?.probability !== undefined) {
    const p = percent(main.probability);
    const years = historyYears.join(', ');
    return step(
      title,
      localized(
        `依据以往年份 ${years} 的季节变化和今年以来的水平，年均值有九成可能在 ${one(annual.p5)} 至 ${one(annual.p95)} 之间，中位数 ${one(annual.p50)}；不高于 ${plain(main.limit)} 的概率${p.zh}。`,
        `From the seasons of ${years} and the level of this year so far, the annual mean is between ${one(annual.p5)} and ${one(annual.p95)} with nine chances in ten, median ${one(annual.p50)}; the probability of at most ${plain(main.limit)} is ${p.en}.`,
      ),
    );
  }
  if (missingMonths.length > 0 && state !== 'complete') {
    return step(
      title,
      localized(
        `以往年份的资料缺少 ${missingMonths.join('、')} 月，不给出概率。`,
        `Earlier years do not cover months ${missingMonths.join(', ')}; no probability is given.`,
      ),
    );
  }
  return step(title, localized('不需要或无法推算。', 'Nothing is to be projected, or nothing can be.'));
}
