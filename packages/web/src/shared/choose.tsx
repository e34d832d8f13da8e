import { withAll } from './selection.ts';

/** Rows of a table that can be chosen for a bulk act; with nothing given none can. */
export interface Choosing {
  readonly chosen?: ReadonlySet<string> | undefined;
  readonly choose?: ((ids: ReadonlySet<string>) => void) | undefined;
}

/** The head of the column in which rows are chosen: all that are listed, or none of these; others stay as they are. */
export function ChooseAll({ chosen, choose, ids, name }: Choosing & { readonly ids: readonly string[]; name: string }) {
  if (!chosen || !choose) return null;
  const all = ids.length > 0 && ids.every((id) => chosen.has(id));
  return (
    <th className="c-choose">
      <input type="checkbox" aria-label={name} checked={all} onChange={() => choose(withAll(chosen, ids, !all))} />
    </th>
  );
}

/** The cell by which one row is chosen. */
export function ChooseOne({ chosen, choose, id, name }: Choosing & { readonly id: string; readonly name: string }) {
  if (!chosen || !choose) return null;
  return (
    <td className="c-choose">
      <input
        type="checkbox"
        aria-label={name}
        checked={chosen.has(id)}
        onChange={(event) => choose(withAll(chosen, [id], event.target.checked))}
      />
    </td>
  );
}
