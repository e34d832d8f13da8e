import { type ClauseRef, unitFactor, type QingshanError } from '@qingshan/kernel';
import {
  rowBasisSchema,
  rowCellsSchema,
  rowContentSchema,
  rowKeysSchema,
  tableSchema,
  type Cell,
  type RawTable,
} from './schema.ts';
import type { Figure, Parameter, StandardTable } from './types.ts';
import type { Place, YamlFile } from './yaml-file.ts';

/** What the tables of an edition need to know of it. */
export interface TableOwner {
  /** `gb-3095-2012` */
  readonly id: string;
  /** `GB 3095-2012` */
  readonly number: string;
  readonly parameters: ReadonlyMap<string, Parameter>;
}

type Content = Pick<Figure, 'value' | 'values' | 'text'>;
type Address = Record<string, string>;

/** A table file while it is read. `columns` is empty where every row is one figure. */
interface Reading {
  readonly file: YamlFile;
  readonly owner: TableOwner;
  readonly table: RawTable;
  readonly column: string | null;
  readonly columns: readonly string[];
  /** All that a row may say */
  readonly words: ReadonlySet<string>;
}

const NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * Reads one table; its name is the file's up to the first dot.
 *
 * @throws QingshanError `bad-standard`
 */
export function parseTable(file: YamlFile, owner: TableOwner): StandardTable {
  const table = file.check(tableSchema, file.data);
  const [column, columns] = Object.entries(table.across ?? {})[0] ?? [null, []];
  const contents = column === null ? Object.keys(rowContentSchema.shape) : columns;
  const words = new Set([...table.keys, ...Object.keys(rowBasisSchema.shape), ...contents]);
  const reading = { file, owner, table, column, columns, words };
  return {
    name: tableName(file),
    title: table.title,
    keys: column === null ? table.keys : [...table.keys, column],
    valid: table.valid ?? null,
    figures: figuresOf(reading),
  };
}

function figuresOf(reading: Reading): Figure[] {
  const { file, table } = reading;
  const figures = new Map<string, Figure>();
  for (const [index, row] of table.figures.entries()) {
    const at = ['figures', index];
    for (const figure of figuresOfRow(reading, row, at)) {
      const address = JSON.stringify(figure.keys);
      if (figures.has(address)) {
        throw file.fault(at, { zh: `重复的数值 ${address}`, en: `a second figure for ${address}` });
      }
      figures.set(address, figure);
    }
  }
  return [...figures.values()];
}

function figuresOfRow(reading: Reading, row: Readonly<Record<string, unknown>>, at: Place): Figure[] {
  const { file, owner, table, words } = reading;
  const stranger = Object.keys(row).find((k) => !words.has(k));
  if (stranger !== undefined) {
    throw file.fault([...at, stranger], { zh: `不认识的键“${stranger}”`, en: `unknown key “${stranger}”` });
  }
  const figures: Figure[] = [];
  for (const [cell, content] of contentsOf(reading, row, at)) {
    const basis = basisOf(reading, row, at, content);
    for (const keys of addressesOf(file.check(rowKeysSchema(table.keys), row, at))) {
      const own = { ...keys, ...cell };
      const clause = { ...basis.clause, figures: [figureId(reading, own)] };
      const figure = { keys: own, ...content, ...basis, clause };
      checkParameter(file, at, figure, owner);
      figures.push(figure);
    }
  }
  return figures;
}

/** Names a figure within its edition, so that people can confirm it: table, stage if there are any, keys. */
function figureId({ file, table }: Reading, keys: Address): string {
  const at = Object.entries(keys)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([key, value]) => `${key}=${value}`);
  const stage = table.valid ? `@${table.valid.from}` : '';
  return `${tableName(file)}${stage}/${at.join(',')}`;
}

function tableName(file: YamlFile): string {
  return file.path.slice(file.path.lastIndexOf('/') + 1).split('.')[0] ?? file.path;
}

/** `{ a: [x, y], b: z }` stands for `{ a: x, b: z }` and `{ a: y, b: z }`. */
function addressesOf(keys: Readonly<Record<string, string | string[]>>): Address[] {
  let addresses: Address[] = [{}];
  for (const [key, at] of Object.entries(keys)) {
    const values = [at].flat();
    addresses = addresses.flatMap((address) => values.map((value) => Object.assign({}, address, { [key]: value })));
  }
  return addresses;
}

/** What a row says, with the key of the column in which it says so. */
function contentsOf(reading: Reading, row: unknown, at: Place): [Address, Content][] {
  const { file, column, columns } = reading;
  if (column === null) {
    const content = contentOf(file.check(rowContentSchema, row, at));
    if (content.value !== null && content.values !== null) {
      throw file.fault(at, { zh: '“value”和“values”只能有一个', en: 'both “value” and “values”' });
    }
    if (Object.values(content).every((x) => x === null)) throw noContent(reading, at);
    return [[{}, content]];
  }
  const found: [Address, Content][] = [];
  for (const [name, cell] of Object.entries(file.check(rowCellsSchema(columns), row, at))) {
    if (cell !== undefined) found.push([{ [column]: name }, contentOfCell(cell)]);
  }
  if (found.length === 0) throw noContent(reading, at);
  return found;
}

function noContent({ file }: Reading, at: Place): QingshanError {
  return file.fault(at, { zh: '这一行没有数值', en: 'the row has no figure' });
}

function contentOf(row: { [K in keyof Content]?: Content[K] | undefined }): Content {
  return { value: row.value ?? null, values: row.values ?? null, text: row.text ?? null };
}

function contentOfCell(cell: Cell): Content {
  if (typeof cell === 'string') return contentOf({ value: cell });
  return Array.isArray(cell) ? contentOf({ values: cell }) : contentOf({ text: cell });
}

function isNumeric(content: Content): boolean {
  return [content.value, ...(content.values ?? [])].some((x) => x !== null && NUMBER.test(x));
}

/** Unit, clause and note of a row, with the table's own where the row does not say otherwise. Words have no unit. */
function basisOf(
  { file, owner, table }: Reading,
  row: unknown,
  at: Place,
  content: Content,
): Pick<Figure, 'unit' | 'note'> & { readonly clause: Omit<ClauseRef, 'figures'> } {
  const own = file.check(rowBasisSchema, row, at);
  const clause = own.clause ?? table.clause;
  const certainty = own.certainty ?? table.certainty;
  const unit = isNumeric(content) ? (own.unit ?? table.unit) : null;
  if (clause === undefined) throw file.fault(at, { zh: '缺少条款（clause）', en: 'the clause is missing' });
  if (certainty === undefined)
    throw file.fault(at, { zh: '缺少把握程度（certainty）', en: 'the certainty is missing' });
  if (unit === undefined) throw file.fault(at, { zh: '缺少单位（unit）', en: 'the unit is missing' });
  return { unit, clause: { edition: owner.id, document: owner.number, clause, certainty }, note: own.note ?? null };
}

/** A concentration is in the unit of its parameter, so that CO in ug/m3 is noticed here and not in a verdict. */
function checkParameter(file: YamlFile, at: Place, figure: Figure, owner: TableOwner): void {
  const named = figure.keys['parameter'];
  const parameter = owner.parameters.get(named ?? figure.keys['item']?.split('-')[0] ?? '');
  if (named !== undefined && !parameter) {
    throw file.fault(at, { zh: `没有监测项目“${named}”`, en: `no parameter “${named}”` });
  }
  if (!parameter || figure.unit === null || figure.unit === parameter.unit) return;
  if (unitFactor(figure.unit, parameter.unit) !== null) {
    const why = { zh: `单位应为 ${parameter.unit}`, en: `the unit of ${parameter.id} is ${parameter.unit}` };
    throw file.fault(at, why);
  }
}
