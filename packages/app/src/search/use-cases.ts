import { isWithin, type Reach } from '../people/rule.ts';
import type { FoundEntry } from '../registers/find.ts';
import type { CaseRowView, PublicationSummary, SearchResultView } from '../views/index.ts';
import type { SearchDocument, SearchKind } from './document.ts';
import { findIn } from './find.ts';
import { caseDocuments, entryDocuments, publicationDocuments } from './documents.ts';
import { indexed, type SearchIndex } from './search-index.ts';

/** The use case that whoever finds something of a kind may run on it. */
export const SEEN_BY = {
  target: 'target',
  task: 'plan',
  measure: 'plan',
  unit: 'plan',
  report: 'report',
  request: 'requests',
  help: 'helps',
  evidence: 'evidenceFacts',
  case: 'cases',
  register: 'registers',
  entry: 'registerEntries',
  publication: 'publications',
  standard: 'standard',
  method: 'method',
} as const satisfies Readonly<Record<SearchKind, string>>;

export interface SearchUseCases {
  /** What holds every word of the query and may be seen by whoever asks, by kind. */
  search(query: string): Promise<SearchResultView>;
}

const SHOWN = 6;

interface Elsewhere {
  published(): Promise<readonly PublicationSummary[]>;
  cases(word: string): Promise<readonly CaseRowView[]>;
  entries(word: string): Promise<readonly FoundEntry[]>;
}

/**
 * @param reach how far whoever asks may go in a use case; `null`: not at all
 * @param elsewhere what is looked for where it is stored, as they may see it: what was published, cases and entries with a word
 */
export function searchUseCases(
  index: SearchIndex,
  reach: (useCase: (typeof SEEN_BY)[SearchKind]) => Reach | null,
  elsewhere: Elsewhere,
): SearchUseCases {
  return {
    search: async (query) => {
      const reaches = new Map(Object.values(SEEN_BY).map((useCase) => [useCase, reach(useCase)]));
      const may = ({ kind, units }: SearchDocument): boolean => {
        const own = reaches.get(SEEN_BY[kind]) ?? null;
        return own !== null && (units === null || isWithin(own, units));
      };
      const [word = ''] = query.trim().split(/\s+/);
      const published = reaches.get('publications') === null ? [] : await elsewhere.published();
      const cases = reaches.get('cases') === null || word === '' ? [] : await elsewhere.cases(word);
      const entries = reaches.get('registerEntries') === null || word === '' ? [] : await elsewhere.entries(word);
      const stored = indexed([...publicationDocuments(published), ...caseDocuments(cases), ...entryDocuments(entries)]);
      const all = [...(await index.documents()), ...stored];
      const groups = findIn(all, query, may, SHOWN);
      return {
        query,
        groups: groups.map(({ kind, total, hits }) => ({
          kind,
          total,
          hits: hits.map(({ document: { id, title, where, to }, excerpt }) => ({ id, title, where, to, excerpt })),
        })),
      };
    },
  };
}
