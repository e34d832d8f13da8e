import { roundHalfEven, type Day, type Decimal } from '@qingshan/kernel';
import { numberOf } from '../air/rules.ts';
import { editionFor, type MethodContext } from '../define.ts';
import type { JudgeBy } from '../judge.ts';
import { classOf, itemRule, mainRules, roundAssessed, type Body, type ItemRule, type ItemSet } from './rules.ts';
import type { Measurement } from './values.ts';

/** What classes a section beside its values. */
export interface SectionQuestion {
  readonly on: Day;
  readonly body: Body;
  readonly itemSet: ItemSet;
  readonly judgeBy: JudgeBy;
  /** Saturation of dissolved oxygen in %, where it was measured: class I may rest on it */
  readonly doSaturation?: Decimal | null;
}

export interface ClassedItem {
  readonly id: string;
  readonly rule: ItemRule;
  readonly measurement: Measurement;
  /** The value that was compared, rounded or not */
  readonly judged: Decimal;
  readonly class: number;
  /** Over the limit of class III; `null` when it is not over or has no multiple */
  readonly multiple: Decimal | null;
}

export interface SectionFinding {
  /** `null` when no item that counts was measured */
  readonly class: number | null;
  readonly items: readonly ClassedItem[];
  /** Items in the worst class, when that is worse than I */
  readonly deciding: readonly ClassedItem[];
  /** Items beyond class III, in the order in which they are named as main pollution items */
  readonly over: readonly ClassedItem[];
  readonly missing: readonly string[];
  /** Measured, but not among the items that count or without classes */
  readonly notCounted: readonly string[];
}

/** The class of a section by its worst item (single-factor assessment). Items that were not measured are left out. */
export function findSection(
  values: ReadonlyMap<string, Measurement>,
  question: SectionQuestion,
  context: MethodContext,
): SectionFinding {
  const counted = question.itemSet.items.filter((id) => itemRule(context, id, question.body, question.on) !== null);
  const items = counted.flatMap((id) => {
    const measurement = values.get(id);
    return measurement ? [classItem(id, measurement, question, context)] : [];
  });
  const worst = items.length === 0 ? null : Math.max(...items.map((item) => item.class));
  return {
    class: worst,
    items,
    deciding: worst === null || worst === 1 ? [] : items.filter((item) => item.class === worst),
    over: overInOrder(items, question.on, context),
    missing: counted.filter((id) => !values.has(id)),
    notCounted: [...values.keys()].filter((id) => !counted.includes(id)),
  };
}

function classItem(id: string, measurement: Measurement, question: SectionQuestion, context: MethodContext) {
  const rule = itemRule(context, id, question.body, question.on);
  if (!rule) throw new RangeError(`${id} has no classes`);
  const { value } = measurement;
  const judged = question.judgeBy === 'shown' ? roundAssessed(value, rule.decimals) : value;
  const byLimit = classOf(judged, rule);
  const found = byLimit > 1 && saturated(id, question, context) ? 1 : byLimit;
  return { id, rule, measurement, judged, class: found, multiple: multipleOf(judged, rule, found, question, context) };
}

/** Class I asks for 90 % of saturation or for the concentration. */
function saturated(id: string, { doSaturation, on }: SectionQuestion, context: MethodContext): boolean {
  if (!doSaturation) return false;
  const figure = editionFor(context, 'gb-3838', on).find('saturation', { indicator: id, class: '1' }, on);
  return figure !== null && doSaturation.gte(numberOf(figure));
}

function multipleOf(
  judged: Decimal,
  rule: ItemRule,
  waterClass: number,
  { on }: SectionQuestion,
  context: MethodContext,
): Decimal | null {
  const { good } = mainRules(context, on);
  const limit = rule.limits[good - 1]?.values[0];
  if (!limit || !rule.multiple || waterClass <= good) return null;
  return judged.minus(limit).div(limit);
}

/**
 * Cyanide and heavy metals first, then the worst class, then the largest multiple; items without one come after those
 * that have one, and otherwise the order of Table 1 stays.
 */
function overInOrder(items: readonly ClassedItem[], on: Day, context: MethodContext): ClassedItem[] {
  const { first, good } = mainRules(context, on);
  return items
    .filter((item) => item.class > good)
    .toSorted(
      (a, b) =>
        Number(first.includes(b.id)) - Number(first.includes(a.id)) ||
        b.class - a.class ||
        (b.multiple?.toNumber() ?? -1) - (a.multiple?.toNumber() ?? -1),
    );
}

/** A multiple as it is printed, `1.2`; `null` where there is none. */
export function multipleText(multiple: Decimal | null, on: Day, context: MethodContext): string | null {
  const { decimals } = mainRules(context, on);
  return multiple && roundHalfEven(multiple, decimals).toFixed(decimals);
}
