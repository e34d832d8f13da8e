import type { Localized } from '@qingshan/kernel';

/** What can be found. */
export const SEARCH_KINDS = [
  'target',
  'measure',
  'task',
  'unit',
  'report',
  'request',
  'help',
  'evidence',
  'case',
  'register',
  'entry',
  'publication',
  'standard',
  'method',
] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

export interface SearchDocument {
  readonly kind: SearchKind;
  readonly id: string;
  readonly title: Localized;
  /** Where it belongs: a unit, a period, a task; `null` where the title says all */
  readonly where: Localized | null;
  /** Its words, as people wrote them */
  readonly body: string;
  /** Address of the page that shows it */
  readonly to: string;
  /** Units that it belongs to, for readers who see their own only; `null`: it belongs to all */
  readonly units: readonly string[] | null;
}

/** The same letters whatever their width and case; Chinese is found by its own characters. */
export function normalised(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Everything of a document in which words are looked for. */
export function wordsOf({ id, title, where, body }: SearchDocument): string {
  return normalised([title.zh, title.en, id, where?.zh ?? '', where?.en ?? '', body].join('\n'));
}
