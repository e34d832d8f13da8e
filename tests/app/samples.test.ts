import { createApplication, type Application } from '@qingshan/app';
import { loadDistrict, districtFolder, type Site } from '@qingshan/campaign';
import { dayOfDate } from '@qingshan/kernel';
import { SAMPLE_KINDS, sourceById } from '@qingshan/sources';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileOf, OPERATOR, testWorkspace, type TestWorkspace } from './support.ts';

const EVER = { first: dayOfDate(2000, 1, 1) ?? 0, last: dayOfDate(2040, 12, 31) ?? 0 };

function section(id: string, targetClass: number): Site {
  return {
    id: `own/${id}`,
    name: { zh: id, en: id },
    kind: 'section',
    town: null,
    inDistrict: true,
    from: null,
    to: null,
    assessed: true,
    simulated: false,
    aliases: [],
    water: {
      body: 'river',
      source: 'surface',
      targetClass: [{ class: targetClass, from: null, to: null }],
      volume: null,
    },
  };
}

async function importText(application: Application, text: string) {
  const preview = await application.previewImport(sourceById('manual'), [fileOf('samples.csv', text)]);
  expect(preview.refused).toBe(false);
  return { preview, batch: await application.commitImport(preview) };
}

describe('a workspace with sections of its own', () => {
  let test: TestWorkspace;
  let application: Application;
  const HEAD = '断面,采样日期,水情,溶解氧(mg/L),化学需氧量(mg/L),总磷(mg/L)';

  beforeAll(async () => {
    test = await testWorkspace(false, '2026-02-20T08:00');
    const { district } = test.workspace;
    const sites = [...district.sites, section('甲断面', 3), section('乙断面', 2)];
    // What somebody had found out before there were samples.
    const account = {
      indicator: 'water.section.class',
      period: '2026',
      available: '2026-01-01',
      simulated: false,
      note: { zh: '环保局通报', en: 'bulletin' },
      input: { period: '2026', sections: [{ id: '甲断面', target: 3, months: { '2026-01': 4 } }] },
    };
    const workspace = { ...test.workspace, district: { ...district, sites, accounts: [account] } };
    application = createApplication(workspace).as(OPERATOR);
  });
  afterAll(() => test.remove());

  const assess = async (period: string, when: { through?: string; asOf?: string } = {}) => {
    const [found] = await application.assess({ period, indicator: 'water.section.class', scope: 'district', ...when });
    if (!found) throw new Error('nothing assessed');
    return found;
  };

  it('rests on the account while there are no samples, and says so', async () => {
    const found = await assess('2026', { through: '2026-01-31' });
    expect(found.shown).toBe('0.0');
    expect(found.warnings.map((w) => w.code)).toEqual(['account-in-place-of-samples', 'account']);
  });

  it('has no value with neither', async () => {
    const found = await assess('2025');
    expect(found).toMatchObject({ value: null, verdict: 'insufficient-data' });
    expect(found.warnings).toEqual([]);
  });

  it('is computed from the samples once there are some', async () => {
    const { batch } = await importText(
      application,
      `${HEAD}\n甲断面,2026-01-08,,9.1,18,0.12\n乙断面,2026-01-09,,9.6,14,0.1L\n`,
    );
    expect(batch).toMatchObject({ added: 8, state: 'committed' });
    const found = await assess('2026-01', { through: '2026-01-31' });
    // 甲: COD 18 and TP 0.12 are class III, as asked; 乙: COD 14 is I, half of 0.1 is 0.05 of TP: II, as asked.
    expect(found).toMatchObject({ shown: '100.0', verdict: 'met' });
    expect(found.warnings).toEqual([]);
  });

  it('leads down to the samples and their detection limits', async () => {
    const { id } = await assess('2026-01', { through: '2026-01-31' });
    const { total, rows } = await application.inputs(id, { offset: 0, limit: 50 });
    expect(total).toBe(6);
    expect(rows.map((r) => `${r.site} ${r.parameter} ${r.time} ${r.value} ${r.unitText} ${r.flag}`)).toContain(
      'own/乙断面 tp 2026-01-09T10:00 0.1 mg/L not-detected',
    );
  });

  it('as of a day before a correction is what it was then', async () => {
    test.clock.set('2026-02-25T08:00');
    const { batch } = await importText(application, `${HEAD}\n甲断面,2026-01-08,,9.1,23,0.12\n`);
    expect(batch).toMatchObject({ added: 0, corrected: 1 });
    // COD of 23 is class IV at a section of which III is asked: 1 of 2.
    expect(await assess('2026-01', { through: '2026-01-31' })).toMatchObject({ shown: '50.0', verdict: 'not-met' });
    const before = await assess('2026-01', { through: '2026-01-31', asOf: '2026-02-24' });
    expect(before).toMatchObject({ shown: '100.0', verdict: 'met' });
  });

  it('counts a month without flow as the plan says, and no flow outranks what was imported before', async () => {
    await importText(application, `${HEAD}\n甲断面,2026-02-05,,9,10,0.1\n乙断面,2026-02-05,,9,10,0.05\n`);
    expect((await assess('2026-02', { through: '2026-02-28' })).shown).toBe('100.0');
    await importText(application, `${HEAD}\n甲断面,2026-02-05,断流,,,\n`);
    const found = await assess('2026-02', { through: '2026-02-28' });
    // The plan says nothing, so no flow stands as without data and the month is not judged.
    expect(found).toMatchObject({ shown: '100.0', verdict: 'insufficient-data' });
    expect(found.completeness).toMatchObject({ valid: 1, expected: 2 });
  });

  it('is provisional while the period runs, up to the day that is asked', async () => {
    const found = await assess('2026', { through: '2026-01-31' });
    expect(found).toMatchObject({ shown: '50.0', verdict: 'insufficient-data', provisional: true });
  });

  it('shows one section alone, item by item', async () => {
    const [found] = await application.assess({
      period: '2026-01',
      indicator: 'water.section.class',
      scope: 'station:甲断面',
      through: '2026-01-31',
    });
    expect(found).toMatchObject({ shown: '0.0', scope: 'station:own/甲断面' });
    const classes = found?.trace.find((s) => s.title.zh === '各项类别');
    expect(classes?.detail.zh).toContain('化学需氧量 23：Ⅳ类');
  });

  it.each(['csv', 'xlsx'] as const)('writes out what importing leaves as it is: %s', async (form) => {
    const { bytes, samples } = await application.exportSamples({ kind: 'section', form, ...EVER });
    expect(samples).toBe(4);
    const file = { name: `out.${form}`, open: () => pieces(bytes) };
    const preview = await application.previewImport(sourceById('manual'), [file]);
    expect(preview.files[0]?.faults).toEqual([]);
    expect(preview.comparison).toMatchObject({ added: 0, corrected: 0 });
    expect(preview.comparison.unchanged).toBeGreaterThan(10);
  });
});

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

describe('the samples of the demonstration', () => {
  let test: TestWorkspace;
  let application: Application;
  beforeAll(async () => {
    test = await testWorkspace(true);
    application = createApplication(test.workspace).as(OPERATOR);
  });
  afterAll(() => test.remove());

  it('give their targets a value and a verdict, and no account is left for them', async () => {
    const rows = (await application.board({})).boards.flatMap((b) => b.targets);
    for (const [id, shown] of [
      // 断面甲 is worse than its target in July only: 19 of 20 section-months.
      ['sections', '95.0'],
      ['water-sources', '100.0'],
      // 井5, one of six
      ['groundwater', '16.7'],
    ] as const) {
      const row = rows.find((r) => r.id === id);
      expect(row?.assessment, id).toMatchObject({ shown, simulated: true });
      expect(['on-track', 'at-risk']).toContain(row?.status);
    }
    const { accounts } = loadDistrict(districtFolder('mentougou'));
    expect(accounts.filter((a) => /^(water|groundwater)\./.test(a.indicator))).toEqual([]);
  });

  it('give a verdict for the whole year', async () => {
    const rows = (await application.board({ through: '2024-12-31' })).boards.flatMap((b) => b.targets);
    const verdicts = ['sections', 'water-sources', 'groundwater'].map((id) => rows.find((r) => r.id === id)?.status);
    expect(verdicts).toEqual(['not-met', 'met', 'met']);
  });

  it('are known only from the day on which the laboratory reported', async () => {
    const months = async (asOf: string) => {
      const [found] = await application.assess({
        period: '2024-03',
        indicator: 'water.section.class',
        scope: 'district',
        through: '2024-03-31',
        asOf,
      });
      return found?.completeness?.valid;
    };
    // Sampled from the 5th to the 12th, reported twelve days later.
    expect(await months('2024-03-12')).toBe(0);
    expect(await months('2024-03-31')).toBe(2);
  });

  it.each(SAMPLE_KINDS)('are written out and read back unchanged: %s', async (kind) => {
    const { bytes, samples } = await application.exportSamples({ kind, form: 'xlsx', ...EVER });
    expect(samples).toBeGreaterThan(0);
    const file = { name: `${kind}.xlsx`, open: () => pieces(bytes) };
    const preview = await application.previewImport(sourceById('manual'), [file]);
    expect(preview.files[0]?.faults).toEqual([]);
    expect(preview.comparison).toMatchObject({ added: 0, corrected: 0 });
  });
});
