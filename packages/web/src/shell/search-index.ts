import type { Language, Localized } from '@qingshan/kernel';
import type { Schemas } from '../api/client.ts';

export type SearchKind = 'target' | 'measure' | 'unit' | 'method' | 'standard';

export interface SearchEntry {
  readonly kind: SearchKind;
  readonly id: string;
  readonly title: Localized;
  readonly to: string;
}

export interface Searchable {
  readonly board?: Schemas['Board'] | undefined;
  readonly plan?: Schemas['Plan'] | undefined;
  readonly methods?: readonly Schemas['MethodSummary'][] | undefined;
  readonly standards?: readonly Schemas['EditionSummary'][] | undefined;
}

const numbered = (edition: Schemas['EditionSummary']): Localized => ({
  zh: `${edition.number} ${edition.title.zh}`,
  en: `${edition.number} ${edition.title.en}`,
});

/** Everything that can be found by name, from the lists that the pages have loaded. */
export function searchIndex({ board, plan, methods, standards }: Searchable): SearchEntry[] {
  const targets = board?.boards.flatMap((b) => b.targets) ?? [];
  const measures = plan?.boards.flatMap((b) => b.tasks.flatMap((task) => task.measures)) ?? [];
  return [
    ...targets.map(({ id, title }) => ({ kind: 'target' as const, id, title, to: `/targets/${id}` })),
    ...measures.map(({ id, title }) => ({ kind: 'measure' as const, id, title, to: `/plan#${id}` })),
    ...(plan?.units ?? []).map(({ id, name }) => ({
      kind: 'unit' as const,
      id,
      title: name,
      to: `/plan?unit=${encodeURIComponent(id)}`,
    })),
    ...(methods ?? []).map(({ id, title }) => ({ kind: 'method' as const, id, title, to: `/methods/${id}` })),
    ...(standards ?? []).map((s) => ({
      kind: 'standard' as const,
      id: s.id,
      title: numbered(s),
      to: `/standards/${s.id}`,
    })),
  ];
}

/** Entries that hold every word of the query in either language; those whose shown title begins with it come first. */
export function find(entries: readonly SearchEntry[], query: string, language: Language, limit = 40): SearchEntry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const rank = (entry: SearchEntry): number => {
    const at = entry.title[language].toLowerCase().indexOf(words[0] ?? '');
    return at < 0 ? Number.MAX_SAFE_INTEGER : at;
  };
  return entries
    .filter((entry) => {
      const text = `${entry.title.zh} ${entry.title.en} ${entry.id}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .map((entry) => ({ entry, rank: rank(entry) }))
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ entry }) => entry);
}
