import type { Sources } from '../publications/gathered.ts';
import type * as views from '../views/index.ts';
import type { Workspace } from '../workspace.ts';
import { packOf, scorePacks } from './packs.ts';
import { townScores } from './town-scores.ts';
import { unitScores } from './unit-scores.ts';

/** Scores of units and towns by the rules that there are. */
export interface ScoreUseCases {
  scorePacks(): Promise<views.ScorePackView[]>;
  /** A month by a rule. @throws QingshanError `not-found` (rule), `unknown-period`, `bad-request` */
  scores(query: views.ScoreQuery): Promise<views.ScoresView>;
}

/** @throws QingshanError `not-found`, `unknown-period`, `bad-request` */
export async function showScores(sources: Sources, query: views.ScoreQuery): Promise<views.ScoresView> {
  const pack = await packOf(sources.campaign.workspace, query.pack);
  return pack.of === 'units' ? unitScores(sources, pack, query) : townScores(sources, pack, query);
}

export function scoreUseCases(workspace: Workspace, scores: ScoreUseCases['scores']): ScoreUseCases {
  return { scorePacks: () => scorePacks(workspace), scores };
}
