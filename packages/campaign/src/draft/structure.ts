import { boardIn, goalIn, isNote, isTitle, looksLikeBoard, ordinalOf, withoutOrdinal } from './outline.ts';
import type { Collected, RawBoard, RawDoubt, RawMeasure, RawNumber, RawTask, Words } from './raw.ts';
import type { KnownBoard, Place, Skipped } from './types.ts';

const withoutNumber = (title: Words): Words => ({ ...title, words: withoutOrdinal(title.words) });

/** Where a reader stands in the plan: the board and task that what comes next belongs to. */
export class Structure {
  readonly collected: Collected = { boards: [], doubts: [], skipped: [], title: null };
  /** 序号 in reading order */
  readonly numbers: RawNumber[] = [];
  /** Goals that name their board, by its id */
  readonly goals = new Map<string, string>();
  board: RawBoard | null = null;
  task: RawTask | null = null;
  /** Band row below the board */
  group: string | null = null;
  readonly #known: readonly KnownBoard[];

  constructor(known: readonly KnownBoard[]) {
    this.#known = known;
  }

  get lastMeasure(): RawMeasure | null {
    return this.task?.measures.at(-1) ?? null;
  }

  doubt(doubt: RawDoubt): void {
    this.collected.doubts.push(doubt);
  }

  skip(reason: Skipped['reason'], place: Place, words: string): void {
    this.collected.skipped.push({ reason, place, words });
  }

  #beginBoard(title: Words, known: string | null): void {
    const open = known === null ? undefined : this.collected.boards.find((b) => b.known === known);
    const level = ordinalOf(title.words)?.level ?? null;
    this.board = open ?? { title: withoutNumber(title), known, level, goal: null, tasks: [] };
    if (!open) this.collected.boards.push(this.board);
    this.task = null;
    this.group = null;
    if (known !== null || title.words === '') return;
    const { words, place } = this.board.title;
    this.doubt({ code: 'board-unknown', field: 'board', place, words });
  }

  /** Goes to a known board that a title names; `false` when it names none. */
  enterKnownBoard(title: Words): boolean {
    const known = boardIn(title.words, this.#known);
    if (!known) return false;
    const isSame = this.board?.known === known.id;
    if (isSame && withoutOrdinal(title.words) !== known.title.zh) return false;
    if (!isSame) this.#beginBoard(title, known.id);
    return true;
  }

  /** A band row: the title of a board, or of a group of tasks within one. */
  band(title: Words): void {
    if (this.enterKnownBoard(title)) return;
    const level = ordinalOf(title.words)?.level ?? null;
    const isBoard = this.board === null || (level !== null && level === this.board.level);
    if (isBoard || (this.board?.known === null && looksLikeBoard(title.words))) return this.#beginBoard(title, null);
    this.group = withoutOrdinal(title.words);
    this.task = null;
  }

  /** The cell of a column 领域 or 板块, which names a board whatever its words. */
  field(title: Words): void {
    if (this.enterKnownBoard(title) || this.board?.title.words === withoutOrdinal(title.words)) return;
    this.#beginBoard(title, null);
  }

  /** A row of one cell: a note, or a band. */
  skipNoteOrBand(row: Words): void {
    if (isNote(row.words)) this.skip('note', row.place, row.words);
    else this.band(row);
  }

  /** A line outside the rows of a plan: title, board, goal, note or prose. */
  line(line: Words): void {
    const { words, place } = line;
    if (this.collected.title === null && isTitle(words) && !boardIn(words, this.#known)) {
      this.collected.title = words.replace(/^关于印发[《〈]?|[》〉]?的通知$/g, '');
      return;
    }
    const goal = goalIn(words);
    if (goal && this.#takeGoal(goal.board, goal.goal)) return;
    if (!this.enterKnownBoard(line)) this.skip(isNote(words) ? 'note' : 'prose', place, words);
  }

  /** Keeps a goal for the board that it names, else for the one that it stands under. */
  #takeGoal(named: string, goal: string): boolean {
    const known = named === '' ? null : boardIn(named, this.#known);
    if (known) this.goals.set(known.id, goal);
    else if (named !== '' || this.board === null || this.board.goal !== null) return false;
    else this.board.goal = goal;
    return true;
  }

  beginTask(title: Words, number: Words | null): RawTask {
    if (this.board === null) {
      this.#beginBoard({ words: '', place: title.place }, null);
      this.doubt({ code: 'board-missing', field: 'board', place: title.place, words: title.words });
    }
    this.task = { title, number, group: this.group, measures: [], doubts: [] };
    this.board?.tasks.push(this.task);
    return this.task;
  }
}
