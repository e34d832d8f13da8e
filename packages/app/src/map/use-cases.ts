import type { Actor } from '@qingshan/campaign';
import type { TownsQuery } from '../assess/question.ts';
import type { Evaluator } from '../assess/evaluator.ts';
import type { Campaign } from '../loop/campaign.ts';
import type { MapLayersView, TownMapView } from '../views/index.ts';
import { showLayers, type LayerReach, type MapLayersQuery } from './layers.ts';
import { showTownMap } from './town-map.ts';

/** The map: what lies where, and the towns by a figure. */
export interface MapUseCases {
  /** Towns by an indicator, with what they can be drawn with. @throws QingshanError `not-found`, `unknown-period` */
  townMap(query: TownsQuery): Promise<TownMapView>;
  /** Everything that lies somewhere, as GeoJSON in CGCS2000, with what has no position yet. @throws QingshanError `not-found` */
  mapLayers(query: MapLayersQuery): Promise<MapLayersView>;
}

/** @param reach how far whoever asks may go in a use case; `null`: not at all */
export function mapUseCases(campaign: Campaign, evaluator: Evaluator, actor: Actor, reach: LayerReach): MapUseCases {
  return {
    townMap: async (query) => showTownMap(await evaluator.refresh(), query),
    mapLayers: (query) => showLayers(campaign, actor, reach, query),
  };
}
