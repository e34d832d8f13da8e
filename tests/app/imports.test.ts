import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { createApplication, type Application } from '@qingshan/app';
import { sourceById, type SourceFile } from '@qingshan/sources';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AIR, fileAt, fileOf, hasShared, OPERATOR, testWorkspace, type TestWorkspace } from './support.ts';

let test: TestWorkspace;
let application: Application;

beforeAll(async () => {
  test = await testWorkspace(false);
  application = createApplication(test.workspace).as(OPERATOR);
});
afterAll(() => test.remove());

async function importFiles(source: string, files: SourceFile[]) {
  const preview = await application.previewImport(sourceById(source), files);
  return { preview, batch: await application.commitImport(preview) };
}

async function stored(): Promise<number> {
  const series = await test.workspace.registry.series();
  const rows = await test.workspace.observations.observations({
    series: series.map((s) => s.id),
    first: 0,
    last: 40_000,
  });
  return rows.length;
}

/** 24 hours of one day, each with the given value, as a long table. */
function dayTable(day: string, value: number, site = '门头沟双峪'): string {
  const hours = Array.from(
    { length: 24 },
    (_, h) => `${site},PM2.5,${day} ${String(h).padStart(2, '0')}:00,${value},ug/m3,`,
  );
  return ['点位,监测项目,结束时间,监测值,单位,标记', ...hours].join('\n');
}

async function meanOf(period: string, asOf?: string): Promise<number | null> {
  const [a] = await application.assess({
    period,
    scope: 'station:门头沟双峪',
    indicator: 'air.pm25.annual-mean',
    asOf,
  });
  return a?.value ?? null;
}

describe('corrections, undo and what was known when', () => {
  it('takes the newest value, gives the old answer as of before, and takes a batch back as a whole', async () => {
    test.clock.set('2026-01-02T08:00');
    const first = await importFiles('table', [fileOf('first.csv', dayTable('2025-03-02', 40))]);
    expect(first.batch).toMatchObject({ added: 24, corrected: 0, state: 'committed' });
    // Label 0 of 2 March ends 1 March, which has one hour only.
    expect(await meanOf('2025-03-02')).toBe(40);

    test.clock.set('2026-01-03T08:00');
    const again = await importFiles('table', [fileOf('again.csv', dayTable('2025-03-02', 40))]);
    expect(again.preview.comparison).toMatchObject({ added: 0, corrected: 0, unchanged: 24 });
    expect(again.batch).toBeNull();

    const second = await importFiles('table', [fileOf('second.csv', dayTable('2025-03-02', 52))]);
    expect(second.batch).toMatchObject({ added: 0, corrected: 24 });
    expect(await meanOf('2025-03-02')).toBe(52);
    expect(await meanOf('2025-03-02', '2026-01-02')).toBe(40);
    expect(await meanOf('2025-03-02', '2026-01-01')).toBeNull();

    test.clock.set('2026-01-04T08:00');
    await application.undoBatch(second.batch?.id ?? 0);
    expect(await meanOf('2025-03-02')).toBe(40);
    expect(await meanOf('2025-03-02', '2026-01-03T09:00')).toBe(52);
    await expect(application.undoBatch(second.batch?.id ?? 0)).rejects.toMatchObject({
      code: 'batch-state',
    });
  });

  it('writes who imported and who took back into the audit', async () => {
    const actions = (await test.workspace.registry.audits()).map((a) => `${a.actor} ${a.action}`);
    expect(actions).toContain('cli:甲 import');
    expect(actions).toContain('cli:甲 undo-import');
  });
});

describe('bad input leaves everything as it was', () => {
  const cases: readonly [string, string, SourceFile, RegExp][] = [
    [
      'an unknown station',
      'bjmemc',
      fileOf('beijing_all_20230101.csv', 'date,hour,type,海市蜃楼\n20230101,1,PM2.5,10\n'),
      /海市蜃楼/,
    ],
    [
      'an unknown parameter',
      'table',
      fileOf('p.csv', '点位,监测项目,结束时间,监测值,单位\n门头沟双峪,氪,2025-01-01 01:00,1,ug/m3\n'),
      /氪/,
    ],
    [
      'a wrong unit',
      'table',
      fileOf('u.csv', '点位,监测项目,结束时间,监测值,单位\n门头沟双峪,PM2.5,2025-01-01 01:00,1,吨\n'),
      /吨/,
    ],
    [
      'an impossible time',
      'table',
      fileOf('t.csv', '点位,监测项目,结束时间,监测值,单位\n门头沟双峪,PM2.5,2025-02-30 01:00,1,ug/m3\n'),
      /2025-02-30/,
    ],
    [
      'a truncated gzip',
      'bjmemc',
      {
        name: 'half.csv.gz',
        open: async function* () {
          yield gzipSync(`date,hour,type,门头沟双峪\n${'20230101,1,PM2.5,10\n'.repeat(500)}`).subarray(0, 60);
        },
      },
      /half\.csv\.gz/,
    ],
    [
      'one endless line',
      'bjmemc',
      {
        name: 'line.csv',
        open: async function* () {
          const piece = new Uint8Array(1 << 20).fill(65);
          for (let i = 0; i < 2048; i++) yield piece;
        },
      },
      /line\.csv/,
    ],
  ];

  it.each(cases)('%s', async (_, source, file, about) => {
    const before = await stored();
    const preview = await application.previewImport(sourceById(source), [file]);
    expect(preview.refused).toBe(true);
    const refusals = preview.files[0]?.faults.filter((f) => f.severity === 'refused') ?? [];
    expect(refusals.some((f) => about.test(f.text.zh) && about.test(f.text.en))).toBe(true);
    await expect(application.commitImport(preview)).rejects.toMatchObject({ code: 'bad-file' });
    expect(await stored()).toBe(before);
  });

  it('names row and column, and imports nothing of a batch with a refused file unless told to', async () => {
    const before = await stored();
    const good = fileOf('good.csv', dayTable('2025-04-02', 33));
    const bad = fileOf('bad.csv', '点位,监测项目,结束时间,监测值,单位\n门头沟双峪,PM2.5,2025-01-01 01:00,abc,ug/m3\n');
    const preview = await application.previewImport(sourceById('table'), [good, bad]);
    const fault = preview.files[1]?.faults.find((f) => f.row !== null);
    expect(fault).toMatchObject({ row: 2, value: 'abc' });
    expect(fault?.column).not.toBeNull();
    await expect(application.commitImport(preview)).rejects.toMatchObject({ code: 'bad-file' });
    expect(await stored()).toBe(before);
    const batch = await application.commitImport(preview, { skipRefused: true });
    expect(batch).toMatchObject({ added: 24, files: ['good.csv'] });
  });
});

describe.skipIf(!hasShared)('files of the network as published', () => {
  const native = (name: string) => fileAt(join(AIR, 'native-daily', name));

  it.each([
    ['beijing_all_20161230.csv', /0 字节|空/],
    ['beijing_extra_20161230.csv', /0 字节|空/],
    ['beijing_all_20170519.csv', /网页|HTML/],
  ])('refuses %s', async (name, why) => {
    const preview = await application.previewImport(sourceById('bjmemc'), [native(name)]);
    expect(preview.refused).toBe(true);
    expect(preview.files[0]?.faults[0]?.text.zh).toMatch(why);
  });

  it('recovers the header that a spreadsheet spoilt and says so', async () => {
    const { preview, batch } = await importFiles('bjmemc', [native('beijing_all_20240101.csv')]);
    expect(preview.refused).toBe(false);
    expect(preview.files[0]?.faults.some((f) => f.severity === 'note')).toBe(true);
    expect(batch?.added).toBeGreaterThan(1000);
  });

  it('keeps the dust storm of 2023-03-10 and -22', async () => {
    await importFiles(
      'bjmemc',
      ['20230310', '20230311', '20230322', '20230323'].map((d) => native(`beijing_all_${d}.csv`)),
    );
    const [a] = await application.assess({
      period: '2023-03-22',
      scope: 'station:门头沟双峪',
      indicator: 'air.pm10.annual-mean',
    });
    expect(a?.value).toBeGreaterThan(500);
  });

  it('changes nothing when the same year is imported twice', async () => {
    const file = () => [fileAt(join(AIR, 'beijing_2023.csv.gz'))];
    await importFiles('bjmemc', file());
    const [before, version] = [await meanOf('2023'), await test.workspace.observations.version()];
    expect(before).toBeCloseTo(31.93, 2);
    const again = await importFiles('bjmemc', file());
    expect(again.batch).toBeNull();
    expect(again.preview.comparison).toMatchObject({ added: 0, corrected: 0 });
    expect(await test.workspace.observations.version()).toBe(version);
    expect(await meanOf('2023')).toBe(before);
  });
});
