/** Where a site lies: a position where it is known, and the group (town) that it belongs to. */
export interface Place {
  readonly id: string;
  readonly position: { readonly lon: number; readonly lat: number } | null;
  readonly group: string | null;
}

/** More say nothing new, and make the work grow with the square of the sites. */
export const MOST_NEIGHBOURS = 8;

/** Of two places by how far apart they are; squares of degrees, which is enough to order what is near. */
function apart(a: Place, b: Place): number {
  if (a.position === null || b.position === null) return Number.POSITIVE_INFINITY;
  const narrow = Math.cos((a.position.lat * Math.PI) / 180);
  return ((a.position.lon - b.position.lon) * narrow) ** 2 + (a.position.lat - b.position.lat) ** 2;
}

interface Near {
  readonly j: number;
  readonly away: number;
  /** 0: of the same group */
  readonly foreign: number;
  /** How far apart in the list */
  readonly step: number;
}

function before(a: Near, b: Near): boolean {
  if (a.away !== b.away) return a.away < b.away;
  if (a.foreign !== b.foreign) return a.foreign < b.foreign;
  return a.step === b.step ? a.j < b.j : a.step < b.step;
}

/**
 * The sites with which each is compared, at most `most`: the nearest where positions are known, otherwise those of its own
 * group first, then those that stand next in the list.
 *
 * @returns positions in the list, for each of the places
 */
export function neighboursOf(places: readonly Place[], most = MOST_NEIGHBOURS): number[][] {
  return places.map((own, i) => {
    const near: Near[] = [];
    for (const [j, other] of places.entries()) {
      if (j === i) continue;
      const foreign = own.group !== null && other.group === own.group ? 0 : 1;
      const one = { j, away: apart(own, other), foreign, step: Math.abs(i - j) };
      const last = near.at(-1);
      if (near.length === most && last && before(last, one)) continue;
      const at = near.findIndex((known) => before(one, known));
      near.splice(at < 0 ? near.length : at, 0, one);
      near.length = Math.min(near.length, most);
    }
    return near.map(({ j }) => j);
  });
}
