import { named } from '../named.ts';
import { Decimal, roundHalfEven, type Day, type Localized } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { z } from 'zod';
import { numberOf } from '../air/rules.ts';
import { about, exact, plain, quantity } from '../numbers.ts';
import { localized } from '../result.ts';

/**
 * An index that is a weighted sum of sub-indices, as plain data: EI, EQI and BI differ in nothing else. It comes from an
 * edition, or from a user where the edition is an empty profile.
 */
export interface WeightedIndex {
  readonly id: string;
  readonly name: Localized;
  readonly weight: Decimal;
  /** `minus`: 100 − the index counts */
  readonly sign: 'plus' | 'minus';
  readonly figure: Figure | null;
}

export interface Grade {
  readonly id: string;
  readonly name: Localized;
  readonly from: Decimal;
  readonly figure: Figure | null;
}

export interface Profile {
  readonly indices: readonly WeightedIndex[];
  /** Best first; empty where there are none */
  readonly grades: readonly Grade[];
  /** Decimals of a sub-index before it is combined; `null`: not rounded */
  readonly subDecimals: number | null;
  readonly decimals: number;
  readonly figures: readonly Figure[];
}

const name = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

/** What a user types in from a standard that the product has only the outline of. */
export const profileSchema = z
  .strictObject({
    indices: z
      .array(
        z.strictObject({
          id: z.string().min(1),
          name,
          weight: quantity,
          sign: z
            .enum(['plus', 'minus'])
            .default('plus')
            .meta(
              named('正负', 'sign', null, { zh: 'minus：以 100 减该指数计入', en: 'minus: 100 less the index counts' }),
            ),
        }),
      )
      .default([]),
    grades: z.array(z.strictObject({ id: z.string().min(1), name, from: quantity })).default([]),
    subDecimals: z.int().min(0).max(6).nullable().default(1),
    decimals: z.int().min(0).max(6).default(1),
  })
  .meta(named('用户对照标准填写的方案', 'profile that a user fills from the standard'));

/** The profile of an edition; `null` where the edition is an empty one. */
export function profileOf(edition: Edition, on: Day): Profile | null {
  const weights = edition.figures('weights', {}, on);
  if (weights.length === 0) return null;
  const [sub, whole] = ['sub-index', 'ei'].map((of) => edition.figure('rounding', { of }, on));
  return {
    indices: weights.map((figure) => ({
      id: figure.keys['index'] ?? '',
      name: figure.text ?? localized('', ''),
      weight: numberOf(figure),
      sign: figure.keys['sign'] === 'minus' ? 'minus' : 'plus',
      figure,
    })),
    grades: edition.figures('grades', {}, on).map((figure) => ({
      id: figure.keys['grade'] ?? '',
      name: figure.text ?? localized('', ''),
      from: numberOf(figure),
      figure,
    })),
    subDecimals: sub && sub.unit !== null ? numberOf(sub).toNumber() : null,
    decimals: whole ? numberOf(whole).toNumber() : 1,
    figures: [sub, whole].filter((f) => f !== undefined),
  };
}

/** @param toFill the rows of the empty profile that the user answered; they stand in the trace as unconfirmed */
export function filledProfile(input: z.output<typeof profileSchema>, toFill: readonly Figure[]): Profile {
  return {
    indices: input.indices.map((i) => ({ ...i, weight: exact(i.weight), figure: null })),
    grades: input.grades
      .map((g) => ({ ...g, from: exact(g.from), figure: null }))
      .toSorted((a, b) => b.from.cmp(a.from)),
    subDecimals: input.subDecimals,
    decimals: input.decimals,
    figures: toFill,
  };
}

export interface Composition {
  readonly value: Decimal | null;
  /** Sub-indices as they were combined: rounded, and within 0 to 100 where that is asked for */
  readonly used: Readonly<Record<string, Decimal | null>>;
  readonly missing: readonly WeightedIndex[];
  /** Sub-indices that lay outside 0 to 100 */
  readonly outside: readonly WeightedIndex[];
  /** The sum written out */
  readonly text: string;
}

const HUNDRED = new Decimal(100);

/** Σ weight × index, with 100 − index where less is better. Nothing is rounded after the sub-indices. */
export function compose(
  profile: Profile,
  values: Readonly<Record<string, Decimal | null | undefined>>,
  clamp: boolean,
): Composition {
  const used: Record<string, Decimal | null> = {};
  const outside: WeightedIndex[] = [];
  for (const index of profile.indices) {
    const given = values[index.id] ?? null;
    const inside = given && Decimal.min(HUNDRED, Decimal.max(0, given));
    if (given && inside && !given.eq(inside)) outside.push(index);
    const value = clamp ? inside : given;
    used[index.id] = value && profile.subDecimals !== null ? roundHalfEven(value, profile.subDecimals) : value;
  }
  const missing = profile.indices.filter((i) => !used[i.id]);
  const terms = profile.indices.map((i) => i.weight.times(signed(i, used[i.id] ?? new Decimal(0))));
  const sum = terms.reduce((total, t) => total.plus(t), new Decimal(0));
  return {
    value: missing.length === 0 && terms.length > 0 ? sum : null,
    used,
    missing,
    outside,
    text: profile.indices.map((i) => termText(i, used[i.id] ?? null)).join(' + '),
  };
}

function signed(index: WeightedIndex, value: Decimal): Decimal {
  return index.sign === 'minus' ? HUNDRED.minus(value) : value;
}

function termText({ weight, sign }: WeightedIndex, value: Decimal | null): string {
  const shown = value ? about(value) : '—';
  return `${plain(weight)}×${sign === 'minus' ? `(100 − ${shown})` : shown}`;
}

/** The best grade whose limit the value reaches. */
export function gradeOf(profile: Profile, value: Decimal): Grade | null {
  return profile.grades.find((g) => value.gte(g.from)) ?? null;
}

export function numbersOf(values: Readonly<Record<string, Decimal | null>>): Record<string, number | null> {
  return Object.fromEntries(Object.entries(values).map(([id, x]) => [id, x?.toNumber() ?? null]));
}

export function namesOfIndices(indices: readonly WeightedIndex[]): Localized {
  return localized(indices.map((i) => i.name.zh).join('、'), indices.map((i) => i.name.en).join(', '));
}
