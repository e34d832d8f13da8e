import { named } from '../../named.ts';
import { Decimal, type Day, type Localized } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { z } from 'zod';
import { decimalsOr } from '../../air/period.ts';
import { defineMethod, editionFor, type MethodContext } from '../../define.ts';
import { judge, judgeBySchema, targetBar, targetSchema } from '../../judge.ts';
import { about, exact, formatRounded, plain, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step, warning } from '../../result.ts';
import {
  fuelFactor,
  fuelSetSchema,
  gridFactor,
  gridFields,
  heatFactor,
  tonnesOf,
  type CarbonFactor,
  type ElectricitySeries,
} from '../factors.ts';
import { lastDayOf, yearSchema } from '../../year.ts';

const ID = 'carbon.emissions';
const amount = quantity.nullable();

const inputSchema = z.strictObject({
  year: yearSchema,
  fuelSet: fuelSetSchema,
  fuels: z
    .array(
      z.strictObject({
        fuel: z
          .string()
          .meta(named('燃料', 'fuel', null, { zh: '燃料，如 diesel、natural-gas、coal-raw', en: 'fuel' })),
        amount: amount.meta(named('消费量', 'amount burnt')),
        unit: z.enum(['t', 'kg', '10^4 t', '10^4 m3', 'm3', 'tce', '10^4 tce']).default('t'),
      }),
    )
    .default([]),
  heat: z
    .strictObject({
      amount: amount.meta(named('外购热力', 'purchased heat')),
      unit: z.enum(['GJ', 'TJ']).default('GJ'),
      factor: quantity.exactOptional().meta(named('自定因子', 'factor of your own', 'tCO2/GJ')),
    })
    .exactOptional(),
  electricity: z
    .strictObject({
      amount: amount.meta(named('外购电力', 'purchased electricity')),
      unit: z.enum(['MWh', 'kWh', '10^4 kWh']).default('MWh'),
      ...gridFields,
    })
    .exactOptional(),
  target: targetSchema.exactOptional(),
  judgeBy: judgeBySchema,
  decimals: decimalsOr(1),
});
type Input = z.output<typeof inputSchema>;

/** One source of emissions: what was used, the factor, and what it gave; `tonnes` is null where one of them is missing. */
interface Line {
  readonly id: string;
  readonly name: Localized;
  readonly amount: Decimal | null;
  readonly unit: string;
  readonly tonnes: Decimal | null;
  readonly factor: CarbonFactor | null;
  readonly figures: readonly Figure[];
  readonly edition: Edition | null;
}

export const carbonEmissionsMethod = defineMethod({
  id: ID,
  version: '1.0.0',
  title: localized('二氧化碳排放总量', 'Total CO2 emissions'),
  summary: localized(
    '燃料燃烧、外购热力和外购电力的二氧化碳排放之和。一个账户只用一套燃料因子；电力因子的序列和数据年度可选、可冻结，并列出换用其他电力因子时的总量。',
    'CO2 of fuel burnt, purchased heat and purchased electricity. One account uses one set of fuel factors; series and year of the electricity factor are chosen and can be frozen, and the totals under the other factors are shown.',
  ),
  basis: [
    { family: 'fuel-co2-statistical', clause: '燃料二氧化碳排放因子' },
    { family: 'fuel-co2-sector-guides', clause: '低位发热量、含碳量、氧化率；外购热力' },
    { family: 'co2-per-tce', clause: '按标准煤的因子（待核对）' },
    { family: 'grid-co2', clause: '电力平均二氧化碳排放因子' },
    { family: 'carbon-market-beijing', clause: '电力因子；核算边界' },
    { family: 'carbon-intensity', clause: '排放总量' },
  ],
  input: inputSchema,
  output: {
    value: localized('二氧化碳排放总量', 'total CO2 emissions'),
    unit: 't',
    details: {
      direct: localized('燃料燃烧排放，t', 'CO2 of fuel burnt, t'),
      heat: localized('外购热力排放，t', 'CO2 of purchased heat, t'),
      electricity: localized('外购电力排放，t', 'CO2 of purchased electricity, t'),
      lines: localized('各项排放，t', 'CO2 of each source, t'),
      underOtherFactors: localized('换用其他电力因子时的总量，t', 'total under other electricity factors, t'),
      spreadPercent: localized('各电力因子下总量的最大差异，%', 'largest difference between those totals, %'),
      missing: localized('缺少数量或因子的项目', 'sources without amount or factor'),
    },
  },
  evaluate(input, context) {
    const on = lastDayOf(input.year);
    const rule = editionFor(context, 'carbon-intensity', on).figure('rules', { rule: 'total' }, on);
    const fuels = fuelLines(input, context, on);
    const [heat, power] = [heatLine(input, context, on), powerLine(input, context, on)];
    const lines = [...fuels, ...[heat, power].filter((l) => l !== null)];
    const missing = lines.filter((l) => l.tonnes === null);
    const total = sumOfLines(lines);
    const complete = lines.length > 0 && missing.length === 0;
    const judged =
      input.target && complete ? judge(total, input.decimals, targetBar(input.target), input.judgeBy) : null;
    const shown = lines.length === missing.length ? NO_VALUE : formatRounded(total, input.decimals);
    const others = complete && power ? underOtherFactors(input, total, power, context, on) : [];
    return {
      value: shown === NO_VALUE ? null : total.toNumber(),
      shown,
      unit: 't',
      verdict: complete ? (judged?.verdict ?? 'not-applicable') : 'insufficient-data',
      limit: input.target ? plain(input.target.value) : null,
      completeness: {
        valid: lines.length - missing.length,
        expected: lines.length,
        required: lines.length,
        of: 'samples',
      },
      editions: lines.flatMap((l) => (l.edition ? [l.edition] : [])),
      trace: [
        ...lines.map(lineStep),
        step(localized('总量', 'Total'), totalText(lines, missing, total), [rule]),
        ...(judged ? [step(localized('判定', 'Verdict'), judged.detail)] : []),
      ],
      warnings: [
        judged?.warning ?? null,
        missing.length > 0
          ? warning(
              'factor-or-amount-missing',
              `缺少数量或因子：${missing.map((l) => l.name.zh).join('、')}。可填写数量、自定因子、冻结年度或另选序列。`,
              `Amount or factor missing: ${missing.map((l) => l.name.en).join(', ')}. Give the amount, a factor of your own, a frozen year or another series.`,
            )
          : null,
        input.electricity?.factor === undefined && input.heat?.factor === undefined
          ? null
          : warning('own-factor', '采用了自定因子。', 'A factor given by the user was applied.'),
      ],
      details: {
        direct: sumOfLines(fuels).toNumber(),
        heat: heat?.tonnes?.toNumber() ?? null,
        electricity: power?.tonnes?.toNumber() ?? null,
        lines: lines.map((l) => ({ source: l.id, tonnes: l.tonnes?.toNumber() ?? null })),
        underOtherFactors: others,
        spreadPercent: spread(others.map((o) => o.total)),
        missing: missing.map((l) => l.id),
      },
    };
  },
});

function fuelLines(input: Input, context: MethodContext, on: Day): Line[] {
  return input.fuels.map(({ fuel, amount, unit }) => {
    const factor = fuelFactor(context, input.fuelSet, fuel, on);
    return lineOf(fuel, amount === null ? null : exact(amount), unit, factor);
  });
}

function heatLine(input: Input, context: MethodContext, on: Day): Line | null {
  if (!input.heat) return null;
  const { amount, unit, factor: own } = input.heat;
  const standard = heatFactor(context, on);
  const name = localized('外购热力（自定因子）', 'purchased heat (own factor)');
  const factor = own === undefined ? standard : { ...standard, name, tonnes: exact(own), figures: [], edition: null };
  return lineOf('heat', amount === null ? null : exact(amount), unit, factor);
}

function powerLine(input: Input, context: MethodContext, on: Day): Line | null {
  if (!input.electricity) return null;
  const { amount, unit, ...choice } = input.electricity;
  const { tonnes, ...rest } = gridFactor(context, choice, on);
  const used = amount === null ? null : exact(amount);
  const line = lineOf('electricity', used, unit, tonnes && { ...rest, tonnes });
  const name = localized(`外购电力（${rest.name.zh}）`, `purchased electricity (${rest.name.en})`);
  return { ...line, name, figures: rest.figures, edition: rest.edition };
}

function lineOf(id: string, amount: Decimal | null, unit: string, factor: CarbonFactor | null): Line {
  return {
    id,
    name: factor?.name ?? localized(id, id),
    amount,
    unit,
    tonnes: amount && factor && tonnesOf(ID, amount, unit, factor),
    factor,
    figures: factor?.figures ?? [],
    edition: factor?.edition ?? null,
  };
}

function sumOfLines(lines: readonly Line[]): Decimal {
  return lines.reduce((sum, l) => sum.plus(l.tonnes ?? 0), new Decimal(0));
}

function lineStep(line: Line) {
  const { name, amount, unit, tonnes, factor } = line;
  if (!amount || !tonnes || !factor) {
    const none = localized('缺少数量或因子，未计入。', 'Amount or factor is missing; not counted.');
    return step(name, none, line.figures);
  }
  const perUnit = about(amount.isZero() ? factor.tonnes : tonnes.div(amount), 8);
  const text = `${plain(amount)} ${unit} × ${perUnit} tCO2/${amount.isZero() ? factor.per : unit} = ${about(tonnes)} tCO2`;
  return step(name, localized(`${text}。`, `${text}.`), line.figures);
}

function totalText(lines: readonly Line[], missing: readonly Line[], total: Decimal): Localized {
  if (lines.length === 0) return localized('没有填写任何一项。', 'No source was given.');
  const parts = lines.flatMap((l) => (l.tonnes ? [about(l.tonnes)] : [])).join(' + ');
  return missing.length === 0
    ? localized(`${parts} = ${about(total)} tCO2。`, `${parts} = ${about(total)} tCO2.`)
    : localized(
        `已有各项之和 ${about(total)} tCO2，缺 ${missing.length} 项。`,
        `So far ${about(total)} tCO2; ${missing.length} missing.`,
      );
}

const ALTERNATIVES: readonly ElectricitySeries[] = ['beijing', 'north-china', 'national', 'beijing-market'];

interface Alternative {
  readonly series: string;
  readonly edition: string;
  readonly total: number;
}

/** The same account under every electricity factor that was known for its region, so that the choice is seen. */
function underOtherFactors(input: Input, total: Decimal, power: Line, context: MethodContext, on: Day): Alternative[] {
  const { amount, unit } = power;
  if (!amount || !power.tonnes) return [];
  const rest = total.minus(power.tonnes);
  const published = context.standards.editions.filter((e) => e.family === 'grid-co2');
  const years = published.map((e) => Number(e.inForce.from.slice(0, 4))).filter((year) => year <= input.year);
  return ALTERNATIVES.flatMap((series) =>
    years.flatMap((factorYear) => {
      const { tonnes, ...factor } = gridFactor(context, { series, factorYear }, on);
      if (!tonnes || !factor.edition) return [];
      if (factor.edition.family !== 'grid-co2' && factorYear !== years.at(-1)) return [];
      const sum = rest.plus(tonnesOf(ID, amount, unit, { ...factor, tonnes }));
      return [{ series, edition: factor.edition.id, total: sum.toNumber() }];
    }),
  );
}

function spread(totals: readonly number[]): number | null {
  const [low, high] = [Math.min(...totals), Math.max(...totals)];
  return totals.length < 2 || low === 0 ? null : exact(high).div(exact(low)).minus(1).times(100).toNumber();
}
