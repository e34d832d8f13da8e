import { formatDay, QingshanError, type Day } from '@qingshan/kernel';
import type { Edition, Figure, StandardTable } from './types.ts';

type Data = Omit<Edition, 'figure' | 'find' | 'figures'>;
type Keys = Readonly<Record<string, string>>;

/** Adds to the data of an edition the ways to ask it. */
export function createEdition(data: Data): Edition {
  const figures = (name: string, keys: Keys = {}, on?: Day): readonly Figure[] => {
    const stages = data.tables.filter((t) => t.name === name);
    const table = stages.length > 1 ? stageOn(data, stages, on) : stages[0];
    const wanted = Object.entries(keys);
    return table?.figures.filter((f) => wanted.every(([k, v]) => f.keys[k] === v)) ?? [];
  };
  const find = (name: string, keys: Keys, on?: Day): Figure | null => {
    const found = figures(name, keys, on);
    if (found.length > 1) throw new RangeError(`${data.id} ${name} ${JSON.stringify(keys)}: ${found.length} figures`);
    return found[0] ?? null;
  };
  const figure = (name: string, keys: Keys, on?: Day): Figure => {
    const found = find(name, keys, on);
    if (!found) throw noFigure(data, `${name} ${Object.values(keys).join(' ')}`);
    return found;
  };
  return { ...data, figures, find, figure };
}

function noFigure(edition: Data, what: string): QingshanError {
  return new QingshanError('no-figure', { edition: edition.number, what });
}

/** The stage that holds on a day. A pinned edition may judge days outside all stages; the nearest stage is taken. */
function stageOn(edition: Data, stages: readonly StandardTable[], on: Day | undefined): StandardTable | undefined {
  if (on === undefined) throw new RangeError(`${edition.id} ${stages[0]?.name} has stages: say which day`);
  const date = formatDay(on);
  return stages.findLast((t) => (t.valid?.from ?? '') <= date) ?? stages[0];
}
