import { named } from '../../named.ts';
import { Decimal } from '@qingshan/kernel';
import { z } from 'zod';
import { decimalsOr } from '../../air/period.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { about, exact, formatRounded, plain, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step } from '../../result.ts';
import { lastDayOf, yearSchema } from '../../year.ts';

const sideSchema = z.strictObject({
  energy: quantity.nullable().meta(named('能源消费量', 'energy used')),
  factor: quantity.nullable().meta(named('单位能源的排放', 'CO2 for a unit of that energy', 't')),
});

/** Activity × energy per activity × CO2 per energy of one carrier in one year. */
type Factors = readonly [activity: Decimal, intensity: Decimal, factor: Decimal];

export const carbonDecompositionMethod = defineMethod({
  id: 'carbon.decomposition',
  version: '1.0.0',
  title: localized('排放变化的因素分解', 'Decomposition of a change of emissions'),
  summary: localized(
    '把两年间的排放变化完全分解为活动水平、能耗强度和排放因子三个因素的贡献：每个因素取各种先后次序下影响的平均，三项之和恰等于变化量，没有余项。',
    'Splits the change of emissions between two years into activity, energy intensity and emission factor: each is the mean of its effects over all orders of change, and the three add up to the change exactly.',
  ),
  basis: [{ family: 'carbon-intensity', clause: '因素分解（没有文件规定）' }],
  input: z.strictObject({
    from: yearSchema,
    to: yearSchema,
    activity: z.strictObject({ before: quantity.nullable(), after: quantity.nullable() }).meta(
      named('活动水平', 'activity', null, {
        zh: '活动水平，如不变价地区生产总值',
        en: 'activity, such as GDP at constant prices',
      }),
    ),
    carriers: z
      .array(z.strictObject({ name: z.string(), before: sideSchema, after: sideSchema }))
      .min(1)
      .meta(named('能源品种', 'energy carriers')),
    decimals: decimalsOr(1),
  }),
  output: {
    value: localized('排放变化量', 'change of emissions'),
    unit: 't',
    details: {
      activity: localized('活动水平的贡献，t', 'effect of activity, t'),
      intensity: localized('能耗强度（含结构）的贡献，t', 'effect of energy intensity with structure, t'),
      factor: localized('排放因子的贡献，t', 'effect of the emission factor, t'),
      carriers: localized('各能源品种的三项贡献，t', 'the three effects by carrier, t'),
      missing: localized('缺少数值的品种', 'carriers without values'),
    },
  },
  evaluate(input, context) {
    const on = lastDayOf(input.to);
    const edition = editionFor(context, 'carbon-intensity', on);
    const rule = edition.figure('rules', { rule: 'decomposition' }, on);
    const [a0, a1] = [input.activity.before, input.activity.after].map((x) => (x === null ? null : exact(x)));
    const sides = input.carriers.map(({ name, before, after }) => ({
      name,
      before: factorsOf(a0 ?? null, before),
      after: factorsOf(a1 ?? null, after),
    }));
    const missing = sides.filter((s) => !s.before || !s.after).map((s) => s.name);
    const effects = sides.flatMap(({ name, before, after }) =>
      before && after ? [{ name, parts: effectsOf(before, after) }] : [],
    );
    const total = [0, 1, 2].map((i) => effects.reduce((sum, e) => sum.plus(e.parts[i] ?? 0), new Decimal(0)));
    const change = input.carriers.reduce(
      (sum, c) => sum.plus(emitted(c.after)).minus(emitted(c.before)),
      new Decimal(0),
    );
    const complete = missing.length === 0;
    const [activity, intensity, factor] = total.map((x) => about(x, input.decimals + 2));
    return {
      value: complete ? change.toNumber() : null,
      shown: complete ? formatRounded(change, input.decimals) : NO_VALUE,
      unit: 't',
      verdict: complete ? 'not-applicable' : 'insufficient-data',
      completeness: {
        valid: effects.length,
        expected: sides.length,
        required: sides.length,
        of: 'samples',
      },
      editions: [edition],
      trace: [
        step(
          localized('三因素', 'Three factors'),
          complete
            ? localized(
                `活动水平 ${activity}，能耗强度 ${intensity}，排放因子 ${factor}，合计 ${plain(about(change, 6))}（吨）。`,
                `Activity ${activity}, energy intensity ${intensity}, emission factor ${factor}, together ${plain(about(change, 6))} (t).`,
              )
            : localized(
                `${missing.length} 个品种缺少数值，不分解。`,
                `Carriers without values: ${missing.length}; not split.`,
              ),
          [rule],
        ),
      ],
      details: {
        ...(complete ? pieces(total) : { activity: null, intensity: null, factor: null }),
        carriers: effects.map((e) => ({ name: e.name, ...pieces(e.parts) })),
        missing,
      },
    };
  },
});

function emitted({ energy, factor }: z.output<typeof sideSchema>): Decimal {
  return exact(energy ?? 0).times(exact(factor ?? 0));
}

function pieces([activity, intensity, factor]: readonly Decimal[]) {
  return { activity: round(activity), intensity: round(intensity), factor: round(factor) };
}

function round(x: Decimal | undefined): number {
  return exact(x ?? 0)
    .toSignificantDigits(15)
    .toNumber();
}

function factorsOf(activity: Decimal | null, side: z.output<typeof sideSchema>): Factors | null {
  if (!activity || activity.lte(0) || side.energy === null || side.factor === null) return null;
  return [activity, exact(side.energy).div(activity), exact(side.factor)];
}

/**
 * The mean of each factor's effect over the six orders in which the three can change: for the first,
 * Δa · [(b0c0 + b1c1) / 3 + (b0c1 + b1c0) / 6]. Exact also where a carrier begins or ends.
 */
function effectsOf([a0, b0, c0]: Factors, [a1, b1, c1]: Factors): Decimal[] {
  return [
    effect(a1.minus(a0), [b0, b1], [c0, c1]),
    effect(b1.minus(b0), [c0, c1], [a0, a1]),
    effect(c1.minus(c0), [a0, a1], [b0, b1]),
  ];
}

type BeforeAfter = readonly [Decimal, Decimal];

function effect(change: Decimal, [b0, b1]: BeforeAfter, [c0, c1]: BeforeAfter): Decimal {
  const same = b0.times(c0).plus(b1.times(c1));
  const crossed = b0.times(c1).plus(b1.times(c0));
  return change.times(same.div(3).plus(crossed.div(6)));
}
