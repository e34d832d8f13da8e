import { DAY_SECONDS, parseDay, parseMoment } from '@qingshan/kernel';
import { columnsOf, unitText, type Column } from '../engine/columns.ts';
import { cellText, isPosition } from '../engine/show-value.ts';
import type { Entry, FieldType, RegisterContext, RegisterDefinition, Value } from '../engine/types.ts';
import { columnLetters, type Sheet, type SheetCell, type Style } from './write-xlsx.ts';

/** Day number of 1970-01-01 in spreadsheets. */
const EPOCH_SERIAL = 25_569;
/** Sheet with the allowed words. */
export const WORDS_SHEET = '词表';
const SHEET_NAME_LENGTH = 31;

type Names = Pick<RegisterContext, 'towns' | 'units'>;

const STYLE_OF: Readonly<Record<FieldType, Style>> = {
  text: 'text',
  integer: 'integer',
  number: 'number',
  date: 'date',
  month: 'text',
  time: 'time',
  boolean: 'text',
  enum: 'text',
  'multi-enum': 'text',
  town: 'text',
  unit: 'text',
  position: 'degrees',
  attachment: 'text',
  reference: 'text',
};

function serialOf(field: FieldType, value: string): number | null {
  if (field === 'date') {
    const day = parseDay(value);
    return day === null ? null : day + EPOCH_SERIAL;
  }
  const moment = parseMoment(value);
  return moment === null ? null : moment / DAY_SECONDS + EPOCH_SERIAL;
}

function cellValue({ field, part }: Column, value: Value | undefined, names: Names): string | number | null {
  if (value === undefined) return null;
  if (isPosition(value)) return part === null ? null : value[part];
  if (typeof value === 'number') return value;
  if (typeof value === 'string' && (field.type === 'date' || field.type === 'time')) {
    return serialOf(field.type, value) ?? value;
  }
  return cellText(field, value, names);
}

/** Head with the unit in brackets and a star where the column is required: `面积（m²）*`. */
export function headOf(column: Column): string {
  const unit = unitText(column.field);
  return `${column.head}${unit === '' ? '' : `（${unit}）`}${column.field.required ? '*' : ''}`;
}

/** Name of the sheet with the entries. */
export function sheetName(definition: RegisterDefinition): string {
  return definition.name.zh.slice(0, SHEET_NAME_LENGTH);
}

/** The words that may stand in a column, where they are listed. */
export function allowedWords({ field, part }: Column, names: Names): readonly string[] {
  if (part !== null) return [];
  if (field.type === 'enum' || field.type === 'multi-enum') return field.words.map((w) => w.zh);
  if (field.type === 'boolean') return ['是', '否'];
  if (field.type === 'town') return names.towns.map((t) => t.name.zh);
  return field.type === 'unit' ? names.units.map((u) => u.name.zh) : [];
}

/** The sheet of words: one column for each listed column, in their order. */
export function wordsSheet(definition: RegisterDefinition, names: Names): Sheet {
  const lists = listedColumns(definition, names);
  const height = Math.max(0, ...lists.map(({ words }) => words.length));
  const head = lists.map(({ column }): SheetCell => ({ value: column.head, style: 'head' }));
  const rows = Array.from({ length: height }, (_, i) =>
    lists.map(({ words }): SheetCell | null => {
      const word = words[i];
      return word === undefined ? null : { value: word, style: 'text' };
    }),
  );
  return {
    name: WORDS_SHEET,
    rows: [head, ...rows],
    widths: lists.map(() => 18),
    frozen: 1,
    lists: [],
    print: 'fitted',
  };
}

interface ListedColumn {
  readonly column: Column;
  readonly index: number;
  readonly words: readonly string[];
}

function listedColumns(definition: RegisterDefinition, names: Names): ListedColumn[] {
  return columnsOf(definition)
    .map((column, index) => ({ column, index, words: allowedWords(column, names) }))
    .filter(({ words }) => words.length > 0);
}

function widthOf(column: Column): number {
  if (column.field.type === 'text') return column.field.maxLength > 100 ? 30 : 20;
  return Math.max(11, [...column.head].length * 2 + 4);
}

/** The sheet of entries: one head row, one row an entry, lists of allowed words. */
export function entriesSheet(definition: RegisterDefinition, entries: readonly Entry[], names: Names): Sheet {
  const columns = columnsOf(definition);
  const head = columns.map((column): SheetCell => ({
    value: headOf(column),
    style: column.field.required ? 'required' : 'head',
  }));
  const rows = entries.map((entry) =>
    columns.map((column): SheetCell | null => {
      const value = cellValue(column, entry.values[column.field.id], names);
      return value === null ? null : { value, style: STYLE_OF[column.field.type] };
    }),
  );
  const lists = listedColumns(definition, names).flatMap(({ column, index, words }, i) => {
    const letters = columnLetters(i);
    // Several words in one cell are typed; a list would allow only one.
    if (column.field.type === 'multi-enum') return [];
    return [{ column: index, range: `${WORDS_SHEET}!$${letters}$2:$${letters}$${words.length + 1}` }];
  });
  return {
    name: sheetName(definition),
    rows: [head, ...rows],
    widths: columns.map(widthOf),
    columnStyles: columns.map((column) => STYLE_OF[column.field.type]),
    frozen: 1,
    lists,
    print: { wide: 2 },
  };
}
