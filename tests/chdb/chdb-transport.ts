import { createRequire } from 'node:module';
import { fromTabSeparated, insertStatement, type Transport } from '../../packages/store/src/clickhouse/transport.ts';

interface Session {
  query(statement: string): unknown;
  queryAsync(query: string, options: { readonly format: string }): Promise<{ text(): string }>;
  cleanup(): void;
}

/** The engine in this process, with data in a temporary folder that `cleanup` removes. */
export function openChdb(): Session {
  const { Session: Opened } = createRequire(import.meta.url)('chdb') as { readonly Session: new () => Session };
  return new Opened();
}

/** A database of a session, one statement at a time; only the database that was opened last may be used. */
export function chdbTransport(session: Session, database: string): Transport {
  session.query(`CREATE DATABASE ${database}`);
  session.query(`USE ${database}`);
  let last: Promise<unknown> = Promise.resolve();
  const rows = (query: string): Promise<string[][]> => {
    const result = last.then(() => session.queryAsync(query, { format: 'TabSeparated' }));
    last = result.catch(() => undefined);
    return result.then((answer) => fromTabSeparated(answer.text()));
  };
  const run = async (statement: string): Promise<void> => void (await rows(statement));
  return {
    where: `chdb/${database}`,
    run,
    rows,
    async insert(table, columns, lines) {
      if (lines.length > 0) await run(insertStatement(table, columns, lines));
    },
    close: () => run(`DROP DATABASE ${database}`),
  };
}
