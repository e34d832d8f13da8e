import { ACTOR_ROLES } from '@qingshan/campaign';
import { grant, type Rule } from '../people/rule.ts';
import type { SearchUseCases } from './use-cases.ts';

type SearchPolicy = {
  readonly [K in keyof SearchUseCases]: Rule<Parameters<SearchUseCases[K]>, Awaited<ReturnType<SearchUseCases[K]>>>;
};

/** Everybody searches what they may see: each kind of thing has the reach of the use case that shows it. */
export const SEARCH_POLICY: SearchPolicy = {
  search: {
    area: 'figures',
    text: { zh: '搜索自己能看的内容', en: 'Search what one may see' },
    who: { ...grant(ACTOR_ROLES), public: 'published' },
  },
};
