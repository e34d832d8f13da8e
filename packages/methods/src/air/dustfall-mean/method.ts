import { named } from '../../named.ts';
import { Decimal, formatDay, monthsOf, roundHalfEven, snap, type MonthOfPeriod } from '@qingshan/kernel';
import type { Figure } from '@qingshan/standards';
import { z } from 'zod';
import { defineMethod, editionFor } from '../../define.ts';
import { judge, judgeBySchema, targetBar, targetSchema, type Bar } from '../../judge.ts';
import { exact, plain, quantity, type Quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step, warning } from '../../result.ts';
import { periodSchema, reachOf, stillRunning, throughSchema, type Reach } from '../period.ts';
import { numberOf } from '../rules.ts';

const UNITS = ['t/(km2·30d)', 't/(km2·month)'] as const;

interface Month {
  readonly id: string;
  readonly days: number;
  readonly points: number;
  /** Mean of the points, in the unit of the input */
  readonly mean: Decimal | null;
}

export const dustfallMeanMethod = defineMethod({
  id: 'air.dustfall-mean',
  version: '1.0.0',
  title: localized('降尘量平均', 'Mean dustfall'),
  summary: localized(
    '各月为有效点位的算术平均，时段值为各月的平均；与目标比较。30天值与自然月值不换算，单位不同时提示。',
    'A month is the mean of its valid points, a period the mean of its months; compared with the target. Values of 30 days and of calendar months are not converted into each other; a difference is pointed out.',
  ),
  basis: [{ family: 'hj-1221', clause: '降尘量；区域平均' }],
  input: z.strictObject({
    period: periodSchema,
    through: throughSchema.exactOptional(),
    unit: z.enum(UNITS).default('t/(km2·30d)').meta(named('数值的单位', 'unit of the values')),
    points: z
      .array(
        z.strictObject({
          id: z.string(),
          months: z.record(z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/), quantity.nullable()),
        }),
      )
      .min(1)
      .meta(
        named('各点位逐月降尘量', 'dustfall of each point by month', null, {
          zh: '各点位逐月降尘量，缺测或无效为 null',
          en: 'dustfall of each point by month, null when invalid',
        }),
      ),
    target: targetSchema
      .extend({ unit: z.enum(UNITS).exactOptional() })
      .exactOptional()
      .meta(named('目标及其单位', 'target and its unit')),
    judgeBy: judgeBySchema,
  }),
  output: {
    value: localized('时段平均降尘量（未修约）', 'mean dustfall of the period, unrounded'),
    unit: null,
    details: {
      through: localized('数据截止日', 'last day that counts'),
      months: localized('逐月有效点位数与平均', 'valid points and mean of each month'),
      calendarMonthMean: localized(
        '按各月天数折算的月均值（仅供参考）',
        'mean per calendar month, scaled by the days of each month, for information',
      ),
    },
  },
  evaluate(input, context) {
    const reach = reachOf(input.period, input.through);
    const edition = editionFor(context, 'hj-1221', reach.period.last);
    const rounding = edition.figure('dustfall', { item: 'decimals' });
    const decimals = numberOf(rounding).toNumber();
    const baseDays = numberOf(edition.figure('dustfall', { item: 'base-days' }));
    const months = reach.span ? monthsOf(reach.span).map((m) => monthOf(m, input.points)) : [];
    const filled = months.filter((m) => m.mean !== null);
    const value = meanOfDecimals(filled.map((m) => m.mean));
    const calendar = meanOfDecimals(filled.map((m) => m.mean?.times(m.days).div(baseDays) ?? null));
    const expected = monthsOf(reach.period).length;
    const complete = !reach.running && filled.length === expected;
    const bar = input.target ? targetBar(input.target) : null;
    const judgement = value && bar && complete ? judge(value, decimals, bar, input.judgeBy) : null;
    const shown = value ? roundHalfEven(value, decimals).toFixed(decimals) : NO_VALUE;
    const list = months.map((m) => `${m.id} ${m.mean ? roundHalfEven(m.mean, 2).toFixed() : NO_VALUE}`).join(', ');
    return {
      value: value?.toNumber() ?? null,
      shown,
      unit: input.unit,
      verdict: judgement?.verdict ?? (complete ? 'not-applicable' : 'insufficient-data'),
      limit: bar ? plain(bar.value) : null,
      completeness: { valid: filled.length, expected: months.length, required: expected, of: 'months' },
      editions: [edition],
      trace: [
        step(localized('逐月点位平均', 'Mean of the points by month'), localized(`${list}。`, `${list}.`), [
          edition.figure('dustfall', { item: 'aggregation' }),
        ]),
        meanStep(filled.length, value, shown, rounding),
        step(localized('判定', 'Verdict'), judgement?.detail ?? unjudged(reach, complete, bar)),
      ],
      warnings: [
        judgement?.warning ?? null,
        unitWarning(input.unit, input.target?.unit, { value, calendar, bar, decimals }),
      ],
      details: {
        through: formatDay(reach.through),
        months: months.map(({ id, days, points, mean }) => ({ id, days, points, mean: mean?.toNumber() ?? null })),
        calendarMonthMean: input.unit === 't/(km2·30d)' ? (calendar?.toNumber() ?? null) : null,
      },
    };
  },
});

function monthOf(
  month: MonthOfPeriod,
  points: readonly { readonly months: Readonly<Record<string, Quantity | null>> }[],
): Month {
  const values = points.map((p) => p.months[month.id]).filter((x) => x !== null && x !== undefined);
  return {
    id: month.id,
    days: month.last - month.first + 1,
    points: values.length,
    mean: meanOfDecimals(values.map(exact)),
  };
}

function meanStep(months: number, value: Decimal | null, shown: string, figure: Figure) {
  const title = localized('时段平均', 'Mean of the period');
  if (!value) return step(title, localized('没有有效月份。', 'There is no valid month.'), [figure]);
  const mean = roundHalfEven(value, 4).toFixed();
  return step(
    title,
    localized(
      `${months} 个月平均 = ${mean}，修约为 ${shown}。`,
      `Mean of ${months} months = ${mean}, shown as ${shown}.`,
    ),
    [figure],
  );
}

function meanOfDecimals(values: readonly (Decimal | null)[]): Decimal | null {
  const found = values.filter((x) => x !== null);
  return found.length === 0
    ? null
    : snap(
        found
          .reduce((a, b) => a.plus(b))
          .div(found.length)
          .toNumber(),
      );
}

function unjudged(reach: Reach, complete: boolean, bar: Bar | null) {
  if (reach.running) return stillRunning(reach);
  if (!complete) return localized('有月份没有有效值，不判定。', 'Some month has no valid value; not judged.');
  return bar ? localized('', '') : localized('没有目标，不判定。', 'There is no target; not judged.');
}

/** A target per calendar month and values of 30 days are compared as they stand, as the bulletins do, but it is said. */
function unitWarning(
  unit: (typeof UNITS)[number],
  targetUnit: (typeof UNITS)[number] | undefined,
  {
    value,
    calendar,
    bar,
    decimals,
  }: { value: Decimal | null; calendar: Decimal | null; bar: Bar | null; decimals: number },
) {
  if (targetUnit === undefined || targetUnit === unit || !value || !calendar || !bar) return null;
  const other = unit === 't/(km2·30d)' ? roundHalfEven(calendar, decimals).toFixed(decimals) : null;
  return warning(
    'month-is-not-30-days',
    `数值单位与目标单位不同（30天与自然月），按数值直接比较${other === null ? '' : `；按各月天数折算为 ${other}`}。`,
    `Values and target have different units (30 days, calendar month) and are compared as they stand` +
      `${other === null ? '' : `; scaled by the days of each month the mean is ${other}`}.`,
  );
}
