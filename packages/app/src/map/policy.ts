import { ACTOR_ROLES } from '@qingshan/campaign';
import { grant, type Rule, type Who } from '../people/rule.ts';
import type { MapUseCases } from './use-cases.ts';

type MapPolicy = {
  readonly [K in keyof MapUseCases]: Rule<Parameters<MapUseCases[K]>, Awaited<ReturnType<MapUseCases[K]>>>;
};

const READERS: Who = { ...grant(ACTOR_ROLES), public: 'published' };

/** The map shows nobody more than they may see elsewhere: each layer has the reach of the use case that lists its things. */
export const MAP_POLICY: MapPolicy = {
  townMap: { area: 'figures', text: { zh: '看镇街示意图', en: 'See the towns on a map' }, who: READERS },
  mapLayers: { area: 'figures', text: { zh: '看地图图层', en: 'See the layers of the map' }, who: READERS },
};
