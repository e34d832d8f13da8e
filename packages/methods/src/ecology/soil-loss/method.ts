import { named } from '../../named.ts';
import { Decimal, roundHalfEven, type Day } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { z } from 'zod';
import { numberOf } from '../../air/rules.ts';
import { defineMethod, editionFor, type MethodContext } from '../../define.ts';
import { about, exact, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step, warning } from '../../result.ts';
import { ofCell, ofLength, SLOPE_VARIANTS, type SlopeFactor } from '../slope.ts';
import { lastDayOf, yearSchema } from '../../year.ts';

const inputSchema = z.strictObject({
  year: yearSchema,
  rain: z
    .array(z.strictObject({ date: z.iso.date(), mm: quantity }))
    .exactOptional()
    .meta(named('逐日降雨', 'daily rain', 'mm')),
  erosivity: quantity.exactOptional().meta(
    named('降雨侵蚀力 R', 'R as known', null, {
      zh: '降雨侵蚀力 R，代替逐日降雨',
      en: 'R as known, MJ·mm/(hm2·h·a)',
    }),
  ),
  soil: z
    .strictObject({
      sand: quantity,
      silt: quantity,
      clay: quantity,
      carbon: quantity.meta(named('有机碳', 'organic carbon', '%')),
    })
    .exactOptional()
    .meta(named('土壤组成', 'texture', '%')),
  erodibility: quantity
    .exactOptional()
    .meta(named('土壤可蚀性 K', 'K as known', null, { zh: '土壤可蚀性 K，代替土壤组成', en: 'K as known' })),
  slope: z.strictObject({
    variant: z
      .enum(SLOPE_VARIANTS)
      .default('redline')
      .meta(
        named('坡长坡度因子的写法', 'variant', null, {
          zh: '坡长坡度因子的写法，选定后固定',
          en: 'variant, chosen once',
        }),
      ),
    degrees: quantity
      .exactOptional()
      .meta(named('坡度', 'angle', '°', { zh: '坡度，°（redline、paper）', en: 'angle' })),
    length: quantity
      .exactOptional()
      .meta(named('坡长', 'slope length', 'm', { zh: '坡长，m（redline、paper）', en: 'slope length' })),
    percent: quantity
      .exactOptional()
      .meta(named('坡度', 'slope', '%', { zh: '坡度，%（invest、desmet-govers）', en: 'slope' })),
    accumulation: quantity.exactOptional().meta(
      named('汇流栅格数', 'draining cells with this one', null, {
        zh: '汇流栅格数，含本格',
        en: 'draining cells with this one',
      }),
    ),
    cell: quantity.exactOptional().meta(named('栅格边长', 'side of a cell', 'm')),
    cap: quantity.exactOptional().meta(named('坡长因子上限（invest）', 'cap of the length factor')),
  }),
  c: quantity.exactOptional().meta(named('植被覆盖因子 C', 'cover factor', '1')),
  p: quantity.default(1).meta(named('水土保持措施因子 P', 'practice factor')),
});
type Input = z.output<typeof inputSchema>;

/** A factor with the figures that made it. */
interface Factor {
  readonly value: Decimal | null;
  readonly figures: readonly Figure[];
}

export const soilLossMethod = defineMethod({
  id: 'ecology.soil-loss',
  version: '1.0.0',
  title: localized('土壤流失量与保持量', 'Soil loss and soil kept'),
  summary: localized(
    '修正通用土壤流失方程：降雨侵蚀力（逐日，侵蚀性降雨12 mm起）、土壤可蚀性（EPIC 订正）、坡长坡度（四种写法按名选用）、覆盖与措施；保持量 = 潜在 − 实际。',
    'The revised universal soil loss equation: erosivity from daily rain (erosive from 12 mm), corrected EPIC erodibility, slope by one of four named variants, cover and practice; kept = potential − actual.',
  ),
  basis: [
    { family: 'redline-guide', clause: '降雨侵蚀力、土壤可蚀性、坡长坡度（待核对）' },
    { family: 'rusle-papers', clause: '坡长坡度因子的各种写法' },
  ],
  input: inputSchema,
  output: {
    value: localized('土壤保持量', 'soil kept'),
    unit: 't/hm2',
    details: {
      erosivity: localized('降雨侵蚀力 R', 'erosivity R'),
      days: localized('逐日侵蚀力', 'erosivity of each day'),
      erodibilityEpic: localized('EPIC 可蚀性', 'EPIC erodibility'),
      erodibility: localized('土壤可蚀性 K', 'erodibility K'),
      length: localized('坡长因子 L', 'length factor L'),
      steepness: localized('坡度因子 S', 'steepness factor S'),
      exponent: localized('坡长指数 m', 'exponent m'),
      ls: localized('坡长坡度因子 LS', 'slope factor LS'),
      potential: localized('潜在流失量，t/hm2', 'potential loss, t/hm2'),
      actual: localized('实际流失量，t/hm2', 'actual loss, t/hm2'),
      missing: localized('缺少的因子', 'factors that are missing'),
    },
  },
  evaluate(input, context) {
    const on = lastDayOf(input.year);
    const guide = editionFor(context, 'redline-guide', on);
    const loss = lossOf(input, guide, context, on);
    const { kept } = loss;
    return {
      value: kept?.toNumber() ?? null,
      shown: kept ? roundHalfEven(kept, 2).toFixed(2) : NO_VALUE,
      unit: 't/hm2',
      verdict: kept ? 'not-applicable' : 'insufficient-data',
      editions: [guide],
      trace: [
        step(localized('各因子', 'Factors'), factorText(loss.parts), loss.figures),
        ...(kept ? [step(localized('保持量', 'Soil kept'), keptText(loss))] : []),
      ],
      warnings: [
        input.rain === undefined
          ? null
          : warning(
              'one-year-of-rain',
              '降雨侵蚀力只用所列降雨；规定用多年平均或核算年全年。',
              'Erosivity of the listed rain only; the rule asks for a multi-year mean or the whole year.',
            ),
      ],
      details: {
        erosivity: loss.parts.R?.toNumber() ?? null,
        days: loss.days.map((d) => ({ date: d.date, r: d.r.toNumber() })),
        erodibilityEpic: loss.epic?.toNumber() ?? null,
        erodibility: loss.parts.K?.toNumber() ?? null,
        length: loss.slope?.length.toNumber() ?? null,
        steepness: loss.slope?.steepness.toNumber() ?? null,
        exponent: loss.slope?.exponent.toNumber() ?? null,
        ls: loss.parts.LS?.toNumber() ?? null,
        potential: loss.potential?.toNumber() ?? null,
        actual: loss.actual?.toNumber() ?? null,
        missing: Object.entries(loss.parts).flatMap(([name, x]) => (x === null ? [name] : [])),
      },
    };
  },
});

function lossOf(input: Input, guide: Edition, context: MethodContext, on: Day) {
  const days = (input.rain ?? []).map((d) => ({ date: d.date, r: ofDay(d.date, exact(d.mm), guide, on) }));
  const r = erosivity(
    input,
    days.map((d) => d.r),
    guide,
    on,
  );
  const epic = input.soil ? epicOf(input.soil) : null;
  const k = erodibility(input, epic, guide, on);
  const slope = slopeOf(input, guide, context, on);
  const ls = slope.factor && slope.factor.length.times(slope.factor.steepness);
  const [c, p] = [input.c === undefined ? null : exact(input.c), exact(input.p)];
  const potential = r.value && k.value && ls && r.value.times(k.value).times(ls);
  const actual = potential && c && potential.times(c).times(p);
  return {
    days,
    epic,
    slope: slope.factor,
    parts: { R: r.value, K: k.value, LS: ls, C: c, P: p },
    potential,
    actual,
    kept: potential && actual && potential.minus(actual),
    figures: [...r.figures, ...k.figures, ...slope.figures],
  };
}
type Loss = ReturnType<typeof lossOf>;

function factorText(parts: Loss['parts']) {
  const list = Object.entries(parts).map(([name, x]) => `${name} = ${x ? about(x, 6) : NO_VALUE}`);
  return localized(`${list.join('，')}。`, `${list.join(', ')}.`);
}

function keptText({ potential, actual, kept }: Loss) {
  const [p, a, k] = [potential, actual, kept].map((x) => about(x ?? 0));
  return localized(`潜在 ${p} − 实际 ${a} = ${k} t/hm2。`, `Potential ${p} − actual ${a} = ${k} t/hm2.`);
}

function ofDay(date: string, mm: Decimal, guide: Edition, on: Day): Decimal {
  const of = (item: string) => numberOf(guide.figure('rain', { item }, on));
  if (mm.lt(of('erosive-from'))) return new Decimal(0);
  const month = Number(date.slice(5, 7));
  return of(month >= 5 && month <= 9 ? 'warm' : 'cold').times(mm.pow(of('exponent')));
}

function erosivity(input: Input, days: readonly Decimal[], guide: Edition, on: Day): Factor {
  if (input.erosivity !== undefined) return { value: exact(input.erosivity), figures: [] };
  if (!input.rain) return { value: null, figures: [] };
  return {
    value: days.reduce((sum, r) => sum.plus(r), new Decimal(0)),
    figures: guide.figures('rain', {}, on),
  };
}

/** K of the EPIC model from sand, silt, clay and organic carbon in percent. */
function epicOf(soil: NonNullable<Input['soil']>): Decimal {
  const [sand, silt, clay, carbon] = [soil.sand, soil.silt, soil.clay, soil.carbon].map((x) => exact(x));
  const one = new Decimal(1);
  if (!sand || !silt || !clay || !carbon) return one;
  const fine = one.minus(sand.div(100));
  const a = sand
    .times(-0.0256)
    .times(one.minus(silt.div(100)))
    .exp()
    .times(0.3)
    .plus(0.2);
  const b = silt.div(clay.plus(silt)).pow(0.3);
  const c = one.minus(carbon.times(0.25).div(carbon.plus(new Decimal(3.72).minus(carbon.times(2.95)).exp())));
  const d = one.minus(fine.times(0.7).div(fine.plus(fine.times(22.9).minus(5.51).exp())));
  return a.times(b).times(c).times(d);
}

function erodibility(input: Input, epic: Decimal | null, guide: Edition, on: Day): Factor {
  if (input.erodibility !== undefined) return { value: exact(input.erodibility), figures: [] };
  if (!epic) return { value: null, figures: [] };
  const of = (item: string) => numberOf(guide.figure('soil', { item }, on));
  return { value: of('a').plus(of('b').times(epic)).times(of('c')), figures: guide.figures('soil', {}, on) };
}

function slopeOf({ slope }: Input, guide: Edition, context: MethodContext, on: Day) {
  const { variant, degrees, length, percent, accumulation, cell, cap } = slope;
  const papers = editionFor(context, 'rusle-papers', on);
  const figures = variant === 'redline' ? guide.figures('slope', {}, on) : papers.figures('slope', { variant }, on);
  let factor: SlopeFactor | null = null;
  if (variant === 'redline' || variant === 'paper') {
    const item = (name: string) => guide.figure('slope', { item: name }, on);
    if (degrees !== undefined && length !== undefined) factor = ofLength(variant, exact(degrees), exact(length), item);
  } else if (percent !== undefined && accumulation !== undefined && cell !== undefined) {
    factor = ofCell(variant, {
      slope: exact(percent),
      accumulation: exact(accumulation),
      side: exact(cell),
      cap: cap === undefined ? null : exact(cap),
    });
  }
  return { factor, figures };
}
