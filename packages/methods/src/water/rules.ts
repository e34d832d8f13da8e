import { EACH_ONCE, named } from '../named.ts';
import { Decimal, type Day, type Localized } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { z } from 'zod';
import { perContext } from '../air/per-context.ts';
import { numberOf } from '../air/rules.ts';
import { editionFor, type MethodContext } from '../define.ts';
import { localized } from '../result.ts';
import { WORST_CLASS } from './classes.ts';
import { TABLE_1 } from './values.ts';

/** How the water methods read GB 3838, the assessment rules and the rules of rounding. */

export const bodySchema = z
  .enum(['river', 'lake'])
  .default('river')
  .meta(
    named('水体', 'water body', null, {
      zh: '水体：河流或湖库，决定总磷限值',
      en: 'river or lake (and reservoir); decides the limits of TP',
    }),
  );
export type Body = z.output<typeof bodySchema>;

export const itemSetSchema = z
  .strictObject({
    set: z
      .enum(['basic', '5+x', 'custom'])
      .default('basic')
      .meta(
        named('项目集', 'set of items', null, {
          zh: 'basic：21项；5+x：五项加 extra；custom：只有 extra',
          en: 'which items count',
        }),
      ),
    extra: z.array(z.enum(TABLE_1)).meta(EACH_ONCE).default([]).meta(named('另加的项目', 'further items, the X')),
  })
  .default({ set: 'basic', extra: [] })
  .meta(
    named('参评项目', 'items that count', null, {
      zh: '参评项目，随结果保存',
      en: 'items that count; kept with the result',
    }),
  );
export type ItemSetInput = z.output<typeof itemSetSchema>;

export interface ItemSet {
  readonly set: ItemSetInput['set'];
  /** In the order of Table 1 */
  readonly items: readonly string[];
  readonly figures: readonly Figure[];
}

export interface ItemRule {
  readonly id: string;
  readonly name: Localized;
  readonly direction: 'at-most' | 'at-least' | 'range';
  /** Of class 1 to 5, one number or the two ends of a range */
  readonly limits: readonly { readonly values: readonly Decimal[]; readonly figure: Figure }[];
  /** Decimals of assessment; `null` where there is no rule */
  readonly decimals: number | null;
  /** Whether it has an over-limit multiple */
  readonly multiple: boolean;
  readonly rounding: Figure | null;
}

export const assessmentEdition = perContext((context, on: Day): Edition => editionFor(context, 'water-assessment', on));

/** The editions that class a section, the main one first. */
export const sectionEditions = perContext((context, on: Day): readonly Edition[] => [
  editionFor(context, 'gb-3838', on),
  assessmentEdition(context, on),
  editionFor(context, 'water-statistics', on),
]);

/** Names of items that GB 3838 does not have. */
const OTHER_NAMES: Readonly<Record<string, Localized>> = {
  chla: localized('叶绿素a', 'Chlorophyll a'),
  sd: localized('透明度', 'Transparency'),
};

/** Name of an item in a sentence: as printed, without how it is counted (`总磷（以P计）` is `总磷`). */
export const itemName = perContext((context, item: string, on: Day): Localized => {
  const [figure] = editionFor(context, 'gb-3838', on).figures('indicators', { indicator: item }, on);
  const { zh, en } = figure?.text ?? OTHER_NAMES[item] ?? localized(item, item);
  return localized(zh.replace(/（[以湖].*）$/, ''), en.replace(/ \((?:as|lakes) .*\)$/, ''));
});

/** Names joined for a sentence. */
export function itemNames(context: MethodContext, items: readonly string[], on: Day): Localized {
  const names = items.map((item) => itemName(context, item, on));
  return localized(names.map((n) => n.zh).join('、'), names.map((n) => n.en).join(', '));
}

const DIRECTIONS = ['at-most', 'at-least', 'range'] as const;

/** How an item is classed; `null` for one without classes (water temperature; total nitrogen of rivers). */
export const itemRule = perContext((context, item: string, body: Body, on: Day): ItemRule | null => {
  const gb = editionFor(context, 'gb-3838', on);
  const limits = gb.figures('limits', { indicator: item, body }, on);
  const direction = DIRECTIONS.find((d) => d === gb.find('directions', { indicator: item }, on)?.value);
  if (limits.length === 0 || !direction) return null;
  const rounding = editionFor(context, 'water-statistics', on).find('rounding', { indicator: item }, on);
  return {
    id: item,
    name: itemName(context, item, on),
    direction,
    limits: limits.map((figure) => ({ figure, values: (figure.values ?? [figure.value]).map((x) => decimal(x)) })),
    decimals: rounding ? numberOf(rounding).toNumber() : null,
    multiple: !mainRules(context, on).withoutMultiple.includes(item),
    rounding,
  };
});

function decimal(text: string | null): Decimal {
  return new Decimal(text ?? Number.NaN);
}

/** The best class whose limit a value keeps, 6 when it keeps none. Equal limits give the better class. */
export function classOf(value: Decimal, rule: ItemRule): number {
  const best = rule.limits.findIndex(({ values: [from = value, to = value] }) => {
    if (rule.direction === 'range') return value.gte(from) && value.lte(to);
    return rule.direction === 'at-most' ? value.lte(from) : value.gte(from);
  });
  return best < 0 ? WORST_CLASS : best + 1;
}

/** The limit that an item of that class keeps; of class V for one that keeps none. */
export function limitFigure(rule: ItemRule, waterClass: number): Figure | null {
  return rule.limits[Math.min(waterClass, rule.limits.length) - 1]?.figure ?? null;
}

/** Rounds for assessment: half to even; where that would be 0, one significant digit stays. */
export function roundAssessed(value: Decimal, decimals: number | null): Decimal {
  if (decimals === null) return value;
  const rounded = value.toDecimalPlaces(decimals, Decimal.ROUND_HALF_EVEN);
  return rounded.isZero() && !value.isZero() ? value.toSignificantDigits(1, Decimal.ROUND_HALF_EVEN) : rounded;
}

/** As it is written: all its decimals, more where one significant digit was kept. */
export function writeAssessed(value: Decimal, decimals: number | null): string {
  const rounded = roundAssessed(value, decimals);
  return rounded.toFixed(Math.max(decimals ?? 0, rounded.decimalPlaces()));
}

/** Decimals to which a value of an item is rounded; `null` where there is no rule. */
export const assessedDecimals = perContext((context, item: string, on: Day): number | null => {
  const figure = editionFor(context, 'water-statistics', on).find('rounding', { indicator: item }, on);
  return figure ? numberOf(figure).toNumber() : null;
});

/** Units of items that GB 3838 does not limit. */
const OTHER_UNITS: Readonly<Record<string, string>> = { wt: '℃', chla: 'ug/L', sd: 'm' };

/** Unit in which an item is written. */
export const itemUnit = perContext((context, item: string, on: Day): string => {
  const [figure] = editionFor(context, 'gb-3838', on).figures('limits', { indicator: item }, on);
  return figure?.unit ?? OTHER_UNITS[item] ?? 'mg/L';
});

/** Which items count, from a setting. */
export function itemSetOf(context: MethodContext, { set, extra }: ItemSetInput, on: Day): ItemSet {
  const figure = set === 'custom' ? null : assessmentEdition(context, on).figure('item-sets', { set }, on);
  const items = new Set<string>([...(figure?.values ?? []).flatMap((x) => x ?? []), ...extra]);
  return { set, items: TABLE_1.filter((id) => items.has(id)), figures: figure ? [figure] : [] };
}

/** Level of a section of that class: 优, 良好 … */
export const levelOf = perContext((context, waterClass: number, on: Day): { name: Localized; figure: Figure } => {
  const keys = { class: String(waterClass), item: 'name' };
  const figure = assessmentEdition(context, on).figure('levels', keys, on);
  return { name: figure.text ?? localized('', ''), figure };
});

/** Which part of the detection limit stands for a value below it. */
export const notDetectedShare = perContext((context, on: Day): { share: Decimal; figure: Figure } => {
  const figure = editionFor(context, 'water-statistics', on).figure('means', { rule: 'not-detected' }, on);
  return { share: numberOf(figure), figure };
});

/** What makes a main pollution item. */
export const mainRules = perContext((context, on: Day) => {
  const edition = assessmentEdition(context, on);
  const find = (rule: string) => edition.figure('main-pollution', { rule }, on);
  return {
    figures: ['count', 'beyond-class', 'multiple', 'no-multiple', 'decimals'].map(find),
    priority: ['priority', 'priority-metals'].map(find),
    /** At most so many are named; 3 */
    count: numberOf(find('count')).toNumber(),
    /** The last class that is no pollution; 3 */
    good: numberOf(find('beyond-class')).toNumber(),
    /** Decimals of a multiple; 1 */
    decimals: numberOf(find('decimals')).toNumber(),
    /** Items that are named first when over */
    first: ['priority', 'priority-metals'].flatMap((rule) => find(rule).values ?? []),
    withoutMultiple: find('no-multiple').values ?? [],
  };
});

/** A numeric rule of a table of the assessment rules. */
export function ruleOf(context: MethodContext, table: string, rule: string, on: Day): { n: number; figure: Figure } {
  const figure = assessmentEdition(context, on).figure(table, { rule }, on);
  return { n: numberOf(figure).toNumber(), figure };
}
