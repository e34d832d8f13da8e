import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { qingshan } from './support.ts';

let folder: string;

const run = (args: readonly string[], input = '') => qingshan(args, { data: join(folder, 'workspace'), input });

async function json(args: readonly string[], input?: string): Promise<unknown> {
  const { code, out, err } = await run([...args, '--json'], input);
  expect(err).toBe('');
  expect(code).toBe(0);
  return JSON.parse(out);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qingshan-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** One day of 24 hours at 30, hour-ending labels. */
async function dayFile(name: string, value: number): Promise<string> {
  const rows = Array.from({ length: 24 }, (_, h) => {
    const day = h === 23 ? '2025-03-03 00:00' : `2025-03-02 ${String(h + 1).padStart(2, '0')}:00`;
    return `门头沟双峪,PM2.5,${day},${value},ug/m3`;
  });
  const path = join(folder, name);
  await writeFile(path, ['点位,监测项目,结束时间,监测值,单位', ...rows].join('\n'));
  return path;
}

describe('a workspace from the command line', () => {
  it('is asked for when there is none, made once, and not made again', async () => {
    const none = await run(['assess', '--period', '2025']);
    expect(none.code).toBe(1);
    expect(none.err).toMatch(/qingshan init --district mentougou/);

    expect(await json(['init', '--district', 'mentougou'])).toMatchObject({
      district: 'mentougou',
      demonstration: null,
    });
    const again = await run(['init', '--district', 'mentougou', '--demo']);
    expect(again.code).toBe(1);
    expect(again.err).toMatch(/没有改动/);
  });

  it('imports, assesses, explains, and takes back', async () => {
    const path = await dayFile('day.csv', 30);
    const preview = await json(['import', 'table', path, '--preview']);
    expect(preview).toMatchObject({ comparison: { added: 24 }, batch: null });
    const imported = await json(['import', 'table', path, '--yes']);
    expect(imported).toMatchObject({ refused: false, batch: { added: 24, state: 'committed' } });

    const ask = ['assess', '--district', 'mentougou', '--period', '2025-03-02', '--scope', 'station:门头沟双峪'];
    const [item] = (await json([...ask, '--indicator', 'air.pm25.annual-mean'])) as { id: string }[];
    expect(item).toMatchObject({
      indicator: 'air.pm25.annual-mean',
      scope: 'station:bjmemc/门头沟双峪',
      period: '2025-03-02',
      value: 30,
      shown: '30',
      unit: 'ug/m3',
      completeness: { valid: 1, expected: 1 },
      edition: 'GB 3095-2012',
      methodVersion: expect.any(String),
      clauses: expect.any(Array),
    });
    const explained = await run(['explain', item?.id ?? '']);
    expect(explained.out).toMatch(/HJ 663-2013/);
    expect(explained.out).toMatch(/1\. /);

    const { batch } = imported as { batch: { id: number } };
    expect(await json(['undo', String(batch.id)])).toMatchObject({ state: 'undone' });
    const [after] = (await json([...ask, '--indicator', 'air.pm25.annual-mean'])) as unknown[];
    expect(after).toMatchObject({ value: null, shown: '—', verdict: 'insufficient-data' });
  });

  it.each([
    ['a folder', () => ['import', 'table', folder], /文件夹/],
    ['a missing file', () => ['import', 'table', join(folder, 'none.csv')], /不存在/],
    ['an unknown source', () => ['import', 'telepathy', join(folder, 'day.csv')], /bjmemc/],
    ['an unknown district', () => ['assess', '--district', 'atlantis', '--period', '2025'], /mentougou/],
    ['an unknown indicator', () => ['assess', '--period', '2025', '--indicator', 'air.gold'], /air\.pm25\.annual-mean/],
    ['no period', () => ['assess', '--period', '2025-13', '--indicator', 'air.pm25.annual-mean'], /2024-Q3/],
    ['an unknown town', () => ['assess', '--period', '2025', '--scope', 'town:桃花源'], /龙泉镇/],
  ])('refuses %s with exit code 1 and says what to do', async (_, args, about) => {
    const { code, err } = await run(args());
    expect(err).toMatch(about);
    expect(code).toBe(1);
  });

  it('says 2 for wrong use', async () => {
    expect((await run(['assess'])).code).toBe(2);
    expect((await run(['dance'])).code).toBe(2);
  });
});

describe('accounts from the command line', () => {
  /** 1000 MWh × 0.5 kgCO2/kWh = 500 t */
  const YAML = 'year: 2023\nelectricity:\n  amount: 1000 # MWh\n  factor: "0.5"\n';
  const RECORD = ['account', 'record', '--indicator', 'carbon.total', '--period', '2024', '--file', '-'];
  const NOTE = ['--note', '能源统计年报'];
  // Refused where the tests before have made the workspace already.
  beforeAll(() => run(['init', '--district', 'mentougou']));

  it('are previewed, recorded once, listed and withdrawn', async () => {
    const preview = await json([...RECORD, ...NOTE, '--preview'], YAML);
    expect(preview).toMatchObject({ assessment: { value: 500, unit: 't' }, replaces: null });
    const available = ['--available', '2024-03-15', '--by', '核算人甲'];
    const recorded = await json([...RECORD, ...NOTE, ...available], YAML);
    expect(recorded).toMatchObject({ added: true, account: { recordedBy: '核算人甲', available: '2024-03-15' } });
    const again = await run(
      [...RECORD, ...NOTE, ...available],
      '{"year":2023,"electricity":{"amount":1000,"factor":"0.5"}}',
    );
    expect(again.out).toMatch(/500\.0 t/);
    expect(again.out).toMatch(/未改动/);

    const ask = ['assess', '--period', '2024', '--indicator', 'carbon.total'];
    expect(await json(ask)).toMatchObject([{ value: 500, warnings: [{ code: 'account-recorded' }, {}] }]);
    const [version, ...others] = (await json(['account', 'list'])) as { id: number }[];
    expect(version).toMatchObject({ current: true, note: { zh: '能源统计年报' } });
    expect(others).toEqual([]);

    const withdrawn = await run(['account', 'withdraw', String(version?.id)]);
    expect(withdrawn.out).toMatch(/已撤销/);
    const none = await run(ask);
    expect(none.code).toBe(1);
    expect(none.err).toMatch(/qingshan account record --indicator carbon\.total --period 2024/);
  });

  it('start from a template that is not written over another file', async () => {
    const file = join(folder, 'carbon.yaml');
    expect((await run(['account', 'template', 'carbon.total', '--output', file])).code).toBe(0);
    const args = RECORD.map((a) => (a === '-' ? file : a));
    expect(await json([...args, ...NOTE, '--preview'])).toMatchObject({ assessment: { unit: 't' } });
    const over = await run(['account', 'template', 'carbon.total', '--output', file]);
    expect(over.code).toBe(1);
    expect(over.err).toMatch(/carbon\.yaml/);
  });

  it.each([
    ['a wrong field', RECORD, 'year: 2023\nfuels:\n  - amount: 1\n', /fuels\.0\.fuel 须填写/],
    ['no YAML', RECORD, 'year: [2023\n', /第 2 行第 1 列/],
    ['a list', RECORD, '- 1\n', /字段：值/],
    ['a missing file', RECORD.map((a) => (a === '-' ? 'none.yaml' : a)), '', /不存在/],
    [
      'an indicator of instruments',
      RECORD.map((a) => (a === 'carbon.total' ? 'air.pm25.annual-mean' : a)),
      YAML,
      /监测数据/,
    ],
  ])('refuse %s and say where', async (_, args, input, about) => {
    const { code, err } = await run([...args, ...NOTE], input);
    expect(err).toMatch(about);
    expect(code).toBe(1);
  });
});

describe('rules from the command line', () => {
  it('lists every method with what it takes', async () => {
    const methods = (await json(['methods'])) as Record<string, unknown>[];
    expect(methods.length).toBeGreaterThan(15);
    for (const m of methods) {
      expect(m).toMatchObject({
        id: expect.any(String),
        title: { zh: expect.any(String), en: expect.any(String) },
        clauses: expect.any(Array),
        editions: expect.any(Array),
        input: expect.any(Object),
        output: expect.any(Object),
      });
    }
  });

  it('runs a method on an input: the floating-point trap of HJ 633', async () => {
    // CO 2.2 lies at 50 + (2.2 − 2) ÷ (4 − 2) × 50 = 55 exactly; in doubles it comes out above and would be 56.
    const concentrations = {
      'so2-day': 6,
      'no2-day': 30,
      'co-day': 2.2,
      'o3-mda8': 60,
      'pm10-day': 40,
      'pm25-day': 20,
    };
    const input = JSON.stringify({ date: '2026-03-01', concentrations });
    expect(await json(['calc', 'air.aqi-daily', '--input', '-'], input)).toMatchObject({
      value: 55,
      editions: expect.arrayContaining(['HJ 633-2026']),
      details: { primary: ['co'] },
    });
  });

  it('says which field of an input is wrong', async () => {
    const { code, err } = await run(['calc', 'air.aqi-daily', '--input', '-'], '{"date":"2026-03-01"}');
    expect(code).toBe(1);
    expect(err).toMatch(/concentrations/);
  });

  it('checks the plan and shows what changed between editions', async () => {
    expect(await json(['plan', 'check'])).toMatchObject({
      counts: { boards: 5, tasks: 88, measures: 200, initiatives: 11 },
      findings: [],
    });
    const changes = (await json(['standards', 'diff', 'hj-633-2012', 'hj-633-2026'])) as {
      table: string;
      keys: object;
    }[];
    const pm25 = changes.find((c) => c.table === 'breakpoints' && JSON.stringify(c.keys).includes('pm25-day'));
    expect(pm25).toMatchObject({
      kind: 'changed',
      before: expect.stringContaining('75'),
      after: expect.stringContaining('60'),
    });
  });
});
