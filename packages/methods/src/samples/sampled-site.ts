import { Decimal, formatDay, unitFactor, type Day, type Localized } from '@qingshan/kernel';
import { itemsOf, type SampledItem } from '@qingshan/standards';
import { z } from 'zod';
import { perContext } from '../air/per-context.ts';
import { editionFor, type MethodContext } from '../define.ts';
import { exact } from '../numbers.ts';
import { noFlowSchema } from '../water/counting.ts';
import { meanOfItem } from '../water/means.ts';
import { itemSetSchema, notDetectedShare } from '../water/rules.ts';

/** A result as it is stored: in the unit of its parameter, or the detection limit of what was not detected. */
export interface SampleResult {
  readonly value: number;
  readonly detected: boolean;
}

/** What was found at a site at one time. */
export interface Sample {
  readonly day: Day;
  /** Whether there was water */
  readonly flow: boolean;
  /** By parameter id */
  readonly results: ReadonlyMap<string, SampleResult>;
}

/** The class that is asked of a section or well, and when. */
export interface TargetClass {
  readonly class: number;
  /** Both ends included; `null` is open */
  readonly from: string | null;
  readonly to: string | null;
}

/** A section, source or well with its samples. */
export interface SampledSite {
  readonly id: string;
  readonly name: Localized;
  readonly body: 'river' | 'lake';
  readonly source: 'surface' | 'groundwater';
  readonly targetClass: readonly TargetClass[];
  /** Intake of a source, one unit for all */
  readonly volume: string | null;
  /** Of the period that is asked about */
  readonly samples: readonly Sample[];
  /** Of the same period of the year before */
  readonly earlier: readonly Sample[];
}

/** What a plan says about how sections are assessed. */
export const samplingRulesSchema = z
  .strictObject({ itemSet: itemSetSchema, noFlow: noFlowSchema })
  .default({ itemSet: { set: 'basic', extra: [] }, noFlow: { policy: 'no-result' } });
export type SamplingRules = z.output<typeof samplingRulesSchema>;

/** The class asked for on a day; `null` where none is. */
export function targetClassOn(site: Pick<SampledSite, 'targetClass'>, day: Day): number | null {
  const date = formatDay(day);
  const found = site.targetClass.find((t) => (t.from ?? date) <= date && date <= (t.to ?? date));
  return found?.class ?? null;
}

/** The items of the edition of a document that judges a day, with their parameters. */
export const sampledItems = perContext((context, family: string, on: Day): readonly SampledItem[] =>
  itemsOf(editionFor(context, family, on), context.standards.parameters),
);

/** A result of an item in the unit of its document. */
export interface ItemResult {
  readonly value: Decimal;
  readonly detected: boolean;
}

/** The results of an item in each sample that has one, in the unit of the item. */
export function resultsOf(item: SampledItem, samples: readonly Sample[], context: MethodContext): ItemResult[] {
  const stored = context.standards.parameter(item.parameter).unit;
  const factor = unitFactor(stored, item.unit) ?? new Decimal(1);
  return samples.flatMap(({ results }) => {
    const found = results.get(item.parameter);
    return found ? [{ value: factor.times(exact(found.value)), detected: found.detected }] : [];
  });
}

/**
 * The mean of the results of an item as laboratories write it; that of one result is the result. Results below the
 * detection limit count as the part of it that the rules of surface water say; where nothing was detected the highest
 * limit stands.
 */
export function writtenMean(item: string, results: readonly ItemResult[], on: Day, context: MethodContext): string {
  const [first, ...others] = results;
  if (!first) throw new RangeError('no result');
  if (results.every((r) => !r.detected)) return `${Decimal.max(...results.map((r) => r.value)).toFixed()}L`;
  if (others.length === 0) return first.value.toFixed();
  const { share } = notDetectedShare(context, on);
  const values = results.map((r) => (r.detected ? r.value : r.value.times(share)));
  return meanOfItem(item, values)?.toFixed() ?? '';
}

/** Days of sampling for a sentence: `01-08、01-20`. */
export function daysText(samples: readonly Sample[]): string {
  return [...new Set(samples.map((s) => formatDay(s.day).slice(5)))].join('、');
}
