import { normalised, SEARCH_KINDS, type SearchDocument, type SearchKind } from './document.ts';

export interface Indexed {
  readonly document: SearchDocument;
  /** See `wordsOf` */
  readonly words: string;
}

export interface Hit {
  readonly document: SearchDocument;
  /** Words around the first place at which the query stands in the body; `null`: it stands in the title */
  readonly excerpt: string | null;
}

export interface HitGroup {
  readonly kind: SearchKind;
  /** How many there are, more than those that are shown */
  readonly total: number;
  readonly hits: readonly Hit[];
}

const BEFORE = 12;
const AFTER = 36;

function excerptOf({ title, body }: SearchDocument, words: readonly string[]): string | null {
  const titles = normalised(`${title.zh}\n${title.en}`);
  if (words.every((word) => titles.includes(word))) return null;
  const text = normalised(body);
  // Widths may change the length of a text; then the place in it is not known.
  if (text.length !== body.length) return body.slice(0, BEFORE + AFTER) || null;
  const at = Math.min(...words.map((word) => text.indexOf(word)).filter((i) => i >= 0));
  if (at === Number.POSITIVE_INFINITY) return null;
  const [from, to] = [Math.max(0, at - BEFORE), Math.min(body.length, at + AFTER)];
  return `${from > 0 ? '…' : ''}${body.slice(from, to).replaceAll(/\s+/g, ' ')}${to < body.length ? '…' : ''}`;
}

/** Titles that begin with the first word come first, then those that have it, then those that have it elsewhere. */
function rank({ document }: Indexed, first: string): number {
  const places = [document.title.zh, document.title.en, document.id].map((text) => normalised(text).indexOf(first));
  const found = places.filter((place) => place >= 0);
  return found.length === 0 ? Number.MAX_SAFE_INTEGER : Math.min(...found);
}

/**
 * Documents that hold every word of the query, by kind in the order of SEARCH_KINDS.
 *
 * @param may whether the reader may see a document
 * @param shown hits of a kind at most
 */
export function findIn(
  documents: Iterable<Indexed>,
  query: string,
  may: (document: SearchDocument) => boolean,
  shown: number,
): readonly HitGroup[] {
  const words = normalised(query).split(/\s+/).filter(Boolean);
  const [first] = words;
  if (first === undefined) return [];
  const found = [...documents].filter((d) => words.every((word) => d.words.includes(word)) && may(d.document));
  const byKind = Map.groupBy(found, ({ document }) => document.kind);
  return SEARCH_KINDS.flatMap((kind): HitGroup[] => {
    const own = byKind.get(kind) ?? [];
    if (own.length === 0) return [];
    const best = own
      .map((indexed) => ({ indexed, rank: rank(indexed, first) }))
      .toSorted((a, b) => a.rank - b.rank)
      .slice(0, shown);
    const hits = best.map(({ indexed: { document } }) => ({ document, excerpt: excerptOf(document, words) }));
    return [{ kind, total: own.length, hits }];
  });
}
