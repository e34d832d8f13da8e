import { named } from '../../named.ts';
import { Decimal, roundHalfEven, type Day, type Localized, type TraceStep } from '@qingshan/kernel';
import type { Edition } from '@qingshan/standards';
import { z } from 'zod';
import { dayOf } from '../../air/daily-series.ts';
import { dateSchema } from '../../air/period.ts';
import { numberOf } from '../../air/rules.ts';
import { defineMethod, editionFor, type MethodContext } from '../../define.ts';
import { about, exact, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step, warning } from '../../result.ts';
import { readItems } from '../read-items.ts';
import { itemName, itemNames, itemSetOf, itemSetSchema } from '../rules.ts';
import { itemsSchema } from '../values.ts';
import { bodyIndex, type BodyIndex } from './index-of.ts';

const points = z.array(z.strictObject({ id: z.string().min(1), items: itemsSchema })).default([]);

const input = z.strictObject({
  on: dateSchema.meta(
    named('时段末日', 'last day of the period', null, {
      zh: '时段末日，决定所用版本',
      en: 'last day of the period; decides the editions',
    }),
  ),
  rivers: points.meta(named('河流断面时段均值', 'river sections, means of the period')),
  lakes: points.meta(named('湖库点位时段均值', 'points of lakes and reservoirs, means of the period')),
  itemSet: itemSetSchema,
  base: quantity.exactOptional().meta(
    named('基期城市指数', 'city index of the base period', null, {
      zh: '基期城市指数，用于变化率',
      en: 'city index of the base period',
    }),
  ),
});

export const cwqiMethod = defineMethod({
  id: 'water.cwqi',
  version: '1.0.0',
  title: localized('城市水质指数（CWQI）', 'City water quality index (CWQI)'),
  summary: localized(
    '各项先对全部断面取平均，再除以Ⅲ类限值求指数，21项相加；河流与湖库按断面数和点位数合成城市指数（合成公式待核对）。指数越小水质越好，也可用于乡镇排名。',
    'Each item is averaged over all sections and divided by its limit of class Ⅲ; the 21 indices are added. Rivers and lakes are joined by their numbers of sections and points (that formula is to be checked). Smaller is better; towns can be ranked by it too.',
  ),
  basis: [
    { family: 'cwqi', clause: '城市水质指数；变化率' },
    { family: 'gb-3838', clause: '表1 Ⅲ类限值' },
  ],
  input,
  output: {
    value: localized('城市水质指数（未修约）', 'city index, unrounded'),
    unit: '1',
    details: {
      river: localized('河流指数', 'index of the rivers'),
      lake: localized('湖库指数', 'index of the lakes'),
      indices: localized('各项指数（四位小数，仅供显示）', 'indices of the items to four decimals, for display'),
      change: localized('变化率（%），负值为改善', 'change (%); negative is better'),
      itemSet: localized('参评项目', 'items that count'),
      missing: localized('缺项', 'items missing'),
    },
  },
  evaluate(question, context) {
    const on = dayOf(question.on);
    const edition = editionFor(context, 'cwqi', on);
    const { set, items } = itemSetOf(context, question.itemSet, on);
    const indexOf = (body: 'river' | 'lake') => {
      const given = (body === 'river' ? question.rivers : question.lakes).map((p) => readItems(p.items, on, context));
      return bodyIndex(body, given, items, { edition, on }, context);
    };
    const bodies = [indexOf('river'), indexOf('lake')].filter((b) => b !== null);
    const [river, lake] = ['river', 'lake'].map((body) => bodies.find((b) => b.body === body));
    const missing = items.filter((item) => bodies.some((b) => b.items.some((i) => i.item === item && !i.index)));
    const city = cityOf(bodies);
    const [places, changePlaces] = ['decimals', 'change-decimals'].map((rule) => placesOf(edition, rule));
    const change = city && question.base !== undefined ? changeOf(city, exact(question.base)) : null;
    const write = (x: Decimal | null | undefined) => (x ? roundHalfEven(x, places ?? 0).toFixed(places ?? 0) : null);
    return {
      value: city?.toNumber() ?? null,
      shown: write(city) ?? NO_VALUE,
      unit: '1',
      verdict: city ? 'not-applicable' : 'insufficient-data',
      completeness: {
        valid: items.length - missing.length,
        expected: items.length,
        required: items.length,
        of: 'samples',
      },
      editions: [edition, editionFor(context, 'gb-3838', on)],
      trace: [
        ...bodies.map((b) => bodyStep(b, edition, on, context)),
        cityStep(bodies, city, edition, itemNames(context, missing, on)),
        ...(change ? [changeStep(change, changePlaces ?? 0, edition)] : []),
      ],
      warnings: [set === 'basic' ? null : otherItems(items.length)],
      details: {
        river: write(river?.sum),
        lake: write(lake?.sum),
        indices: Object.fromEntries(
          bodies.map((b) => [b.body, Object.fromEntries(b.items.map((i) => [i.item, write(i.index)]))]),
        ),
        change: change ? roundHalfEven(change, changePlaces ?? 0).toFixed(changePlaces ?? 0) : null,
        itemSet: { set, items },
        missing,
      },
    };
  },
});

function placesOf(edition: Edition, rule: string): number {
  return numberOf(edition.figure('rules', { rule })).toNumber();
}

/** Rivers and lakes weighted by their numbers of points; only one kind: that index alone. */
function cityOf(bodies: readonly BodyIndex[]): Decimal | null {
  const total = bodies.reduce((n, b) => n + b.points, 0);
  if (total === 0 || bodies.some((b) => b.sum === null)) return null;
  return bodies
    .reduce((sum, b) => sum.plus((b.sum ?? new Decimal(0)).times(b.points)), new Decimal(0))
    .div(total)
    .toSignificantDigits(15);
}

function changeOf(now: Decimal, base: Decimal): Decimal | null {
  return base.isZero() ? null : now.minus(base).times(100).div(base);
}

const BODIES: Readonly<Record<BodyIndex['body'], Localized>> = {
  river: localized('河流指数', 'Index of the rivers'),
  lake: localized('湖库指数', 'Index of the lakes'),
};

function bodyStep(
  { body, points: n, items, sum }: BodyIndex,
  edition: Edition,
  on: Day,
  context: MethodContext,
): TraceStep {
  const list = (language: 'zh' | 'en') =>
    items
      .map((i) => `${itemName(context, i.item, on)[language]} ${i.index ? about(i.index, 4) : NO_VALUE}`)
      .join(language === 'zh' ? '；' : '; ');
  const total = sum ? about(sum, 6) : NO_VALUE;
  return step(
    BODIES[body],
    localized(
      `${n} 个断面（点位）的均值：${list('zh')}；相加为 ${total}。`,
      `Means of ${n} ${n === 1 ? 'point' : 'points'}: ${list('en')}; the sum is ${total}.`,
    ),
    [
      ...['items', 'class', 'item', 'ph', 'river'].map((rule) => edition.figure('rules', { rule })),
      ...items.map((i) => i.limit),
    ],
  );
}

function cityStep(bodies: readonly BodyIndex[], city: Decimal | null, edition: Edition, missing: Localized): TraceStep {
  const title = localized('城市指数', 'City index');
  const joins =
    bodies.length > 1 ? [edition.figure('rules', { rule: 'city' })] : [edition.figure('rules', { rule: 'items' })];
  if (!city) {
    const why =
      bodies.length === 0
        ? localized('没有断面或点位，不计算。', 'There is no section or point; not computed.')
        : localized(`缺 ${missing.zh}，不求和。`, `${missing.en} missing; no sum is given.`);
    return step(title, why, joins);
  }
  const terms = bodies.map((b) => `${about(b.sum ?? 0, 6)} × ${b.points}`).join(' + ');
  const total = bodies.reduce((n, b) => n + b.points, 0);
  const text = bodies.length > 1 ? `(${terms}) ÷ ${total} = ${about(city, 6)}` : about(city, 6);
  return step(title, localized(`${text}。`, `${text}.`), joins);
}

function changeStep(change: Decimal, places: number, edition: Edition): TraceStep {
  const shown = roundHalfEven(change, places).toFixed(places);
  const better = change.lt(0);
  return step(
    localized('变化率', 'Change'),
    localized(`${shown}%（${better ? '改善' : '没有改善'}）。`, `${shown} % (${better ? 'better' : 'not better'}).`),
    [edition.figure('rules', { rule: 'change' })],
  );
}

function otherItems(count: number) {
  return warning(
    'other-items',
    `按自定的 ${count} 个项目计算，不能与21项的指数比较。`,
    `Computed from a list of ${count} items of one's own; not comparable with the index of 21 items.`,
  );
}
