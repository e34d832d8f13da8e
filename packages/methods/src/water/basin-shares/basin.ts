import { Decimal, type Day, type Localized } from '@qingshan/kernel';
import type { Figure } from '@qingshan/standards';
import { numberOf } from '../../air/rules.ts';
import type { MethodContext } from '../../define.ts';
import { localized } from '../../result.ts';
import { WORST_CLASS } from '../classes.ts';
import { percentOf } from '../counting.ts';
import { meanOfItem } from '../means.ts';
import { assessmentEdition, mainRules } from '../rules.ts';
import type { SectionFinding } from '../section.ts';
import { TABLE_1, type Measurement } from '../values.ts';

/** A section of a river or basin with what is known of it. */
export interface BasinSection {
  readonly id: string;
  /** `null` without data, `no-flow` without water */
  readonly class: number | 'no-flow' | null;
  /** 1, or the kilometres for which it stands */
  readonly weight: Decimal;
  readonly values: ReadonlyMap<string, Measurement>;
  /** How its values were classed; `null` where the class was given */
  readonly finding: SectionFinding | null;
}

export interface Shares {
  /** Share of each class 1 to 6 in percent */
  readonly byClass: readonly Decimal[];
  /** Share of I to III */
  readonly good: Decimal;
  /** Share of worse than V */
  readonly bad: Decimal;
}

/**
 * Shares of the classes; sections without flow that count as met are good without having a class.
 *
 * @returns `null` when nothing counts
 */
export function sharesOf(sections: readonly BasinSection[], noFlowIsMet: boolean, good: number): Shares | null {
  const weight = (keep: (s: BasinSection) => boolean) =>
    sections.reduce((sum, s) => (keep(s) ? sum.plus(s.weight) : sum), new Decimal(0));
  const dry = noFlowIsMet ? weight((s) => s.class === 'no-flow') : new Decimal(0);
  const total = weight((s) => typeof s.class === 'number').plus(dry);
  const share = (part: Decimal) => percentOf(part, total) ?? new Decimal(0);
  if (total.isZero()) return null;
  return {
    byClass: Array.from({ length: WORST_CLASS }, (_, i) => share(weight((s) => s.class === i + 1))),
    good: share(weight((s) => typeof s.class === 'number' && s.class <= good).plus(dry)),
    bad: share(weight((s) => s.class === WORST_CLASS)),
  };
}

export interface BasinLevel {
  readonly id: string;
  readonly name: Localized;
  readonly figures: readonly Figure[];
}

/** Level of a river or basin by the shares of its sections. */
export function basinLevel({ good, bad }: Pick<Shares, 'good' | 'bad'>, on: Day, context: MethodContext): BasinLevel {
  const figures = assessmentEdition(context, on).figures('basin-levels', {}, on);
  const bounds = figures.map((figure) => ({ figure, leastGood: figure.values?.[0], leastBad: figure.values?.[1] }));
  const found =
    bounds.find((b) => b.leastGood && good.gte(b.leastGood)) ??
    bounds.findLast((b) => b.leastBad && bad.gte(b.leastBad));
  const { figure } = found ?? { figure: figures[0] };
  return { id: figure?.keys['level'] ?? '', name: figure?.text ?? localized('', ''), figures };
}

/** Each item averaged over the sections that have it. */
export function meanValues(sections: readonly BasinSection[]): Map<string, Measurement> {
  return new Map(
    TABLE_1.flatMap((item) => {
      const mean = meanOfItem(
        item,
        sections.flatMap((s) => s.values.get(item)?.value ?? []),
      );
      return mean ? [[item, { value: mean, detected: true }] as const] : [];
    }),
  );
}

export interface OverRate {
  readonly item: string;
  readonly rate: Decimal;
}

/**
 * Main pollution items of a basin: those over class III in the largest share of all sections. Equal rates keep the order
 * of Table 1.
 *
 * @returns `null` when no section came with values
 */
export function mainOfBasin(sections: readonly BasinSection[], on: Day, context: MethodContext): OverRate[] | null {
  const findings = sections.flatMap((s) => s.finding ?? []);
  if (findings.length === 0) return null;
  const { count } = mainRules(context, on);
  return TABLE_1.flatMap((item) => {
    const over = findings.filter((f) => f.over.some((i) => i.id === item)).length;
    const rate = percentOf(over, sections.filter((s) => typeof s.class === 'number').length);
    return over > 0 && rate ? [{ item, rate }] : [];
  })
    .toSorted((a, b) => b.rate.comparedTo(a.rate))
    .slice(0, count);
}

export function overRateFigure(context: MethodContext, on: Day): Figure {
  return assessmentEdition(context, on).figure('main-pollution', { rule: 'over-rate' }, on);
}

/** How many sections need shares instead of means: 5. */
export function fewSections(context: MethodContext, on: Day): { readonly below: number; readonly figure: Figure } {
  const figure = assessmentEdition(context, on).figure('basin', { rule: 'few-sections' }, on);
  return { below: numberOf(figure).toNumber(), figure };
}
