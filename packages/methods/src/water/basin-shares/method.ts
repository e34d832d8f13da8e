import { named } from '../../named.ts';
import { Decimal, formatRounded, roundHalfEven, type Day, type Localized, type TraceStep } from '@qingshan/kernel';
import { z } from 'zod';
import { dayOf } from '../../air/daily-series.ts';
import { dateSchema } from '../../air/period.ts';
import { defineMethod, type MethodContext } from '../../define.ts';
import { judge, judgeBySchema, targetBar, targetSchema } from '../../judge.ts';
import { about, exact, plain, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step, warning } from '../../result.ts';
import { className, classSymbol } from '../classes.ts';
import { missingSchema, noFlowSchema, noFlowText, noFlowWarning, resultSchema } from '../counting.ts';
import { readItems } from '../read-items.ts';
import {
  assessmentEdition,
  bodySchema,
  itemNames,
  itemSetOf,
  itemSetSchema,
  mainRules,
  ruleOf,
  sectionEditions,
} from '../rules.ts';
import { findSection, type SectionFinding, type SectionQuestion } from '../section.ts';
import { sectionDetails, sectionSteps } from '../section-trace.ts';
import { itemsSchema } from '../values.ts';
import {
  basinLevel,
  fewSections,
  mainOfBasin,
  meanValues,
  overRateFigure,
  sharesOf,
  type BasinLevel,
  type BasinSection,
  type OverRate,
  type Shares,
} from './basin.ts';

const section = z.strictObject({
  id: z.string().min(1),
  class: resultSchema
    .exactOptional()
    .meta(named('类别', 'class', null, { zh: '类别；不给则由 items 评价', en: 'class, or from the items' })),
  items: itemsSchema.exactOptional(),
  km: quantity.exactOptional().meta(
    named('代表河长', 'length for which it stands', 'km', {
      zh: '代表河长（km），按河长时需要',
      en: 'length for which it stands',
    }),
  ),
});

const input = z.strictObject({
  on: dateSchema.meta(
    named('时段末日', 'last day of the period', null, {
      zh: '时段末日，决定所用版本',
      en: 'last day of the period; decides the editions',
    }),
  ),
  body: bodySchema,
  by: z
    .enum(['sections', 'length'])
    .default('sections')
    .meta(
      named('计数方式', 'counted by', null, {
        zh: '按断面数，或按有水河长',
        en: 'by number of sections, or by length with water',
      }),
    ),
  sections: z.array(section).min(1),
  itemSet: itemSetSchema,
  judgeBy: judgeBySchema,
  noFlow: noFlowSchema,
  missing: missingSchema,
  target: targetSchema
    .extend({ direction: z.enum(['at-least', 'at-most']).default('at-least') })
    .exactOptional()
    .meta(named('Ⅰ—Ⅲ类比例的目标', 'target of the share of I to III', '%')),
});
type Question = z.output<typeof input>;

/** What a basin comes to: by shares, or with few sections by its means. */
interface Basin {
  readonly shares: Shares | null;
  readonly assessed: readonly BasinSection[];
  readonly few: boolean;
  readonly level: BasinLevel | null;
  readonly mean: { readonly finding: SectionFinding; readonly question: SectionQuestion } | null;
  readonly main: readonly OverRate[] | null;
}

export const basinSharesMethod = defineMethod({
  id: 'water.basin-shares',
  version: '1.0.0',
  title: localized('河流、流域水质类别比例与状况', 'Shares of classes and level of a river or basin'),
  summary: localized(
    '断面不少于5个时按Ⅰ—Ⅲ类和劣Ⅴ类断面比例定水质状况，主要污染指标按断面超标率；少于5个时各项浓度先平均再按断面评价。也可按有水河长给出比例。',
    'With five or more sections the shares of classes Ⅰ to Ⅲ and of worse than Ⅴ give the level and the share of sections over class Ⅲ the main pollution items; with fewer, concentrations are averaged and classed like a section. Shares can also go by length with water.',
  ),
  basis: [
    { family: 'water-assessment', clause: '河流、流域（水系）水质评价' },
    { family: 'gb-3838', clause: '表1 基本项目标准限值' },
    { family: 'water-statistics', clause: '均值；修约' },
  ],
  input,
  output: {
    value: localized('Ⅰ—Ⅲ类比例', 'share of classes I to III'),
    unit: '%',
    details: {
      good: localized('Ⅰ—Ⅲ类比例（%）', 'share of I to III (%)'),
      bad: localized('劣Ⅴ类比例（%）', 'share of worse than V (%)'),
      shares: localized('各类比例（%）', 'share of each class (%)'),
      counts: localized('各类断面数', 'sections of each class'),
      level: localized('水质状况', 'level'),
      few: localized('是否因断面少而按均值评价', 'whether few sections were assessed by their means'),
      mean: localized('均值的断面评价结果', 'the means classed like a section'),
      main: localized('主要污染指标与断面超标率（%）', 'main pollution items and share of sections over III (%)'),
      noFlow: localized('断流断面及其处理', 'sections without flow and what they count as'),
      missing: localized('没有结果的断面', 'sections without a result'),
    },
  },
  evaluate(question, context) {
    const on = dayOf(question.on);
    const sections = question.sections.map((s) => readSection(s, question, on, context));
    const basin = assess(sections, question, on, context);
    const dry = sections.filter((s) => s.class === 'no-flow').map((s) => s.id);
    const missing = sections.filter((s) => s.class === null).map((s) => s.id);
    const absent = missing.length + (question.noFlow.policy === 'no-result' ? dry.length : 0);
    const lacking = absent > 0 && question.missing === 'insufficient';
    const { n: decimals } = ruleOf(context, 'basin', 'decimals', on);
    const bar = question.target ? targetBar(question.target) : null;
    const value = basin.shares?.good ?? null;
    const judgement = value && bar && !lacking ? judge(value, decimals, bar, 'exact') : null;
    return {
      value: value?.toNumber() ?? null,
      shown: value ? formatRounded(value, decimals) : NO_VALUE,
      unit: '%',
      verdict: judgement?.verdict ?? (value && !lacking ? 'not-applicable' : 'insufficient-data'),
      limit: bar ? plain(bar.value) : null,
      completeness: { valid: sections.length - absent, expected: sections.length, required: null, of: 'sections' },
      editions: [
        assessmentEdition(context, on),
        ...sectionEditions(context, on).filter((e) => e.family !== 'water-assessment'),
      ],
      trace: [
        sharesStep(basin, question, dry.length, missing.length, on, context),
        ...levelSteps(basin, on, context),
        ...(judgement ? [step(localized('判定', 'Verdict'), judgement.detail)] : []),
      ],
      warnings: [
        judgement?.warning ?? null,
        noFlowWarning(dry.length, question.noFlow),
        shownLevel(basin, decimals, on, context),
      ],
      details: {
        good: value?.toNumber() ?? null,
        bad: basin.shares?.bad.toNumber() ?? null,
        shares: basin.shares?.byClass.map((x) => x.toNumber()) ?? null,
        counts: [1, 2, 3, 4, 5, 6].map((c) => sections.filter((s) => s.class === c).length),
        level: basin.level ? { id: basin.level.id, ...basin.level.name } : null,
        few: basin.few,
        mean: basin.mean ? sectionDetails(basin.mean.finding, basin.mean.question, context) : null,
        main: basin.main?.map(({ item, rate }) => ({ item, rate: formatRounded(rate, decimals) })) ?? null,
        noFlow: { ...question.noFlow, sections: dry },
        missing,
      },
    };
  },
});

function readSection(
  given: z.output<typeof section>,
  question: Question,
  on: Day,
  context: MethodContext,
): BasinSection {
  const values = readItems(given.items ?? {}, on, context);
  const weight = question.by === 'sections' ? new Decimal(1) : given.km === undefined ? null : exact(given.km);
  const asked = sectionQuestion(question, on, context);
  const finding = values.size > 0 && given.class !== 'no-flow' ? findSection(values, asked, context) : null;
  const found = given.class === undefined ? (finding?.class ?? null) : given.class;
  return { id: given.id, class: weight ? found : null, weight: weight ?? new Decimal(0), values, finding };
}

function sectionQuestion({ body, judgeBy, itemSet }: Question, on: Day, context: MethodContext): SectionQuestion {
  return { on, body, judgeBy, itemSet: itemSetOf(context, itemSet, on) };
}

function assess(sections: readonly BasinSection[], question: Question, on: Day, context: MethodContext): Basin {
  const { good } = mainRules(context, on);
  const assessed = sections.filter((s) => typeof s.class === 'number');
  const shares = sharesOf(sections, question.noFlow.policy === 'met', good);
  const few = question.by === 'sections' && assessed.length < fewSections(context, on).below;
  const asked = sectionQuestion(question, on, context);
  const means = few && assessed.length > 0 && assessed.every((s) => s.values.size > 0) ? meanValues(assessed) : null;
  return {
    shares,
    assessed,
    few,
    level: shares && !few && question.by === 'sections' ? basinLevel(shares, on, context) : null,
    mean: means ? { finding: findSection(means, asked, context), question: asked } : null,
    main: few ? null : mainOfBasin(assessed, on, context),
  };
}

function sharesStep(
  { shares, assessed }: Basin,
  { by, noFlow }: Question,
  dry: number,
  missing: number,
  on: Day,
  context: MethodContext,
): TraceStep {
  const title = localized('类别比例', 'Shares of the classes');
  const figure = assessmentEdition(context, on).figure('basin', { rule: 'decimals' }, on);
  if (!shares) return step(title, localized('没有可评价的断面。', 'No section can be assessed.'), [figure]);
  const list = shares.byClass.map((x, i) => `${classSymbol(i + 1)} ${about(x, 2)}%`);
  const en = shares.byClass.map((x, i) => `${className(i + 1).en} ${about(x, 2)} %`);
  const unit = by === 'sections' ? localized('按断面数', 'by number') : localized('按河长', 'by length');
  const none = noFlowText(dry, noFlow);
  const text: Localized = localized(
    `${assessed.length} 个断面（${unit.zh}）：${list.join('、')}；断流 ${none.zh}，无数据 ${missing}。Ⅰ—Ⅲ类 ${about(shares.good, 4)}%，劣Ⅴ类 ${about(shares.bad, 4)}%。`,
    `${assessed.length} sections (${unit.en}): ${en.join(', ')}; no flow ${none.en}, without data ${missing}. Classes Ⅰ to Ⅲ ${about(shares.good, 4)} %, worse than class Ⅴ ${about(shares.bad, 4)} %.`,
  );
  return step(title, text, [figure]);
}

function levelSteps(basin: Basin, on: Day, context: MethodContext): TraceStep[] {
  const { level, few, mean, main, assessed } = basin;
  const rule = fewSections(context, on);
  const title = localized('水质状况', 'Level');
  if (level) {
    const named = level.name;
    return [
      step(title, localized(`${named.zh}。`, `${named.en}.`), [rule.figure, ...level.figures]),
      ...(main && main.length > 0 ? [mainStep(main, on, context)] : []),
    ];
  }
  if (!few)
    return [step(title, localized('按河长的比例不定水质状况。', 'Shares by length give no level.'), [rule.figure])];
  const said = mean
    ? localized(
        `断面 ${assessed.length} 个，少于 ${rule.below} 个：各项浓度先对断面取平均，再按断面评价。`,
        `${assessed.length} sections, fewer than ${rule.below}: concentrations are averaged over the sections and classed like one.`,
      )
    : localized(
        `断面 ${assessed.length} 个，少于 ${rule.below} 个：需要各断面的浓度，没有浓度不定水质状况。`,
        `${assessed.length} sections, fewer than ${rule.below}: the level needs their concentrations, which were not given.`,
      );
  return [step(title, said, [rule.figure]), ...(mean ? sectionSteps(mean.finding, mean.question, context) : [])];
}

function rateText({ rate }: OverRate): string {
  return formatRounded(rate, 1);
}

function mainStep(main: readonly OverRate[], on: Day, context: MethodContext): TraceStep {
  const name = (item: string) => itemNames(context, [item], on);
  return step(
    localized('主要污染指标', 'Main pollution items'),
    localized(
      `${main.map((m) => `${name(m.item).zh}（${rateText(m)}%）`).join('、')}；括号内为断面超标率。`,
      `${main.map((m) => `${name(m.item).en} (${rateText(m)} %)`).join(', ')}; in brackets the share of sections over class Ⅲ.`,
    ),
    [overRateFigure(context, on)],
  );
}

/** Shares are compared unrounded: they are counted, not measured. It is said where the shown ones give another level. */
function shownLevel({ level, shares }: Basin, decimals: number, on: Day, context: MethodContext) {
  if (!level || !shares) return null;
  const [good, bad] = [roundHalfEven(shares.good, decimals), roundHalfEven(shares.bad, decimals)];
  const shown = basinLevel({ good, bad }, on, context);
  if (shown.id === level.id) return null;
  return warning(
    'rounding-decides',
    `按显示的比例为${shown.name.zh}，本次按未修约的比例定为${level.name.zh}。`,
    `By the shares as shown the level would be “${shown.name.en}”; by the exact ones it is “${level.name.en}”.`,
  );
}
