import { named } from '../../named.ts';
import { formatDay, monthsOf, parseDay, type Decimal, type Localized } from '@qingshan/kernel';
import type { Figure } from '@qingshan/standards';
import { z } from 'zod';
import { dateSchema, periodSchema, reachOf, stillRunning, throughSchema, type Reach } from '../../air/period.ts';
import { numberOf } from '../../air/rules.ts';
import { defineMethod, type MethodContext } from '../../define.ts';
import { judge, judgeBySchema, targetBar, targetSchema } from '../../judge.ts';
import { about, plain } from '../../numbers.ts';
import { localized, NO_VALUE, step, warning } from '../../result.ts';
import { className } from '../classes.ts';
import { meanFigures, meanOfItem } from '../means.ts';
import {
  assessedDecimals,
  assessmentEdition,
  bodySchema,
  classOf,
  itemName,
  itemRule,
  itemUnit,
  limitFigure,
  notDetectedShare,
  roundAssessed,
  sectionEditions,
  writeAssessed,
} from '../rules.ts';
import { measuredSchema, measurementOf, TABLE_1, type Measurement } from '../values.ts';

const input = z.strictObject({
  item: z.enum([...TABLE_1, 'chla', 'sd']).meta(named('项目', 'item')),
  period: periodSchema,
  through: throughSchema.exactOptional(),
  body: bodySchema,
  samples: z.array(z.strictObject({ date: dateSchema, value: measuredSchema })).meta(named('逐次监测值', 'samples')),
  target: targetSchema.exactOptional(),
  judgeBy: judgeBySchema,
});
type Question = z.output<typeof input>;

interface Month {
  readonly id: string;
  readonly samples: readonly Measurement[];
  readonly mean: Decimal | null;
}

/** What a period must have: enough samples, or enough months with a value. */
interface Sufficiency {
  readonly valid: number;
  readonly expected: number;
  readonly required: number | null;
  readonly of: 'months' | 'samples';
  readonly figure: Figure | null;
}

export const waterPeriodMeanMethod = defineMethod({
  id: 'water.period-mean',
  version: '1.0.0',
  title: localized('断面月、季、年均值', 'Mean of a section over a month, quarter or year'),
  summary: localized(
    '先算各月均值，再算时段均值；pH 按氢离子浓度取平均，未检出按检出限的一半；季度至少2次、年度至少8个月（冰封等情况）才评价，并给出均值的类别。',
    'Months first, then the period; pH goes by hydrogen ions and values below the detection limit count as half of it. A quarter needs two samples, a year at least eight months (ice and the like); the class of the mean is given.',
  ),
  basis: [
    { family: 'water-statistics', clause: '均值；修约；未检出' },
    { family: 'water-assessment', clause: '评价时段' },
    { family: 'gb-3838', clause: '表1 基本项目标准限值' },
  ],
  input,
  output: {
    value: localized('时段均值（未修约）', 'mean of the period, unrounded'),
    unit: null,
    details: {
      class: localized('均值的类别（1 至 5，6 为劣Ⅴ类）', 'class of the mean (1 to 5; 6 is worse than V)'),
      months: localized('逐月样次数与均值', 'samples and mean of each month'),
      notDetected: localized('未检出次数', 'samples below the detection limit'),
      outside: localized('不在时段内的样次', 'samples outside the period'),
      through: localized('数据截止日', 'last day that counts'),
    },
  },
  evaluate(question, context) {
    const reach = reachOf(question.period, question.through);
    const on = reach.period.last;
    const months = monthsIn(reach, question, context);
    const value = meanOfItem(
      question.item,
      months.flatMap((m) => m.mean ?? []),
    );
    const needs = sufficiency(reach, months, context);
    const enough = !reach.running && value !== null && (needs.required === null || needs.valid >= needs.required);
    const decimals = assessedDecimals(context, question.item, on);
    const bar = question.target ? targetBar(question.target) : null;
    const judgement = enough && bar && value ? judge(value, decimals ?? 0, bar, question.judgeBy) : null;
    const found = enough && value ? classed(value, question, reach, context) : null;
    const samples = months.flatMap((m) => m.samples);
    return {
      value: value?.toNumber() ?? null,
      shown: value ? writeAssessed(value, decimals) : NO_VALUE,
      unit: itemUnit(context, question.item, on),
      verdict: judgement?.verdict ?? (enough ? 'not-applicable' : 'insufficient-data'),
      limit: bar ? plain(bar.value) : null,
      completeness: { valid: needs.valid, expected: needs.expected, required: needs.required, of: needs.of },
      editions: [...sectionEditions(context, on)].toReversed(),
      trace: [
        monthStep(months, question, on, context),
        meanStep(months, value, decimals, question, on, context),
        step(localized('能否评价', 'Whether it can be assessed'), enoughText(reach, needs, enough), [needs.figure]),
        ...(found ? [found.step] : []),
        ...(judgement ? [step(localized('判定', 'Verdict'), judgement.detail)] : []),
      ],
      warnings: [judgement?.warning ?? null, needs.required === null && value ? noRule() : null],
      details: {
        class: found?.class ?? null,
        months: months.map((m) => ({ id: m.id, samples: m.samples.length, mean: m.mean?.toNumber() ?? null })),
        notDetected: samples.filter((s) => !s.detected).length,
        outside: question.samples.length - question.samples.filter((s) => isInside(s.date, reach)).length,
        through: formatDay(reach.through),
      },
    };
  },
});

function isInside(date: string, { span }: Reach): boolean {
  const day = parseDay(date) ?? Number.NaN;
  return span !== null && day >= span.first && day <= span.last;
}

function monthsIn(reach: Reach, { item, samples }: Question, context: MethodContext): Month[] {
  const { share } = notDetectedShare(context, reach.period.last);
  const inside = samples.filter((s) => isInside(s.date, reach));
  return (reach.span ? monthsOf(reach.span) : []).map(({ id }) => {
    const own = inside.filter((s) => s.date.startsWith(id)).flatMap((s) => measurementOf(s.value, share) ?? []);
    return {
      id,
      samples: own,
      mean: meanOfItem(
        item,
        own.map((m) => m.value),
      ),
    };
  });
}

/** Months and quarters count samples, a year months; for half-years and ranges the rules name nothing. */
function sufficiency(reach: Reach, months: readonly Month[], context: MethodContext): Sufficiency {
  const { kind } = reach.period;
  const figure = assessmentEdition(context, reach.period.last).find('averaging', { period: kind });
  const filled = months.filter((m) => m.mean !== null).length;
  const required = figure ? numberOf(figure).toNumber() : null;
  if (kind !== 'month' && kind !== 'quarter') {
    return { valid: filled, expected: months.length, required, of: 'months', figure };
  }
  const samples = months.reduce((sum, m) => sum + m.samples.length, 0);
  return { valid: samples, expected: Math.max(samples, months.length), required, of: 'samples', figure };
}

function monthStep(months: readonly Month[], { item }: Question, on: number, context: MethodContext) {
  const name = itemName(context, item, on);
  const list = months.map((m) => `${m.id} ${m.mean ? about(m.mean, 5) : NO_VALUE}`).join(', ');
  const detected = months.every((m) => m.samples.every((s) => s.detected));
  return step(
    localized('各月均值', 'Means of the months'),
    localized(`${name.zh}：${list || NO_VALUE}。`, `${name.en}: ${list || NO_VALUE}.`),
    meanFigures(context, item, detected, on),
  );
}

function meanStep(
  months: readonly Month[],
  value: Decimal | null,
  decimals: number | null,
  { item }: Question,
  on: number,
  context: MethodContext,
) {
  const title = localized('时段均值', 'Mean of the period');
  if (!value) return step(title, localized('没有监测值。', 'There is no value.'));
  const filled = months.filter((m) => m.mean !== null).length;
  const [exact, shown] = [about(value, 6), writeAssessed(value, decimals)];
  const [zh, en] =
    item === 'ph' ? ['个月均值按氢离子浓度平均', 'months, by hydrogen ions,'] : ['个月均值的算术平均', 'months'];
  return step(
    title,
    localized(
      `${filled} ${zh} = ${exact}，修约为 ${shown}。`,
      `Mean of ${filled} ${en} = ${exact}, shown as ${shown}.`,
    ),
    meanFigures(context, item, true, on),
  );
}

function enoughText(reach: Reach, { valid, required, of }: Sufficiency, enough: boolean): Localized {
  if (reach.running) return stillRunning(reach);
  const unit = of === 'months' ? { zh: '个月', en: 'months' } : { zh: '次', en: 'samples' };
  if (required === null) {
    return localized(
      `${valid} ${unit.zh}有值；该时段没有见到数据量要求。`,
      `${valid} ${unit.en} with a value; no requirement for such a period was found.`,
    );
  }
  return localized(
    `${valid} ${unit.zh}有值，至少需要 ${required} ${unit.zh}：${enough ? '可以评价' : '不评价'}。`,
    `${valid} ${unit.en} with a value, ${required} needed: ${enough ? 'can be assessed' : 'not assessed'}.`,
  );
}

function classed(value: Decimal, { item, body, judgeBy }: Question, reach: Reach, context: MethodContext) {
  const rule = itemRule(context, item, body, reach.period.last);
  if (!rule) return null;
  const found = classOf(judgeBy === 'shown' ? roundAssessed(value, rule.decimals) : value, rule);
  const name = className(found);
  return {
    class: found,
    step: step(localized('均值的类别', 'Class of the mean'), localized(`${name.zh}。`, `${name.en}.`), [
      limitFigure(rule, found),
      rule.rounding,
    ]),
  };
}

function noRule() {
  return warning(
    'no-validity-rule',
    '该时段没有见到数据量要求，已有的月份全部参加平均。',
    'No requirement on the data of such a period was found; all months that have a value were averaged.',
  );
}
