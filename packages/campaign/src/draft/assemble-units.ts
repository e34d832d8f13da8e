import type { Localized } from '@qingshan/kernel';
import type { Role } from '../measures.ts';
import { unitName } from '../units.ts';
import type { Words } from './raw.ts';
import type { Asker } from './asker.ts';
import type { DraftContext, DraftMeasure, DraftUnits, Mention, Place, Suggestion } from './types.ts';
import { splitUnits } from './unit-cell.ts';
import type { ReadUnit, UnitNames } from './unit-names.ts';

export const ROLE_NAMES: Readonly<Record<Role, Localized>> = {
  lead: { zh: '牵头', en: 'lead' },
  responsible: { zh: '主责', en: 'responsible' },
  assisting: { zh: '协办', en: 'assisting' },
};

const SAME = /^(同上|同前|〃|″|")$/;

/** All units of a cell that are settled. */
export function settledUnits(units: DraftUnits): string[] {
  return [...new Set(units.mentions.flatMap((m) => (m.doubt === null ? m.units : [])))];
}

const suggested = (units: readonly string[]): Suggestion | null =>
  units.length === 0 ? null : { kind: 'units', units };

/** Turns the words of unit cells into mentions, and asks about what is not certain. */
export class UnitReader {
  readonly #context: DraftContext;
  readonly #names: UnitNames;
  readonly #asker: Asker;

  constructor(context: DraftContext, names: UnitNames, asker: Asker) {
    this.#context = context;
    this.#names = names;
    this.#asker = asker;
  }

  /**
   * @param above the measure before in the same task, for 同上 and blank cells
   */
  read(role: Role, cell: Words | null, fallback: Place, item: string, above: DraftMeasure | null): DraftUnits {
    if (cell === null) return { words: '', place: fallback, mentions: [] };
    const { words, place } = cell;
    const parts = splitUnits(words);
    if (parts.length === 0) return { words, place, mentions: this.#blank(role, cell, item, above) };
    return { words, place, mentions: parts.map((part) => this.#mention(role, part, place, item, above)) };
  }

  #blank(role: Role, cell: Words, item: string, above: DraftMeasure | null): Mention[] {
    const isNone = role !== 'lead' && cell.words.trim() !== '';
    if (role === 'assisting' || isNone) return [];
    const doubt = this.#asker.askOnce(item, {
      code: 'units-missing',
      field: role,
      place: cell.place,
      words: cell.words,
      values: { role: ROLE_NAMES[role] },
      suggestion: suggested(above ? settledUnits(above[role]) : []),
    });
    return [{ words: cell.words, units: [], doubt }];
  }

  #mention(role: Role, words: string, place: Place, item: string, above: DraftMeasure | null): Mention {
    if (SAME.test(words)) {
      const suggestion = suggested(above ? settledUnits(above[role]) : []);
      const doubt = this.#asker.ask(item, { code: 'same-as-above', field: role, place, words, suggestion });
      return { words, units: [], doubt };
    }
    const read = this.#names.read(words);
    if (read.code === null) return { words, units: read.units, doubt: null };
    const doubt = this.#asker.askOnce(item, {
      code: read.code,
      field: role,
      place,
      words,
      values: this.#valuesOf(read),
      suggestion: suggested(read.units),
      candidates: read.candidates,
    });
    return { words, units: [], doubt };
  }

  #valuesOf({ units, candidates, distance }: ReadUnit) {
    const nameOf = (id: string): Localized => unitName(this.#context, id);
    const names = candidates.map(nameOf);
    return {
      distance,
      name: nameOf(units[0] ?? candidates[0] ?? ''),
      names: { zh: names.map((n) => n.zh).join('、'), en: names.map((n) => n.en).join(', ') },
    };
  }
}
