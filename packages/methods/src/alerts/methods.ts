import type { Method } from '../define.ts';
import { exceedanceEpisodesMethod } from './exceedance-episodes/method.ts';
import { heavyPollutionMethod } from './heavy-pollution/method.ts';

export const alertsMethods: readonly Method[] = [heavyPollutionMethod, exceedanceEpisodesMethod];
