import { Decimal, roundHalfEven, type Day, type Localized } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { editionFor, type MethodContext } from '../define.ts';
import { iaqiOf, type Breakpoints } from './iaqi.ts';
import { perContext } from './per-context.ts';
import { decimalsFor, numberOf } from './rules.ts';

export type AqiReport = 'daily' | 'hourly';

/** An item of a report: one concentration and the column of the breakpoint table that it is looked up in. */
export interface AqiItem {
  /** `o3-mda8`: parameter and averaging of the concentration */
  readonly key: string;
  readonly parameter: string;
  readonly averaging: string;
  /** `PM2.5` */
  readonly parameterName: Localized;
  /** Written name of the concentration: `PM2.5`, `O3 8h` */
  readonly name: string;
  readonly table: Breakpoints;
  /** Decimals to which the concentration is rounded first; see `preRounding` */
  readonly decimals: number;
  readonly figures: readonly Figure[];
}

export interface AqiLevel {
  readonly level: number;
  readonly to: number | null;
  readonly name: Localized;
  readonly colour: Localized;
  /** `#00e400` */
  readonly rgb: string;
  readonly effect: Localized;
  readonly advice: Localized;
}

/** What an edition of HJ 633 says about one of its reports. */
export interface AqiRules {
  readonly edition: Edition;
  readonly items: readonly AqiItem[];
  readonly levels: readonly AqiLevel[];
  readonly minimum: number;
  readonly maximum: number;
  readonly primaryAbove: number;
  /** `null` where the edition defines no exceeding pollutants (2026) */
  readonly exceedingAbove: number | null;
  /** With an item missing the index stands only above this; `null`: the edition has no such rule (2012) */
  readonly publishAbove: number | null;
  /** Clauses for the trace */
  readonly formula: Figure;
  readonly preRounding: readonly Figure[];
  readonly roundingUp: Figure;
  readonly primary: Figure;
  readonly missing: readonly Figure[];
}

export interface AqiItemResult {
  readonly item: AqiItem;
  readonly concentration: Decimal | null;
  /** As it entered the formula */
  readonly rounded: Decimal | null;
  readonly iaqi: number | null;
}

export interface AqiResult {
  readonly items: readonly AqiItemResult[];
  /** Largest sub-index there is, `null` without any */
  readonly largest: number | null;
  /** The index; `null` when it may not be stated */
  readonly aqi: number | null;
  /** Parameters of the report without a sub-index */
  readonly missing: readonly string[];
  readonly level: AqiLevel | null;
  readonly primary: readonly string[];
  readonly exceeding: readonly string[] | null;
}

/** Tells the concentrations of one parameter apart; the plain day or hour needs no mark. */
const SUFFIXES: Readonly<Record<string, string>> = { mda8: ' 8h', '8h': ' 8h', 'max-1h': ' 1h', '24h': ' 24h' };

function columnOf(edition: Edition, item: string, on: Day): Breakpoints {
  const iaqi = edition.figure('breakpoints', { item: 'iaqi' }, on).values ?? [];
  const column = edition.figure('breakpoints', { item }, on).values ?? [];
  const pairs = column.flatMap((bp, i) => (bp === null ? [] : [{ bp: new Decimal(bp), iaqi: BigInt(iaqi[i] ?? 0) }]));
  const above = edition.figure('above-table', { item }, on).value;
  return {
    iaqi: pairs.map((p) => p.iaqi),
    concentration: pairs.map((p) => p.bp),
    above: above === null || above === 'none' ? null : Number(above),
  };
}

function textOf(edition: Edition, level: string, item: string): Localized {
  return edition.figure('levels', { level, item }).text ?? { zh: '', en: '' };
}

function levelsOf(edition: Edition): AqiLevel[] {
  return edition.figures('levels', { item: 'range' }).map((figure) => {
    const level = figure.keys['level'] ?? '';
    const to = figure.values?.[1] ?? null;
    const rgb = edition.figure('levels', { level, item: 'rgb' }).values ?? [];
    return {
      level: Number(level),
      to: to === null ? null : Number(to),
      name: textOf(edition, level, 'name'),
      colour: textOf(edition, level, 'colour'),
      rgb: `#${rgb.map((x) => Number(x).toString(16).padStart(2, '0')).join('')}`,
      effect: textOf(edition, level, 'effect'),
      advice: textOf(edition, level, 'advice'),
    };
  });
}

/**
 * Decimals of concentrations before the index. HJ 633-2026 states them (4.2.2–4.2.3). The 2012 edition is silent; there
 * the concentration is taken as HJ 663 has it reported (decided in docs/adr/0005, can be switched off in the input).
 */
function decimalsBefore(context: MethodContext, edition: Edition, parameter: string, on: Day) {
  const figure = edition.find('rounding', { parameter, use: 'before-iaqi' }, on);
  return figure ? { decimals: numberOf(figure).toNumber(), figure } : decimalsFor(context, parameter, on);
}

function itemsOf(context: MethodContext, edition: Edition, report: AqiReport, on: Day): AqiItem[] {
  return edition.figures('items', { report }, on).flatMap((figure) => {
    const { parameter = '', averaging = '' } = figure.keys;
    if (figure.value === null || figure.value === 'none') return [];
    const before = decimalsBefore(context, edition, parameter, on);
    const column = { item: figure.value };
    return [
      {
        key: `${parameter}-${averaging}`,
        parameter,
        averaging,
        parameterName: context.standards.parameter(parameter).name,
        name: `${context.standards.parameter(parameter).name.en}${SUFFIXES[averaging] ?? ''}`,
        table: columnOf(edition, figure.value, on),
        decimals: before.decimals,
        figures: [
          figure,
          edition.figure('breakpoints', column, on),
          edition.figure('above-table', column, on),
          before.figure,
        ],
      },
    ];
  });
}

/** The rules of the edition that judges `on`. */
export const aqiRules = perContext((context, report: AqiReport, on: Day): AqiRules => {
  const edition = editionFor(context, 'hj-633', on);
  const rule = (name: string) => edition.figure('rules', { rule: name }, on);
  const exceeding = edition.find('rules', { rule: 'exceeding-above' }, on);
  const publishAbove = edition.find('missing', { rule: 'publish-above' }, on);
  const items = itemsOf(context, edition, report, on);
  return {
    edition,
    items,
    levels: levelsOf(edition),
    minimum: numberOf(rule('minimum')).toNumber(),
    maximum: numberOf(rule('maximum')).toNumber(),
    primaryAbove: numberOf(rule('primary-above')).toNumber(),
    exceedingAbove: exceeding && numberOf(exceeding).toNumber(),
    publishAbove: publishAbove && numberOf(publishAbove).toNumber(),
    formula: rule('formula'),
    preRounding: [
      ...items.map((item) => item.figures[3]),
      edition.find('rounding-rule', { use: 'before-iaqi' }, on) ?? undefined,
    ].filter((f) => f !== undefined),
    roundingUp: edition.figure('rounding-rule', { use: 'result' }, on),
    primary: rule('primary-above'),
    missing: edition.figures('missing', {}, on),
  };
});

function itemResult(item: AqiItem, concentration: Decimal | null | undefined, preRound: boolean): AqiItemResult {
  if (!concentration) return { item, concentration: null, rounded: null, iaqi: null };
  const rounded = preRound ? roundHalfEven(concentration, item.decimals) : concentration;
  return { item, concentration, rounded, iaqi: iaqiOf(rounded, item.table) };
}

function parametersAt(items: readonly AqiItemResult[], test: (iaqi: number) => boolean): string[] {
  return [...new Set(items.filter((r) => r.iaqi !== null && test(r.iaqi)).map((r) => r.item.parameter))];
}

/**
 * The index from the concentrations of a report.
 *
 * @param concentrations by item key, in the parameter's unit; `null` or absent is missing
 * @param options.notInPlan parameters outside the monitoring plan that do not hinder publication (HJ 633-2026 5.3.2)
 * @param options.preRound whether concentrations are rounded before the formula
 */
export function computeAqi(
  rules: AqiRules,
  concentrations: ReadonlyMap<string, Decimal | null>,
  options: { readonly notInPlan?: readonly string[]; readonly preRound?: boolean } = {},
): AqiResult {
  const items = rules.items.map((item) => itemResult(item, concentrations.get(item.key), options.preRound ?? true));
  const found = items.map((r) => r.iaqi).filter((x) => x !== null);
  const largest = found.length === 0 ? null : Math.max(...found);
  const missing = missingOf(rules, items, options.notInPlan ?? []);
  const stands =
    largest !== null && (missing.length === 0 || rules.publishAbove === null || largest > rules.publishAbove);
  const aqi = stands ? Math.min(Math.max(largest, rules.minimum), rules.maximum) : null;
  const { exceedingAbove } = rules;
  return {
    items,
    largest,
    aqi,
    missing,
    level: aqi === null ? null : (rules.levels.find((l) => l.to === null || aqi <= l.to) ?? null),
    primary: aqi !== null && aqi > rules.primaryAbove ? parametersAt(items, (x) => x === largest) : [],
    exceeding: exceedingAbove === null ? null : parametersAt(items, (x) => x > exceedingAbove),
  };
}

/**
 * Parameters that lack a concentration, or a sub-index altogether. A concentration above a column that ends before 500
 * is not missing where another item of the parameter gives the index (HJ 633-2012 Table 1 notes 2 and 3).
 */
function missingOf(rules: AqiRules, items: readonly AqiItemResult[], notInPlan: readonly string[]): string[] {
  const excused = rules.publishAbove === null ? [] : notInPlan;
  const parameters = [...new Set(items.map((r) => r.item.parameter))].filter((p) => !excused.includes(p));
  return parameters.filter((parameter) => {
    const own = items.filter((r) => r.item.parameter === parameter);
    return own.some((r) => r.concentration === null) || own.every((r) => r.iaqi === null);
  });
}
