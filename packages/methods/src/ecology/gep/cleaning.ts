import { named } from '../../named.ts';
import { Decimal } from '@qingshan/kernel';
import { z } from 'zod';
import { exact, quantity, type Quantity } from '../../numbers.ts';
import { localized } from '../../result.ts';
import { Lookup, priced, worth, type Product, type ServiceResult } from './service.ts';

/** Regulating services of cleaning, climate, quiet and species. */
const emissionsOf = <K extends string>(pollutants: readonly [K, ...K[]]) =>
  z.partialRecord(z.enum(pollutants), quantity).meta(named('排放量', 'emissions', 't'));

export const airPurificationSchema = z.strictObject({
  broadleaf: quantity.default(0).meta(named('阔叶林面积', 'broadleaf fores', 'ha')),
  conifer: quantity.default(0).meta(named('针叶林面积', 'conifer fores', 'ha')),
  emissions: emissionsOf(['so2', 'nox', 'dust']),
});

export function airPurification(input: z.output<typeof airPurificationSchema>, lookup: Lookup): ServiceResult {
  const areas = { broadleaf: exact(input.broadleaf), conifer: exact(input.conifer) };
  const capacities = (['so2', 'nox', 'dust'] as const).map((pollutant) => {
    let sum = new Decimal(0);
    for (const [type, area] of Object.entries(areas)) {
      // Dust in t/(hm2·a), the gases in kg/(hm2·a).
      const capacity = lookup.number('gep-guide', 'capacity', { pollutant, type });
      sum = sum.plus(capacity.times(area).div(pollutant === 'dust' ? 1 : 1000));
    }
    return [pollutant, sum] as const;
  });
  return { products: smallerOf(capacities, input.emissions), figures: lookup.figures };
}

export const waterPurificationSchema = z.strictObject({
  wetland: quantity.meta(named('湿地面积', 'wetland', 'km2')),
  emissions: emissionsOf(['cod', 'tn', 'tp']),
});

export function waterPurification(input: z.output<typeof waterPurificationSchema>, lookup: Lookup): ServiceResult {
  const capacities = (['cod', 'tn', 'tp'] as const).map((pollutant) => {
    const capacity = lookup.number('gep-guide', 'capacity', { pollutant, type: 'wetland' });
    return [pollutant, capacity.times(exact(input.wetland))] as const;
  });
  return { products: smallerOf(capacities, input.emissions), figures: lookup.figures };
}

/** What is cleaned is the smaller of what is emitted and what the ecosystems can take up. */
function smallerOf(
  capacities: readonly (readonly [string, Decimal])[],
  emissions: Readonly<Partial<Record<string, Quantity>>>,
): Product[] {
  return capacities.flatMap(([pollutant, capacity]) => {
    const emitted = emissions[pollutant];
    return emitted === undefined ? [] : [priced(pollutant, Decimal.min(exact(emitted), capacity), 't', pollutant)];
  });
}

export const climateSchema = z.strictObject({
  forest: quantity.default(0).meta(named('林地面积', 'fores', 'km2')),
  shrub: quantity.default(0).meta(named('灌丛面积', 'shrub', 'km2')),
  grass: quantity.default(0).meta(named('草地面积', 'grassland', 'km2')),
  days: quantity.default(0).meta(named('高温期天数', 'days of the hot season')),
  water: quantity.default(0).meta(named('水面蒸发量', 'water evaporated', 'm3')),
  epp: quantity.exactOptional().meta(named('林地蒸腾耗热', 'heat taken up by fores', 'kJ/(m2·d)')),
  divideWater: z
    .boolean()
    .default(false)
    .meta(
      named('水面蒸发也除以能效比', 'divide water by the COP too', null, {
        zh: '水面蒸发潜热是否也除以能效比（各文本不同，相差三倍）',
        en: 'divide the latent heat of water by the COP too',
      }),
    ),
  electricity: quantity.exactOptional().meta(
    named('已知的节电量', 'electricity saved', 'kWh', {
      zh: '已知的节电量，kWh，代替以上',
      en: 'electricity saved, kWh',
    }),
  ),
});

const SECONDS_PER_HOUR = 3600;

export function climateRegulation(input: z.output<typeof climateSchema>, lookup: Lookup): ServiceResult {
  if (input.electricity !== undefined) {
    const figures = lookup.edition('gep-guide').figures('formulas', { service: 'climate' });
    return { products: [priced('electricity', exact(input.electricity), 'kWh', 'electricity')], figures };
  }
  const of = (item: string) => lookup.number('gep-guide', 'climate', { item });
  const forest = input.epp === undefined ? of('epp-forest') : exact(input.epp);
  const covers = [
    ['forest', exact(input.forest), forest],
    ['shrub', exact(input.shrub), forest.times(of('epp-shrub-ratio'))],
    ['grass', exact(input.grass), forest.times(of('epp-grass-ratio'))],
  ] as const;
  const cop = of('cop');
  // kJ/m2 on km2 are 10^6 kJ; 3600 kJ are 1 kWh.
  const vegetation = covers.map(([name, area, epp]) =>
    priced(
      name,
      epp.times(area).times(exact(input.days)).times(1e6).div(cop.times(SECONDS_PER_HOUR)),
      'kWh',
      'electricity',
    ),
  );
  // J/g are MJ/t: 1 m3 of water takes up q/3.6 kWh.
  const latent = of('latent-heat')
    .div('3.6')
    .div(input.divideWater ? cop : 1);
  const water = exact(input.water).times(latent.plus(of('humidifier')));
  return {
    products: [...vegetation, priced('water', water, 'kWh', 'electricity')],
    figures: lookup.figures,
    notes: water.gt(0)
      ? [
          {
            code: 'latent-heat-by-cop',
            text: input.divideWater
              ? localized(
                  '水面蒸发潜热除以能效比；有的文本不除，结果约大三倍。',
                  'The latent heat of water was divided by the COP; some texts do not, with about three times the value.',
                )
              : localized(
                  '水面蒸发潜热未除以能效比；有的文本要除，结果约小三倍。',
                  'The latent heat of water was not divided by the COP; some texts do, with about a third of the value.',
                ),
          },
        ]
      : [],
  };
}

export const noiseSchema = z.strictObject({ belt: quantity.meta(named('道路绿化带长度', 'green belts', 'km')) });

export function noiseReduction(input: z.output<typeof noiseSchema>, lookup: Lookup): ServiceResult {
  const figures = lookup.edition('gep-guide').figures('formulas', { service: 'noise' });
  return { products: [priced('belt', exact(input.belt), 'km', 'noise-wall')], figures };
}

export const speciesSchema = z.strictObject({
  stands: z.array(
    z.strictObject({
      area: quantity.meta(named('面积', 'area', 'ha')),
      shannon: quantity.meta(named('Shannon-Wiener 指数', 'Shannon index')),
      endangered: quantity.default(0).meta(named('濒危指数之和', 'sum of endangerment')),
      endemic: quantity.default(0).meta(named('特有种指数之和', 'sum of endemism')),
      old: quantity.default(0).meta(named('古树年龄指数之和', 'sum of tree age')),
    }),
  ),
});

/** Σ (1 + 0.1·Em + 0.1·Bn + 0.1·Or) · S · A, with S by class of the Shannon index (GB/T 38582). */
export function speciesConservation(input: z.output<typeof speciesSchema>, lookup: Lookup): ServiceResult {
  const products = input.stands.map((stand, i) => {
    const level = Decimal.min(6, Decimal.max(0, exact(stand.shannon).floor())).toFixed();
    const price = lookup.number('gb-t-38582', 'species', { from: level });
    const factor = exact(stand.endangered).plus(exact(stand.endemic)).plus(exact(stand.old)).times('0.1').plus(1);
    return worth(`stand-${i + 1}`, exact(stand.area), 'ha', factor.times(price).times(exact(stand.area)));
  });
  return { products, figures: lookup.figures };
}
