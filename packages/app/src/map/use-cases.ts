import type { Actor } from '@qingshan/campaign';
import type { TownsQuery } from '../assess/question.ts';
import type { Evaluator } from '../assess/evaluator.ts';
import type { Campaign } from '../loop/campaign.ts';
import type { Reach } from '../people/rule.ts';
import type { MapLayersView, TownMapView } from '../views/index.ts';
import { showLayers } from './layers.ts';
import { showTownMap } from './town-map.ts';

export interface MapLayersQuery {
  /** Ids of layers, `site:air-station`; absent: all that whoever asks may see */
  readonly layers?: readonly string[] | undefined;
}

/** The map: what lies where, and the towns by a figure. */
export interface MapUseCases {
  /** Towns by an indicator, with what they can be drawn with. @throws QingshanError `not-found`, `unknown-period` */
  townMap(query: TownsQuery): Promise<TownMapView>;
  /** Everything that lies somewhere, as GeoJSON in CGCS2000, with what has no position yet. @throws QingshanError `not-found` */
  mapLayers(query: MapLayersQuery): Promise<MapLayersView>;
}

/** The use cases that list the things of the layers */
export type LayerReach = (useCase: 'registerEntries' | 'cases' | 'report') => Reach | null;

/** @param reach how far whoever asks may go in a use case; `null`: not at all */
export function mapUseCases(campaign: Campaign, evaluator: Evaluator, actor: Actor, reach: LayerReach): MapUseCases {
  return {
    townMap: async (query) => showTownMap(await evaluator.refresh(), query),
    mapLayers: (query) => showLayers(campaign, actor, reach, query),
  };
}
