import {
  formatDay,
  monthsOf,
  upTo,
  type Assessment,
  type Day,
  type Localized,
  type MonthOfPeriod,
  type TraceStep,
} from '@qingshan/kernel';
import type { MethodContext } from '../define.ts';
import type { IndicatorQuestion } from '../indicator-types.ts';
import { extended, localized, uniqueClauses, warning } from '../result.ts';
import { className } from '../water/classes.ts';
import type { SectionResult } from '../water/counting.ts';
import { itemNames } from '../water/rules.ts';
import { sectionClassMethod } from '../water/section-class/method.ts';
import { targetClassMethod } from '../water/target-class/method.ts';
import { TABLE_1 } from '../water/values.ts';
import {
  daysText,
  resultsOf,
  sampledItems,
  targetClassOn,
  writtenMean,
  type Sample,
  type SampledSite,
  type SamplingRules,
} from './sampled-site.ts';

/** What became of a section in a month. */
export interface SectionMonth {
  readonly month: string;
  readonly result: SectionResult;
  readonly samples: readonly Sample[];
  /** How the class was found, where there is one */
  readonly assessment: Assessment | null;
}

/** The class of a section in a month, by the means of its samples; samples without flow have no values. */
export function sectionMonth(
  site: SampledSite,
  month: MonthOfPeriod,
  rules: SamplingRules,
  context: MethodContext,
): SectionMonth {
  const samples = site.samples.filter((s) => s.day >= month.first && s.day <= month.last);
  const flowing = samples.filter((s) => s.flow);
  const of = { month: month.id, samples };
  if (flowing.length === 0) return { ...of, result: samples.length > 0 ? 'no-flow' : null, assessment: null };
  const items: Record<string, string> = {};
  for (const item of sampledItems(context, 'gb-3838', month.last)) {
    const results = resultsOf(item, flowing, context);
    if (!TABLE_1.some((id) => id === item.id) || results.length === 0) continue;
    items[item.id] = writtenMean(item.id, results, month.last, context);
  }
  const assessment = sectionClassMethod.assess(
    {
      on: formatDay(month.last),
      body: site.body,
      items,
      itemSet: rules.itemSet,
      flow: 'flowing',
      judgeBy: 'shown',
    },
    context,
  );
  return { ...of, result: assessment.value, assessment };
}

/** Sections against their target classes, month by month, from their samples. */
export function assessSections(
  { period, through, target }: IndicatorQuestion,
  sites: readonly SampledSite[],
  rules: SamplingRules,
  context: MethodContext,
): Assessment {
  const reached = upTo(period, through);
  const months = reached ? monthsOf(reached) : [];
  const untargeted = sites.filter((s) => targetClassOn(s, period.last) === null);
  const studied = sites.flatMap((site) => {
    const asked = targetClassOn(site, period.last);
    if (asked === null) return [];
    return [{ site, target: asked, months: months.map((m) => sectionMonth(site, m, rules, context)) }];
  });
  const counted = targetClassMethod.assess(
    {
      period: period.id,
      through: formatDay(Math.min(through, period.last)),
      sections: studied.map(({ site, target: asked, months: own }) => ({
        id: site.id,
        name: site.name.zh,
        target: asked,
        months: Object.fromEntries(own.map((m) => [m.month, m.result])),
      })),
      noFlow: rules.noFlow,
      missing: 'insufficient',
      goal: target?.value ?? 100,
    },
    context,
  );
  const [only, ...others] = studied.flatMap(({ months: own }) => own.filter((m) => m.assessment !== null));
  const first = only?.assessment;
  // One section in one month: the whole way from its values to its class is shown.
  const way = first && others.length === 0 ? first.trace : [];
  return extended(counted, {
    before: [...studied.map(({ site, months: own }) => sectionStep(site, own, period.last, context)), ...way],
    editions: first?.editions ?? [],
    warnings: untargeted.length > 0 ? [withoutTarget(untargeted)] : [],
  });
}

function sectionStep(site: SampledSite, months: readonly SectionMonth[], on: Day, context: MethodContext): TraceStep {
  const lines = months.map((m) => monthText(m, on, context));
  return {
    title: site.name,
    detail: localized(
      `${lines.map((l) => l.zh).join('；') || '没有月份'}。`,
      `${lines.map((l) => l.en).join('; ') || 'no month'}.`,
    ),
    clauses: uniqueClauses(months.flatMap((m) => m.assessment?.clauses ?? [])),
  };
}

function monthText({ month, result, samples, assessment }: SectionMonth, on: Day, context: MethodContext): Localized {
  const days = daysText(samples);
  if (samples.length === 0) return localized(`${month} 无采样`, `${month} no sample`);
  if (result === null) {
    return localized(`${month} 没有参评项目（${days} 采样）`, `${month} no item that counts (sampled ${days})`);
  }
  if (result === 'no-flow') {
    return { zh: `${month} 断流（${days} 采样）`, en: `${month} no flow (sampled ${days})` };
  }
  const by = decidingText(assessment, on, context);
  const name = className(result);
  return {
    zh: `${month} ${name.zh}（${days} 采样${by.zh}）`,
    en: `${month} ${name.en} (sampled ${days}${by.en})`,
  };
}

/** Items that decided, worse than class I. */
function decidingText(assessment: Assessment | null, on: Day, context: MethodContext): Localized {
  const deciding = assessment?.details['deciding'];
  if (!Array.isArray(deciding) || deciding.length === 0) return localized('', '');
  const { zh, en } = itemNames(context, deciding.map(String), on);
  return localized(`，${zh}`, `, ${en}`);
}

function withoutTarget(sites: readonly SampledSite[]) {
  const names = sites.map((s) => s.name);
  return warning(
    'no-target-class',
    `没有目标类别、未计入的断面：${names.map((n) => n.zh).join('、')}。`,
    `Sections without a target class, not counted: ${names.map((n) => n.en).join(', ')}.`,
  );
}
