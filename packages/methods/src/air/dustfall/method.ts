import { named } from '../../named.ts';
import { roundHalfEven, type Decimal } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { z } from 'zod';
import { defineMethod, editionFor } from '../../define.ts';
import { judge, judgeBySchema, targetBar, targetSchema } from '../../judge.ts';
import { exact, plain, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step, warning } from '../../result.ts';
import { dayOf } from '../daily-series.ts';
import { dateSchema } from '../period.ts';
import { numberOf } from '../rules.ts';

/** Deposition in 30 days; a calendar month is another unit and the two do not convert (see air.dustfall-mean). */
const UNIT = 't/(km2·30d)';

export const dustfallMethod = defineMethod({
  id: 'air.dustfall',
  version: '1.0.0',
  title: localized('降尘量（重量法）', 'Dustfall (gravimetric)'),
  summary: localized(
    '由蒸发皿称重计算：M = (W1 − W0 − Wc) ÷ (S·n) × 30 × 10⁴，单位 t/(km²·30 d)；可与目标比较。',
    'From dish weights: M = (W1 − W0 − Wc) ÷ (S·n) × 30 × 10⁴ in t/(km²·30 d); may be compared with a target.',
  ),
  basis: [{ family: 'hj-1221', clause: '降尘量的计算' }],
  input: z.strictObject({
    on: dateSchema.meta(
      named('收样日期', 'day of collection', null, {
        zh: '收样日期，决定所用版本',
        en: 'day of collection; decides the edition',
      }),
    ),
    w1: quantity.meta(named('W1：蒸发皿、降尘和残渣总重', 'dish, dust and residue', 'g')),
    w0: quantity.meta(named('W0：蒸发皿重', 'dish', 'g')),
    wc: quantity.meta(named('Wc：空白残渣重', 'blank', 'g')),
    area: z
      .union([z.number().gt(0), z.string().regex(/^\d+(\.\d+)?$/)])
      .meta(named('S：集尘缸口面积', 'mouth area of the cylinder', 'cm2')),
    days: z
      .union([z.number().gt(0), z.string().regex(/^\d+(\.\d+)?$/)])
      .meta(
        named('n：采样天数', 'days exposed', null, { zh: 'n：采样天数，准确到 0.1 d', en: 'days exposed, to 0.1 d' }),
      ),
    target: targetSchema.exactOptional(),
    judgeBy: judgeBySchema,
  }),
  output: {
    value: localized('降尘量（未修约）', 'dustfall, unrounded'),
    unit: UNIT,
    details: { mass: localized('降尘质量，g', 'mass of dust, g') },
  },
  evaluate(input, context) {
    const edition = editionFor(context, 'hj-1221', dayOf(input.on));
    const figure = (item: string) => edition.figure('dustfall', { item });
    const [base, factor, rounding] = [figure('base-days'), figure('factor'), figure('decimals')];
    const decimals = numberOf(rounding).toNumber();
    const [area, days] = [exact(input.area), exact(input.days)];
    const mass = exact(input.w1).minus(exact(input.w0)).minus(exact(input.wc));
    const wrong = mass.lt(0) || area.lte(0) || days.lte(0);
    const value = wrong ? null : mass.times(numberOf(base)).times(numberOf(factor)).div(area.times(days));
    const bar = input.target ? targetBar(input.target) : null;
    const judgement = value && bar ? judge(value, decimals, bar, input.judgeBy) : null;
    const shown = value ? roundHalfEven(value, decimals).toFixed(decimals) : NO_VALUE;
    return {
      value: value?.toNumber() ?? null,
      shown,
      unit: UNIT,
      verdict: judgement?.verdict ?? (value ? 'not-applicable' : 'insufficient-data'),
      limit: bar ? plain(bar.value) : null,
      editions: [edition],
      trace: [
        step(
          localized('降尘质量', 'Mass of dust'),
          localized(
            `${plain(input.w1)} − ${plain(input.w0)} − ${plain(input.wc)} = ${plain(mass)} g。`,
            `${plain(input.w1)} − ${plain(input.w0)} − ${plain(input.wc)} = ${plain(mass)} g.`,
          ),
          [figure('formula')],
        ),
        ...(value ? [resultStep(value, shown, { mass, area, days, base, factor, rounding })] : []),
        ...(judgement ? [step(localized('判定', 'Verdict'), judgement.detail)] : []),
      ],
      warnings: [
        judgement?.warning ?? null,
        wrong ? massWarning() : null,
        limitWarning(edition, value),
        exposureWarning(edition, days),
      ],
      details: { mass: plain(mass) },
    };
  },
});

function resultStep(
  value: Decimal,
  shown: string,
  from: Readonly<Record<'mass' | 'area' | 'days', Decimal> & Record<'base' | 'factor' | 'rounding', Figure>>,
) {
  const { mass, area, days, base, factor, rounding } = from;
  const formula =
    `${plain(mass)} ÷ (${plain(area)} × ${plain(days)}) × ${base.value} × ${factor.value} = ` +
    `${roundHalfEven(value, 4).toFixed()} t/(km²·30 d)`;
  return step(
    localized('降尘量', 'Dustfall'),
    localized(`${formula}，修约为 ${shown}。`, `${formula}, shown as ${shown}.`),
    [base, factor, rounding],
  );
}

function massWarning() {
  return warning(
    'negative-mass',
    '扣除皿重和空白后为负，请核对称量记录；不给出结果。',
    'Negative after subtracting dish and blank; check the weighing record. No result is given.',
  );
}

function limitWarning(edition: Edition, value: Decimal | null) {
  const read = (item: string) => numberOf(edition.figure('dustfall', { item }));
  const [detection, quantification] = [read('detection-limit'), read('quantification-limit')];
  if (!value || value.gte(quantification)) return null;
  return value.lt(detection)
    ? warning('below-detection', `低于检出限 ${plain(detection)}。`, `Below the detection limit ${plain(detection)}.`)
    : warning(
        'below-quantification',
        `低于测定下限 ${plain(quantification)}。`,
        `Below the limit of quantification ${plain(quantification)}.`,
      );
}

function exposureWarning(edition: Edition, days: Decimal) {
  const read = (item: string) => numberOf(edition.figure('dustfall', { item }));
  const [base, tolerance] = [read('base-days'), read('exposure-tolerance')];
  if (days.minus(base).abs().lte(tolerance)) return null;
  return warning(
    'exposure',
    `采样 ${plain(days)} 天，超出 ${plain(base)} ± ${plain(tolerance)} 天。`,
    `Exposed for ${plain(days)} days, outside ${plain(base)} ± ${plain(tolerance)}.`,
  );
}
