import { textOf, type GridCell, type GridTable } from './grid.ts';
import { Cells, findHead, repeatedHead, type ColumnField, type Head } from './header.ts';
import { alignParts, brokenOrdinal, splitMeasures, type MeasurePart } from './measure-cell.ts';
import { withoutStar, type RawDoubt, type RawMeasure, type Words } from './raw.ts';
import type { Structure } from './structure.ts';
import { checkTotals, TOTAL } from './totals.ts';
import type { Place } from './types.ts';

/** Reads one table into the structure; keeps the head for a table that goes on without one. */
export class TableReader {
  readonly #structure: Structure;
  #head: { readonly head: Head; readonly columns: number } | null = null;
  #table: GridTable | null = null;
  #cells: Cells | null = null;
  /** Ordinal of the last measure of the task */
  #ordinal = 0;

  constructor(structure: Structure) {
    this.#structure = structure;
  }

  get hasRead(): boolean {
    return this.#head !== null;
  }

  read(table: GridTable): void {
    const cells = new Cells(table);
    const found = findHead(table, cells);
    const [first] = table.rows.flat();
    const place = placeOf(table, first?.row ?? 1, first?.column ?? 1);
    if (!found && isProse(table)) {
      [this.#table, this.#cells] = [table, cells];
      for (let row = 1; row <= cells.rows; row++) this.#readLine(row);
      return;
    }
    if (!found && this.#head?.columns !== table.columns) {
      const words = table.rows.flat().map(textOf).join(' ').slice(0, 60);
      this.#structure.skip('table', place, words);
      this.#structure.doubt({ code: 'table-unread', field: 'document', place, words });
      return;
    }
    const head = found ?? { columns: this.#head?.head.columns ?? new Map(), unread: [], first: 0, last: 0 };
    if (!found) this.#structure.doubt({ code: 'table-without-header', field: 'document', place, words: '' });
    [this.#table, this.#cells, this.#head] = [table, cells, { head, columns: table.columns }];
    if (table.name !== null) this.#structure.enterKnownBoard({ words: table.name, place });
    for (let row = 1; row < head.first; row++) this.#readLine(row);
    for (const { words, cell } of head.unread) this.#askColumn(words, cell);
    for (let row = head.last + 1; row <= cells.rows; row++) {
      const again = found ? repeatedHead(head, table, cells, row) : 0;
      if (again > 0) {
        this.#structure.skip('repeated-header', placeOf(table, row, 1), '');
        row += again - 1;
      } else this.#readRow(row, head);
    }
  }

  #place(cell: GridCell): Place {
    return placeOf(this.#table, cell.row, cell.column);
  }

  #askColumn(words: string, cell: GridCell): void {
    this.#structure.doubt({ code: 'column-unread', field: 'document', place: this.#place(cell), words });
  }

  #shown(row: number): GridCell[] {
    return this.#cells?.inRow(row, this.#table?.columns ?? 0) ?? [];
  }

  #readLine(row: number): void {
    for (const cell of this.#shown(row)) {
      if (cell.row !== row) continue;
      for (const words of cell.paragraphs) this.#structure.line({ words, place: this.#place(cell) });
    }
  }

  #readRow(row: number, head: Head): void {
    const shown = this.#shown(row);
    const own = shown.filter((cell) => cell.row === row && cell.paragraphs.length > 0);
    const [only] = own;
    if (only === undefined) return;
    const text = textOf(only);
    if (TOTAL.test(text)) {
      const words = own.map(textOf).join(' ');
      this.#structure.skip('total', this.#place(only), words);
      checkTotals(this.#structure, words, this.#place(only));
    } else if (own.length === 1 && isBand(only, shown, head)) {
      this.#structure.skipNoteOrBand({ words: text, place: this.#place(only) });
      this.#ordinal = 0;
    } else this.#readItem(row, head, own);
  }

  #cell(row: number, head: Head, field: ColumnField): GridCell | undefined {
    const column = head.columns.get(field);
    return column === undefined ? undefined : this.#cells?.at(row, column);
  }

  #words(row: number, head: Head, field: ColumnField): Words | null {
    const cell = this.#cell(row, head, field);
    if (cell === undefined) return null;
    return { words: textOf(cell), place: this.#place(cell) };
  }

  #readItem(row: number, head: Head, own: readonly GridCell[]): void {
    const board = this.#cell(row, head, 'board');
    if (board?.row === row && board.paragraphs.length > 0) {
      this.#structure.field({ words: board.paragraphs.join(''), place: this.#place(board) });
    }
    const before = this.#structure.task;
    this.#enterTask(row, head);
    this.#recordNumber(row, head, before !== this.#structure.task);
    const measure = this.#cell(row, head, 'measure');
    if (measure !== undefined && measure.row < row) return this.#addUnitRow(row, head);
    if (measure === undefined || measure.paragraphs.length === 0) {
      const words = own.map(textOf).join(' ');
      const [first = measure] = own;
      if (first) {
        this.#structure.doubt({ code: 'row-incomplete', field: 'wording', place: this.#place(first), words });
      }
      return;
    }
    this.#addMeasures(row, head, measure, own.length === 1);
  }

  #recordNumber(row: number, head: Head, startsTask: boolean): void {
    const cell = this.#cell(row, head, 'number');
    const { board, task } = this.#structure;
    if (cell?.row !== row || !board || !task) return;
    const words = textOf(cell);
    this.#structure.numbers.push({ words, place: this.#place(cell), startsTask, board, task });
  }

  /** Goes on to the task that a row belongs to; a blank or merged cell is the task above. */
  #enterTask(row: number, head: Head): void {
    const structure = this.#structure;
    const cell = this.#cell(row, head, 'task');
    const number = this.#cell(row, head, 'number');
    if (cell === undefined || (cell.row === row && cell.paragraphs.length > 0)) {
      const words = cell?.paragraphs.join('') ?? structure.group ?? '';
      const isNumbered = number?.row === row && number.paragraphs.length > 0;
      const isSame = structure.task?.title.words === words && (cell === undefined || !isNumbered);
      if (isSame) return;
      const place = cell ? this.#place(cell) : placeOf(this.#table, row, 1);
      const numbered = number === undefined ? null : { words: textOf(number), place: this.#place(number) };
      structure.beginTask({ words, place }, numbered);
      this.#ordinal = 0;
      if (words === '') structure.task?.doubts.push({ code: 'task-missing', field: 'wording', place, words });
    } else if (structure.task === null) {
      const place = this.#place(cell);
      const task = structure.beginTask({ words: textOf(cell), place }, null);
      this.#ordinal = 0;
      if (cell.paragraphs.length === 0) task.doubts.push({ code: 'task-missing', field: 'wording', place, words: '' });
    }
  }

  #addMeasures(row: number, head: Head, measure: GridCell, isAlone: boolean): void {
    const place = this.#place(measure);
    const cell = splitMeasures(measure.paragraphs);
    const doubts: RawDoubt[] = [];
    if (isAlone && this.#isUnfinished()) {
      const words = measure.paragraphs.join('');
      doubts.push({ code: 'row-continued', field: 'wording', place, words, suggestion: { kind: 'join' } });
    }
    if (cell.loose > 1) {
      const words = textOf(measure);
      const values = { count: cell.loose };
      doubts.push({
        code: 'measure-paragraphs',
        field: 'wording',
        place,
        words,
        values,
        suggestion: { kind: 'split' },
      });
    }
    if (cell.leadIn !== '') {
      doubts.push({ code: 'measure-lead-in', field: 'wording', place, words: cell.leadIn });
    }
    const ordinals = cell.parts.map((part) => part.ordinal);
    const broken = brokenOrdinal(ordinals, this.#ordinal);
    if (broken >= 0) {
      doubts.push({ code: 'measure-ordinals', field: 'wording', place, words: ordinals.join('、') });
    }
    this.#ordinal = ordinals.at(-1) ?? this.#ordinal;
    this.#push(row, head, cell.parts, place, doubts);
  }

  #isUnfinished(): boolean {
    const last = this.#structure.lastMeasure;
    return last !== null && !/[。；;！!）)”]$/.test(last.wording);
  }

  /** Adds the measures of a cell; what the other cells say of parts of it goes to those parts. */
  #push(row: number, head: Head, parts: readonly MeasurePart[], place: Place, doubts: readonly RawDoubt[]): void {
    const ordinals = parts.map((part) => part.ordinal);
    const found: RawDoubt[] = [...doubts];
    const aligned = (field: ColumnField): (Words | null)[] => {
      const words = this.#words(row, head, field);
      if (words === null) return parts.map(() => null);
      const { words: each, differ } = alignParts(words.words, ordinals);
      if (differ) {
        const values = { count: parts.length };
        const role = field === 'lead' || field === 'responsible' || field === 'assisting' ? field : 'due';
        found.push({ code: 'parts-differ', field: role, place: words.place, words: words.words, values });
      }
      return each.map((text) => ({ words: text, place: words.place }));
    };
    const [lead, responsible, assisting, due] = [
      aligned('lead'),
      aligned('responsible'),
      aligned('assisting'),
      aligned('due'),
    ];
    parts.forEach((part, i) => {
      const { words, initiative } = withoutStar(part.words);
      this.#structure.task?.measures.push({
        wording: words,
        place,
        initiative,
        lead: lead[i] ?? null,
        responsible: responsible[i] ?? null,
        assisting: assisting[i] ?? null,
        due: due[i] ?? null,
        doubts: i === 0 ? found : [],
      });
    });
  }

  /** A row under a measure that is merged downwards names more units for it. */
  #addUnitRow(row: number, head: Head): void {
    const measures = this.#structure.task?.measures;
    const last = measures?.pop();
    if (!measures || !last) return;
    const joined = (field: 'lead' | 'responsible' | 'assisting' | 'due'): Words | null => {
      const cell = this.#cell(row, head, field);
      const before = last[field];
      if (cell?.row !== row || cell.paragraphs.length === 0 || before === null) return before;
      return { ...before, words: [before.words, textOf(cell)].filter((w) => w !== '').join('\n') };
    };
    const more: RawMeasure = {
      ...last,
      lead: joined('lead'),
      responsible: joined('responsible'),
      assisting: joined('assisting'),
      due: joined('due'),
    };
    measures.push(more);
  }
}

/** A sheet or table whose rows hold one text each is prose in cells. */
function isProse(table: GridTable): boolean {
  return table.rows.every((row) => row.filter((cell) => cell.paragraphs.length > 0).length <= 1);
}

export function placeOf(table: GridTable | null, row: number, column: number): Place {
  return { kind: 'cell', table: table?.number ?? 0, sheet: table?.name ?? null, row, column };
}

/** A row of one cell across the table, or of nothing but a title in its first column. */
function isBand(cell: GridCell, shown: readonly GridCell[], head: Head): boolean {
  if (shown.length === 1) return true;
  const first = Math.min(...head.columns.values());
  const isHeading = /^([一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)/.test(textOf(cell));
  return cell.column <= first && isHeading;
}
