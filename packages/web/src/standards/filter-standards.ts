import type { Schemas } from '../api/client.ts';
import { fieldOf, STANDARD_FIELDS, type StandardField } from './field-of.ts';

export type Edition = Schemas['EditionSummary'];

export interface StandardsFilter {
  readonly text: string | null;
  readonly field: string | null;
  /** `2024-10-31` */
  readonly on: string | null;
  readonly unchecked: boolean;
}

export function standardsFilter(address: URLSearchParams): StandardsFilter {
  return {
    text: address.get('q'),
    field: address.get('field'),
    on: address.get('on'),
    unchecked: address.get('unchecked') === '1',
  };
}

export const isFiltered = ({ text, field, on, unchecked }: StandardsFilter): boolean =>
  unchecked || [text, field, on].some((value) => value !== null && value !== '');

/** Numbers are found however they are spaced and dashed: `gb3095`, `GB 3095—2012`. */
const folded = (text: string): string => text.toLowerCase().replaceAll(/[\s/‐-―－-]/g, '');

/** Whether the edition holds on a day, in the district's own place if that applied it early. */
export const holdsOn = (edition: Edition, day: string): boolean =>
  (edition.adopted ?? edition.from) <= day && (edition.to === null || day <= edition.to);

function hasWords(edition: Edition, words: readonly string[]): boolean {
  const texts = [edition.title, edition.issuer, ...edition.tables].flatMap((x) => [x.zh, x.en]);
  const written = [edition.number, edition.id, ...texts].join('\n');
  const plain = written.toLowerCase();
  const tight = folded(edition.number);
  return words.every((word) => plain.includes(word) || (folded(word) !== '' && tight.includes(folded(word))));
}

export function filterStandards(editions: readonly Edition[], filter: StandardsFilter): Edition[] {
  const { text, field, on, unchecked } = filter;
  const words = (text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return editions.filter(
    (edition) =>
      (field === null || fieldOf(edition.family) === field) &&
      (on === null || holdsOn(edition, on)) &&
      (!unchecked || edition.toBeChecked > 0) &&
      hasWords(edition, words),
  );
}

export interface FieldGroup {
  readonly field: StandardField;
  /** Families in the order of their names, each with its editions, newest first */
  readonly families: readonly (readonly Edition[])[];
  readonly count: number;
}

export function groupStandards(editions: readonly Edition[]): FieldGroup[] {
  return STANDARD_FIELDS.map((field) => {
    const own = editions.filter((e) => fieldOf(e.family) === field);
    const families = [...Map.groupBy(own, (e) => e.family).values()];
    return {
      field,
      families: families.map((family) => family.toSorted((a, b) => b.from.localeCompare(a.from))),
      count: own.length,
    };
  }).filter((group) => group.count > 0);
}

/** The edition that came before one in its family, found among all editions and not only those that are shown. */
export function olderOf(edition: Edition, all: readonly Edition[]): Edition | undefined {
  return all
    .filter((e) => e.family === edition.family && e.from < edition.from)
    .toSorted((a, b) => b.from.localeCompare(a.from))[0];
}
