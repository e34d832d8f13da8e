import { snap } from '@qingshan/kernel';
import { checkPattern } from './patterns.ts';
import { readDate, readMonth, readTime } from './read-date.ts';
import { readNumber } from './read-number.ts';
import { readBoolean, readPlace, readWord, readWords, splitList } from './read-word.ts';
import { fault, value, type Reading } from './reading.ts';
import type { Cell, Field, FieldOf, RegisterContext } from './types.ts';

/** Written where a cell stays empty. */
const BLANK = /^[-—–―/\\.]*$/;
/** Written where nothing is known; in a text they may mean something and are kept. */
const NOTHING = new Set(['无', '暂无', '不详', '未知', '待定', '空', 'n/a', 'na', 'null', 'none']);
const ERROR_CELL = /^#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!)$/;

/** What a cell holds, as text without blanks around it. */
export function rawText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  return typeof cell === 'number' ? (Number.isFinite(cell) ? snap(cell).toFixed() : '') : cell.trim();
}

/** The text in plain width: `１２` is `12`. */
export function plainWidth(text: string): string {
  return text.normalize('NFKC').trim();
}

function readText(field: FieldOf<'text'>, text: string): Reading {
  if (field.pattern === undefined) {
    return [...text].length > field.maxLength ? fault('too-long', { limit: field.maxLength }) : value(text);
  }
  const { text: tidied, why } = checkPattern(field.pattern, text);
  return why === null ? value(tidied) : fault('bad-pattern', { why });
}

function readReference(field: FieldOf<'reference'>, text: string, { keys }: RegisterContext): Reading {
  const key = plainWidth(text);
  return keys && !keys(field.register).has(key) ? fault('unknown-reference') : value(key);
}

function readPast(reading: Reading, past: boolean, today: string | null): Reading {
  const read = reading.value;
  if (!past || today === null || typeof read !== 'string' || read.slice(0, 10) <= today.slice(0, read.length))
    return reading;
  return { ...reading, faults: [...reading.faults, { code: 'in-future', values: { today } }] };
}

function readByType(field: Field, text: string, context: RegisterContext): Reading {
  const plain = plainWidth(text);
  switch (field.type) {
    case 'text':
      return readText(field, text);
    case 'integer':
    case 'number':
      return readNumber(field, plain);
    case 'date':
      return readPast(readDate(plain), field.past, context.today);
    case 'month':
      return readPast(readMonth(plain), field.past, context.today);
    case 'time':
      return readPast(readTime(plain), field.past, context.today);
    case 'boolean':
      return readBoolean(plain);
    case 'enum':
      return readWord(field, text);
    case 'multi-enum':
      return readWords(field, text);
    case 'town':
      return readPlace(context.towns, text, context.district);
    case 'unit':
      return readPlace(context.units, text, context.district);
    case 'attachment':
      return value(splitList(text));
    case 'reference':
      return readReference(field, text, context);
    case 'position':
      return { faults: [] };
  }
}

function knowsWord(field: Field, text: string): boolean {
  if (field.type === 'boolean') return text === '无';
  if (field.type !== 'enum' && field.type !== 'multi-enum') return false;
  return readWord({ ...field, type: 'enum' }, text).value !== undefined;
}

/** Reads one cell of a field that has one. An empty cell has neither value nor fault. */
export function readCell(field: Field, cell: Cell | undefined, context: RegisterContext): Reading {
  const text = rawText(cell);
  if (BLANK.test(text)) return { faults: [] };
  if (ERROR_CELL.test(text)) return fault('error-cell');
  if (field.type !== 'text' && NOTHING.has(text.toLowerCase()) && !knowsWord(field, text))
    return fault('read-as-empty');
  return readByType(field, text, context);
}
