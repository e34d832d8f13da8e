import type { CaseState } from '../cases/case.ts';

/** When an episode is the region's and no longer a town's. */
export interface RegionalRule {
  readonly towns: number;
  readonly share: number;
}

/** What becomes of the cases of towns; `null`: nothing. */
export interface Regional {
  /** The towns in which it stands, in the order given */
  readonly towns: readonly string[];
  /** Cases nobody has dispatched, which go into the one of the district */
  readonly absorbs: readonly CaseState[];
}

function lastOf({ exceedance }: CaseState, numberOf: (figure: { readonly at: string }) => number): number {
  return Math.max(...(exceedance?.figures ?? []).map(numberOf));
}

/**
 * Says whether the episodes of one rule and parameter that run now are one of the whole district. A case that has been
 * dispatched counts as a town that has it, and stays with its unit.
 *
 * @param cases those of towns that are open, or merged in the district's
 * @param among how many towns have sites of the rule
 * @param gap periods by which one may lag behind the newest and still run
 */
export function regionalOf(
  cases: readonly CaseState[],
  among: number,
  { towns: fewest, share }: RegionalRule,
  gap: number,
  numberOf: (figure: { readonly at: string }) => number,
): Regional | null {
  const standing = cases.filter(({ exceedance }) => (exceedance?.figures.length ?? 0) > 0);
  const newest = Math.max(...standing.map((state) => lastOf(state, numberOf)));
  const running = standing.filter((state) => lastOf(state, numberOf) >= newest - gap - 1);
  const towns = [...new Set(running.flatMap(({ content }) => content.town ?? []))];
  if (towns.length < fewest || towns.length < share * among) return null;
  return { towns, absorbs: running.filter(({ state }) => state === 'new') };
}
