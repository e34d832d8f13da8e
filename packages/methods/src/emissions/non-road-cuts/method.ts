import { named } from '../../named.ts';
import { Decimal, type Day } from '@qingshan/kernel';
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
import { electricity, kilograms, minus, type Co2 } from '../energy.ts';
import { lastDayOf, yearSchema } from '../../year.ts';

const BY_FUEL = ['nox', 'hc', 'pm25', 'pm10', 'co'] as const satisfies readonly Pollutant[];
const BY_POWER = ['nox', 'hc', 'hc-nox', 'pm', 'co'] as const satisfies readonly Pollutant[];

const lineSchema = z.strictObject({
  name: z.string().default(''),
  method: z
    .enum(['fuel', 'power'])
    .default('fuel')
    .meta(
      named('算法', 'method', null, {
        zh: 'fuel 燃油量法，power 功率法（以限值代替因子）',
        en: 'by fuel, or by power with the limits as factors',
      }),
    ),
  count: quantity.meta(named('台数', 'machines')),
  fuel: quantity.exactOptional().meta(named('单台年燃油量', 'diesel of one machine and year', 'kg')),
  hours: quantity.exactOptional().meta(named('单台年工作小时', 'hours of one machine and year')),
  litres: quantity.exactOptional().meta(named('油耗', 'diesel of an hour', 'L/h')),
  power: quantity.exactOptional().meta(named('额定功率', 'rated power', 'kW')),
  load: quantity
    .exactOptional()
    .meta(named('负荷系数', 'load factor', null, { zh: '负荷系数，0–1', en: 'load factor' })),
  stage: z.enum(['3', '4']).exactOptional().meta(named('排放阶段', 'emission stage')),
  electricity: quantity.exactOptional().meta(
    named('替代设备电耗', 'electricity of what replaces it', 'kWh/h', {
      zh: '替代设备电耗，kWh/h，报废不更新为0',
      en: '0 where nothing replaces it',
    }),
  ),
});
type Line = z.output<typeof lineSchema>;

const inputSchema = z.strictObject({
  year: yearSchema,
  lines: z.array(lineSchema),
  grid: z.strictObject(gridFields).prefault({}),
  ...cutFields,
});
type Input = z.output<typeof inputSchema>;

export const nonRoadCutsMethod = defineMethod({
  id: 'emissions.non-road-cuts',
  version: '1.0.0',
  title: localized('非道路移动机械更新淘汰减排量', 'Cuts by non-road machines replaced or retired'),
  summary: localized(
    '燃油量法（燃油 × g/kg 因子）或功率法（台数 × 功率 × 负荷 × 小时 × g/kWh，以排放限值代替因子）；给出电耗时另算二氧化碳。因子均凭记忆，待核对。',
    'By fuel (diesel × g/kg) or by power (machines × power × load × hours × g/kWh, with the emission limits as factors); with electricity CO2 too. All factors are from memory and to be checked.',
  ),
  basis: [
    { family: 'nonroad-emission-guide', clause: '燃油量法、功率法（待核对）' },
    { family: 'gb-20891', clause: '限值（待核对）' },
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
    const guide = editionFor(context, 'nonroad-emission-guide', on);
    const limits = editionFor(context, 'gb-20891', on);
    const figures: Figure[][] = [];
    const lines = input.lines.map((line): CutLine => {
      const own: Figure[] = [];
      const mass = fuelOf(line, context, on, own);
      const found = line.method === 'fuel' ? byFuel(mass, guide, on) : byPower(line, limits, on);
      const carbon = carbonOf(line, mass, input, context, on);
      figures.push([...own, ...found.figures, ...(carbon?.figures ?? [])]);
      return withCo2({ name: line.name, cut: found.cut, missing: found.missing }, carbon);
    });
    return cutOutcome(input, lines, {
      editions: [guide],
      trace: [
        ...input.lines.map((line, i) => lineStep(line, lines[i]?.cut ?? {}, figures[i] ?? [])),
        step(localized('核算方法', 'Method'), conditionsOf(input.lines.length), [
          ...guide.figures('formulas', {}, on),
          editionFor(context, 'emission-reduction-guide', on).figure('rules', { rule: 'cut' }, on),
        ]),
      ],
      warnings: [
        input.lines.length > 0
          ? warning(
              'factors-to-be-checked',
              '非道路因子凭记忆，实测 NOx 为22.8–68.8 g/kg；正式核算前须对照指南。',
              'Non-road factors are from memory; measured NOx was 22.8 to 68.8 g/kg. Check with the guide before official use.',
            )
          : null,
        input.lines.some((l) => l.method === 'power' && l.stage === '3')
          ? warning(
              'hc-and-nox-together',
              '第三阶段限值为 HC+NOx 之和，不能拆分。',
              'Stage III limits HC and NOx together; they cannot be told apart.',
            )
          : null,
      ],
    });
  },
});

function lineStep(line: Line, cut: Tonnes, figures: readonly Figure[]) {
  const byFuel = line.method === 'fuel';
  const count = plain(line.count);
  return step(
    byFuel ? localized('燃油量法', 'By fuel') : localized('功率法', 'By power'),
    localized(`${count} 台：${listOf(cut, 'zh')}。`, `Machines: ${count}; ${listOf(cut, 'en')}.`),
    figures,
  );
}

function conditionsOf(count: number) {
  return count === 0
    ? localized('没有填写机械。', 'No machine was given.')
    : localized('燃油量或功率 × 因子。', 'Fuel or power × factor.');
}

/** Diesel of all machines of a line in kg: as given, or hours × L/h × density. */
function fuelOf(line: Line, context: MethodContext, on: Day, figures: Figure[]): Decimal | null {
  if (line.fuel !== undefined) return exact(line.fuel).times(exact(line.count));
  if (line.hours === undefined || line.litres === undefined) return null;
  const density = editionFor(context, 't-csae-235', on).figure('density', { fuel: 'diesel' }, on);
  figures.push(density);
  return exact(line.hours).times(exact(line.litres)).times(numberOf(density)).times(exact(line.count));
}

function byFuel(mass: Decimal | null, guide: Edition, on: Day) {
  const cut: Partial<Record<Pollutant, Decimal>> = {};
  const figures = guide.figures('fuel', { machine: 'construction' }, on);
  for (const pollutant of BY_FUEL) {
    const figure = figures.find((f) => f.keys['pollutant'] === pollutant);
    if (mass && figure) cut[pollutant] = gramsToTonnes(mass.times(numberOf(figure)));
  }
  return { cut, missing: mass ? [] : [...BY_FUEL], figures };
}

function byPower(line: Line, limits: Edition, on: Day) {
  const cut: Partial<Record<Pollutant, Decimal>> = {};
  const { power, load, hours, stage } = line;
  const range = power === undefined || stage === undefined ? null : rangeOf(exact(power), stage, limits, on);
  if (power === undefined || load === undefined || hours === undefined || stage === undefined || range === null) {
    return { cut, missing: [...BY_POWER], figures: [] };
  }
  const work = exact(line.count).times(exact(power)).times(exact(load)).times(exact(hours));
  const figures = limits.figures('limits', { stage, power: range }, on);
  for (const figure of figures) {
    const pollutant = BY_POWER.find((p) => p === figure.keys['pollutant']);
    if (pollutant) cut[pollutant] = gramsToTonnes(work.times(numberOf(figure)));
  }
  return { cut, missing: BY_POWER.filter((p) => !cut[p] && p !== 'hc-nox'), figures };
}

/** From the lower bound on, below the upper one; 560 kW belongs to the last range. */
function rangeOf(power: Decimal, stage: string, limits: Edition, on: Day): string | null {
  const bound = (range: string, name: string) =>
    numberOf(limits.figure('ranges', { stage, power: range, bound: name }, on));
  const ranges = [...new Set(limits.figures('ranges', { stage }, on).map((f) => f.keys['power'] ?? ''))];
  const last = ranges.at(-1);
  const found = ranges.find(
    (range) =>
      power.gte(bound(range, 'from')) &&
      (range === last ? power.lte(bound(range, 'below')) : power.lt(bound(range, 'below'))),
  );
  return found ?? null;
}

function carbonOf(line: Line, mass: Decimal | null, input: Input, context: MethodContext, on: Day): Co2 | null {
  if (!mass || line.electricity === undefined) return null;
  const baseline = kilograms(context, 'diesel', mass, on);
  if (exact(line.electricity).isZero()) return baseline;
  if (line.hours === undefined) return { ...baseline, tonnes: null };
  const kwh = exact(line.count).times(exact(line.hours)).times(exact(line.electricity));
  return minus(baseline, electricity(context, input.grid, kwh, on));
}
