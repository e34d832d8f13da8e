import { named, type FieldName } from '../../named.ts';
import { Decimal, type Day } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { z } from 'zod';
import { numberOf } from '../../air/rules.ts';
import { exact, quantity, type Quantity } from '../../numbers.ts';

/** The five sub-indices of HJ 192-2015 from areas and statistics. */
export const LAND_CLASSES = [
  'forest-closed',
  'shrub',
  'forest-open',
  'grass-high',
  'grass-medium',
  'grass-low',
  'river',
  'lake',
  'tidal-flat',
  'glacier',
  'paddy',
  'dryland',
  'urban',
  'rural',
  'other-built',
  'sand',
  'saline',
  'bare-soil',
  'bare-rock',
  'other-unused',
] as const;

const measured = (name: FieldName) =>
  quantity
    .nullable()
    .exactOptional()
    .meta({ ...name });

export const landSchema = z.partialRecord(z.enum(LAND_CLASSES), quantity).meta(
  named('各地类面积', 'area of each land class', 'km2', {
    zh: '各地类面积，km2，没有的不写',
    en: 'area of each land class, km2',
  }),
);

export const measuredSchema = z
  .strictObject({
    area: measured(named('区域面积', 'area of the unit', 'km2')),
    land: landSchema.exactOptional(),
    bi: measured(
      named('生物多样性指数 BI（HJ 623）', 'biodiversity index BI (HJ 623)', '1', {
        zh: '生物多样性指数 BI（HJ 623），未更新时为空',
        en: 'empty when it was not updated',
      }),
    ),
    before: z
      .strictObject({ bio: quantity, habitat: quantity })
      .exactOptional()
      .meta(
        named('BI 未更新时', 'the last abundance and habitat quality', null, {
          zh: 'BI 未更新时：上次的生物丰度和生境质量指数',
          en: 'the last abundance and habitat quality',
        }),
      ),
    ndvi: measured(
      named('NDVI', 'NDVI', '1', {
        zh: '5—9月月最大 NDVI 均值，0–10000',
        en: 'mean of the monthly NDVI maxima May to September',
      }),
    ),
    riverLength: measured(named('河流长度', 'length of rivers', 'km')),
    waterArea: measured(named('水域面积', 'water area', 'km2')),
    waterResource: measured(named('水资源量', 'water resource', '10^6 m3')),
    waterResourceMean: measured(named('多年平均水资源量', 'multi-year mean of i', '10^6 m3')),
    erosionSevere: measured(named('重度侵蚀面积', 'severe erosion', 'km2')),
    erosionModerate: measured(named('中度侵蚀面积', 'moderate erosion', 'km2')),
    built: measured(
      named('建设用地面积', 'construction land', 'km2', {
        zh: '建设用地面积，km2，缺省取地类之和',
        en: 'construction land, by default that of the land classes',
      }),
    ),
    otherStress: measured(named('其他土地胁迫面积', 'other stress', 'km2')),
    pollutants: z
      .strictObject({
        cod: measured(named('化学需氧量', 'chemical oxygen demand', 't')),
        nh3n: measured(named('氨氮', 'ammonia nitrogen', 't')),
        so2: measured(named('二氧化硫', 'sulphur dioxide', 't')),
        dust: measured(named('烟（粉）尘', 'smoke and dust', 't')),
        nox: measured(named('氮氧化物', 'nitrogen oxides', 't')),
        solid: measured(named('固体废物', 'solid waste', 't')),
      })
      .exactOptional(),
    precipitation: measured(named('年降水量', 'precipitation of the year', 'mm')),
  })
  .meta(named('由面积和统计数据计算各项指数', 'areas and statistics'));
export type Measured = z.output<typeof measuredSchema>;

export interface SubIndices {
  /** `null` where an input is missing */
  readonly values: Readonly<Record<string, Decimal | null>>;
  readonly habitat: Decimal | null;
  readonly waterResource: Decimal | null;
  readonly precipitationVolume: Decimal | null;
  readonly pollutionTerms: Readonly<Record<string, Decimal | null>>;
  /** What stood for BI: itself, the last value moved with the habitat, or habitat quality alone */
  readonly bioFrom: 'bi' | 'change' | 'habitat';
  readonly figures: readonly Figure[];
  /** Land classes do not add up to the area, in percent of it */
  readonly landGap: Decimal | null;
}

/** `null` for an edition that has no coefficients of its own. */
export function subIndices(input: Measured, edition: Edition, on: Day): SubIndices | null {
  if (edition.find('coefficients', { of: 'habitat' }, on) === null) return null;
  const of = (key: keyof Measured): Decimal | null => decimal(input[key]);
  const figures: Figure[] = [];
  const figure = (table: string, keys: Readonly<Record<string, string>>) => {
    const found = edition.figure(table, keys, on);
    figures.push(found);
    return numberOf(found);
  };
  const coefficient = (name: string) => figure('coefficients', { of: name });
  const area = of('area')?.gt(0) ? of('area') : null;
  const land = area && input.land ? landSums(input.land, edition, on) : null;
  const habitat = area && land && coefficient('habitat').times(land.weighted).div(area);
  const bio = habitat && abundance(input, habitat);
  const water = area && waterNetwork(input, area, coefficient, figure);
  const pollution = area && pollutionLoad(input, area, coefficient, figure);
  const ndvi = of('ndvi');
  return {
    values: {
      bio: bio?.value ?? null,
      veg: ndvi && coefficient('vegetation').times(ndvi),
      water: water?.value ?? null,
      stress: area && landStress(input, area, land?.built ?? null, coefficient, figure),
      pollution: pollution?.value ?? null,
    },
    habitat,
    waterResource: water?.resource ?? null,
    precipitationVolume: pollution?.volume ?? null,
    pollutionTerms: pollution?.terms ?? {},
    bioFrom: bio?.from ?? 'bi',
    figures: [...figures, ...(land?.figures ?? [])],
    landGap: area && land && land.total.minus(area).times(100).div(area).abs(),
  };
}

type Coefficient = (name: string) => Decimal;
type Weight = (table: string, keys: Readonly<Record<string, string>>) => Decimal;

function decimal(x: unknown): Decimal | null {
  return typeof x === 'number' || typeof x === 'string' ? exact(x) : null;
}

/** Sums of the land classes: all, construction land, and Σ class weight × sub weight × area. */
export function landSums(land: Readonly<Partial<Record<string, Quantity>>>, edition: Edition, on: Day) {
  const all = edition.figures('land', {}, on);
  const classes = new Map(all.filter((f) => f.keys['sub'] === 'all').map((f) => [f.keys['class'], f]));
  let [total, built, weighted] = [new Decimal(0), new Decimal(0), new Decimal(0)];
  const figures: Figure[] = [];
  for (const figure of all) {
    const given = land[figure.keys['sub'] ?? ''];
    const whole = classes.get(figure.keys['class']);
    if (given === undefined || !whole) continue;
    const area = exact(given);
    total = total.plus(area);
    if (figure.keys['class'] === 'built') built = built.plus(area);
    weighted = weighted.plus(area.times(numberOf(whole)).times(numberOf(figure)));
    figures.push(figure, whole);
  }
  return { total, built, weighted, figures };
}

/** (BI + HQ) ÷ 2. Without a new BI the last abundance moves with the habitat (memory), else habitat quality stands alone. */
function abundance({ bi, before }: Measured, habitat: Decimal): { value: Decimal; from: SubIndices['bioFrom'] } {
  const given = decimal(bi);
  if (given) return { value: given.plus(habitat).div(2), from: 'bi' };
  if (before) return { value: exact(before.bio).plus(habitat).minus(exact(before.habitat)), from: 'change' };
  return { value: habitat, from: 'habitat' };
}

function waterNetwork(input: Measured, area: Decimal, coefficient: Coefficient, weight: Weight) {
  const [length, surface] = [decimal(input.riverLength), decimal(input.waterArea)];
  const resource = waterResourceUsed(decimal(input.waterResource), decimal(input.waterResourceMean), weight);
  if (!length || !surface || !resource) return { value: null, resource };
  const sum = coefficient('river')
    .times(length)
    .plus(coefficient('lake').times(surface))
    .plus(coefficient('water-resource').times(resource));
  return { value: sum.div(area.times(3)), resource };
}

/** In wet years less than the current value counts; compared as products, so that a ratio of exactly 1.4 stays 1.4. */
function waterResourceUsed(current: Decimal | null, mean: Decimal | null, weight: Weight): Decimal | null {
  if (!current || !mean?.gt(0)) return current;
  const whole = weight('water-resource', { rule: 'current-up-to' });
  const reduced = weight('water-resource', { rule: 'reduced-up-to' });
  if (current.lte(mean.times(whole))) return current;
  return current.gt(mean.times(reduced)) ? new Decimal(0) : mean.times(reduced).minus(current);
}

function landStress(input: Measured, area: Decimal, built: Decimal | null, coefficient: Coefficient, weight: Weight) {
  const parts: Readonly<Record<string, Decimal | null>> = {
    'erosion-severe': decimal(input.erosionSevere),
    'erosion-moderate': decimal(input.erosionModerate),
    built: decimal(input.built) ?? built,
    other: decimal(input.otherStress),
  };
  let sum = new Decimal(0);
  for (const [of, part] of Object.entries(parts)) {
    if (!part) return null;
    sum = sum.plus(weight('land-stress', { of }).times(part));
  }
  return coefficient('land-stress').times(sum).div(area);
}

const TO_WATER = new Set(['cod', 'nh3n']);

/** The water terms divide by the volume of rain, mm × km2 ÷ 1000 in 10^6 m3 (inferred), the others by the area. */
function pollutionLoad(input: Measured, area: Decimal, coefficient: Coefficient, weight: Weight) {
  const rain = decimal(input.precipitation);
  const volume = rain && rain.times(area).div(1000);
  const terms: Record<string, Decimal | null> = {};
  for (const pollutant of ['cod', 'nh3n', 'so2', 'dust', 'nox', 'solid'] as const) {
    const mass = decimal(input.pollutants?.[pollutant]);
    const divisor = TO_WATER.has(pollutant) ? volume : area;
    terms[pollutant] =
      mass && divisor?.gt(0)
        ? weight('pollution', { of: pollutant }).times(coefficient(pollutant)).times(mass).div(divisor)
        : null;
  }
  const values = Object.values(terms);
  const value = values.includes(null) ? null : values.reduce<Decimal>((sum, t) => sum.plus(t ?? 0), new Decimal(0));
  return { value, volume, terms };
}
