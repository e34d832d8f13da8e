import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { createApplication, type Application, type ExportAsked } from '@qingshan/app';
import { formatMoment } from '@qingshan/kernel';
import { parquetSource, sourceById } from '@qingshan/sources';
import { openParquet, writeParquet } from '@qingshan/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initWorkspace, openWorkspace, type OpenWorkspace } from '@qingshan/server';
import { copyOf } from '../template.ts';
import { AIR, fileAt, fileOf, hasShared, OPERATOR, testClock, type TestClock } from './support.ts';

const parquet = parquetSource(openParquet);
const HEAD = '点位,监测项目,结束时间,监测值,单位,标记';

let root: string;
let sql: DuckDBConnection;
/** What is written, and what takes it in again */
let one: House;
let two: House;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'qingshan-parquet-test-'));
  sql = await (await DuckDBInstance.create(':memory:')).connect();
  [one, two] = [await house(), await house()];
}, 600_000);
afterAll(async () => {
  await Promise.all([one.workspace.close(), two.workspace.close()]);
  await rm(root, { recursive: true });
}, 60_000);

async function ask(question: string): Promise<unknown[][]> {
  return (await sql.runAndReadAll(question)).getRowsJson();
}

function filesIn(folder: string): string {
  return `read_parquet('${folder}/*/*.parquet', hive_partitioning = true, hive_types_autocast = false)`;
}

/** Writes a file with plain DuckDB. */
async function made(name: string, select: string): Promise<string> {
  const path = join(root, `${name}.parquet`);
  await sql.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`);
  return path;
}

interface House {
  readonly workspace: OpenWorkspace;
  readonly clock: TestClock;
  readonly application: Application;
  importFiles(source: string, ...paths: { readonly name: string; open(): AsyncIterable<Uint8Array> }[]): Promise<void>;
  exported(name: string, asked?: ExportAsked): Promise<string>;
  taken(folder: string): Promise<void>;
  /** Everything that counts, as text */
  rows(): Promise<string[]>;
}

async function house(): Promise<House> {
  const folder = await mkdtemp(join(root, 'workspace-'));
  await copyOf('mentougou-library', folder, async (into) => {
    await initWorkspace(into, { district: 'mentougou', demonstration: false });
  });
  const clock = testClock('2026-01-02T08:00');
  const workspace = await openWorkspace(folder, { clock });
  const application = createApplication(workspace).as(OPERATOR);
  const commit = async (source: typeof parquet, files: Parameters<Application['previewImport']>[1]) => {
    const preview = await application.previewImport(source, files);
    expect(preview.files.flatMap((f) => f.faults.filter((fault) => fault.severity === 'refused'))).toEqual([]);
    await application.commitImport(preview);
  };
  return {
    workspace,
    clock,
    application,
    importFiles: (source, ...files) => commit(sourceById(source), files),
    async exported(name, asked = {}) {
      const folder = join(root, name);
      await writeParquet(folder, await application.exportObservations(asked));
      return folder;
    },
    async taken(folder) {
      const paths = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.parquet'));
      await commit(
        parquet,
        paths.toSorted().map((path) => fileAt(join(folder, path))),
      );
    },
    async rows() {
      const series = await workspace.registry.series();
      const names = new Map(series.map((s) => [s.id, `${s.site} ${s.parameter} ${s.unit} ${s.simulated}`]));
      const ids = series.map((s) => s.id);
      const stored = await workspace.observations.observations({ series: ids, first: 0, last: 40_000 });
      return stored.map((r) => [names.get(r.series), formatMoment(r.time), r.value, r.flag].join(' ')).toSorted();
    },
  };
}

describe('a workspace with corrections and a batch that was taken back', () => {
  beforeAll(async () => {
    const rows = (value: string, flag = '') =>
      [
        HEAD,
        `门头沟双峪,PM2.5,2025-05-31 23:00,${value},ug/m3,${flag}`,
        `门头沟双峪,PM2.5,2025-06-01 00:00,0.000001,ug/m3,维护`,
        `门头沟双峪,PM2.5,2025-06-01 01:00,35.1,ug/m3,`,
        `门头沟双峪,CO,2025-06-01 01:00,0.3,mg/m3,`,
      ].join('\n');
    await one.importFiles('table', fileOf('a.csv', rows('41.3')));
    one.clock.set('2026-01-03T08:00');
    await one.importFiles('table', fileOf('b.csv', rows('52.7', '无效')));
    one.clock.set('2026-01-04T08:00');
    await one.importFiles('table', fileOf('c.csv', rows('66')));
    one.clock.set('2026-01-05T08:00');
    const [last] = (await one.application.batches()).batches;
    await one.application.undoBatch(last?.id ?? 0);
  }, 240_000);

  it('writes what counts, in a folder a month, for any engine', async () => {
    const folder = await one.exported('plain');
    expect((await readdir(folder, { recursive: true })).toSorted()).toEqual([
      'month=2025-05',
      'month=2025-05/observations.parquet',
      'month=2025-06',
      'month=2025-06/observations.parquet',
    ]);
    // The hour that ends at the midnight belongs to May; the third value was taken back, so the second one counts.
    const rest = ['unit', 'flag', 'averaging', 'simulated', 'batch', 'recorded_at', 'revision'];
    expect(
      await ask(`SELECT month, station, item, strftime(time, '%Y-%m-%d %H:%M'), value, ${rest.join(', ')}
        FROM ${filesIn(folder)} ORDER BY time, item`),
    ).toEqual([
      [
        '2025-05',
        'bjmemc/门头沟双峪',
        'pm25',
        '2025-05-31 23:00',
        '52.700000',
        'ug/m3',
        'invalid',
        'hour',
        false,
        2,
        '2026-01-03 08:00:00',
        1,
      ],
      [
        '2025-05',
        'bjmemc/门头沟双峪',
        'pm25',
        '2025-06-01 00:00',
        '0.000001',
        'ug/m3',
        'maintenance',
        'hour',
        false,
        1,
        '2026-01-02 08:00:00',
        0,
      ],
      [
        '2025-06',
        'bjmemc/门头沟双峪',
        'co',
        '2025-06-01 01:00',
        '0.300000',
        'mg/m3',
        'valid',
        'hour',
        false,
        1,
        '2026-01-02 08:00:00',
        0,
      ],
      [
        '2025-06',
        'bjmemc/门头沟双峪',
        'pm25',
        '2025-06-01 01:00',
        '35.100000',
        'ug/m3',
        'valid',
        'hour',
        false,
        1,
        '2026-01-02 08:00:00',
        0,
      ],
    ]);
    const types = await ask(`SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${filesIn(folder)})`);
    expect(Object.fromEntries(types)).toEqual({
      station: 'VARCHAR',
      item: 'VARCHAR',
      averaging: 'VARCHAR',
      time: 'TIMESTAMP',
      value: 'DECIMAL(15,6)',
      unit: 'VARCHAR',
      flag: 'VARCHAR',
      simulated: 'BOOLEAN',
      batch: 'INTEGER',
      recorded_at: 'TIMESTAMP',
      revision: 'INTEGER',
      month: 'VARCHAR',
    });
  });

  it('writes what was known at a moment', async () => {
    const may = async (name: string, asOf: string) =>
      ask(`SELECT value, flag FROM ${filesIn(await one.exported(name, { asOf }))}
        WHERE strftime(time, '%H') = '23'`);
    expect(await may('before', '2026-01-02')).toEqual([['41.300000', 'valid']]);
    expect(await may('between', '2026-01-04T12:00')).toEqual([['66.000000', 'valid']]);
    expect(await may('after', '2026-01-05T08:00')).toEqual([['52.700000', 'invalid']]);
  });

  it('writes what is asked for, and no folder when there is nothing', async () => {
    const count = async (name: string, asked: ExportAsked) =>
      (await ask(`SELECT count(*)::INTEGER FROM ${filesIn(await one.exported(name, asked))}`))[0]?.[0];
    expect(await count('item', { items: ['CO'] })).toBe(1);
    expect(await count('period', { period: '2025-05' })).toBe(2);
    expect(await count('both', { items: ['pm25'], period: '2025-06', stations: ['门头沟双峪'] })).toBe(1);
    await expect(one.exported('none', { period: '2024' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(one.exported('wrong', { items: ['PM3'] })).rejects.toMatchObject({ code: 'not-found' });
    await expect(one.exported('item')).rejects.toMatchObject({ code: 'folder-taken' });
    expect((await readdir(root)).filter((name) => /none|wrong|part/.test(name))).toEqual([]);
  });

  it('takes it in again: every value, flag and time, and nothing twice', async () => {
    const folder = await one.exported('again');
    await two.taken(folder);
    expect(await two.rows()).toEqual(await one.rows());
    expect(await two.rows()).toHaveLength(4);
    await two.taken(folder);
    expect((await two.application.batches()).batches).toHaveLength(1);
  });
});

describe('simulated data', () => {
  it('are files of their own, and come back simulated', async () => {
    const of = (kind: string, index = 0) =>
      one.workspace.district.sites.filter((site) => site.simulated && site.kind === kind)[index]?.id ?? '';
    const row = (site: string, item: string, hour: string, value: string, unit: string, flag = 'valid') =>
      `SELECT '${site}' AS station, '${item}' AS item, TIMESTAMP '2024-03-05 ${hour}:00:00' AS time,
        ${value} AS value, '${unit}' AS unit, '${flag}' AS flag, true AS simulated`;
    const selects = [
      row(of('air-station'), 'pm25', '10', '35.1', 'ug/m3'),
      row(of('dust-jar'), 'dustfall', '10', '3.2', 't/(km2·month)'),
      row(of('section'), 'cod', '10', '0.5', 'mg/L', 'not-detected'),
      row(of('section'), 'cod', '11', '7', 'mg/L'),
    ];
    const folder = join(root, 'given');
    await mkdir(folder);
    await made('given/simulated', selects.join(' UNION ALL '));
    await one.taken(folder);
    await one.importFiles('table', fileOf('a.csv', [HEAD, '门头沟双峪,PM2.5,2024-03-05 10:00,41,ug/m3,'].join('\n')));
    const written = await one.exported('simulated', { period: '2024' });
    expect(
      await ask(`SELECT parse_filename(filename), averaging, flag, count(*)::INTEGER
        FROM read_parquet('${written}/*/*.parquet', filename = true) GROUP BY ALL ORDER BY ALL`),
    ).toEqual([
      ['observations.parquet', 'hour', 'valid', 1],
      ['simulated.parquet', 'hour', 'valid', 2],
      ['simulated.parquet', 'month', 'valid', 1],
      ['simulated.parquet', 'sample', 'not-detected', 1],
    ]);
    await two.taken(written);
    expect(await two.rows()).toEqual(await one.rows());
    expect((await two.rows()).filter((line) => line.includes(' true '))).toHaveLength(4);
    expect((await two.application.batches()).batches[0]).toMatchObject({ simulated: true, added: 5 });
  }, 120_000);
});

describe.skipIf(!hasShared)('real hours', () => {
  it('of all stations of the city come back as they were', async () => {
    const daily = join(AIR, 'native-daily');
    const names = (await readdir(daily)).filter((name) => /_2023030[9]|_2023031[01]\.csv/.test(name));
    await one.importFiles('bjmemc', ...names.map((name) => fileAt(join(daily, name))));
    const rows = await one.rows();
    expect(rows.length).toBeGreaterThan(1000);
    expect(new Set(rows.map((row) => row.split(' ')[0])).size).toBeGreaterThan(30);
    await two.taken(await one.exported('real', { period: '2023' }));
    expect(await two.rows()).toEqual(rows);
    const told = async ({ application }: House) => {
      const asked = [];
      for (const scope of ['district', 'station:海淀万柳', 'town:大峪街道']) {
        asked.push(...(await application.assess({ period: '2023-03', scope })));
      }
      return asked.map((a) => [a.scope, a.indicator, a.value, a.verdict, a.inputsHash]);
    };
    const answers = await told(one);
    expect(answers.filter(([, , value]) => value !== null).length).toBeGreaterThan(10);
    expect(await told(two)).toEqual(answers);
  }, 120_000);
});

describe('files of other engines', () => {
  const RIGHT = `'门头沟双峪' AS station, 'PM2.5' AS item, TIMESTAMP '2025-06-01 01:00:00' AS time, 35.1 AS value, 'ug/m3' AS unit`;
  async function faultsOf(path: string): Promise<(string | number | null)[][]> {
    const preview = await two.application.previewImport(parquet, [fileAt(path)]);
    await expect(two.application.commitImport(preview)).rejects.toMatchObject({ code: 'bad-file' });
    return preview.files.flatMap((f) => f.faults.map((fault) => [fault.code, fault.row, fault.column, fault.value]));
  }

  it('are read with doubles, instants and the names of another table', async () => {
    const path = await made(
      'other',
      `SELECT '门头沟双峪' AS site, 'PM2.5' AS parameter, CAST('2025-06-01 17:00:00+00' AS TIMESTAMPTZ) AS time,
        CAST(0.0351 AS DOUBLE) AS value, 'mg/m3' AS unit`,
    );
    const preview = await two.application.previewImport(parquet, [fileAt(path)]);
    await two.application.commitImport(preview);
    expect((await two.rows()).filter((row) => row.includes('2025-06-02'))).toEqual([
      'bjmemc/门头沟双峪 pm25 ug/m3 false 2025-06-02T01:00 35.1 valid',
    ]);
  });

  it.each([
    [
      'station',
      `SELECT ${RIGHT} UNION ALL SELECT ${RIGHT.replace('双峪', '双玉')}`,
      ['unknown-site', 2, 'station', '门头沟双玉'],
    ],
    ['value', `SELECT ${RIGHT.replace('35.1', `CAST('nan' AS DOUBLE)`)}`, ['bad-number', 1, 'value', 'nan']],
    ['time', `SELECT ${RIGHT.replace('01:00:00', '01:30:00')}`, ['bad-time', 1, 'time', '2025-06-01 01:30:00']],
    ['unit', `SELECT ${RIGHT.replace('ug/m3', 'ppb')}`, ['unknown-unit', 1, 'unit', 'ppb']],
    ['flag', `SELECT ${RIGHT}, 'good' AS flag`, ['unknown-flag', 1, 'flag', 'good']],
    ['averaging', `SELECT ${RIGHT}, 'day' AS averaging`, ['unknown-averaging', 1, 'averaging', 'day']],
  ])('with a wrong %s are refused by row and column', async (name, select, fault) => {
    const before = await two.rows();
    expect(await faultsOf(await made(`bad-${name}`, select))).toEqual([['rows-refused', null, null, null], fault]);
    expect(await two.rows()).toEqual(before);
  });

  it('with columns missing, simulated and measured together, cut off or of another kind are refused', async () => {
    const missing = await made('missing', 'SELECT 1 AS station, 2 AS value');
    expect(await faultsOf(missing)).toEqual([['missing-parquet-columns', null, null, null]]);
    const mixed = await made('mixed', `SELECT ${RIGHT}, true AS simulated UNION ALL SELECT ${RIGHT}, false`);
    expect(await faultsOf(mixed)).toMatchObject([['mixed-simulated', null, 'simulated', null]]);
    const whole = await readFile(await made('whole', `SELECT ${RIGHT}`));
    for (const [bytes, code] of [
      [whole.subarray(0, whole.length - 9), 'bad-parquet'],
      [new TextEncoder().encode('点位,时间'), 'bad-parquet'],
      [new Uint8Array([0x50, 0x4b, 3, 4, 0]), 'wrong-format'],
      [new Uint8Array(), 'empty-file'],
    ] as const) {
      const file = {
        name: 'a.parquet',
        open: async function* () {
          yield bytes;
        },
      };
      const preview = await two.application.previewImport(parquet, [file]);
      expect(preview.files.map((f) => [f.refused, f.faults[0]?.code])).toEqual([[true, code]]);
    }
  });
});
