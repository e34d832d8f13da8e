import { named } from '../../named.ts';
import { roundHalfEven, snap, type Completeness } from '@qingshan/kernel';
import type { Figure } from '@qingshan/standards';
import { z } from 'zod';
import { defineMethod, editionFor } from '../../define.ts';
import { about, exact, plain, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step } from '../../result.ts';
import { aggregate, type Aggregate } from '../aggregate.ts';
import { dayOf } from '../daily-series.ts';
import { dateSchema, decimalsSchema } from '../period.ts';
import { coverageFor, decimalsFor, statisticOf, unitOf } from '../rules.ts';

const share = z.number().gt(0).max(1);

export const stationAggregateMethod = defineMethod({
  id: 'air.station-aggregate',
  version: '1.0.0',
  title: localized('由点位到区域的日浓度', 'District value of a day from its stations'),
  summary: localized(
    '有效点位日值的算术平均；臭氧为各点位日最大8小时平均的平均。有效点位比例不足时不作为区域值（比例可设）。',
    'Mean of the valid stations of a day; for O3 the mean of their daily 8-hour maxima. With too few valid stations there is no district value (the share is a setting).',
  ),
  basis: [{ family: 'hj-663', clause: '由点位到区域；点位覆盖' }],
  input: z.strictObject({
    date: dateSchema,
    parameter: z.string(),
    stations: z
      .array(z.strictObject({ id: z.string(), value: quantity.nullable() }))
      .min(1)
      .meta(
        named('全部参评点位的日值', 'all assessed stations', null, {
          zh: '全部参评点位的日值，无效为 null',
          en: 'all assessed stations, null when invalid',
        }),
      ),
    coverage: z
      .strictObject({ share, few: z.int().min(1), shareOfFew: share })
      .exactOptional()
      .meta(
        named('点位覆盖要求', 'coverage', null, {
          zh: '点位覆盖要求，缺省按标准',
          en: 'coverage, by default that of the edition',
        }),
      ),
    decimals: decimalsSchema.exactOptional(),
  }),
  output: {
    value: localized('区域日浓度（未修约）', 'district value of the day, unrounded'),
    unit: null,
    details: {
      required: localized('需要的有效点位数', 'valid stations required'),
      invalid: localized('无效点位', 'stations without a valid value'),
    },
  },
  evaluate(input, context) {
    const on = dayOf(input.date);
    const coverage = coverageFor(context, on);
    const values = input.stations.map((s) => (s.value === null ? null : exact(s.value).toNumber()));
    const found = aggregate(values, input.coverage ?? coverage.rule);
    const edition = editionFor(context, 'hj-663', on);
    const rounding = decimalsFor(context, input.parameter, on);
    const decimals = input.decimals ?? rounding.decimals;
    const mean = found.mean === null ? null : snap(found.mean);
    const shown = mean ? roundHalfEven(mean, decimals).toFixed(decimals) : NO_VALUE;
    const rule = edition.figure('aggregation', {
      item: statisticOf(input.parameter) === 'mda8' ? 'stations-o3' : 'stations',
    });
    const list = values.map((x) => (x === null ? NO_VALUE : plain(x))).join(', ');
    const completeness: Completeness = {
      valid: found.valid,
      expected: values.length,
      required: found.required,
      of: 'stations',
    };
    return {
      value: mean?.toNumber() ?? null,
      shown,
      unit: unitOf(context, input.parameter),
      verdict: found.enough ? 'not-applicable' : 'insufficient-data',
      completeness,
      editions: [edition],
      trace: [
        coverageStep(found, values.length, input.coverage ? [] : coverage.figures),
        ...(mean
          ? [
              step(
                localized('点位平均', 'Mean of the stations'),
                localized(
                  `（${list}）中 ${found.valid} 个有效值的平均 = ${about(mean, 6)}，修约为 ${shown}。`,
                  `Mean of the ${found.valid} valid values of (${list}) = ${about(mean, 6)}, shown as ${shown}.`,
                ),
                [rule, rounding.figure],
              ),
            ]
          : []),
      ],
      details: {
        required: found.required,
        invalid: input.stations.filter((s) => s.value === null).map((s) => s.id),
      },
    };
  },
});

function coverageStep(found: Aggregate, stations: number, figures: readonly Figure[]) {
  return step(
    localized('点位覆盖', 'Coverage'),
    localized(
      `${stations} 个点位中有效 ${found.valid} 个，至少需要 ${found.required} 个：${found.enough ? '符合' : '不足，数值仅供参考'}。`,
      `${found.valid} of ${stations} stations valid, at least ${found.required} required: ${found.enough ? 'enough' : 'too few, the value is provisional'}.`,
    ),
    figures,
  );
}
