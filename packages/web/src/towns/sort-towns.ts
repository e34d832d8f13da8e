import type { Schemas } from '../api/client.ts';

type Town = Schemas['TownRow'];

export const SORT_KEYS = ['rank', 'name', 'value', 'lastYear', 'change', 'changePercent', 'validDays'] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export interface Sorting {
  readonly key: SortKey;
  readonly down: boolean;
}

/** Reads `change` or `-change` from the address; the ranking when it is neither. */
export function parseSorting(text: string | null): Sorting {
  const down = text?.startsWith('-') === true;
  const key = SORT_KEYS.find((k) => k === text?.replace(/^-/, ''));
  return key === undefined ? { key: 'rank', down: false } : { key, down };
}

export function formatSorting({ key, down }: Sorting): string | null {
  return key === 'rank' && !down ? null : `${down ? '-' : ''}${key}`;
}

/** Towns in the order asked for; those without a figure come last in both directions, ties keep their order. */
export function sortTowns(rows: readonly Town[], { key, down }: Sorting, language: 'zh' | 'en'): Town[] {
  const sign = down ? -1 : 1;
  if (key === 'name') {
    return rows.toSorted((a, b) => sign * a.name[language].localeCompare(b.name[language], language));
  }
  return rows.toSorted((a, b) => {
    const [x, y] = [a[key], b[key]];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return sign * (x - y);
  });
}
