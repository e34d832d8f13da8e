import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { oneLine, QingshanError } from '@qingshan/kernel';
import { sql, type Kysely } from 'kysely';
import type { RegistrySchema } from './schema.ts';

/** What a copy of a registry consists of, apart from the files of its rows. */
export interface RegistryCopy {
  /** The migrations that its tables were made by */
  readonly migrations: readonly string[];
  /** In an order in which each refers to those before it only */
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
  readonly sequences: readonly { readonly name: string; readonly value: string; readonly called: boolean }[];
}

export interface CopyableRegistry {
  /** Writes every row, as of one moment, into files of the folder. */
  copyTo(folder: string): Promise<RegistryCopy>;
  /**
   * Puts the rows of a copy into this registry, all or none. It must be of the same migrations.
   *
   * @throws QingshanError `registry-not-empty`
   */
  load(folder: string, copy: RegistryCopy): Promise<void>;
}

type Db = Kysely<RegistrySchema>;

/** Says which folder the database goes with, which a copy does not. */
const NOT_COPIED = 'data_folder';
const ROWS_AT_ONCE = 2000;

function fileOf(folder: string, table: string): string {
  return join(folder, `${table}.jsonl`);
}

/** Our tables, those that are referred to first. */
async function tablesOf(db: Db): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`SELECT tablename AS name FROM pg_tables
    WHERE schemaname = current_schema() AND tablename NOT LIKE 'kysely_migration%' AND tablename <> ${NOT_COPIED}
    ORDER BY tablename`.execute(db);
  const { rows: references } = await sql<{ name: string; other: string }>`
    SELECT a.relname AS name, b.relname AS other FROM pg_constraint c
    JOIN pg_class a ON a.oid = c.conrelid JOIN pg_class b ON b.oid = c.confrelid
    WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace AND a.oid <> b.oid`.execute(db);
  const ordered = new Set<string>();
  const add = (name: string): void => {
    if (ordered.has(name)) return;
    for (const reference of references) if (reference.name === name) add(reference.other);
    ordered.add(name);
  };
  for (const { name } of tables) add(name);
  return [...ordered];
}

/** By its primary key, so that a row which refers to an older one of its table comes after it. */
async function orderOf(db: Db, table: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`SELECT quote_ident(a.attname) AS name FROM pg_index i
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
    WHERE i.indrelid = ${table}::regclass AND i.indisprimary ORDER BY a.attnum`.execute(db);
  return rows.length === 0 ? '' : `ORDER BY ${rows.map((r) => r.name).join(', ')}`;
}

async function writeTable(db: Db, folder: string, table: string): Promise<number> {
  const file = await open(fileOf(folder, table), 'wx');
  try {
    const order = sql.raw(await orderOf(db, table));
    await sql`DECLARE copied NO SCROLL CURSOR FOR
      SELECT row_to_json(t)::text AS line FROM (SELECT * FROM ${sql.table(table)} ${order}) t`.execute(db);
    let count = 0;
    for (;;) {
      const { rows } = await sql<{ line: string }>`FETCH ${sql.raw(String(ROWS_AT_ONCE))} FROM copied`.execute(db);
      if (rows.length === 0) break;
      await file.writeFile(rows.map(({ line }) => `${oneLine(line)}\n`).join(''));
      count += rows.length;
    }
    await sql`CLOSE copied`.execute(db);
    return count;
  } finally {
    await file.close();
  }
}

async function sequencesOf(db: Db): Promise<RegistryCopy['sequences']> {
  const { rows: names } = await sql<{ name: string }>`SELECT sequencename AS name FROM pg_sequences
    WHERE schemaname = current_schema() ORDER BY sequencename`.execute(db);
  const sequences: RegistryCopy['sequences'][number][] = [];
  for (const { name } of names) {
    const { rows } = await sql<{ value: string; called: boolean }>`SELECT last_value::text AS value,
      is_called AS called FROM ${sql.table(name)}`.execute(db);
    for (const { value, called } of rows) sequences.push({ name, value, called });
  }
  return sequences;
}

/** All in one transaction that sees one moment, whatever is written meanwhile. */
function copyTo(db: Db, folder: string): Promise<RegistryCopy> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (transaction) => {
      await mkdir(folder, { recursive: true });
      const { rows: migrations } = await sql<{ name: string }>`SELECT name FROM kysely_migration
        ORDER BY name`.execute(transaction);
      const tables: { name: string; rows: number }[] = [];
      for (const name of await tablesOf(transaction)) {
        tables.push({ name, rows: await writeTable(transaction, folder, name) });
      }
      return { migrations: migrations.map((m) => m.name), tables, sequences: await sequencesOf(transaction) };
    });
}

async function insertLines(db: Db, table: string, lines: readonly string[]): Promise<void> {
  const { rows } = await sql<{ name: string }>`SELECT quote_ident(column_name) AS name FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = ${table} AND is_generated = 'NEVER'`.execute(db);
  const columns = sql.raw(rows.map((r) => r.name).join(', '));
  await sql`INSERT INTO ${sql.table(table)} (${columns}) OVERRIDING SYSTEM VALUE
    SELECT ${columns} FROM json_populate_recordset(NULL::${sql.table(table)}, ${`[${lines.join(',')}]`}::json)`.execute(
    db,
  );
}

async function loadTable(db: Db, folder: string, table: string): Promise<void> {
  const { rows } = await sql`SELECT 1 FROM ${sql.table(table)} LIMIT 1`.execute(db);
  if (rows.length > 0) throw new QingshanError('registry-not-empty', { table });
  let lines: string[] = [];
  for await (const line of createInterface({ input: createReadStream(fileOf(folder, table)) })) {
    lines.push(line);
    if (lines.length < ROWS_AT_ONCE) continue;
    await insertLines(db, table, lines);
    lines = [];
  }
  if (lines.length > 0) await insertLines(db, table, lines);
}

function load(db: Db, folder: string, copy: RegistryCopy): Promise<void> {
  return db.transaction().execute(async (transaction) => {
    for (const { name } of copy.tables) await loadTable(transaction, folder, name);
    for (const { name, value, called } of copy.sequences) {
      await sql`SELECT setval(${name}::regclass, ${value}::bigint, ${called})`.execute(transaction);
    }
  });
}

export function copyableOn(db: Db): CopyableRegistry {
  return { copyTo: (folder) => copyTo(db, folder), load: (folder, copy) => load(db, folder, copy) };
}
