import { z } from 'zod';
import { SEARCH_KINDS } from '../search/document.ts';
import { localized, orNull } from './common.ts';

export const searchResult = z
  .object({
    query: z.string(),
    groups: z.array(
      z.object({
        kind: z.enum(SEARCH_KINDS),
        /** How many there are; the first few of them are listed */
        total: z.number(),
        hits: z.array(
          z.object({
            id: z.string(),
            title: localized,
            where: orNull(localized),
            /** Words around what was found, where the title does not say it */
            excerpt: z.string().nullable(),
            /** Address of the page that shows it */
            to: z.string(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'SearchResult' });
export type SearchResultView = z.infer<typeof searchResult>;
