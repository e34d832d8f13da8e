import { Decimal, type Localized } from '@qingshan/kernel';
import type { ProgressSpec } from './progress.ts';
import type { ReportContent } from './report.ts';

/** Something in a report that a verifier should look at. It stops nobody from handing in. */
export interface Doubt {
  readonly code:
    | 'decreased'
    | 'more-than-planned'
    | 'no-figure'
    | 'copied-text'
    | 'repeated-figures'
    | 'evidence-reused';
  readonly text: Localized;
}

const VAGUE = /(正在|积极|稳步|持续|有序|扎实)(地)?(推进|开展|落实|进行)/;
const FIGURE = /[0-9０-９一二三四五六七八九十百千万]+/;
const REPEATS = 3;

function quantityDoubts(spec: ProgressSpec, content: ReportContent, before: readonly ReportContent[]): Doubt[] {
  const now = content.progress.quantity;
  if (spec.kind !== 'quantity' || now === null) return [];
  const doubts: Doubt[] = [];
  const last = before.at(-1)?.progress.quantity ?? null;
  if (last !== null && new Decimal(now).lt(last)) {
    doubts.push({
      code: 'decreased',
      text: { zh: `累计量 ${now} 比上期 ${last} 少`, en: `the total ${now} is less than ${last} of the period before` },
    });
  }
  if (spec.target !== null && new Decimal(now).gt(spec.target)) {
    doubts.push({
      code: 'more-than-planned',
      text: {
        zh: `累计量 ${now} 超过任务量 ${spec.target}`,
        en: `the total ${now} is more than the ${spec.target} planned`,
      },
    });
  }
  return [...doubts, ...repeatedSteps([...before.map((c) => c.progress.quantity), now])];
}

/** The same increase several times running is what invented series look like. */
function repeatedSteps(totals: readonly (string | null)[]): Doubt[] {
  const known = totals.filter((t) => t !== null).map((t) => new Decimal(t));
  const steps = known.slice(1).map((t, i) => t.minus(known[i] ?? t));
  const lastSteps = steps.slice(-REPEATS);
  const [first] = lastSteps;
  const repeated = lastSteps.length === REPEATS && first?.gt(0) === true && lastSteps.every((s) => s.eq(first));
  if (!repeated) return [];
  return [
    {
      code: 'repeated-figures',
      text: {
        zh: `连续 ${REPEATS} 期增加量都是 ${first.toString()}`,
        en: `the increase was ${first.toString()} in ${REPEATS} periods running`,
      },
    },
  ];
}

function textDoubts(content: ReportContent, before: readonly ReportContent[]): Doubt[] {
  const text = content.text.trim();
  if (text === '') return [];
  if (before.some((other) => other.text.trim() === text)) {
    return [
      {
        code: 'copied-text',
        text: { zh: '进展描述与以前某一期完全相同', en: 'the description is that of an earlier period' },
      },
    ];
  }
  if (VAGUE.test(text) && !FIGURE.test(text)) {
    return [
      { code: 'no-figure', text: { zh: '只说在推进，没有数字', en: 'it says that work goes on, without a figure' } },
    ];
  }
  return [];
}

/**
 * What looks wrong in a report.
 *
 * @param before what the same unit submitted on this measure for earlier periods, oldest first
 * @param usedElsewhere files that stand as evidence in reports of other measures, units or periods
 */
export function doubtsOf(
  spec: ProgressSpec,
  content: ReportContent,
  before: readonly ReportContent[],
  usedElsewhere: ReadonlySet<string>,
): readonly Doubt[] {
  const reused = content.evidence.some((file) => usedElsewhere.has(file));
  return [
    ...quantityDoubts(spec, content, before),
    ...textDoubts(content, before),
    ...(reused
      ? [
          {
            code: 'evidence-reused' as const,
            text: { zh: '同一佐证文件已用于其他报告', en: 'the same file is evidence in another report' },
          },
        ]
      : []),
  ];
}
