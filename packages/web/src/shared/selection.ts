/** The ids between two, both included, in the order of the list; `to` alone when `from` is not in it. */
export function rangeOf(ids: readonly string[], from: string | null, to: string): readonly string[] {
  const [a, b] = [from === null ? -1 : ids.indexOf(from), ids.indexOf(to)];
  if (b < 0) return [];
  return a < 0 ? [to] : ids.slice(Math.min(a, b), Math.max(a, b) + 1);
}

/** Chooses or leaves out some ids together. */
export function withAll(chosen: ReadonlySet<string>, ids: readonly string[], are: boolean): ReadonlySet<string> {
  const next = new Set(chosen);
  for (const id of ids) {
    if (are) next.add(id);
    else next.delete(id);
  }
  return next;
}
