import { named } from '../../named.ts';
import { Decimal } from '@qingshan/kernel';
import { z } from 'zod';
import { exact, quantity, type Quantity } from '../../numbers.ts';
import { localized } from '../../result.ts';
import { zhang } from '../budyko.ts';
import { Lookup, MM_KM2, priced, type Note, type ServiceResult } from './service.ts';

/** Regulating services whose physical quantity is water, soil, sand or carbon. Inputs are tables, not maps. */
export const waterRetentionSchema = z.strictObject({
  rows: z.array(
    z.strictObject({
      type: z
        .string()
        .exactOptional()
        .meta(
          named('生态系统类型', 'type', null, {
            zh: '生态系统类型，用于径流系数',
            en: 'type, for the runoff coefficient',
          }),
        ),
      area: quantity.meta(named('面积', 'area', 'km2')),
      rain: quantity.meta(named('年降水量', 'rain of the year', 'mm')),
      evapotranspiration: quantity.exactOptional().meta(named('实际蒸散发', 'actual evapotranspiration', 'mm')),
      potential: quantity.exactOptional().meta(
        named('潜在蒸散发', 'potential evapotranspiration', 'mm', {
          zh: '潜在蒸散发，mm（用 Zhang 曲线）',
          en: 'potential, for the Zhang curve',
        }),
      ),
      w: quantity.exactOptional().meta(named('Zhang 曲线的 w', 'w of the Zhang curve')),
      runoff: quantity.exactOptional().meta(
        named('径流系数', 'runoff coefficient', '%', {
          zh: '径流系数，%，缺省按类型',
          en: 'runoff coefficient, % by type',
        }),
      ),
    }),
  ),
});

export function waterRetention(input: z.output<typeof waterRetentionSchema>, lookup: Lookup): ServiceResult {
  let total = new Decimal(0);
  let [clamped, unknown] = [0, 0];
  for (const row of input.rows) {
    const rain = exact(row.rain);
    const et = evapotranspirationOf(row, rain);
    const coefficient = row.runoff === undefined ? runoffOf(row.type, lookup) : exact(row.runoff);
    if (!et || !coefficient) {
      unknown++;
      continue;
    }
    const kept = rain.minus(rain.times(coefficient).div(100)).minus(et);
    if (kept.lt(0)) clamped++;
    total = total.plus(Decimal.max(0, kept).times(exact(row.area)).times(MM_KM2));
  }
  return {
    products: [priced('water', total, 'm3', 'reservoir')],
    figures: lookup.figures,
    notes: waterNotes(clamped, unknown),
  };
}

function evapotranspirationOf(
  row: z.output<typeof waterRetentionSchema>['rows'][number],
  rain: Decimal,
): Decimal | null {
  if (row.evapotranspiration !== undefined) return exact(row.evapotranspiration);
  if (row.potential === undefined || row.w === undefined) return null;
  return zhang(rain, exact(row.potential), exact(row.w)).times(rain);
}

function runoffOf(type: string | undefined, lookup: Lookup): Decimal | null {
  return type === undefined ? null : lookup.find('redline-guide', 'runoff', { type });
}

function waterNotes(clamped: number, unknown: number): Note[] {
  return [
    ...(clamped > 0
      ? [
          {
            code: 'negative-retention',
            text: localized(
              `${clamped} 行的涵养量为负，按 0 计。`,
              `${clamped} rows would be negative and count as 0.`,
            ),
          },
        ]
      : []),
    ...(unknown > 0
      ? [
          {
            code: 'row-left-out',
            text: localized(
              `${unknown} 行缺蒸散发或径流系数，未计入。`,
              `${unknown} rows lack evapotranspiration or runoff coefficient and were left out.`,
            ),
          },
        ]
      : []),
  ];
}

export const soilRetentionSchema = z.strictObject({
  mass: quantity.exactOptional().meta(named('土壤保持量', 'soil kep', 't')),
  rows: z
    .array(
      z.strictObject({
        area: quantity.meta(named('面积', 'area', 'ha')),
        kept: quantity.meta(
          named('单位面积保持量', 'soil kept per area', 't/hm2', {
            zh: '单位面积保持量，t/hm2（ecology.soil-loss）',
            en: 'soil kept per area',
          }),
        ),
      }),
    )
    .exactOptional(),
  nitrogen: quantity.exactOptional().meta(
    named('土壤含氮量', 'nitrogen in the soil', '%', {
      zh: '土壤含氮量，%，须用本区土壤调查值',
      en: 'nitrogen in the soil',
    }),
  ),
  phosphorus: quantity.exactOptional().meta(named('土壤含磷量', 'phosphorus in the soil', '%')),
});

/** Silt that is not dredged and nutrients that are not bought. */
export function soilRetention(input: z.output<typeof soilRetentionSchema>, lookup: Lookup): ServiceResult {
  const rows = (input.rows ?? []).reduce((sum, r) => sum.plus(exact(r.area).times(exact(r.kept))), new Decimal(0));
  const mass = input.mass === undefined ? rows : exact(input.mass);
  const share = (own: Quantity | undefined, of: string) =>
    (own === undefined ? lookup.parameter(of) : exact(own)).div(100);
  const silt = lookup.parameter('silt-share').times(mass).div(lookup.parameter('soil-density'));
  return {
    products: [
      priced('silt', silt, 'm3', 'dredging'),
      priced('nitrogen', mass.times(share(input.nitrogen, 'soil-n')), 't', 'fertiliser-n'),
      priced('phosphorus', mass.times(share(input.phosphorus, 'soil-p')), 't', 'fertiliser-p'),
    ],
    figures: lookup.figures,
  };
}

export const sandFixationSchema = z.strictObject({ mass: quantity.meta(named('固沙量', 'sand fixed', 't')) });

export function sandFixation(input: z.output<typeof sandFixationSchema>, lookup: Lookup): ServiceResult {
  const area = exact(input.mass).div(lookup.parameter('sand-density').times(lookup.parameter('sand-depth')));
  return { products: [priced('area', area, 'm2', 'sand-control')], figures: lookup.figures };
}

export const floodRegulationSchema = z.strictObject({
  reservoir: quantity.default(0).meta(named('水库总库容', 'reservoir capacity', '10^4 m3')),
  reservoirStored: quantity.exactOptional().meta(
    named('水库实际调蓄量', 'water that reservoirs held', '10^4 m3', {
      zh: '水库实际调蓄量，万立方米，代替比例',
      en: 'water that reservoirs held, instead of the share',
    }),
  ),
  lake: quantity.exactOptional().meta(
    named('湖泊面积', 'lakes of the Tibetan plateau', 'km2', {
      zh: '湖泊面积，km2（青藏高原回归，不适用于北京）',
      en: 'lakes of the Tibetan plateau',
    }),
  ),
  exchanges: quantity.default(1).meta(named('湖泊换水次数', 'exchanges of the lakes')),
  marsh: quantity.default(0).meta(named('沼泽面积', 'marsh', 'km2')),
});

export function floodRegulation(input: z.output<typeof floodRegulationSchema>, lookup: Lookup): ServiceResult {
  const of = (item: string) => lookup.number('gep-guide', 'flood', { item });
  const reservoir =
    input.reservoirStored === undefined
      ? of('reservoir-share').times(exact(input.reservoir))
      : exact(input.reservoirStored);
  const lake = input.lake === undefined ? null : lakeWater(exact(input.lake), exact(input.exchanges), of);
  const marsh = of('marsh-depth').times(exact(input.marsh)).times(1e6);
  return {
    products: [
      priced('reservoir', reservoir.times(1e4), 'm3', 'reservoir'),
      ...(lake ? [priced('lake', lake.times(1e4), 'm3', 'reservoir')] : []),
      priced('marsh', marsh, 'm3', 'reservoir'),
    ],
    figures: lookup.figures,
    notes: lake
      ? [
          {
            code: 'plateau-lakes',
            text: localized(
              '湖泊回归式为青藏高原的，不适用于北京。',
              'The lake regression is that of the Tibetan plateau, not of Beijing.',
            ),
          },
        ]
      : [],
  };
}

/** 10^4 m3; nothing without a lake */
function lakeWater(area: Decimal, exchanges: Decimal, of: (item: string) => Decimal): Decimal {
  if (area.lte(0)) return new Decimal(0);
  return of('lake-constant')
    .exp()
    .times(area.pow(of('lake-exponent')))
    .times(exchanges);
}

const CARBON_TO_CO2 = new Decimal(44).div(12);
const CO2_TO_OXYGEN = new Decimal(32).div(44);

export const carbonSchema = z.strictObject({
  nep: quantity.exactOptional().meta(named('净生态系统生产力', 'NEP', 'gC/(m2·a)')),
  area: quantity.exactOptional().meta(named('面积', 'area', 'km2')),
  carbon: quantity
    .exactOptional()
    .meta(
      named('固碳量', 'carbon fixed', 't', { zh: '固碳量，t 碳，代替上两项', en: 'carbon fixed, t, instead of both' }),
    ),
  priceOf: z
    .enum(['carbon', 'co2'])
    .default('carbon')
    .meta(named('碳价按碳还是按二氧化碳', 'whether the price is for carbon or for CO2')),
});
type CarbonInput = z.output<typeof carbonSchema>;

function carbonTonnes({ nep, area, carbon }: CarbonInput): Decimal {
  // 1 g/m2 on 1 km2 is 1 t.
  return carbon === undefined ? exact(nep ?? 0).times(exact(area ?? 0)) : exact(carbon);
}

export function carbonFixation(input: CarbonInput, lookup: Lookup): ServiceResult {
  const carbon = carbonTonnes(input);
  const figures = lookup.edition('gep-guide').figures('carbon', { item: 'stoichiometry' });
  return input.priceOf === 'carbon'
    ? { products: [priced('carbon', carbon, 't', 'carbon')], figures }
    : { products: [priced('co2', carbon.times(CARBON_TO_CO2), 't', 'co2')], figures };
}

export const oxygenSchema = z.strictObject({
  ...carbonSchema.omit({ priceOf: true }).shape,
  oxygen: quantity
    .exactOptional()
    .meta(
      named('释氧量', 'oxygen', 't', { zh: '释氧量，t，代替由固碳量推算', en: 'oxygen, t, instead of from carbon' }),
    ),
});

export function oxygenRelease(input: z.output<typeof oxygenSchema>, lookup: Lookup): ServiceResult {
  const { oxygen, ...rest } = input;
  const mass =
    oxygen === undefined
      ? carbonTonnes({ ...rest, priceOf: 'carbon' })
          .times(CARBON_TO_CO2)
          .times(CO2_TO_OXYGEN)
      : exact(oxygen);
  return {
    products: [priced('oxygen', mass, 't', 'oxygen')],
    figures: lookup.edition('gep-guide').figures('carbon', { item: 'stoichiometry' }),
  };
}
