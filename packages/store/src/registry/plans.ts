import type { DraftContent, DraftRecord, PlanRegistry, VersionRecord } from '@qingshan/app';
import { formatMoment, QingshanError } from '@qingshan/kernel';
import { sql, type Kysely, type Selectable } from 'kysely';
import type { RegistrySchema } from './schema.ts';

type Db = Kysely<RegistrySchema>;

const DRAFT_COLUMNS = ['id', 'kind', 'name', 'file', 'year', 'counts', 'doubts', 'drafted_by', 'drafted_at'] as const;

function toDraft(row: Omit<Selectable<RegistrySchema['plan_draft']>, 'content'>): DraftRecord {
  const { id, kind, name, file, year, counts, doubts, drafted_by: by, drafted_at: at } = row;
  return { id, kind, name, file, year, counts, doubts, by, at: Number(at) };
}

function toVersion(row: Selectable<RegistrySchema['plan_version']>): VersionRecord {
  const { issued_by: by, issued_at: at, ...rest } = row;
  return { ...rest, by, at: Number(at) };
}

async function addDraft(db: Db, draft: Omit<DraftRecord, 'id'>, content: DraftContent): Promise<DraftRecord> {
  const { kind, name, file, year, counts, doubts, by, at } = draft;
  const row = await db
    .insertInto('plan_draft')
    .values({
      kind,
      name,
      file,
      year,
      counts: JSON.stringify(counts),
      doubts,
      content: JSON.stringify(content),
      drafted_by: by,
      drafted_at: at,
    })
    .returning(DRAFT_COLUMNS)
    .executeTakeFirstOrThrow();
  return toDraft(row);
}

/** One issue at a time, so that ids are in the order in which versions become visible. */
async function addVersion(db: Db, version: Omit<VersionRecord, 'id'>): Promise<VersionRecord> {
  const { by, at, content, ...rest } = version;
  if (at === null) throw new Error('a version is issued at a moment');
  return db.transaction().execute(async (transaction) => {
    await sql`LOCK TABLE plan_version IN EXCLUSIVE MODE`.execute(transaction);
    const taken = await transaction
      .selectFrom('plan_version')
      .select(['issued_by', 'issued_at'])
      .where((where) =>
        where.or([
          where.and([where('plan', '=', rest.plan), where('version', '=', rest.version)]),
          where('draft', '=', rest.draft),
        ]),
      )
      .executeTakeFirst();
    if (taken) {
      const when = formatMoment(Number(taken.issued_at)).replace('T', ' ');
      throw new QingshanError('changed-meanwhile', { who: taken.issued_by, when });
    }
    const row = await transaction
      .insertInto('plan_version')
      .values({ ...rest, content: JSON.stringify(content), issued_by: by, issued_at: at })
      .returningAll()
      .executeTakeFirstOrThrow();
    return toVersion(row);
  });
}

/** Drafts and versions of plans over any Kysely dialect of PostgreSQL. */
export function plansOn(db: Db): PlanRegistry {
  return {
    addDraft: (draft, content) => addDraft(db, draft, content),
    drafts: async () => (await db.selectFrom('plan_draft').select(DRAFT_COLUMNS).orderBy('id').execute()).map(toDraft),
    async draft(id) {
      const row = await db.selectFrom('plan_draft').selectAll().where('id', '=', id).executeTakeFirst();
      if (!row) return null;
      const { content, ...rest } = row;
      return { record: toDraft(rest), content };
    },
    addVersion: (version) => addVersion(db, version),
    versions: async () => (await db.selectFrom('plan_version').selectAll().orderBy('id').execute()).map(toVersion),
    async newest() {
      const row = await db.selectFrom('plan_version').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst();
      return row?.id ?? 0;
    },
  };
}
