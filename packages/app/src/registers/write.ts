import type { Actor } from '@qingshan/campaign';
import { formatMoment, QingshanError } from '@qingshan/kernel';
import {
  diffEntries,
  maySee,
  validateEntry,
  type Cells,
  type Finding,
  type RegisterDefinition,
  type Validated,
} from '@qingshan/registers';
import type { Reach } from '../people/rule.ts';
import type { BookEntry, Books } from './books.ts';
import { entryFor } from './entry-page.ts';
import { cellsOf } from './show.ts';

/** Writing one entry by hand. Each returns the key and what was noticed. */
interface Written {
  readonly key: string;
  readonly notes: readonly Finding[];
}

export interface Writer {
  readonly actor: Actor;
  readonly reach: Reach;
}

function refusal({ findings }: Validated): QingshanError {
  const refused = findings.filter((f) => f.severity === 'refused');
  const texts = { zh: refused.map((f) => f.text.zh).join(''), en: refused.map((f) => f.text.en).join(' ') };
  const fields = refused.map(({ column, text }) => ({ path: column ?? '', text }));
  return new QingshanError('bad-entry', { why: texts }, fields);
}

function checkOwn(books: Books, definition: RegisterDefinition, entry: Validated['entry'], reach: Reach): void {
  if (books.writes(definition, entry, reach)) return;
  const what = { zh: '登记外单位的条目', en: 'write entries of other units' };
  throw new QingshanError('not-allowed', { what });
}

/** What the writer may not see stays as it is, whatever the form says of it. */
function withHidden(definition: RegisterDefinition, cells: Cells, stored: Cells, role: string): Cells {
  const visible = new Set(definition.fields.filter((f) => maySee(f, role)).map((f) => f.id));
  const seen = (cell: readonly [string, unknown]): boolean => visible.has(cell[0].split('.')[0] ?? '');
  return Object.fromEntries([...Object.entries(cells).filter(seen), ...Object.entries(stored).filter((c) => !seen(c))]);
}

/** @throws QingshanError `bad-entry` with the fields that are wrong, `not-allowed` */
export async function addEntry(books: Books, id: string, cells: Cells, { actor, reach }: Writer): Promise<Written> {
  const definition = books.definition(id);
  const context = { ...(await books.context(definition)), newKey: await books.numbers(id) };
  const validated = validateEntry(definition, cells, context);
  if (!validated.accepted) throw refusal(validated);
  const { entry, findings } = validated;
  checkOwn(books, definition, entry, reach);
  if (await books.entry(id, entry.key)) {
    const why = { zh: `编号“${entry.key}”已有条目，请换一个。`, en: `Number “${entry.key}” is taken; choose another.` };
    throw new QingshanError('bad-entry', { why }, [{ path: 'id', text: why }]);
  }
  const change = { key: entry.key, expected: 0, values: entry.values, withdrawn: false };
  await books.workspace.registry.registers.write(id, [change], books.campaign.act(actor));
  return { key: entry.key, notes: findings };
}

function checkSeen({ version }: BookEntry, seen: number): void {
  if (version.seq === seen) return;
  const when = formatMoment(version.at).replace('T', ' ');
  throw new QingshanError('changed-meanwhile', { who: version.by.name, when });
}

/** @throws QingshanError `not-found`, `bad-entry`, `changed-meanwhile`, `not-allowed`, `wrong-state` */
export async function changeEntry(
  books: Books,
  id: string,
  key: string,
  input: { readonly cells: Cells; readonly seen: number },
  { actor, reach }: Writer,
): Promise<Written> {
  const definition = books.definition(id);
  const before = await entryFor(books, id, key, actor);
  checkOwn(books, definition, before, reach);
  checkState(before, false);
  checkSeen(before, input.seen);
  const context = await books.context(definition);
  const cells = withHidden(definition, input.cells, cellsOf(definition, before.values, context), actor.role);
  const validated = validateEntry(definition, { ...cells, id: key }, context);
  if (!validated.accepted) throw refusal(validated);
  const { entry, findings } = validated;
  if (diffEntries(definition, before, entry).length > 0) {
    const change = { key, expected: input.seen, values: entry.values, withdrawn: false };
    await books.workspace.registry.registers.write(id, [change], books.campaign.act(actor));
  }
  return { key, notes: findings };
}

const STATES = { true: { zh: '已撤出', en: 'withdrawn' }, false: { zh: '在册', en: 'in the register' } } as const;

function checkState({ version }: BookEntry, withdrawn: boolean): void {
  if (version.withdrawn === withdrawn) return;
  const verb = withdrawn ? { zh: '恢复', en: 'restored' } : { zh: '修改或撤出', en: 'changed or withdrawn' };
  throw new QingshanError('wrong-state', { state: STATES[version.withdrawn ? 'true' : 'false'], verb });
}

/** Withdraws an entry, or restores it as it was. @throws QingshanError `not-found`, `changed-meanwhile`, `wrong-state` */
export async function setWithdrawn(
  books: Books,
  id: string,
  key: string,
  to: { readonly withdrawn: boolean; readonly seen: number },
  { actor, reach }: Writer,
): Promise<Written> {
  const before = await entryFor(books, id, key, actor);
  checkOwn(books, books.definition(id), before, reach);
  checkState(before, !to.withdrawn);
  checkSeen(before, to.seen);
  const change = { key, expected: to.seen, values: before.values, withdrawn: to.withdrawn };
  await books.workspace.registry.registers.write(id, [change], books.campaign.act(actor));
  return { key, notes: [] };
}
