import { named } from '../../named.ts';
import { formatDay, formatRounded, monthsOf, roundHalfEven } from '@qingshan/kernel';
import { z } from 'zod';
import { periodSchema, reachOf, stillRunning, throughSchema, type Reach } from '../../air/period.ts';
import { defineMethod } from '../../define.ts';
import { judge, type Bar } from '../../judge.ts';
import { exact, plain, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step } from '../../result.ts';
import { className, targetClassSchema } from '../classes.ts';
import {
  missingSchema,
  noFlowSchema,
  noFlowText,
  noFlowWarning,
  percentOf,
  resultSchema,
  type NoFlow,
  type SectionResult,
} from '../counting.ts';
import { assessmentEdition, ruleOf } from '../rules.ts';

const sectionSchema = z
  .strictObject({
    id: z.string().min(1),
    name: z.string().exactOptional(),
    target: targetClassSchema,
    class: resultSchema.exactOptional().meta(named('全时段类别', 'class of the whole period')),
    months: z
      .record(z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/), resultSchema)
      .exactOptional()
      .meta(named('逐月类别', 'class by month')),
  })
  .refine((s) => (s.class === undefined) !== (s.months === undefined), 'class 与 months 只给一个 / class or months');
type Section = z.output<typeof sectionSchema>;

const input = z.strictObject({
  period: periodSchema,
  through: throughSchema.exactOptional(),
  sections: z.array(sectionSchema).min(1),
  noFlow: noFlowSchema,
  missing: missingSchema,
  goal: quantity.default(100).meta(
    named('要求的达标比例', 'share that must meet', '%', {
      zh: '要求的达标比例（%），缺省全部达标',
      en: 'share that must meet, by default all',
    }),
  ),
});

type Standing = 'better' | 'equal' | 'worse' | 'no-flow' | 'missing';
interface Result {
  readonly section: string;
  readonly name: string;
  readonly target: number;
  readonly when: string;
  readonly class: number | null;
  readonly standing: Standing;
}

export const targetClassMethod = defineMethod({
  id: 'water.target-class',
  version: '1.0.0',
  title: localized('断面目标达标情况', 'Sections against their target classes'),
  summary: localized(
    '断面类别与目标类别相同或更好为达标；可按全时段类别，也可逐月统计达标断面次，并给出优于、等于、劣于目标的数量。断流和无数据的处理是设置。',
    'A section meets its target when its class is the same or better; by the class of the whole period, or month by month, with how many are better, equal and worse. What no flow and missing data count as are settings.',
  ),
  basis: [
    { family: 'water-assessment', clause: '断面水质类别与目标' },
    { family: 'gb-3838', clause: '水域功能分类' },
  ],
  input,
  output: {
    value: localized('达标比例', 'share that meets its target'),
    unit: '%',
    details: {
      met: localized('达标次数', 'results that meet the target'),
      counted: localized('计入次数', 'results that count'),
      sections: localized('各断面优于、等于、劣于目标、断流和无数据的次数', 'results of each section by standing'),
      worse: localized('劣于目标的断面与月份', 'sections and months worse than the target'),
      noFlow: localized('断流的处理及文号', 'what no flow counts as, and the document'),
      through: localized('数据截止日', 'last day that counts'),
    },
  },
  evaluate(question, context) {
    const reach = reachOf(question.period, question.through);
    const on = reach.period.last;
    const results = question.sections.flatMap((s) => resultsOf(s, reach));
    const count = countOf(results, question.noFlow);
    const value = percentOf(count.met, count.counted);
    const { n: decimals } = ruleOf(context, 'basin', 'decimals', on);
    const lacking = count.missing > 0 && question.missing === 'insufficient';
    const bar: Bar = {
      value: exact(question.goal),
      direction: 'at-least',
      name: localized('要求的比例', 'share asked for'),
    };
    const judgement = value && !reach.running && !lacking ? judge(value, decimals, bar, 'exact') : null;
    const edition = assessmentEdition(context, on);
    return {
      value: value?.toNumber() ?? null,
      shown: value ? formatRounded(value, decimals) : NO_VALUE,
      unit: '%',
      verdict: judgement?.verdict ?? 'insufficient-data',
      limit: plain(bar.value),
      completeness: { valid: results.length - count.missing, expected: results.length, required: null, of: 'samples' },
      editions: [edition],
      trace: [
        step(localized('与目标类别比较', 'Against the target class'), comparedText(results), [
          edition.figure('single-factor', { rule: 'target' }),
        ]),
        step(localized('统计', 'Count'), countText(count, question.noFlow, value && roundHalfEven(value, 4).toFixed())),
        step(localized('判定', 'Verdict'), judgement?.detail ?? unjudged(reach, lacking)),
      ],
      warnings: [judgement?.warning ?? null, noFlowWarning(count.noFlow, question.noFlow)],
      details: {
        met: count.met,
        counted: count.counted,
        sections: question.sections.map((s) => sectionCounts(s, results)),
        worse: results
          .filter((r) => r.standing === 'worse')
          .map(({ section: id, when, class: c, target }) => ({ id, when, class: c, target })),
        noFlow: question.noFlow,
        through: formatDay(reach.through),
      },
    };
  },
});

/** One result for the whole period, or one for each month that has passed. */
function resultsOf(section: Section, reach: Reach): Result[] {
  const { class: whole, months } = section;
  if (months === undefined) return [resultOf(section, reach.period.id, whole ?? null)];
  return (reach.span ? monthsOf(reach.span) : []).map((m) => resultOf(section, m.id, months[m.id] ?? null));
}

function resultOf({ id, name, target }: Section, when: string, result: SectionResult): Result {
  const found = typeof result === 'number' ? result : null;
  return { section: id, name: name ?? id, target, when, class: found, standing: standingOf(result, target) };
}

function standingOf(result: SectionResult, target: number): Standing {
  if (result === null) return 'missing';
  if (result === 'no-flow') return 'no-flow';
  if (result === target) return 'equal';
  return result < target ? 'better' : 'worse';
}

function countOf(results: readonly Result[], { policy }: NoFlow) {
  const of = (standing: Standing) => results.filter((r) => r.standing === standing).length;
  const noFlow = of('no-flow');
  const met = of('better') + of('equal') + (policy === 'met' ? noFlow : 0);
  return {
    met,
    counted: met + of('worse'),
    missing: of('missing') + (policy === 'no-result' ? noFlow : 0),
    noFlow,
    better: of('better'),
    equal: of('equal'),
    worse: of('worse'),
  };
}

function sectionCounts({ id, name, target }: Section, results: readonly Result[]) {
  const own = results.filter((r) => r.section === id);
  const of = (standing: Standing) => own.filter((r) => r.standing === standing).length;
  return {
    id,
    name: name ?? id,
    target,
    better: of('better'),
    equal: of('equal'),
    worse: of('worse'),
    noFlow: of('no-flow'),
    missing: of('missing'),
    worst: own.reduce<number | null>((worst, r) => (r.class === null ? worst : Math.max(worst ?? 0, r.class)), null),
  };
}

const WRITTEN = 20;

function comparedText(results: readonly Result[]) {
  const worse = results.filter((r) => r.standing === 'worse');
  const [listed, more] = [worse.slice(0, WRITTEN), worse.length - WRITTEN];
  const zh = listed.map((r) => `${r.name} ${r.when} ${className(r.class ?? 0).zh}（目标${className(r.target).zh}）`);
  const en = listed.map(
    (r) => `${r.section} ${r.when} ${className(r.class ?? 0).en} (target ${className(r.target).en})`,
  );
  const rest = more > 0 ? localized(` 等 ${worse.length} 次`, ` and ${more} more`) : localized('', '');
  if (worse.length === 0) return localized('没有劣于目标的结果。', 'No result is worse than its target.');
  return localized(`劣于目标：${zh.join('、')}${rest.zh}。`, `Worse than the target: ${en.join(', ')}${rest.en}.`);
}

function countText(count: ReturnType<typeof countOf>, noFlow: NoFlow, share: string | null) {
  const dry = noFlowText(count.noFlow, noFlow);
  const rate = share === null ? NO_VALUE : `${share}%`;
  return localized(
    `优于目标 ${count.better}、等于目标 ${count.equal}、劣于目标 ${count.worse}，断流 ${dry.zh}，无数据 ${count.missing}；达标 ${count.met} ÷ 计入 ${count.counted} = ${rate}。`,
    `Better ${count.better}, equal ${count.equal}, worse ${count.worse}, no flow ${dry.en}, without data ${count.missing}; met ${count.met} ÷ counted ${count.counted} = ${rate}.`,
  );
}

function unjudged(reach: Reach, lacking: boolean) {
  if (reach.running) return stillRunning(reach);
  return lacking
    ? localized('有断面或月份没有结果，不判定。', 'Some section or month has no result; not judged.')
    : localized('没有计入的结果，不判定。', 'No result counts; not judged.');
}
