import { named } from '../../named.ts';
import { Decimal, roundHalfEven, type Day } from '@qingshan/kernel';
import type { Edition } from '@qingshan/standards';
import { z } from 'zod';
import { numberOf } from '../../air/rules.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { about, exact, quantity } from '../../numbers.ts';
import { localized, step, warning } from '../../result.ts';
import { lastDayOf, yearSchema } from '../../year.ts';

const COVERS = ['forest', 'grass', 'shrub', 'bare', 'sand', 'crop'] as const;

const inputSchema = z.strictObject({
  year: yearSchema,
  wind: z
    .array(quantity)
    .min(1)
    .meta(named('风速记录', 'wind record at 2 m', null, { zh: '风速记录，m/s（2 m 高）', en: 'wind record at 2 m' })),
  days: quantity.meta(named('记录代表的天数', 'days that the record stands for')),
  temperature: quantity.meta(named('气温', 'air temperature', '℃')),
  elevation: quantity.meta(named('海拔', 'elevation', 'm')),
  soil: z
    .strictObject({ sand: quantity, silt: quantity, clay: quantity, organic: quantity, carbonate: quantity })
    .meta(named('砂、粉、黏、有机质、碳酸钙', 'sand, silt, clay, organic matter, CaCO3', '%')),
  wetness: quantity.meta(named('土壤湿度因子 SW', 'soil wetness factor')),
  snow: quantity.meta(named('雪盖因子 SD', 'snow cover factor')),
  cover: quantity.meta(named('植被覆盖度', 'vegetation cover', '%')),
  type: z.enum(COVERS).default('grass'),
  roughness: z
    .strictObject({
      difference: quantity.meta(named('地形起伏 ΔH', 'height difference', 'm')),
      length: quantity.meta(named('计算长度 L', 'length', 'm')),
    })
    .meta(named('地表粗糙度', 'roughness')),
  fieldLength: z
    .enum(['in-code', 'remembered'])
    .default('in-code')
    .meta(
      named('地块长度常数', 'constant of the field length', null, {
        zh: '地块长度常数：in-code 105.71（三个程序），remembered 150.71（记忆）',
        en: 'constant of the field length',
      }),
    ),
  vegetation: z
    .enum(['by-type', 'in-code'])
    .default('by-type')
    .meta(
      named('植被因子', 'factor of vegetation', null, {
        zh: 'by-type 按植被类型的系数（记忆），in-code exp(−0.00483·覆盖度)（程序）',
        en: 'factor of vegetation',
      }),
    ),
});
type Input = z.output<typeof inputSchema>;

const GRAVITY = new Decimal('9.8');

export const windLossMethod = defineMethod({
  id: 'ecology.wind-loss',
  version: '1.0.0',
  title: localized('土壤风蚀量与固沙量', 'Wind erosion and sand fixed'),
  summary: localized(
    '修正风蚀方程 RWEQ：潜在风蚀量减实际风蚀量为固沙量。地块长度常数和植被因子各文本不同，作为设置，并给出两种常数下的结果和2020年指南的简式。',
    'The revised wind erosion equation: potential minus actual loss is the sand fixed. Texts differ on the constant of the field length and on the vegetation factor; both are settings, and the result under either constant and the short form of the 2020 guide are shown.',
  ),
  basis: [
    { family: 'redline-guide', clause: '修正风蚀方程（待核对）' },
    { family: 'gep-guide', clause: '防风固沙简式（待核对）' },
  ],
  input: inputSchema,
  output: {
    value: localized('固沙量', 'sand fixed'),
    unit: 'kg/m2',
    details: {
      pressure: localized('气压，kPa', 'air pressure, kPa'),
      density: localized('空气密度，kg/m3', 'air density, kg/m3'),
      weather: localized('气候因子 WF', 'weather factor WF'),
      erodible: localized('可蚀性 EF', 'erodible fraction EF'),
      crust: localized('结皮因子 SCF', 'soil crust factor SCF'),
      roughness: localized('粗糙度因子 K′', 'roughness factor K′'),
      vegetation: localized('植被因子 C', 'vegetation factor C'),
      potential: localized('潜在风蚀量，kg/m2', 'potential loss, kg/m2'),
      actual: localized('实际风蚀量，kg/m2', 'actual loss, kg/m2'),
      otherConstant: localized('另一常数下的固沙量，kg/m2', 'sand fixed with the other constant, kg/m2'),
      short: localized('2020年指南简式的固沙量（记忆）', 'sand fixed by the short form of the 2020 guide, from memory'),
    },
  },
  evaluate(input, context) {
    const on = lastDayOf(input.year);
    const guide = editionFor(context, 'redline-guide', on);
    const gep = editionFor(context, 'gep-guide', on);
    const factors = factorsOf(input, guide, on);
    const [chosen, other] = input.fieldLength === 'in-code' ? CONSTANTS : CONSTANTS.toReversed();
    const { potential, actual } = losses(factors, chosen, guide, on);
    const elsewhere = losses(factors, other, guide, on);
    const value = potential.minus(actual);
    return {
      value: value.toNumber(),
      shown: roundHalfEven(value, 3).toFixed(3),
      unit: 'kg/m2',
      verdict: 'not-applicable',
      editions: [guide],
      trace: [
        step(localized('各因子', 'Factors'), factorText(factors), [
          ...guide.figures('wind', {}, on),
          ...(input.vegetation === 'by-type' ? guide.figures('wind-cover', { type: input.type }, on) : []),
        ]),
        step(
          localized('固沙量', 'Sand fixed'),
          localized(
            `潜在 ${about(potential, 6)} − 实际 ${about(actual, 6)} = ${about(value, 6)} kg/m2。`,
            `Potential ${about(potential, 6)} − actual ${about(actual, 6)} = ${about(value, 6)} kg/m2.`,
          ),
          gep.figures('wind', {}, on),
        ),
      ],
      warnings: [
        warning(
          'contested-constants',
          '地块长度常数和植被因子各文本不同，结果可差数倍，须对照标准选定后固定。',
          'Texts differ on the field length and the vegetation factor; results differ by multiples. Choose from the standard and keep the choice.',
        ),
      ],
      details: {
        ...Object.fromEntries(Object.entries(factors).map(([name, x]) => [name, x.toNumber()])),
        potential: potential.toNumber(),
        actual: actual.toNumber(),
        otherConstant: elsewhere.potential.minus(elsewhere.actual).toNumber(),
        short: shortForm(factors, gep, on).toNumber(),
      },
    };
  },
});

const CONSTANTS = ['field-length', 'field-length-remembered'] as const;

function factorsOf(input: Input, guide: Edition, on: Day) {
  const of = (item: string) => numberOf(guide.figure('wind', { item }, on));
  const perCover =
    input.vegetation === 'in-code'
      ? of('cover-in-code')
      : numberOf(guide.figure('wind-cover', { type: input.type }, on));
  const { pressure, density } = airOf(exact(input.temperature), exact(input.elevation));
  return {
    pressure,
    density,
    weather: weatherFactor(input, density, of('threshold')),
    ...soilFactors(input),
    roughness: roughnessFactor(input),
    vegetation: perCover.times(exact(input.cover)).exp(),
  };
}
type Factors = ReturnType<typeof factorsOf>;

function factorText({ weather, erodible, crust, roughness, vegetation }: Factors) {
  const factors = { WF: weather, EF: erodible, SCF: crust, 'K′': roughness, C: vegetation };
  const list = Object.entries(factors).map(([name, x]) => `${name} = ${about(x, 6)}`);
  return localized(`${list.join('，')}。`, `${list.join(', ')}.`);
}

/** WF · EF · SCF · K′: what a bare field is exposed to */
function bareOf({ weather, erodible, crust, roughness }: Factors): Decimal {
  return weather.times(erodible).times(crust).times(roughness);
}

function losses(factors: Factors, constant: (typeof CONSTANTS)[number] | undefined, guide: Edition, on: Day) {
  const of = (item: string) => numberOf(guide.figure('wind', { item }, on));
  const constants = {
    constant: of(constant ?? CONSTANTS[0]),
    exponent: of('field-exponent'),
    capacity: of('capacity'),
    depth: of('depth'),
  };
  const bare = bareOf(factors);
  return { potential: loss(bare, constants), actual: loss(bare.times(factors.vegetation), constants) };
}

/** 0.1699 · (WF·EF·SCF·K′)^1.3711 · (1 − C^1.3711) */
function shortForm(factors: Factors, gep: Edition, on: Day): Decimal {
  const [factor, power] = ['factor', 'exponent'].map((item) => numberOf(gep.figure('wind', { item }, on)));
  const exponent = power ?? new Decimal(1);
  return bareOf(factors)
    .pow(exponent)
    .times(factor ?? 0)
    .times(new Decimal(1).minus(factors.vegetation.pow(exponent)));
}

/** Pressure (kPa) and density (kg/m3) of the air from its temperature and the elevation. */
function airOf(celsius: Decimal, metres: Decimal) {
  const h = metres.div(1000);
  const pressure = new Decimal(1)
    .minus(h.times(0.0255).times(6357).div(h.plus(6357)))
    .pow(5.256)
    .times(101.3);
  const density = new Decimal(1.293).times(273).div(celsius.plus(273)).times(pressure).div(101.3);
  return { pressure, density };
}

/** WF = Σ u(u − 5)² · ρ/g · SW · SD, the record scaled to the days that it stands for. */
function weatherFactor(input: Input, density: Decimal, threshold: Decimal): Decimal {
  const force = input.wind
    .map((x) => exact(x))
    .filter((u) => u.gt(threshold))
    .reduce((sum, u) => sum.plus(u.times(u.minus(threshold).pow(2))), new Decimal(0));
  return force
    .times(exact(input.days).div(input.wind.length))
    .times(density)
    .div(GRAVITY)
    .times(exact(input.wetness))
    .times(exact(input.snow));
}

function soilFactors({ soil }: Input) {
  const [sand, silt, clay] = [exact(soil.sand), exact(soil.silt), exact(soil.clay)];
  const [organic, carbonate] = [exact(soil.organic), exact(soil.carbonate)];
  const sum = sand
    .times(0.31)
    .plus(silt.times(0.17))
    .plus(sand.div(clay).times(0.33))
    .minus(organic.times(2.59))
    .minus(carbonate.times(0.95))
    .plus(29.09);
  const crust = clay.pow(2).times(0.0066).plus(organic.pow(2).times(0.021)).plus(1);
  return { erodible: sum.div(100), crust: new Decimal(1).div(crust) };
}

function roughnessFactor({ roughness, cover }: Input): Decimal {
  const kr = exact(roughness.difference).pow(2).times(0.2).div(exact(roughness.length));
  const crr = exact(cover).div(100).pow(3.56).times(2.464).plus(0.025).pow(0.738).times(17.46);
  return kr.times(1.86).minus(kr.pow(0.934).times(2.41)).minus(crr.times(0.127)).exp();
}

interface LossConstants {
  readonly constant: Decimal;
  readonly exponent: Decimal;
  readonly capacity: Decimal;
  readonly depth: Decimal;
}

/** SL = 2z/s² · Qmax · exp(−(z/s)²) */
function loss(product: Decimal, { constant, exponent, capacity, depth }: LossConstants): Decimal {
  if (product.lte(0)) return new Decimal(0);
  const field = constant.times(product.pow(exponent));
  const ratio = depth.div(field);
  return depth.times(2).div(field.pow(2)).times(capacity.times(product)).times(ratio.pow(2).neg().exp());
}
