/** A stretch of days on which something held, with how many of its days it did. */
export interface Run {
  readonly first: number;
  readonly last: number;
  readonly days: number;
}

/**
 * Stretches of consecutive days on which something held.
 *
 * @param gap days without it that still join two stretches into one; they do not count themselves
 */
export function runsOf(held: readonly boolean[], gap = 0): Run[] {
  const runs: Run[] = [];
  for (const [i, holds] of held.entries()) {
    if (!holds) continue;
    const open = runs.at(-1);
    if (open && i - open.last <= gap + 1) runs[runs.length - 1] = { first: open.first, last: i, days: open.days + 1 };
    else runs.push({ first: i, last: i, days: 1 });
  }
  return runs;
}
