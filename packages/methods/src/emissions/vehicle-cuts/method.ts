import { named } from '../../named.ts';
import { Decimal, type Day, type Localized } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { z } from 'zod';
import { numberOf } from '../../air/rules.ts';
import { gridFields } from '../../carbon/factors.ts';
import { defineMethod, editionFor, type MethodContext } from '../../define.ts';
import { exact, plain, quantity } from '../../numbers.ts';
import { localized, step, warning } from '../../result.ts';
import {
  cutDetails,
  cutFields,
  cutOutcome,
  gramsToTonnes,
  listOf,
  withCo2,
  type CutLine,
  type Pollutant,
  type Tonnes,
} from '../cut.ts';
import { electricity, litres, minus, type Co2, type MotorFuel } from '../energy.ts';
import { lastDayOf, yearSchema } from '../../year.ts';

const VEHICLES = [
  'passenger-mini',
  'passenger-small',
  'passenger-medium',
  'bus',
  'taxi',
  'motorcycle',
  'moped',
  'truck-mini',
  'truck-light',
  'truck-medium',
  'truck-heavy',
  'three-wheeler',
  'low-speed-truck',
];
const EXHAUST = ['nox', 'hc', 'pm25', 'pm10', 'co'] as const satisfies readonly Pollutant[];

const fuelSchema = z.enum(['gasoline', 'diesel']);
const stageSchema = z.enum(['pre', '1', '2', '3', '4', '5', '6']).meta(
  named('排放阶段', 'emission stage', null, {
    zh: '排放阶段，pre 为国一前；指南只到国五',
    en: 'emission stage; the guide ends at 5',
  }),
);

const lineSchema = z.strictObject({
  name: z.string().default(''),
  vehicle: z.enum(VEHICLES).meta(named('车型', 'type of vehicle')),
  fuel: fuelSchema,
  stage: stageSchema,
  count: quantity.meta(named('车辆数', 'vehicles')),
  distance: quantity.meta(named('年均行驶里程', 'distance of a year', 'km')),
  consumption: quantity
    .exactOptional()
    .meta(named('油耗', 'fuel', 'L/100 km', { zh: '油耗，L/100 km（算二氧化碳）', en: 'fuel, for CO2' })),
  replacedBy: z
    .enum(['electric', 'nothing', 'vehicle'])
    .default('electric')
    .meta(
      named('更新为', 'what comes instead', null, {
        zh: '更新为：electric 电动，nothing 报废不更新，vehicle 较新的燃油车',
        en: 'what comes instead',
      }),
    ),
  electricity: quantity.exactOptional().meta(named('电耗', 'electricity', 'kWh/100 km')),
  newFuel: fuelSchema.exactOptional(),
  newStage: stageSchema.exactOptional(),
  newConsumption: quantity.exactOptional().meta(named('新车油耗', 'fuel of the new vehicle', 'L/100 km')),
});
type Line = z.output<typeof lineSchema>;

const inputSchema = z.strictObject({
  year: yearSchema,
  lines: z.array(lineSchema),
  grid: z.strictObject(gridFields).prefault({}),
  leakage: quantity.default(0).meta(named('泄漏', 'leakage', 'tCO2')),
  ...cutFields,
});
type Input = z.output<typeof inputSchema>;

export const vehicleCutsMethod = defineMethod({
  id: 'emissions.vehicle-cuts',
  version: '1.0.0',
  title: localized('机动车更新淘汰减排量', 'Cuts by vehicles replaced or retired'),
  summary: localized(
    '车辆数 × 年均里程 × 基准排放因子（更新为燃油车时减去新车因子）得各污染物年减排量；给出油耗、电耗时另算二氧化碳。因子只到国五，缺因子时结果为数据不足。',
    'Vehicles × distance × base factor (less that of the new vehicle) gives the yearly cut of each pollutant; with consumption CO2 too. Factors end at stage V; without a factor the result is insufficient data.',
  ),
  basis: [
    { family: 'road-emission-guide', clause: '基准排放因子（由程序读得）' },
    { family: 't-csae-235', clause: '减排量 = 基准线 − 项目 − 泄漏' },
    { family: 'grid-co2', clause: '电力因子' },
    { family: 'emission-reduction-guide', clause: '核算原则（未收录，推断）' },
  ],
  input: inputSchema,
  output: {
    value: localized('所选污染物的年减排量', 'yearly cut of the chosen pollutant'),
    unit: 't',
    details: cutDetails,
  },
  evaluate(input, context) {
    const on = lastDayOf(input.year);
    const guide = editionFor(context, 'road-emission-guide', on);
    const figures: Figure[][] = [];
    const lines = input.lines.map((line) => {
      const exhaust = exhaustOf(line, context, on);
      const carbon = carbonOf(line, input, context, on);
      figures.push([...exhaust.figures, ...(carbon?.figures ?? [])]);
      return withCo2({ name: line.name || line.vehicle, cut: exhaust.cut, missing: exhaust.missing }, carbon);
    });
    return cutOutcome(input, leaked(lines, exact(input.leakage)), {
      editions: [guide],
      trace: [
        ...input.lines.map((line, i) => lineStep(line, lines[i]?.cut ?? {}, guide, figures[i] ?? [])),
        step(localized('核算条件', 'Conditions'), conditionsOf(input.lines.length), [
          ...guide.figures('conditions', {}, on),
          editionFor(context, 'emission-reduction-guide', on).figure('rules', { rule: 'cut' }, on),
        ]),
      ],
      warnings: [
        input.lines.length > 0
          ? warning(
              'base-conditions',
              '采用基准条件下的尾气因子，未作温湿度、速度、劣化、载重和油品修正，不含蒸发和磨损排放。',
              'Exhaust factors under base conditions: no correction for weather, speed, deterioration, load or fuel, and no evaporation or wear.',
            )
          : null,
      ],
    });
  },
});

const STAGES: Readonly<Record<Line['stage'], Localized>> = {
  pre: localized('国一前', 'before stage I'),
  1: localized('国一', 'stage I'),
  2: localized('国二', 'stage II'),
  3: localized('国三', 'stage III'),
  4: localized('国四', 'stage IV'),
  5: localized('国五', 'stage V'),
  6: localized('国六', 'stage VI'),
};
const FUELS = { gasoline: localized('汽油', 'petrol'), diesel: localized('柴油', 'diesel') };

/** `重型货车（柴油，国四）: 20 辆 × 40000 km：NOx 4.4432 t` */
function lineStep(line: Line, cut: Tonnes, guide: Edition, figures: readonly Figure[]) {
  const name = guide.find('vehicles', { vehicle: line.vehicle })?.text ?? localized(line.vehicle, line.vehicle);
  const [fuel, stage] = [FUELS[line.fuel], STAGES[line.stage]];
  const driven = `${plain(line.count)} × ${plain(line.distance)} km`;
  return step(
    localized(`${name.zh}（${fuel.zh}，${stage.zh}）`, `${name.en} (${fuel.en}, ${stage.en})`),
    localized(`${driven}：${listOf(cut, 'zh')}。`, `${driven}: ${listOf(cut, 'en')}.`),
    figures,
  );
}

function conditionsOf(count: number) {
  return count === 0
    ? localized('没有填写车辆。', 'No vehicle was given.')
    : localized('车辆数 × 年均行驶里程 × 基准排放因子。', 'Vehicles × distance of a year × base factor.');
}

/** The cut of exhaust pollutants; those without a factor of the old or the new vehicle are missing. */
function exhaustOf(line: Line, context: MethodContext, on: Day) {
  const guide = editionFor(context, 'road-emission-guide', on);
  const figures: Figure[] = [];
  const cut: Partial<Record<Pollutant, Decimal>> = {};
  const missing: Pollutant[] = [];
  const factor = (fuel: string | undefined, stage: string | undefined, pollutant: Pollutant) =>
    guide.find('base', { vehicle: line.vehicle, fuel: fuel ?? '', stage: stage ?? '', pollutant }, on);
  const driven = exact(line.count).times(exact(line.distance));
  for (const pollutant of EXHAUST) {
    const old = factor(line.fuel, line.stage, pollutant);
    const replacement = line.replacedBy === 'vehicle' ? factor(line.newFuel, line.newStage, pollutant) : null;
    if (!old || (line.replacedBy === 'vehicle' && !replacement)) {
      missing.push(pollutant);
      continue;
    }
    figures.push(old, ...(replacement ? [replacement] : []));
    const saved = numberOf(old).minus(replacement ? numberOf(replacement) : 0);
    cut[pollutant] = gramsToTonnes(driven.times(saved));
  }
  return { cut, missing, figures };
}

/** CO2 of the distance; `null` where no consumption was given. */
function carbonOf(line: Line, input: Input, context: MethodContext, on: Day): Co2 | null {
  if (line.consumption === undefined) return null;
  const hundreds = exact(line.count).times(exact(line.distance)).div(100);
  const burnt = (fuel: MotorFuel, consumption: number | string) =>
    litres(context, fuel, hundreds.times(exact(consumption)), on);
  const baseline = burnt(line.fuel, line.consumption);
  if (line.replacedBy === 'nothing') return baseline;
  if (line.replacedBy === 'vehicle') {
    return line.newFuel && line.newConsumption !== undefined
      ? minus(baseline, burnt(line.newFuel, line.newConsumption))
      : { ...baseline, tonnes: null };
  }
  return line.electricity === undefined
    ? { ...baseline, tonnes: null }
    : minus(baseline, electricity(context, input.grid, hundreds.times(exact(line.electricity)), on));
}

function leaked(lines: readonly CutLine[], leakage: Decimal): CutLine[] {
  const cut: Tonnes = { co2: leakage.neg() };
  return leakage.isZero() ? [...lines] : [...lines, { name: 'leakage', cut, missing: [] }];
}
