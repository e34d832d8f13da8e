import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { UnreadableParquet, type OpenParquet, type ParquetContent } from '@qingshan/sources';
import { openEngine } from '../duckdb/engine.ts';

const ZONE = 'Asia/Shanghai';

/** What DuckDB says of a file is for people who know DuckDB; its first line is enough, without the path of our copy. */
function unreadable(error: unknown, file: string): UnreadableParquet {
  const text = error instanceof Error ? error.message : String(error);
  return new UnreadableParquet((text.split('\n')[0] ?? '').replaceAll(file, '').replaceAll(/\s+/g, ' ').slice(0, 200));
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Times with a zone are instants and shown as Beijing's clock; without one they are Beijing time already. */
function asText(name: string, type: string): string {
  const column = identifier(name);
  const shown = type === 'TIMESTAMP WITH TIME ZONE' ? `(${column} AT TIME ZONE '${ZONE}')` : column;
  return `coalesce(CAST(${shown} AS VARCHAR), '')`;
}

async function contentOf(connection: DuckDBConnection, file: string): Promise<ParquetContent> {
  const table = `read_parquet('${file.replaceAll("'", "''")}', hive_partitioning = false)`;
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${table}`).catch((error: unknown) => {
    throw unreadable(error, file);
  });
  const types = new Map(described.getRows().map(([name, type]) => [String(name), String(type)]));
  async function* rows(columns: readonly string[]): AsyncGenerator<string[][]> {
    const texts = columns.map((name) => asText(name, types.get(name) ?? '')).join(', ');
    try {
      const result = await connection.stream(`SELECT ${texts} FROM ${table}`);
      for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
        yield chunk.getRows().map((row) => row.map(String));
      }
    } catch (error) {
      throw unreadable(error, file);
    }
  }
  return { columns: [...types.keys()], rows };
}

/** Reads Parquet with DuckDB, from a copy in the folder for temporary files, because it must be read from its end. */
export const openParquet: OpenParquet = async (bytes, work) => {
  const folder = await mkdtemp(join(tmpdir(), 'qingshan-parquet-'));
  try {
    const file = join(folder, 'content.parquet');
    await pipeline(Readable.from(bytes), createWriteStream(file));
    const engine = await openEngine(':memory:');
    try {
      return await engine.alone(async (connection) => work(await contentOf(connection, file)));
    } finally {
      await engine.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
