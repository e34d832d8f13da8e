import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { createApplication } from '@qingshan/app';
import { initWorkspace, migrateWorkspace, openWorkspace, type Migrated } from '@qingshan/server';
import { sourceById } from '@qingshan/sources';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasClickhouse, startClickhouse, type ClickhouseServer } from '../contract/clickhouse-server.ts';
import { hasPostgres } from '../contract/engines.ts';
import { startPostgres, type PostgresCluster } from '../contract/postgres-cluster.ts';
import { copyOf } from '../template.ts';
import { AIR, fileOf, hasShared, OPERATOR, testClock } from './support.ts';

const PATIENCE = 900_000;
const HEAD = '点位,监测项目,结束时间,监测值,单位,标记';
const STATION = '门头沟双峪';

let root: string;
let source: string;
const clock = testClock('2024-02-01T08:00');

/** A year of real hours of a station of the district, as a table. */
async function yearOf(item: string): Promise<string> {
  const [head = '', ...lines] = gunzipSync(await readFile(join(AIR, 'beijing_2023.csv.gz')))
    .toString('utf8')
    .trim()
    .split('\n');
  const column = head.split(',').indexOf(STATION);
  const rows = lines.flatMap((line) => {
    const [date = '', hour = '', type, ...rest] = line.split(',');
    const value = rest[column - 3];
    if (type !== item || value === undefined || value === '') return [];
    const day = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
    return [`${STATION},${item},${day} ${hour.padStart(2, '0')}:00,${value},ug/m3,`];
  });
  return [HEAD, ...rows].join('\n');
}

/** Two days of July, each hour with the value. */
function corrected(value: number): string {
  const hours = Array.from({ length: 48 }, (_, h) => {
    const time = `2023-07-0${h < 24 ? 2 : 3} ${String(h % 24).padStart(2, '0')}:00`;
    return `${STATION},PM2.5,${time},${value},ug/m3,`;
  });
  return [HEAD, ...hours].join('\n');
}

describe.skipIf(!hasShared)('a year of real hours with corrections', () => {
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'qingshan-migrate-'));
    source = join(root, 'source');
    await copyOf('mentougou-library', source, async (into) => {
      await initWorkspace(into, { district: 'mentougou', demonstration: false });
    });
    const workspace = await openWorkspace(source, { clock });
    const application = createApplication(workspace).as(OPERATOR);
    for (const [i, text] of [await yearOf('PM2.5'), await yearOf('O3'), corrected(40), corrected(90)].entries()) {
      clock.set(`2024-02-0${i + 2}T08:00`);
      const preview = await application.previewImport(sourceById('table'), [fileOf(`${i}.csv`, text)]);
      await application.commitImport(preview);
    }
    clock.set('2024-02-07T08:00');
    await application.undoBatch(3);
    await workspace.close();
    clock.set('2024-03-01T08:00');
  }, PATIENCE);
  afterAll(() => rm(root, { recursive: true, force: true }));

  type Where = { readonly databaseUrl?: string; readonly observationsUrl?: string };
  const migrated = (name: string, where: Where = {}): Promise<Migrated> =>
    migrateWorkspace({ source, folder: join(root, name), by: OPERATOR, clock, ...where });

  /** Of PM2.5, now and as of before the newest batch */
  const pm25 = ({ compared }: Migrated) => compared.rows.filter((row) => row.indicator === 'air.pm25.annual-mean');

  function expectEqual(result: Migrated): void {
    expect(result.compared.differences).toEqual([]);
    expect(result.moved).toMatchObject({ batches: 4 });
    expect(result.moved?.rows).toBeGreaterThan(16_000);
    // District, town and station, in a year, 2 halves, 4 quarters and 12 months, at two moments.
    expect(pm25(result).map(({ answered, equal }) => [answered >= 3 * 19, answered === equal])).toEqual([
      [true, true],
      [true, true],
    ]);
  }

  function expectFound(result: Migrated): void {
    const { differences } = result.compared;
    expect(result.moved).toBeNull();
    expect(differences.length).toBeGreaterThan(0);
    expect(differences).toContainEqual(
      expect.objectContaining({
        indicator: 'air.pm25.annual-mean',
        scope: `station:bjmemc/${STATION}`,
        period: '2023-05',
      }),
    );
    expect(differences.filter(({ period }) => period === '2023-06')).toEqual([]);
  }

  /** The hour of 5 May that ends at noon, as stored */
  const NOON = Date.UTC(2023, 4, 5, 12) / 1000;

  test(
    'is equal in another folder; a row that is missing there is found',
    async () => {
      expectEqual(await migrated('folder'));
      const instance = await DuckDBInstance.create(join(root, 'folder', 'observations.duckdb'));
      const connection = await instance.connect();
      await connection.run(`DELETE FROM observation WHERE batch = 1 AND time = ${NOON}`);
      connection.closeSync();
      instance.closeSync();
      expectFound(await migrated('folder'));
    },
    PATIENCE,
  );

  describe.skipIf(!hasClickhouse || !hasPostgres)('in servers', () => {
    let postgres: PostgresCluster;
    let clickhouse: ClickhouseServer;
    beforeAll(async () => {
      [postgres, clickhouse] = await Promise.all([startPostgres(), startClickhouse()]);
    }, PATIENCE);
    afterAll(async () => {
      await Promise.all([postgres?.stop(), clickhouse?.stop()]);
    });

    test(
      'is equal in PostgreSQL and ClickHouse; a value that is changed there is found, a row that is missing refused; they are not filled twice',
      async () => {
        const where = {
          databaseUrl: await postgres.database('qingshan'),
          observationsUrl: clickhouse.urlOf('qingshan'),
        };
        expectEqual(await migrated('served', where));
        await expect(migrated('other', where)).rejects.toMatchObject({ code: 'database-of-another' });
        const noon = `FROM qingshan.observation WHERE batch = 1 AND time = ${NOON}`;
        const changed = `SELECT count() ${noon} AND micro = 900000000`;
        expect(await clickhouse.run(changed)).toBe('0\n');
        await clickhouse.run(
          `ALTER TABLE qingshan.observation UPDATE micro = 900000000 WHERE batch = 1 AND time = ${NOON}`,
        );
        await expect.poll(() => clickhouse.run(changed), { timeout: PATIENCE }).not.toBe('0\n');
        expectFound(await migrated('served', where));
        await clickhouse.run(`ALTER TABLE qingshan.observation DELETE WHERE batch = 1 AND time = ${NOON}`);
        await expect.poll(() => clickhouse.run(`SELECT count() ${noon}`), { timeout: PATIENCE }).toBe('0\n');
        // The store's own journal misses it before anything is compared.
        await expect(migrated('served', where)).rejects.toMatchObject({ code: 'observations-incomplete' });
      },
      PATIENCE,
    );
  });
});
