import type { Actor } from '@qingshan/campaign';
import { mask, writeRegister } from '@qingshan/registers';
import type { ProducedFile } from '../produced-file.ts';
import type * as views from '../views/index.ts';
import type { Books } from './books.ts';
import { chosenEntries } from './entries.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** An empty workbook to fill in. @throws QingshanError `not-found` */
export async function registerTemplate(books: Books, id: string): Promise<ProducedFile> {
  const definition = books.definition(id);
  const bytes = writeRegister(definition, [], await books.context(definition));
  return { name: `${definition.name.zh}-模板.xlsx`, type: XLSX, bytes };
}

/**
 * The entries that are asked for, in the layout in which they are imported: taken back they change nothing. What the
 * reader may not see, or nobody may take out, is masked; the workbook then says so and is not taken back.
 *
 * @throws QingshanError `not-found`
 */
export async function exportRegister(
  books: Books,
  id: string,
  query: views.EntryQuery,
  actor: Actor,
): Promise<ProducedFile & { readonly entries: number }> {
  const definition = books.definition(id);
  const chosen = await chosenEntries(books, id, query, actor);
  const entries = chosen.map(({ register, key, values }) =>
    mask(definition, { register, key, values }, actor.role, true),
  );
  const summaries = await books.workspace.registry.registers.summaries();
  const sample = summaries.find((s) => s.register === id)?.simulated ?? false;
  const bytes = writeRegister(definition, entries, await books.context(definition), { sample });
  const name = `${definition.name.zh}-${books.today}.xlsx`;
  return { name, type: XLSX, bytes, entries: entries.length };
}
