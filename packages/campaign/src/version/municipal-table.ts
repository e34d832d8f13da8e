import type { Localized } from '@qingshan/kernel';
import { readDue } from '../draft/due-text.ts';
import { placeText } from '../draft/for-people.ts';
import { textOf, type GridDocument, type GridTable } from '../draft/grid.ts';
import { Cells } from '../draft/header.ts';
import type { DraftContext, Place } from '../draft/types.ts';
import { splitUnits } from '../draft/unit-cell.ts';
import { UnitNames } from '../draft/unit-names.ts';
import type { MunicipalItem, Quantity } from './cascade.ts';

/** A row that is not taken as it stands. */
export interface MunicipalFault {
  readonly place: Place;
  readonly words: string;
  readonly text: Localized;
}

export interface MunicipalTable {
  readonly items: readonly MunicipalItem[];
  readonly faults: readonly MunicipalFault[];
}

type Field = 'id' | 'document' | 'clause' | 'words' | 'quantity' | 'unit' | 'due' | 'units';

/** Column heads of a table of municipal items. */
const HEADS: readonly (readonly [RegExp, Field])[] = [
  [/^(序号|编号|任务编号)$/, 'id'],
  [/^(文件|来源文件|文件名称|任务来源|依据)$/, 'document'],
  [/^(条款|条目|附件条目|章节|来源条款)$/, 'clause'],
  [/^(任务|任务内容|市级任务|工作任务|内容|具体内容|工作措施)$/, 'words'],
  [/^(数量|任务量|下达数量|指标值|分解数量)$/, 'quantity'],
  [/^(单位|计量单位|数量单位)$/, 'unit'],
  [/^(完成时限|时限|完成时间|时间要求)$/, 'due'],
  [/^(责任单位|区级责任单位|承担单位|责任部门)$/, 'units'],
];

const NEEDED: readonly (readonly [Field, string])[] = [
  ['document', '文件'],
  ['words', '任务内容'],
];

function plain(words: string): string {
  return words
    .normalize('NFKC')
    .replaceAll(/\s+/g, '')
    .replace(/\(.*\)$/, '');
}

function headOf(table: GridTable, cells: Cells): { row: number; columns: ReadonlyMap<Field, number> } | null {
  for (let row = 1; row <= Math.min(cells.rows, 12); row++) {
    const columns = new Map<Field, number>();
    for (let column = 1; column <= table.columns; column++) {
      const cell = cells.at(row, column);
      const field = cell && HEADS.find(([pattern]) => pattern.test(plain(textOf(cell))))?.[1];
      if (field && !columns.has(field)) columns.set(field, column);
    }
    if (columns.has('document') && columns.has('words')) return { row, columns };
  }
  return null;
}

/** Reads the rows of one table; what is not certain becomes a fault, and its row no item. */
class RowReader {
  readonly faults: MunicipalFault[] = [];
  readonly items: MunicipalItem[] = [];
  readonly #context: DraftContext;
  readonly #names: UnitNames;
  readonly #year: number;
  readonly #taken = new Set<string>();

  constructor(context: DraftContext, year: number) {
    this.#context = context;
    this.#names = new UnitNames(context.units);
    this.#year = year;
  }

  read(table: GridTable): boolean {
    const cells = new Cells(table);
    const head = headOf(table, cells);
    if (!head) return false;
    for (let row = head.row + 1; row <= cells.rows; row++) this.#row(table, cells, head.columns, row);
    return true;
  }

  #row(table: GridTable, cells: Cells, columns: ReadonlyMap<Field, number>, row: number): void {
    const before = this.faults.length;
    const fieldAt = (field: Field): { words: string; place: Place } => {
      const column = columns.get(field) ?? 1;
      const cell = columns.has(field) ? cells.at(row, column) : undefined;
      const place = { kind: 'cell', table: table.number, sheet: table.name, row: cell?.row ?? row, column } as const;
      return { words: cell ? textOf(cell).trim() : '', place };
    };
    const [first, last] = [cells.at(row, 1), cells.at(row, table.columns)];
    const isBand = first !== undefined && first === last;
    const all = [...columns.keys()].map((field) => fieldAt(field).words).join('');
    if (all === '' || isBand) return;
    for (const [field, name] of NEEDED) {
      const { words, place } = fieldAt(field);
      if (words === '') this.#fault(place, words, `没有写${name}`, `no ${field} is written`);
    }
    const item: MunicipalItem = {
      id: this.#id(fieldAt('id')),
      document: fieldAt('document').words,
      clause: fieldAt('clause').words,
      words: fieldAt('words').words,
      quantity: this.#quantity(fieldAt('quantity'), fieldAt('unit').words),
      due: this.#due(fieldAt('due')),
      units: this.#units(fieldAt('units')),
    };
    if (this.faults.length === before) this.items.push(item);
  }

  #fault(place: Place, words: string, zh: string, en: string): void {
    const where = placeText(place);
    this.faults.push({ place, words, text: { zh: `${where.zh}：${zh}`, en: `${where.en}: ${en}` } });
  }

  #id({ words, place }: { words: string; place: Place }): string {
    if (words === '') this.#fault(place, words, '没有编号', 'the item has no number');
    else if (this.#taken.has(words))
      this.#fault(place, words, `编号“${words}”重复`, `the number “${words}” is repeated`);
    this.#taken.add(words);
    return words;
  }

  #quantity({ words, place }: { words: string; place: Place }, unit: string): Quantity | null {
    if (/^[-—－无/]?$/.test(words)) return null;
    const m = /^(\d+(?:\.\d+)?)\s*(\D*)$/.exec(words.normalize('NFKC').replaceAll(/[,\s]/g, ''));
    const named = m?.[2] || unit;
    if (m?.[1] !== undefined && named) return { value: m[1], unit: named };
    this.#fault(
      place,
      words,
      m ? `数量“${words}”没有计量单位` : `数量“${words}”不是数字`,
      m ? `the amount “${words}” has no unit` : `the amount “${words}” is no number`,
    );
    return null;
  }

  #due({ words, place }: { words: string; place: Place }): string | null {
    if (words === '') return null;
    const { due, code } = readDue(words, this.#year, this.#context.terms);
    if (code === null) return due?.kind === 'date' ? due.date : null;
    this.#fault(place, words, `完成时限“${words}”无法确定`, `the due date “${words}” is not certain`);
    return null;
  }

  #units({ words, place }: { words: string; place: Place }): readonly string[] {
    const towns = this.#context.towns.map((town) => town.id);
    const ids = splitUnits(words).flatMap((part) => {
      const { units, code } = this.#names.read(part);
      if (code === null) return units.flatMap((id) => (id === 'towns' ? towns : [id]));
      this.#fault(place, part, `单位“${part}”无法确定`, `the unit “${part}” is not certain`);
      return [];
    });
    return [...new Set(ids)];
  }
}

/**
 * Reads municipal items from a table with the columns 编号、文件、条款、任务内容、数量、单位、完成时限、责任单位 (the first,
 * second and fourth are needed). Nothing is guessed: a row of which something is not certain is a fault and no item.
 *
 * @param year in which dates without one lie
 * @returns `null` when no table has these columns
 */
export function readMunicipalItems(document: GridDocument, context: DraftContext, year: number): MunicipalTable | null {
  const reader = new RowReader(context, year);
  const found = document.blocks.map((block) => block.kind === 'table' && reader.read(block));
  return found.includes(true) ? { items: reader.items, faults: reader.faults } : null;
}
