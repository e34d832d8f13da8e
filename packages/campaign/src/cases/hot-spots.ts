import type { CaseState } from './case.ts';
import { placeForm } from './repeats.ts';

/** A place about which one topic was brought up again and again 热点. */
export interface HotSpot {
  readonly town: string | null;
  /** As the newest of its cases writes it */
  readonly place: string;
  readonly topic: string;
  readonly cases: readonly string[];
}

/** Key of the place and topic of a case; `null` where the place is not known. */
export function spotOf({ content }: CaseState): string | null {
  const form = placeForm(content.place);
  return form === '' ? null : `${content.town ?? ''}/${form}/${content.topic}`;
}

/** Places with most cases, every call counted, repeats too; the most first. */
export function hotSpotsOf(cases: readonly CaseState[], least: number): HotSpot[] {
  const spots = new Map<string, CaseState[]>();
  for (const one of cases) {
    const key = spotOf(one);
    if (key === null || one.state === 'withdrawn') continue;
    const there = spots.get(key);
    if (there) there.push(one);
    else spots.set(key, [one]);
  }
  return [...spots.values()]
    .filter((group) => group.length >= least)
    .toSorted((a, b) => b.length - a.length)
    .flatMap((group): HotSpot[] => {
      const last = group.reduce((a, b) => (b.content.received > a.content.received ? b : a));
      const { town, place, topic } = last.content;
      return [{ town, place, topic, cases: group.map(({ id }) => id) }];
    });
}
