import type { Actor } from '@qingshan/campaign';
import {
  checkRows,
  diffEntries,
  fieldOf,
  findDuplicates,
  makeFinding,
  readRegister,
  type Entry,
  type Finding,
  type RegisterContext,
  type RegisterDefinition,
  type RegisterRow,
} from '@qingshan/registers';
import type { Reach } from '../people/rule.ts';
import type { BookEntry, Books } from './books.ts';
import type { EntryChange, RowFinding } from './ports.ts';
import { cellsOf } from './show.ts';

/** What a workbook would change, row by row. */
export interface CheckedWorkbook {
  readonly rows: number;
  readonly changes: readonly EntryChange[];
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Rows that are left out */
  readonly refused: number;
  /** Rows that are taken over and should be looked at */
  readonly doubtful: number;
  readonly findings: readonly RowFinding[];
  /** What is wrong with the workbook as a whole, or `null` */
  readonly unreadable: Finding | null;
  /** Newest version of the register that was compared with */
  readonly seen: number;
}

interface Importer {
  readonly actor: Actor;
  readonly reach: Reach;
}

/** Rows after which others get their turn, and the progress is told */
const AT_ONCE = 100;

const others = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A column that the workbook does not have says nothing of its field: what is stored stays. */
function withStored(
  definition: RegisterDefinition,
  row: RegisterRow,
  columns: ReadonlySet<string>,
  stored: ReadonlyMap<string, BookEntry>,
  context: RegisterContext,
): RegisterRow {
  const entry = stored.get(String(row.cells['id'] ?? '').trim());
  if (!entry) return row;
  const kept = Object.entries(cellsOf(definition, entry.values, context)).filter(
    ([column]) => !columns.has(column) && !columns.has(column.split('.')[0] ?? ''),
  );
  return kept.length === 0 ? row : { ...row, cells: { ...Object.fromEntries(kept), ...row.cells } };
}

function unitName(books: Books, reach: Reach): { zh: string; en: string } {
  const own = books.workspace.district.units.find((unit) => reach !== 'all' && reach.includes(unit.id));
  return own?.name ?? { zh: '本单位', en: 'your unit' };
}

/** Both the entry as it stands and what would become of it must be theirs. */
function isOwn(
  books: Books,
  definition: RegisterDefinition,
  entry: Entry,
  before: BookEntry | undefined,
  reach: Reach,
) {
  return books.writes(definition, entry, reach) && (!before || books.writes(definition, before, reach));
}

/** Entries of the workbook that are suspected to be the same as another one, in it or in the register. */
function twinFindings(
  definition: RegisterDefinition,
  stored: readonly BookEntry[],
  taken: ReadonlyMap<string, { readonly row: number; readonly entry: Entry; readonly isNew: boolean }>,
): RowFinding[] {
  const all = [...stored.filter((e) => !taken.has(e.key)), ...[...taken.values()].map((t) => t.entry)];
  return findDuplicates(definition, all).flatMap(({ fields, keys }) =>
    keys.flatMap((key): RowFinding[] => {
      const here = taken.get(key);
      if (!here?.isNew) return [];
      const names = fields.map((id) => fieldOf(definition, id)?.name ?? { zh: id, en: id });
      const text = { zh: names.map((n) => n.zh).join('、'), en: names.map((n) => n.en).join(', ') };
      const numbers = keys.filter((other) => other !== key).slice(0, 5);
      const finding = makeFinding('suspected-duplicate', {}, { others: numbers.join('、'), fields: text });
      return [{ ...finding, row: here.row, key }];
    }),
  );
}

/**
 * Reads and checks a workbook against the register as it stands. Writes nothing.
 *
 * @param progress told every hundred rows; others get their turn then
 */
export async function checkWorkbook(
  books: Books,
  register: string,
  bytes: Uint8Array,
  { reach }: Importer,
  progress: (rows: number, checked: number) => Promise<void>,
): Promise<CheckedWorkbook> {
  const definition = books.definition(register);
  await others();
  const read = readRegister(definition, bytes, { numbers: 'assigned' });
  const columns = new Set(read.columns);
  const seen = await books.workspace.registry.registers.version(register);
  const all = await books.all(register);
  const stored = new Map(all.map((entry) => [entry.key, entry]));
  const plain = await books.context(definition);
  const context = columns.has('id') ? plain : { ...plain, newKey: await books.numbers(register) };
  const findings: RowFinding[] = read.findings.map((f) => ({ ...f, row: null, key: '' }));
  const taken = new Map<string, { row: number; entry: Entry; isNew: boolean }>();
  const changes: EntryChange[] = [];
  const counts = { added: 0, changed: 0, unchanged: 0, refused: 0 };
  const rows = read.rows.map((row) => withStored(definition, row, columns, stored, plain));
  let checked = 0;
  await progress(rows.length, 0);
  for (const report of checkRows(definition, rows, context)) {
    const { row, entry } = report;
    const before = stored.get(entry.key);
    const strange = report.accepted && !isOwn(books, definition, entry, before, reach);
    const own: Finding[] = strange ? [makeFinding('not-own', {}, { unit: unitName(books, reach) })] : [];
    for (const f of [...report.findings, ...own]) findings.push({ ...f, row, key: entry.key });
    if (report.accepted && !strange) {
      const isNew = !before || before.version.withdrawn;
      const same = !isNew && diffEntries(definition, before, entry).length === 0;
      counts[same ? 'unchanged' : isNew ? 'added' : 'changed'] += 1;
      taken.set(entry.key, { row, entry, isNew });
      const { key, values } = entry;
      if (!same) changes.push({ key, expected: before?.version.seq ?? 0, values, withdrawn: false });
    } else {
      counts.refused += 1;
    }
    checked += 1;
    if (checked % AT_ONCE !== 0) continue;
    await progress(rows.length, checked);
    await others();
  }
  findings.push(
    ...twinFindings(
      definition,
      all.filter((e) => !e.version.withdrawn),
      taken,
    ),
  );
  const doubtful = new Set(findings.filter((f) => f.severity === 'doubtful' && taken.has(f.key)).map((f) => f.row));
  const unreadable = read.findings.find((f) => f.severity === 'refused') ?? null;
  return { rows: rows.length, changes, ...counts, doubtful: doubtful.size, findings, unreadable, seen };
}
