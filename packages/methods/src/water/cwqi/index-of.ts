import { Decimal, type Day } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { numberOf } from '../../air/rules.ts';
import type { MethodContext } from '../../define.ts';
import { meanOfItem } from '../means.ts';
import { itemRule, type Body } from '../rules.ts';
import type { Measurement } from '../values.ts';

export interface ItemIndex {
  readonly item: string;
  readonly mean: Decimal | null;
  /** `null` without a value, or for oxygen of 0 */
  readonly index: Decimal | null;
  readonly limit: Figure | null;
}

export interface BodyIndex {
  readonly body: Body;
  readonly points: number;
  readonly items: readonly ItemIndex[];
  /** Sum of the indices; `null` when one is missing */
  readonly sum: Decimal | null;
}

/** The index of the rivers, or of the lakes: each item is averaged over the points, then the indices are added. */
export function bodyIndex(
  body: Body,
  points: readonly ReadonlyMap<string, Measurement>[],
  items: readonly string[],
  { edition, on }: { readonly edition: Edition; readonly on: Day },
  context: MethodContext,
): BodyIndex | null {
  if (points.length === 0) return null;
  const indices = items.map((item) => {
    const mean = meanOfItem(
      item,
      points.flatMap((p) => p.get(item)?.value ?? []),
    );
    const limit = limitOf(item, body, edition, on, context);
    return { item, mean, limit, index: mean && indexOf(item, mean, limit, edition) };
  });
  const sum = indices.reduce<Decimal | null>(
    (total, i) => (total && i.index ? total.plus(i.index) : null),
    new Decimal(0),
  );
  return { body, points: points.length, items: indices, sum: sum?.toSignificantDigits(15) ?? null };
}

function limitOf(item: string, body: Body, edition: Edition, on: Day, context: MethodContext): Figure | null {
  const waterClass = numberOf(edition.figure('rules', { rule: 'class' })).toNumber();
  return itemRule(context, item, body, on)?.limits[waterClass - 1]?.figure ?? null;
}

function indexOf(item: string, mean: Decimal, limit: Figure | null, edition: Edition): Decimal | null {
  if (item === 'ph') {
    const [low = 0, middle = 0, high = 0] = (edition.figure('rules', { rule: 'ph' }).values ?? []).map((x) => x ?? 0);
    const neutral = new Decimal(middle);
    return mean.lte(neutral)
      ? neutral.minus(mean).div(neutral.minus(low))
      : mean.minus(neutral).div(new Decimal(high).minus(neutral));
  }
  if (!limit) return null;
  if (item !== 'do') return mean.div(numberOf(limit));
  return mean.isZero() ? null : numberOf(limit).div(mean);
}
