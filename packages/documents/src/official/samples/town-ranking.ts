import type { TownRankingFacts } from '../producers/town-ranking.ts';
import { SAMPLE_TOWNS } from './monthly-bulletin.ts';
import { SAMPLE_DISTRICT, SAMPLE_FRAME } from './frame.ts';

export const SAMPLE_RANKING: TownRankingFacts = {
  frame: { ...SAMPLE_FRAME, number: null },
  district: SAMPLE_DISTRICT,
  ranking: SAMPLE_TOWNS,
};
