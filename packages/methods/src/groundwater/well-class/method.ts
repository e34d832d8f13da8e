import { keysFrom, named } from '../../named.ts';
import type { TraceStep } from '@qingshan/kernel';
import type { Edition } from '@qingshan/standards';
import { z } from 'zod';
import { dayOf } from '../../air/daily-series.ts';
import { dateSchema } from '../../air/period.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { localized, NO_VALUE, step, warning, type Outcome } from '../../result.ts';
import { classify, roman, type IndicatorClass } from '../classes.ts';
import { measuredSchema, written } from '../../laboratory/measured.ts';

const ID = 'groundwater.well-class';

const inputSchema = z.strictObject({
  on: dateSchema.meta(
    named('采样日期', 'day of sampling', null, {
      zh: '采样日期，决定所用版本',
      en: 'day of sampling; decides the edition',
    }),
  ),
  values: z.record(z.string(), measuredSchema).meta({
    ...keysFrom('gb-t-14848', 'indicators', 'indicator'),
    ...named('指标', 'indicators by id or printed name', null, {
      zh: '指标（编号 nh3n 或印刷名称 氨氮（以N计））及结果，单位按标准',
      en: 'indicators by id or printed name, in the unit of the standard',
    }),
  }),
  target: z.int().min(1).max(5).exactOptional().meta(named('目标类别 1 至 5', 'class that is asked for')),
  notDetected: z
    .enum(['leave-out', 'worst'])
    .default('leave-out')
    .meta(
      named('未检出项的处理', 'what is not detected', null, {
        zh: '检出限高于Ⅰ类限值的未检出项：leave-out 不参与综合评价，worst 按检出限所在类别',
        en: 'what is not detected above the limit of class I: left out, or counted in the class of the detection limit',
      }),
    ),
});
type Input = z.output<typeof inputSchema>;

export const wellClassMethod = defineMethod({
  id: ID,
  version: '1.0.0',
  title: localized('地下水质量类别', 'Class of groundwater'),
  summary: localized(
    '按 GB/T 14848 表1（39项）和表2（54项）逐项定类，最差类别为该井类别并列出最差指标；限值相同从优；未检出项按检出限处理。',
    'Each indicator of Tables 1 (39) and 2 (54) of GB/T 14848 gets a class; the worst one is that of the well and its indicators are named; equal limits take the better class; what is not detected goes by its detection limit.',
  ),
  basis: [{ family: 'gb-t-14848', clause: '6.2 单指标评价；6.3 综合评价；表1、表2' }],
  input: inputSchema,
  output: {
    value: localized('类别（1 至 5）', 'class, 1 to 5'),
    unit: '1',
    details: {
      items: localized('各指标的结果与类别', 'result and class of each indicator'),
      worst: localized('决定类别的指标（Ⅰ类时为空）', 'indicators that decide; none for class I'),
      leftOut: localized('未检出而不能定类、未参与评价的指标', 'indicators left out: not detected and without a class'),
    },
  },
  evaluate(input, context) {
    const edition = editionFor(context, 'gb-t-14848', dayOf(input.on));
    const items = classify(edition, input.values, ID);
    return outcomeOf(items, input, edition);
  },
});

function outcomeOf(items: readonly IndicatorClass[], input: Input, edition: Edition): Outcome {
  const hidden = items.filter((i) => i.best === 1 && i.worst > 1);
  const counted = input.notDetected === 'worst' ? items : items.filter((i) => !hidden.includes(i));
  const low = Math.max(0, ...counted.map((i) => (hidden.includes(i) ? i.worst : i.best)));
  const high = Math.max(0, ...counted.map((i) => i.worst));
  const worst = low > 1 ? counted.filter((i) => i.worst >= low) : [];
  const shown = low === 0 ? NO_VALUE : roman(low, high);
  const undecided = hidden.filter((i) => input.notDetected === 'leave-out' && i.worst > high);
  return {
    value: low > 0 && low === high ? low : null,
    shown,
    unit: '1',
    verdict: verdictOf(low, high, input.target),
    provisional: low !== high || low === 0 || undecided.length > 0,
    limit: input.target === undefined ? null : roman(input.target),
    completeness: { valid: counted.length, expected: items.length, required: null, of: 'samples' },
    editions: [edition],
    trace: [...items.map((i) => itemStep(i, edition)), overallStep({ shown, low, worst, hidden }, input, edition)],
    warnings: [hiddenWarning(undecided, shown), radioactivityWarning(low, high, shown)],
    details: {
      items: items.map((i) => ({
        id: i.id,
        name: i.name.zh,
        result: written(i.result, i.unit).en,
        class: i.best === i.worst ? i.worst : null,
        shown: i.best === 1 && i.worst > 1 ? `≤${roman(i.worst)}` : roman(i.best, i.worst),
      })),
      worst: worst.map((i) => i.id),
      leftOut: input.notDetected === 'leave-out' ? hidden.map((i) => i.id) : [],
    },
  };
}

function verdictOf(low: number, high: number, target: number | undefined): Outcome['verdict'] {
  if (low === 0) return 'insufficient-data';
  if (target === undefined) return low === high ? 'not-applicable' : 'insufficient-data';
  if (high <= target) return 'met';
  return low > target ? 'not-met' : 'insufficient-data';
}

function itemStep(item: IndicatorClass, edition: Edition): TraceStep {
  const special: Readonly<Record<string, string>> = {
    las: 'not-detectable',
    odour: 'text',
    visible: 'text',
    alpha: 'radioactivity',
    beta: 'radioactivity',
  };
  const rule = !isDetected(item) && item.id !== 'las' ? 'not-detected' : (special[item.id] ?? 'single');
  const result = written(item.result, item.unit);
  const classes = item.best === 1 && item.worst > 1 ? `≤ ${roman(item.worst)}` : roman(item.best, item.worst);
  const limits = item.figures.map((f) => f.values?.join('–') ?? f.value ?? '');
  const listed = limits.every((l) => /\d/.test(l)) ? `（${limits.join(' / ')}）` : '';
  return step(
    item.name,
    localized(
      `${result.zh}${listed}：${classes} 类。`,
      `${result.en}${listed.replace('（', ' (').replace('）', ')')}: class ${classes}.`,
    ),
    [...item.figures, edition.figure('rules', { rule })],
  );
}

function isDetected(item: IndicatorClass): boolean {
  return item.result.kind === 'seen' || item.result.detected;
}

function overallStep(
  {
    shown,
    low,
    worst,
    hidden,
  }: { shown: string; low: number; worst: readonly IndicatorClass[]; hidden: readonly IndicatorClass[] },
  input: Input,
  edition: Edition,
): TraceStep {
  const title = localized('综合评价', 'Overall class');
  const rule = edition.figure('rules', { rule: 'overall' });
  if (low === 0) return step(title, localized('没有可定类的指标。', 'No indicator has a class.'), [rule]);
  const zh = worst.length > 0 ? `，指标：${worst.map((i) => i.name.zh).join('、')}` : '';
  const en = worst.length > 0 ? `, by ${worst.map((i) => i.name.en).join(', ')}` : '';
  const left = hidden.length > 0 && input.notDetected === 'leave-out';
  return step(
    title,
    localized(
      `最差单指标类别 ${shown} 类${zh}。${left ? `未检出而不能定类的 ${hidden.length} 项不参与。` : ''}`,
      `The worst class of an indicator is ${shown}${en}.${left ? ` ${hidden.length} not detected without a class take no part.` : ''}`,
    ),
    [rule],
  );
}

function hiddenWarning(undecided: readonly IndicatorClass[], shown: string) {
  if (undecided.length === 0) return null;
  return warning(
    'not-detected',
    `${undecided.map((i) => `${i.name.zh}（检出限在${roman(i.worst)}类）`).join('、')} 未检出，检出限不足以判断，可能劣于 ${shown} 类。`,
    `${undecided.map((i) => `${i.name.en} (detection limit in class ${roman(i.worst)})`).join(', ')}: not detected, but the detection limit cannot show that the class is not worse than ${shown}.`,
  );
}

function radioactivityWarning(low: number, high: number, shown: string) {
  if (low === high) return null;
  return warning(
    'class-not-separable',
    `放射性指标超过Ⅲ类，不能区分Ⅳ类与Ⅴ类（${shown}），须做核素分析。`,
    `Radioactivity is above class III; class IV and V cannot be told apart (${shown}), an analysis of nuclides is needed.`,
  );
}
