import { named } from '../../named.ts';
import { Decimal, type Day } from '@qingshan/kernel';
import type { Figure } from '@qingshan/standards';
import { z } from 'zod';
import { numberOf } from '../../air/rules.ts';
import { fuelFactor, gridFields } from '../../carbon/factors.ts';
import { defineMethod, editionFor, type MethodContext } from '../../define.ts';
import { about, exact, quantity } from '../../numbers.ts';
import { localized, step } from '../../result.ts';
import { cutDetails, cutFields, cutOutcome, type CutLine } from '../cut.ts';
import { electricity, minus, type Co2 } from '../energy.ts';
import { lastDayOf, yearSchema } from '../../year.ts';

const heatingSchema = z.strictObject({
  kind: z.enum(['coal', 'gas', 'heat-pump', 'electric']).meta(named('热源', 'source of heat')),
  efficiency: quantity.meta(named('效率（0–1）或热泵能效比', 'efficiency, or COP of a heat pump')),
});
type Heating = z.output<typeof heatingSchema>;

const lineSchema = z.strictObject({
  name: z.string().default(''),
  heating: z
    .strictObject({
      demand: quantity.meta(named('供热需求', 'heat demand', 'kWh/m2')),
      area: quantity.meta(named('供热面积', 'heated area', 'm2')),
      before: heatingSchema,
      after: heatingSchema.nullable().meta(
        named('替代热源', 'what heats afterwards', null, {
          zh: '替代热源，停用为空',
          en: 'what heats afterwards, empty when closed',
        }),
      ),
    })
    .exactOptional()
    .meta(named('改换热源：算二氧化碳', 'another source of heat, for CO2')),
  flueGas: z
    .strictObject({
      volume: quantity.meta(named('年烟气量', 'flue gas of a year', 'm3')),
      before: quantity.meta(named('改造前 NOx', 'NOx before', 'mg/m3')),
      after: quantity.meta(named('改造后 NOx', 'NOx after', 'mg/m3')),
    })
    .exactOptional()
    .meta(
      named('低氮改造', 'low-NOx burner', null, {
        zh: '低氮改造：算 NOx，烟气量和浓度须为实测',
        en: 'low-NOx burner: measured volume and concentrations',
      }),
    ),
});
type Line = z.output<typeof lineSchema>;

const inputSchema = z.strictObject({
  year: yearSchema,
  lines: z.array(lineSchema),
  grid: z.strictObject(gridFields).prefault({}),
  ...cutFields,
  of: cutFields.of.removeDefault().default('co2'),
});
type Input = z.output<typeof inputSchema>;

const KWH_TO_KJ = 3600;
/** mg as tonnes */
const MG_PER_TONNE = 1e9;

export const boilersMethod = defineMethod({
  id: 'emissions.boilers',
  version: '1.0.0',
  title: localized('锅炉与供热改造减排量', 'Cuts by boilers and heating'),
  summary: localized(
    '改换热源时，由供热需求、效率和燃料热值求燃料或用电，再求二氧化碳之差；低氮改造时，NOx = 烟气量 × 浓度之差（须为实测，没有通用因子）。',
    'With another source of heat: fuel or electricity from demand, efficiency and heat value, and the difference in CO2. With a low-NOx burner: NOx = flue gas × difference of concentration, both measured; there is no general factor.',
  ),
  basis: [
    { family: 'fuel-co2-statistical', clause: '热值与二氧化碳因子' },
    { family: 'grid-co2', clause: '电力因子' },
    { family: 'emission-reduction-guide', clause: '烟气量 × 浓度（未收录，推断）' },
  ],
  input: inputSchema,
  output: {
    value: localized('所选污染物的年减排量', 'yearly cut of the chosen pollutant'),
    unit: 't',
    details: {
      ...cutDetails,
      energy: localized('改造前后的燃料或用电，t、m3、kWh', 'fuel or electricity before and after: t, m3, kWh'),
    },
  },
  evaluate(input, context) {
    const on = lastDayOf(input.year);
    const rules = editionFor(context, 'emission-reduction-guide', on);
    const studied = input.lines.map((line) => study(line, input, context, on));
    const outcome = cutOutcome(
      input,
      studied.map((s) => s.line),
      {
        editions: [editionFor(context, 'fuel-co2-statistical', on)],
        trace: [
          step(localized('热源与烟气', 'Heat and flue gas'), linesText(studied), [
            ...studied.flatMap((s) => s.figures),
            rules.figure('rules', { rule: 'cut' }, on),
            ...(input.lines.some((l) => l.flueGas) ? [rules.figure('rules', { rule: 'flue-gas' }, on)] : []),
          ]),
        ],
        warnings: [],
      },
    );
    return { ...outcome, details: { ...outcome.details, energy: studied.map((s) => s.energy) } };
  },
});

interface Use extends Co2 {
  readonly amount: Decimal;
  readonly unit: 't' | 'm3' | 'kWh';
}

interface Studied {
  readonly line: CutLine;
  readonly figures: readonly Figure[];
  readonly energy: Readonly<Record<string, unknown>>;
}

function study(line: Line, input: Input, context: MethodContext, on: Day): Studied {
  const { heating, flueGas } = line;
  const kwh = heating && exact(heating.demand).times(exact(heating.area));
  const before = heating && kwh ? use(heating.before, kwh, input, context, on) : null;
  const after = heating?.after && kwh ? use(heating.after, kwh, input, context, on) : null;
  const carbon = before && (after ? minus(before, after) : heating?.after === null ? before : null);
  const nox =
    flueGas && exact(flueGas.before).minus(exact(flueGas.after)).times(exact(flueGas.volume)).div(MG_PER_TONNE);
  return {
    line: {
      name: line.name,
      cut: { ...(carbon?.tonnes ? { co2: carbon.tonnes } : {}), ...(nox ? { nox } : {}) },
      missing: carbon && !carbon.tonnes ? ['co2'] : [],
    },
    figures: carbon?.figures ?? [],
    energy: { heat: kwh?.times('0.0036').toNumber() ?? null, before: shown(before), after: shown(after) },
  };
}

function shown(use: Use | null) {
  return use && { amount: use.amount.toNumber(), unit: use.unit, co2: use.tonnes?.toNumber() ?? null };
}

/** The fuel or electricity that gives a heat. */
function use({ kind, efficiency }: Heating, kwh: Decimal, input: Input, context: MethodContext, on: Day): Use {
  const drawn = kwh.div(exact(efficiency));
  if (kind === 'heat-pump' || kind === 'electric') {
    return { amount: drawn, unit: 'kWh', ...electricity(context, input.grid, drawn, on) };
  }
  const fuel = kind === 'coal' ? 'coal-raw' : 'natural-gas';
  const value = editionFor(context, 'fuel-co2-statistical', on).figure('heat-value', { fuel }, on);
  const factor = fuelFactor(context, 'statistical', fuel, on);
  // kJ by kJ/kg or kJ/m3; coal is shown in tonnes.
  const amount = drawn.times(KWH_TO_KJ).div(numberOf(value));
  return {
    amount: kind === 'coal' ? amount.div(1000) : amount,
    unit: kind === 'coal' ? 't' : 'm3',
    tonnes: amount.times(factor.tonnes),
    figures: [value, ...factor.figures],
  };
}

function linesText(studied: readonly Studied[]) {
  const text = studied.map((s, i) => {
    const { co2, nox } = s.line.cut;
    return `${i + 1}: ${[co2 && `CO2 ${about(co2)} t`, nox && `NOx ${about(nox, 6)} t`].filter((x) => x).join(', ') || '—'}`;
  });
  return text.length === 0
    ? localized('没有填写锅炉或供热。', 'No boiler or heating was given.')
    : localized(`${text.join('；')}。`, `${text.join('; ')}.`);
}
