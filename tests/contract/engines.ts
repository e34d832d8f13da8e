import type { Registry } from '@qingshan/app';
import { openServerRegistry } from '@qingshan/store';
import { afterAll, beforeAll, describe } from 'vitest';
import { emptyRegistry } from '../registry.ts';
import { HOW_TO_GET, postgresFolder, startPostgres, type PostgresCluster } from './postgres-cluster.ts';

/** Opens a registry that is empty and of nobody else; whoever opens it closes it. */
export type Open = () => Promise<Registry>;

function onPglite(contract: (name: string, open: Open) => void): void {
  describe('PGlite', () => contract('PGlite', emptyRegistry));
}

function onPostgres(contract: (name: string, open: Open) => void): void {
  describe('PostgreSQL', () => {
    let cluster: PostgresCluster;
    let copies = 0;
    beforeAll(async () => {
      cluster = await startPostgres();
      const registry = await openServerRegistry({ url: await cluster.database('empty') });
      await registry.close();
    });
    afterAll(() => cluster?.stop());
    contract('PostgreSQL', async () => openServerRegistry({ url: await cluster.database(`copy${copies++}`, 'empty') }));
  });
}

/** Whether tests on a PostgreSQL server run: in CI they must, elsewhere where it is installed. */
export const hasPostgres = postgresFolder() !== null || process.env['CI'] !== undefined;

/**
 * Runs a contract on every engine that the registry may be in: `onEveryEngine(registryContract)`. Without a PostgreSQL on
 * the machine that one is skipped and said to be.
 */
export function onEveryEngine(contract: (name: string, open: Open) => void): void {
  onPglite(contract);
  if (hasPostgres) onPostgres(contract);
  else describe.skip(`PostgreSQL (${HOW_TO_GET})`, () => contract('PostgreSQL', emptyRegistry));
}
