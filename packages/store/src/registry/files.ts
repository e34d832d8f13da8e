import type { StoredFile } from '@qingshan/app';
import type { Kysely, Selectable } from 'kysely';
import type { RegistrySchema } from './schema.ts';

type Db = Kysely<RegistrySchema>;

function toFile(row: Selectable<RegistrySchema['file']>): StoredFile {
  const { id, name, type, size, longitude, latitude } = row;
  return {
    id,
    name,
    type,
    size,
    takenAt: row.taken_at === null ? null : Number(row.taken_at),
    place: longitude === null || latitude === null ? null : { longitude, latitude },
    by: row.uploaded_by,
    at: Number(row.uploaded_at),
  };
}

export async function fileOf(db: Db, id: string): Promise<StoredFile | null> {
  const row = await db.selectFrom('file').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? toFile(row) : null;
}

/** The first facts of a file stay, whoever brings it again. */
export async function addFile(db: Db, file: StoredFile): Promise<StoredFile> {
  await db
    .insertInto('file')
    .values({
      id: file.id,
      name: file.name,
      type: file.type,
      size: file.size,
      taken_at: file.takenAt,
      longitude: file.place?.longitude ?? null,
      latitude: file.place?.latitude ?? null,
      uploaded_by: file.by,
      uploaded_at: file.at,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  return (await fileOf(db, file.id)) ?? file;
}
