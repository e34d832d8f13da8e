import type { RegisterImport } from '@qingshan/app';
import type { Act, ActorRole } from '@qingshan/campaign';
import { QingshanError } from '@qingshan/kernel';
import type { Kysely, Selectable } from 'kysely';
import type { RegistrySchema } from './schema.ts';

type Db = Kysely<RegistrySchema>;
type Row = Selectable<RegistrySchema['register_import']> & { readonly undone_by: number | null };

function toImport(row: Row): RegisterImport {
  const { id, register, file, added, changed, unchanged, refused, simulated, undoes } = row;
  return {
    id,
    register,
    file,
    added,
    changed,
    unchanged,
    refused,
    simulated,
    at: Number(row.at),
    by: { id: row.by_id, name: row.by_name, role: row.by_role as ActorRole, unit: row.by_unit },
    undoneBy: row.undone_by,
    undoes,
  };
}

function imports(db: Db) {
  return db
    .selectFrom('register_import as i')
    .leftJoin('register_import as u', 'u.undoes', 'i.id')
    .selectAll('i')
    .select('u.id as undone_by');
}

export async function insertImport(
  db: Db,
  batch: Omit<RegisterImport, 'id' | 'at' | 'by' | 'undoneBy'>,
  { by, at }: Act,
): Promise<RegisterImport> {
  const actor = { at, by_id: by.id, by_name: by.name, by_role: by.role, by_unit: by.unit };
  const { register, file, added, changed, unchanged, refused, simulated, undoes } = batch;
  const row = await db
    .insertInto('register_import')
    .values({ register, file, added, changed, unchanged, refused, simulated, undoes, ...actor })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toImport({ ...row, undone_by: null });
}

/** @throws QingshanError `not-found` */
export async function importById(db: Db, id: number): Promise<RegisterImport> {
  const row = await imports(db).where('i.id', '=', id).executeTakeFirst();
  if (!row)
    throw new QingshanError('not-found', { what: { zh: '台账导入', en: 'import of a register' }, id, hint: '' });
  return toImport(row);
}

/** The newest first. */
export async function importsOf(db: Db, register: string): Promise<RegisterImport[]> {
  return (await imports(db).where('i.register', '=', register).orderBy('i.id', 'desc').execute()).map(toImport);
}
