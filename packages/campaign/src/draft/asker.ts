import { doubtText } from './doubt-texts.ts';
import type { RawDoubt } from './raw.ts';
import type { DraftDoubt, Place } from './types.ts';

function keyOf(place: Place): string {
  if (place.kind === 'cell') return `t${place.table}r${place.row}c${place.column}`;
  return place.kind === 'paragraph' ? `p${place.number}` : 'doc';
}

/** Collects doubts and gives them ids that stay as long as the document does. */
export class Asker {
  readonly doubts: (DraftDoubt & { alsoIn: string[] })[] = [];
  readonly #taken = new Map<string, number>();

  /** @returns id of the doubt */
  ask(item: string | null, raw: RawDoubt): string {
    const base = `${raw.code}@${keyOf(raw.place)}`;
    const count = (this.#taken.get(base) ?? 0) + 1;
    this.#taken.set(base, count);
    const id = count === 1 ? base : `${base}#${count}`;
    this.doubts.push({
      id,
      code: raw.code,
      item,
      field: raw.field,
      place: raw.place,
      words: raw.words,
      text: doubtText(raw.code, { words: raw.words, ...raw.values }),
      suggestion: raw.suggestion ?? null,
      candidates: raw.candidates ?? [],
      alsoIn: [],
    });
    return id;
  }

  /** Like `ask`, but the same words of a cell that holds for several measures are asked about once. */
  askOnce(item: string, raw: RawDoubt): string {
    const key = keyOf(raw.place);
    const same = this.doubts.find(
      (d) => d.code === raw.code && d.field === raw.field && d.words === raw.words && keyOf(d.place) === key,
    );
    if (!same) return this.ask(item, raw);
    if (same.item !== item && !same.alsoIn.includes(item)) same.alsoIn.push(item);
    return same.id;
  }
}
