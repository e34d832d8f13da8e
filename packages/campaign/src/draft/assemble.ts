import { Asker } from './asker.ts';
import { settledUnits, UnitReader } from './assemble-units.ts';
import { checkNumbers } from './check-numbers.ts';
import { dueForPeople, dueInWords, readDue } from './due-text.ts';
import { proposedKind } from './guess-kind.ts';
import type { RawBoard, RawMeasure, RawTask, Words } from './raw.ts';
import type { Structure } from './structure.ts';
import type { Due } from '../types.ts';
import type { DraftDoubt, DraftBoard, DraftContext, DraftDue, DraftMeasure, DraftTask, Suggestion } from './types.ts';
import { rolesIn } from './unit-cell.ts';
import { UnitNames } from './unit-names.ts';

/** Longest wording that is its own working title, in characters. */
const LONGEST_TITLE = 80;
const SPARE_LETTERS = [...'BDFGHJKLMNPQRTUVXYZ'];
const SAME = /^(同上|同前|〃|″|")$/;

/** The first sentence of a long wording. */
export function workingTitle(wording: string): string {
  const line = wording.replaceAll('\n', '');
  if (line.length <= LONGEST_TITLE) return line;
  const [sentence = line] = /^[^。；]+[。；]?/.exec(line) ?? [];
  return sentence.length <= LONGEST_TITLE ? sentence : `${sentence.slice(0, LONGEST_TITLE - 1)}…`;
}

/** A cell 责任单位 that says itself who leads and who assists is parted by role. */
function withRolesApart(raw: RawMeasure): RawMeasure {
  const cell = raw.responsible ?? raw.lead;
  const roles = cell && rolesIn(cell.words);
  if (!cell || !roles) return raw;
  const at = (words: string | null, own: Words | null): Words | null =>
    words === null ? (own === cell ? { ...cell, words: '' } : own) : { words, place: cell.place };
  return {
    ...raw,
    lead: at(roles.lead, raw.lead),
    responsible: at(roles.responsible, raw.responsible === cell && roles.lead !== null ? null : raw.responsible),
    assisting: at(roles.assisting, raw.assisting),
    due: roles.due === null ? raw.due : { words: roles.due, place: cell.place },
  };
}

/** Makes the draft of what the readers collected: ids, units, due terms, and the doubts about them. */
export class Assembler {
  readonly asker = new Asker();
  readonly #context: DraftContext;
  readonly #year: number;
  readonly #units: UnitReader;
  readonly #seen = new Map<string, string>();
  readonly #taskIds = new Map<RawTask, string>();
  #needsLead = false;

  /** @param year of the plan, `null` where nobody has said it */
  constructor(context: DraftContext, year: number | null) {
    this.#context = context;
    this.#year = year ?? Number.NaN;
    this.#units = new UnitReader(context, new UnitNames(context.units), this.asker);
  }

  assemble(structure: Structure): { boards: DraftBoard[]; doubts: readonly DraftDoubt[] } {
    const filled = structure.collected.boards.filter((board) => board.tasks.length > 0);
    const spare = SPARE_LETTERS.filter((letter) => !this.#context.boards.some((b) => b.letter === letter));
    const boards = filled.map((board) => this.#board(board, spare, structure.goals));
    for (const { task, doubt } of checkNumbers(structure.numbers)) {
      this.asker.ask(this.#taskIds.get(task) ?? null, doubt);
    }
    for (const doubt of structure.collected.doubts) this.asker.ask(this.#itemOf(doubt.place, boards), doubt);
    if (this.#needsLead) {
      const place = { kind: 'document' } as const;
      const suggestion: Suggestion = { kind: 'first-leads' };
      this.asker.ask(null, { code: 'lead-missing', field: 'lead', place, words: '', suggestion });
    }
    return { boards, doubts: this.asker.doubts };
  }

  /** A doubt at the title of a board is about that board. */
  #itemOf(place: DraftBoard['place'], boards: readonly DraftBoard[]): string | null {
    return boards.find((board) => board.place === place)?.id ?? null;
  }

  #board(raw: RawBoard, spare: string[], goals: ReadonlyMap<string, string>): DraftBoard {
    const known = this.#context.boards.find((b) => b.id === raw.known);
    const letter = known?.letter ?? spare.shift() ?? 'Z';
    const tasks = raw.tasks
      .filter((task) => task.measures.length > 0)
      .map((task, i) => this.#task(task, `${letter}${String(i + 1).padStart(2, '0')}`));
    return {
      id: known?.id ?? `board-${letter.toLowerCase()}`,
      letter,
      title: known?.title.zh ?? raw.title.words,
      goal: raw.goal ?? goals.get(raw.known ?? '') ?? null,
      place: raw.title.place,
      tasks,
    };
  }

  #task(raw: RawTask, id: string): DraftTask {
    this.#taskIds.set(raw, id);
    for (const doubt of raw.doubts) this.asker.ask(id, doubt);
    const measures: DraftMeasure[] = [];
    for (const measure of raw.measures) {
      measures.push(this.#measure(withRolesApart(measure), `${id}-${measures.length + 1}`, measures.at(-1) ?? null));
    }
    const { words: title, place } = raw.title;
    return { id, title, number: raw.number?.words ?? '', group: raw.group, place, measures };
  }

  #measure(raw: RawMeasure, id: string, above: DraftMeasure | null): DraftMeasure {
    for (const doubt of raw.doubts) this.asker.ask(id, doubt);
    this.#askRepeated(raw, id);
    const lead = this.#units.read('lead', raw.lead, raw.place, id, above);
    const responsible = this.#units.read('responsible', raw.responsible, raw.place, id, above);
    const assisting = this.#units.read('assisting', raw.assisting, raw.place, id, above);
    if (raw.lead === null) this.#needsLead = true;
    this.#askDouble({ lead, responsible, assisting }, id);
    return {
      id,
      wording: raw.wording,
      title: workingTitle(raw.wording),
      place: raw.place,
      initiative: raw.initiative,
      kind: proposedKind(raw.wording),
      lead,
      responsible,
      assisting,
      due: this.#due(raw, id, above),
    };
  }

  #askRepeated(raw: RawMeasure, id: string): void {
    const key = raw.wording.replaceAll(/[\s。；，、]/g, '');
    const other = this.#seen.get(key);
    if (other === undefined) this.#seen.set(key, id);
    else {
      const { place, wording } = raw;
      const suggestion: Suggestion = { kind: 'drop' };
      this.asker.ask(id, {
        code: 'measure-repeated',
        field: 'wording',
        place,
        words: wording,
        values: { other },
        suggestion,
      });
    }
  }

  #askDouble(roles: Pick<DraftMeasure, 'lead' | 'responsible' | 'assisting'>, id: string): void {
    const leading = new Set([...settledUnits(roles.lead), ...settledUnits(roles.responsible)]);
    for (const { words, units, doubt } of roles.assisting.mentions) {
      if (doubt !== null || !units.some((unit) => leading.has(unit))) continue;
      const { place } = roles.assisting;
      const suggestion: Suggestion = { kind: 'units', units: units.filter((unit) => !leading.has(unit)) };
      this.asker.ask(id, { code: 'role-double', field: 'assisting', place, words, suggestion });
    }
  }

  #due(raw: RawMeasure, id: string, above: DraftMeasure | null): DraftDue {
    const words = raw.due?.words ?? '';
    const place = raw.due?.place ?? raw.place;
    if (SAME.test(words.trim())) {
      const suggestion = suggestedDue(above?.due.due ?? null);
      const doubt = this.asker.ask(id, { code: 'same-as-above', field: 'due', place, words, suggestion });
      return { words, place, due: null, doubt };
    }
    const read = readDue(words, this.#year, this.#context.terms);
    if (read.code === null) return { words, place, due: read.due, doubt: null };
    const due = read.code === 'due-missing' ? this.#likelyDue(raw, above) : read.due;
    const doubt = this.asker.askOnce(id, {
      code: read.code,
      field: 'due',
      place,
      words,
      values: due ? { date: dueForPeople(due) } : {},
      suggestion: suggestedDue(due),
    });
    return { words, place, due: null, doubt };
  }

  /** For a measure without a due term: the one in its words, else that of the measure above. */
  #likelyDue(raw: RawMeasure, above: DraftMeasure | null): Due | null {
    return dueInWords(raw.wording, this.#year, this.#context.terms) ?? above?.due.due ?? null;
  }
}

const suggestedDue = (due: Due | null): Suggestion | null => (due ? { kind: 'due', due } : null);
