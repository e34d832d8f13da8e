import type { Method } from '../define.ts';
import { roadDustRankingMethod } from './road-dust-ranking/method.ts';
import { tspRankingMethod } from './tsp-ranking/method.ts';

export const dustMethods: readonly Method[] = [tspRankingMethod, roadDustRankingMethod];
