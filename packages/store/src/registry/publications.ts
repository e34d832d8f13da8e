import type { PublicationRecord, PublicationRegistry, TemplateRecord, Withdrawal } from '@qingshan/app';
import { formatMoment, QingshanError } from '@qingshan/kernel';
import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { RegistrySchema } from './schema.ts';

type Db = Kysely<RegistrySchema>;

function toPublication(row: Selectable<RegistrySchema['publication']>): PublicationRecord {
  const { withdrawn_by: by, withdrawn_at: at, withdrawn_for: reason } = row;
  return {
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    variant: row.variant,
    title: row.title,
    series: row.series,
    year: row.year,
    number: row.number,
    day: row.day,
    simulated: row.simulated,
    facts: row.facts,
    rules: row.rules,
    program: row.program,
    template: row.template,
    templateName: row.template_name,
    files: JSON.parse(row.files),
    attached: JSON.parse(row.attached),
    replaces: row.replaces,
    byId: row.by_id,
    byName: row.by_name,
    at: Number(row.at),
    withdrawn: at === null ? null : { by: by ?? '', at: Number(at), reason: reason ?? '' },
  };
}

function toTemplate(row: Selectable<RegistrySchema['document_template']>): TemplateRecord {
  const { by_name: by, at, ...rest } = row;
  return { ...rest, by, at: Number(at) };
}

async function lastNumber(db: Db, series: string, year: number): Promise<number> {
  const { last } = await db
    .selectFrom('publication')
    .select(({ fn }) => fn.max('number').as('last'))
    .where('series', '=', series)
    .where('year', '=', year)
    .executeTakeFirstOrThrow();
  return last ?? 0;
}

async function withdraw(db: Db, id: number, { by, at, reason }: Withdrawal): Promise<PublicationRecord> {
  const row = await db
    .updateTable('publication')
    .set({ withdrawn_by: by, withdrawn_at: at, withdrawn_for: reason })
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
  if (row) return toPublication(row);
  const found = await publicationOf(db, id);
  if (!found) throw new QingshanError('not-found', { what: { zh: '已发布文件', en: 'publication' }, id, hint: '' });
  throw new QingshanError('publication-withdrawn', {
    title: found.title,
    by: found.withdrawn?.by ?? '',
    at: formatMoment(found.withdrawn?.at ?? 0).replace('T', ' '),
  });
}

async function publicationOf(db: Db, id: number): Promise<PublicationRecord | null> {
  const row = await db.selectFrom('publication').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? toPublication(row) : null;
}

type New = Parameters<PublicationRegistry['publish']>[0];

async function checkAlone(db: Transaction<RegistrySchema>, { kind, subject, variant }: New): Promise<void> {
  const standing = await db
    .selectFrom('publication')
    .selectAll()
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where('variant', '=', variant)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  if (!standing) return;
  const { title, series, year, number } = standing;
  throw new QingshanError('already-published', { title, number: `${series}〔${year}〕${number}号` });
}

async function publish(db: Db, made: New, replaced: Withdrawal | null): Promise<PublicationRecord | null> {
  return db.transaction().execute(async (transaction) => {
    // One writer at a time, so that numbers have no gaps and a subject has one document that stands.
    await sql`LOCK TABLE publication IN EXCLUSIVE MODE`.execute(transaction);
    if ((await lastNumber(transaction, made.series, made.year)) + 1 !== made.number) return null;
    if (made.replaces !== null && replaced !== null) await withdraw(transaction, made.replaces, replaced);
    await checkAlone(transaction, made);
    const { templateName, files, attached, byId, byName, ...rest } = made;
    const row = await transaction
      .insertInto('publication')
      .values({
        ...rest,
        template_name: templateName,
        files: JSON.stringify(files),
        attached: JSON.stringify(attached),
        by_id: byId,
        by_name: byName,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return toPublication(row);
  });
}

/** Publications and templates over the registry's database. */
export function publicationsOn(db: Db): PublicationRegistry {
  return {
    nextNumber: async (series, year) => (await lastNumber(db, series, year)) + 1,
    publish: (made, replaced) => publish(db, made, replaced),
    withdraw: (id, withdrawal) => withdraw(db, id, withdrawal),
    publication: (id) => publicationOf(db, id),
    publications: async () =>
      (await db.selectFrom('publication').selectAll().orderBy('id', 'desc').execute()).map(toPublication),
    async addTemplate({ by, ...rest }) {
      const row = await db
        .insertInto('document_template')
        .values({ ...rest, by_name: by })
        .returningAll()
        .executeTakeFirstOrThrow();
      return toTemplate(row);
    },
    templates: async () =>
      (await db.selectFrom('document_template').selectAll().orderBy('id', 'desc').execute()).map(toTemplate),
  };
}
