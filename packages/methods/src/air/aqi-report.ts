import { formatDay, type Day, type Localized, type TraceStep, type Warning } from '@qingshan/kernel';
import type { MethodContext } from '../define.ts';
import { exact, plain, type Quantity } from '../numbers.ts';
import { localized, NO_VALUE, step, warning, type Outcome } from '../result.ts';
import { aqiRules, computeAqi, type AqiItemResult, type AqiReport, type AqiResult, type AqiRules } from './aqi.ts';
import { rateFor } from './rules.ts';

export const aqiOutput = {
  value: localized(
    '空气质量指数 AQI；缺项而不能发布时为空',
    'AQI; null when an item is missing and it may not be stated',
  ),
  unit: '1',
  details: {
    on: localized('日期', 'day'),
    iaqi: localized(
      '各项分指数；缺项为 null，不在监测方案为“/”',
      'sub-index of each item; null when missing, “/” outside the plan',
    ),
    rounded: localized('参与计算的浓度', 'concentrations as they entered the formula'),
    largest: localized('现有分指数的最大值', 'largest sub-index there is'),
    level: localized('级别', 'level'),
    levelName: localized('类别', 'name of the level'),
    colour: localized('表征颜色', 'colour'),
    rgb: localized('颜色值', 'colour value'),
    effect: localized('对健康影响情况', 'effect on health'),
    advice: localized('建议采取的措施', 'advice'),
    primary: localized('首要污染物', 'primary pollutants'),
    exceeding: localized(
      '超标污染物；2026年版不再定义，为 null',
      'exceeding pollutants; null in the 2026 edition, which defines none',
    ),
    sensitiveGroups: localized(
      '分指数大于100的污染物的敏感人群',
      'sensitive groups of pollutants with a sub-index above 100',
    ),
    missing: localized('缺项', 'missing parameters'),
  },
};

export interface AqiQuestion {
  readonly on: Day;
  readonly concentrations: Readonly<Record<string, Quantity | null | undefined>>;
  readonly notInPlan: readonly string[];
  readonly preRound: boolean;
}

/** Works out an AQI report and explains it. Both reports and both editions go through here. */
export function aqiOutcome(report: AqiReport, question: AqiQuestion, context: MethodContext): Outcome {
  const rules = aqiRules(context, report, question.on);
  const concentrations = new Map(
    Object.entries(question.concentrations).map(([key, x]) => [key, x === null || x === undefined ? null : exact(x)]),
  );
  const { notInPlan, preRound } = question;
  const result = computeAqi(rules, concentrations, { notInPlan, preRound });
  const other = computeAqi(rules, concentrations, { notInPlan, preRound: !preRound });
  const good = rateFor(context, 'good-days', 'index-up-to', question.on);
  const parameters = new Set(rules.items.map((i) => i.parameter)).size;
  return {
    value: result.aqi,
    shown: result.aqi === null ? NO_VALUE : String(result.aqi),
    unit: '1',
    verdict: verdictOf(result, good.value),
    limit: String(good.value),
    completeness: {
      valid: parameters - result.missing.length,
      expected: parameters,
      required: parameters,
      of: 'samples',
    },
    editions: [rules.edition],
    trace: [
      ...concentrationSteps(rules, result, preRound),
      ...iaqiSteps(rules, result),
      missingStep(rules, result, notInPlan),
      aqiStep(rules, result),
      step(
        localized('优良判定', 'Good or not'),
        result.aqi === null
          ? localized('没有指数，不判定。', 'There is no index; not judged.')
          : localized(
              `AQI ${result.aqi} ${result.aqi <= good.value ? '≤' : '>'} ${good.value}。`,
              `AQI ${result.aqi} ${result.aqi <= good.value ? '≤' : '>'} ${good.value}.`,
            ),
        [good.figure],
      ),
    ],
    warnings: [roundingWarning(rules, result, other, preRound), missingWarning(rules, result), noIndexWarning(result)],
    details: detailsOf(rules, result, { notInPlan, on: question.on, good: good.value }),
  };
}

/** An index above the bound is certain whatever is missing; below it, a missing item could still raise it. */
function verdictOf(result: AqiResult, good: number): Outcome['verdict'] {
  if (result.largest !== null && result.largest > good) return 'not-met';
  return result.aqi === null || result.missing.length > 0 ? 'insufficient-data' : 'met';
}

/** Written names of parameters, joined for a sentence. */
function namesOf(rules: AqiRules, parameters: readonly string[]): Localized {
  const names = parameters.map((p) => rules.items.find((i) => i.parameter === p)?.parameterName);
  return localized(names.map((n) => n?.zh).join('、'), names.map((n) => n?.en).join(', '));
}

function nameOf(result: AqiItemResult): string {
  return result.item.name;
}

function concentrationSteps(rules: AqiRules, result: AqiResult, preRound: boolean): TraceStep[] {
  const list = result.items.map((r) => {
    if (!r.concentration || !r.rounded) return `${nameOf(r)} ${NO_VALUE}`;
    const places = r.item.decimals;
    return preRound && !r.rounded.eq(r.concentration)
      ? `${nameOf(r)} ${plain(r.concentration)} → ${r.rounded.toFixed(places)}`
      : `${nameOf(r)} ${plain(r.rounded)}`;
  });
  const text = list.join(', ');
  return [
    step(
      localized('浓度', 'Concentrations'),
      preRound
        ? localized(`先按 GB/T 8170 修约：${text}。`, `Rounded half to even first: ${text}.`)
        : localized(`浓度不先修约：${text}。`, `Not rounded before: ${text}.`),
      preRound ? rules.preRounding : [],
    ),
  ];
}

function iaqiSteps(rules: AqiRules, result: AqiResult): TraceStep[] {
  const list = result.items.map((r) => `${nameOf(r)} ${r.iaqi ?? NO_VALUE}`).join(', ');
  const figures = result.items.flatMap((r) => (r.iaqi === null ? [] : r.item.figures.slice(0, 2)));
  const beyond = result.items.filter((r) => {
    const last = r.item.table.concentration.at(-1);
    return r.rounded !== null && last !== undefined && r.rounded.gt(last);
  });
  const steps = [
    step(
      localized('分指数', 'Sub-indices'),
      localized(
        `在相邻限值间线性内插并进位取整：${list}。`,
        `Interpolated between breakpoints and rounded up: ${list}.`,
      ),
      [rules.formula, rules.roundingUp, ...figures],
    ),
  ];
  if (beyond.length === 0) return steps;
  const above = beyond
    .map((r) => `${nameOf(r)} ${r.rounded ? plain(r.rounded) : ''} → ${r.iaqi ?? NO_VALUE}`)
    .join(', ');
  return [
    ...steps,
    step(
      localized('超出分级限值', 'Beyond the table'),
      localized(`浓度高于最高分级限值：${above}。`, `Concentrations above the last breakpoint: ${above}.`),
      beyond.flatMap((r) => r.item.figures.slice(2, 3)),
    ),
  ];
}

function missingStep(rules: AqiRules, result: AqiResult, notInPlan: readonly string[]): TraceStep {
  const title = localized('缺项', 'Missing items');
  const excused: Localized =
    notInPlan.length === 0 || rules.publishAbove === null
      ? localized('', '')
      : localized(
          `${namesOf(rules, notInPlan).zh} 不在监测方案内且三年内未成为首要污染物，标“/”，不影响发布。`,
          `${namesOf(rules, notInPlan).en} not in the monitoring plan and never primary in three years: marked “/”, no hindrance. `,
        );
  if (result.missing.length === 0) {
    const none =
      excused.zh === '' ? localized('没有缺项。', 'None.') : localized('没有其他缺项。', 'No other item is missing.');
    return step(title, localized(excused.zh + none.zh, excused.en + none.en), excused.zh === '' ? [] : rules.missing);
  }
  const { zh, en } = namesOf(rules, result.missing);
  const largest = result.largest ?? NO_VALUE;
  if (rules.publishAbove === null) {
    return step(
      title,
      localized(
        `${excused.zh}缺 ${zh}，按其余项目计算，仅供参考。`,
        `${excused.en}${en} missing; the rest gives a provisional index.`,
      ),
      rules.missing,
    );
  }
  return step(
    title,
    localized(
      `${excused.zh}缺 ${zh}，其余分指数最大 ${largest}${result.aqi === null ? ` 不大于 ${rules.publishAbove}，AQI 记为 NA` : `，大于 ${rules.publishAbove}，照常发布`}。`,
      `${excused.en}${en} missing; the largest of the rest is ${largest}, ` +
        `${result.aqi === null ? `not above ${rules.publishAbove}: AQI is NA` : `above ${rules.publishAbove}: published`}.`,
    ),
    rules.missing,
  );
}

function aqiStep(rules: AqiRules, result: AqiResult): TraceStep {
  const title = localized('指数、级别与首要污染物', 'Index, level and primary pollutants');
  if (result.aqi === null || !result.level) return step(title, localized('AQI 为 NA。', 'AQI is NA.'), [rules.formula]);
  const { level } = result;
  return step(
    title,
    localized(
      `分指数最大值 ${result.largest}，AQI ${result.aqi}，${level.level} 级（${level.name.zh}）；首要污染物：${namesOf(rules, result.primary).zh || '无'}。`,
      `Largest sub-index ${result.largest}, AQI ${result.aqi}, level ${level.level} (${level.name.en}); primary: ${namesOf(rules, result.primary).en || 'none'}.`,
    ),
    [rules.formula, rules.primary, rules.edition.figure('levels', { level: String(level.level), item: 'range' })],
  );
}

function roundingWarning(rules: AqiRules, result: AqiResult, other: AqiResult, preRound: boolean): Warning | null {
  if (result.aqi === other.aqi || rules.edition.figures('rounding', { use: 'before-iaqi' }).length > 0) return null;
  return warning(
    'rounding-decides',
    `${rules.edition.number} 未规定浓度是否先修约：${preRound ? '先修约' : '不修约'}得 ${result.aqi ?? 'NA'}，${preRound ? '不修约' : '先修约'}得 ${other.aqi ?? 'NA'}。`,
    `${rules.edition.number} does not say whether concentrations are rounded first: ${preRound ? 'rounded' : 'unrounded'} gives ` +
      `${result.aqi ?? 'NA'}, ${preRound ? 'unrounded' : 'rounded'} ${other.aqi ?? 'NA'}.`,
  );
}

function missingWarning(rules: AqiRules, result: AqiResult): Warning | null {
  if (result.missing.length === 0) return null;
  const names = namesOf(rules, result.missing);
  return warning('missing-items', `缺项：${names.zh}。`, `Missing: ${names.en}.`);
}

function noIndexWarning(result: AqiResult): Warning | null {
  const without = result.items.filter((r) => r.concentration !== null && r.iaqi === null).map(nameOf);
  if (without.length === 0) return null;
  return warning(
    'no-sub-index',
    `${without.join('、')} 高于分级限值上限，不计算分指数。`,
    `${without.join(', ')} above the end of its column: no sub-index.`,
  );
}

function detailsOf(
  rules: AqiRules,
  result: AqiResult,
  { notInPlan, on, good }: { readonly notInPlan: readonly string[]; readonly on: Day; readonly good: number },
): Record<string, unknown> {
  const excused = (parameter: string) => rules.publishAbove !== null && notInPlan.includes(parameter);
  const sensitive = result.items
    .filter((r) => r.iaqi !== null && r.iaqi > good)
    .flatMap((r) => {
      const text = rules.edition.find('groups', { parameter: r.item.parameter })?.text;
      return text ? [[r.item.parameter, text] as const] : [];
    });
  return {
    on: formatDay(on),
    iaqi: Object.fromEntries(
      result.items.map((r) => [
        r.item.key,
        r.iaqi ?? (r.concentration === null && excused(r.item.parameter) ? '/' : null),
      ]),
    ),
    rounded: Object.fromEntries(
      result.items.map((r) => [
        r.item.key,
        r.rounded?.toFixed(Math.max(r.rounded.decimalPlaces(), r.item.decimals)) ??
          (excused(r.item.parameter) ? '/' : null),
      ]),
    ),
    largest: result.largest,
    level: result.level?.level ?? null,
    levelName: result.level?.name ?? null,
    colour: result.level?.colour ?? null,
    rgb: result.level?.rgb ?? null,
    effect: result.level?.effect ?? null,
    advice: result.level?.advice ?? null,
    primary: result.primary,
    exceeding: result.exceeding,
    sensitiveGroups: Object.fromEntries(sensitive),
    missing: result.missing,
  };
}
