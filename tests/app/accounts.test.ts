import { createApplication, readAccountFile, views, type Application } from '@qingshan/app';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR, operatorServer, testWorkspace, type TestWorkspace } from './support.ts';

/** 1000 MWh × 0.5 kgCO2/kWh = 500 t, the factor given by hand. */
const CARBON = {
  indicator: 'carbon.total',
  period: '2024',
  note: '能源统计年报',
  input: { year: 2023, electricity: { amount: 1000, factor: '0.5' } },
};
/** 1 − 95 ÷ 100 ÷ 1.1 = 13.636 % */
const INTENSITY = {
  ...CARBON,
  indicator: 'carbon.intensity.reduction',
  input: {
    year: 2021,
    years: [
      { year: 2020, emissions: 100 },
      { year: 2021, emissions: 95, growth: '1.1' },
    ],
  },
};

async function rowOf(application: Application, id: string, asking = {}): Promise<views.TargetRowView | undefined> {
  return (await application.board(asking)).boards.flatMap((b) => b.targets).find((r) => r.id === id);
}

describe('accounts in a workspace of real data', () => {
  let test: TestWorkspace;
  let application: Application;
  beforeAll(async () => {
    test = await testWorkspace(false, '2024-11-01T08:00');
    application = createApplication(test.workspace).as(OPERATOR);
  });
  afterAll(() => test.remove());

  it('are asked for where there is none', async () => {
    const detail = await application.target('carbon-total', {});
    expect(detail.row).toMatchObject({ status: 'no-data', assessment: null, reason: { zh: /尚未填写.*二氧化碳/ } });
    expect(detail.accounts).toEqual({ method: 'carbon.emissions', period: '2024', versions: [] });
    expect((await application.target('pm25', {})).accounts).toBeNull();
  });

  it('are previewed without being stored', async () => {
    const { assessment, replaces } = await application.previewAccount(CARBON);
    expect(assessment).toMatchObject({ value: 500, shown: '500.0', unit: 't', simulated: false });
    expect(assessment.trace.length).toBeGreaterThan(0);
    expect(replaces).toBeNull();
    expect(await application.accounts({})).toEqual([]);
  });

  it('make the figure of the board, and answer for moments after they were recorded only', async () => {
    test.clock.set('2024-11-01T10:00');
    const { account, added } = await application.recordAccount(CARBON);
    expect(added).toBe(true);
    expect(account).toMatchObject({ current: true, available: '2024-11-01', recordedAt: '2024-11-01T10:00' });
    const row = await rowOf(application, 'carbon-total');
    expect(row).toMatchObject({ status: 'not-judged', simulated: false, assessment: { value: 500 } });
    expect(row?.assessment?.warnings[0]).toMatchObject({
      code: 'account-recorded',
      text: { zh: '甲 于 2024-11-01 10:00 填写的核算：能源统计年报' },
    });
    expect((await rowOf(application, 'carbon-total', { asOf: '2024-11-01T09:59' }))?.assessment).toBeNull();
    expect((await rowOf(application, 'carbon-total', { asOf: '2024-11-01T10:00' }))?.assessment?.value).toBe(500);
    // It counts from 1 November on.
    expect((await rowOf(application, 'carbon-total', { through: '2024-10-31' }))?.assessment).toBeNull();
  });

  it('of the same content change nothing, whatever the order of the fields', async () => {
    const { factor, amount } = CARBON.input.electricity;
    const turned = { electricity: { factor, amount }, year: 2023 };
    const again = await application.recordAccount({ ...CARBON, input: turned });
    expect(again.added).toBe(false);
    expect(again.account.recordedBy).toBe('甲');
    expect(await application.accounts({})).toHaveLength(1);
  });

  it('are replaced by a newer one, which comes back out when it is withdrawn', async () => {
    test.clock.set('2024-11-02T09:00');
    const corrected = { ...CARBON, note: '更正', input: { year: 2023, electricity: { amount: 2000, factor: '0.5' } } };
    expect((await application.previewAccount(corrected)).replaces?.note.zh).toBe('能源统计年报');
    const { account } = await application.recordAccount(corrected);
    expect((await rowOf(application, 'carbon-total'))?.assessment?.value).toBe(1000);
    const explained = (await rowOf(application, 'carbon-total'))?.assessment;

    test.clock.set('2024-11-03T09:00');
    const other = createApplication(test.workspace).as({ ...OPERATOR, id: 'cli:乙', name: '乙' });
    const withdrawn = await other.withdrawAccount(account.id ?? 0);
    expect(withdrawn).toMatchObject({ withdrawnBy: '乙', withdrawnAt: '2024-11-03T09:00', current: false });
    expect((await rowOf(application, 'carbon-total'))?.assessment?.value).toBe(500);
    expect((await rowOf(application, 'carbon-total', { asOf: '2024-11-03T08:59' }))?.assessment?.value).toBe(1000);
    expect((await rowOf(application, 'carbon-total', { asOf: '2024-11-03T09:00' }))?.assessment?.value).toBe(500);
    expect((await application.explain(explained?.id ?? '')).value).toBe(1000);
    const versions = await application.accounts({ indicator: 'carbon.total', period: '2024' });
    expect(versions.map((v) => [v.note.zh, v.current, v.withdrawnBy])).toEqual([
      ['更正', false, '乙'],
      ['能源统计年报', true, null],
    ]);
    await expect(application.withdrawAccount(account.id ?? 0)).rejects.toMatchObject({
      code: 'account-withdrawn',
    });
  });

  it('leave who did what in the audit', async () => {
    const audits = (await test.workspace.registry.audits()).map((a) => [
      a.actor,
      a.action,
      a.subject,
      a.detail.includes('"done"'),
    ]);
    const [first, second] = (await application.accounts({})).map((v) => `account:${v.id}`).reverse();
    expect(audits).toEqual([
      ['cli:甲', 'record-account', first, true],
      // The same content again: nothing was added.
      ['cli:甲', 'record-account', first, true],
      ['cli:甲', 'record-account', second, true],
      ['cli:乙', 'withdraw-account', second, true],
      ['cli:甲', 'withdraw-account', second, false],
    ]);
    expect(await test.workspace.registry.verifyAudit()).toMatchObject({ broken: null });
  });

  it('are judged by the target of the plan: 13.64 % falls short of about 15 %', async () => {
    const { assessment } = await application.recordAccount(INTENSITY);
    expect(assessment).toMatchObject({ shown: '13.64', limit: '15' });
    expect(await rowOf(application, 'carbon-intensity')).toMatchObject({ status: 'at-risk' });
  });

  it('that lack something give no value and say so', async () => {
    const input = { before: { year: 2022, value: '71.2' }, now: { year: 2023, value: null } };
    await application.recordAccount({ ...CARBON, indicator: 'eco.ei', input });
    const row = await rowOf(application, 'ei');
    expect(row).toMatchObject({ status: 'insufficient-data', assessment: { value: null } });
  });

  it.each([
    ['an unknown indicator', { indicator: 'carbon.gold' }, 'not-found'],
    ['an indicator of monitoring data', { indicator: 'air.pm25.annual-mean' }, 'bad-request'],
    ['no period', { period: '2024-13' }, 'unknown-period'],
    ['no date', { available: '2024-02-30' }, 'bad-request'],
    ['no note', { note: ' ' }, 'bad-request'],
    ['wrong fields', { input: { year: '二〇二三' } }, 'bad-input'],
  ])('with %s are refused and nothing is stored', async (_, change, code) => {
    const before = await application.accounts({});
    await expect(application.recordAccount({ ...CARBON, ...change })).rejects.toMatchObject({ code });
    expect(await application.accounts({})).toEqual(before);
  });

  it('are refused for a month too that has not ended yet', async () => {
    const section = { id: '甲', target: 3, months: { '2024-01': 3, '2024-12': 9 } };
    const input = { period: '2024', sections: [section] };
    const refused = application.recordAccount({ ...CARBON, indicator: 'water.section.class', input });
    await expect(refused).rejects.toMatchObject({ fields: [{ path: 'sections.0.months.2024-12' }] });
  });

  it('are answered by the API, which names the fields that are wrong', async () => {
    const server = operatorServer(test.workspace);
    const send = async (path: string, body: unknown) => {
      const response = await server.request(`http://localhost/api/v1${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: response.status, body: (await response.json()) as unknown };
    };
    const wrong = await send('/account-previews', { ...CARBON, input: { year: 2023, fuels: [{ amount: 1 }] } });
    expect(wrong).toMatchObject({
      status: 422,
      body: { code: 'bad-input', fields: [{ path: 'fuels.0.fuel', text: { zh: '须填写' } }] },
    });
    const preview = await send('/account-previews', CARBON);
    expect(views.accountPreview.safeParse(preview.body).error).toBeUndefined();
    const recorded = await send('/accounts', { ...CARBON, period: '2023' });
    const { account } = views.accountRecorded.parse(recorded.body);
    const withdrawn = await send(`/accounts/${account.id}/withdrawal`, {});
    expect(views.accountVersion.safeParse(withdrawn.body).error).toBeUndefined();
    expect((await send('/accounts/99/withdrawal', {})).status).toBe(404);
    const listed = await server.request('http://localhost/api/v1/accounts?period=2023');
    expect(views.accountVersion.array().parse(await listed.json())).toHaveLength(1);
  });

  it('start from a template that the method accepts for every indicator that takes them', async () => {
    const server = operatorServer(test.workspace);
    for (const target of test.workspace.plan.targets) {
      const { accounts, row } = await application.target(target.id, {});
      if (accounts === null) continue;
      const response = await server.request(`http://localhost/api/v1/account-templates/${row.indicator}`);
      const yaml = await response.text();
      expect(yaml, row.indicator).toMatch(/^# .*\n(# .*\n)+\n/);
      const input = readAccountFile('template.yaml', yaml);
      const [first] = (await application.method(accounts.method)).cases;
      expect(input).toEqual(first?.input);
      await application.previewAccount({ ...CARBON, indicator: row.indicator, input });
    }
    expect(await application.accountTemplate('carbon.total')).toMatch(/# 消费量 \/ amount burnt\n\s+amount: 12000/);
  });
});

describe('accounts in the demonstration', () => {
  let test: TestWorkspace;
  let application: Application;
  beforeAll(async () => {
    test = await testWorkspace(true);
    application = createApplication(test.workspace).as(OPERATOR);
  });
  afterAll(() => test.remove());

  it('stand before those of the district data, marked, until they are withdrawn', async () => {
    const before = (await rowOf(application, 'carbon-total'))?.assessment;
    const { account, assessment } = await application.recordAccount(CARBON);
    expect(account).toMatchObject({ available: '2024-10-31', simulated: true, current: true });
    expect(assessment).toMatchObject({ value: 500, simulated: true });
    const row = await rowOf(application, 'carbon-total');
    expect(row?.assessment).toMatchObject({ id: assessment.id, value: 500 });
    expect(row?.assessment?.warnings[0]?.code).toBe('account-recorded');
    const versions = (await application.target('carbon-total', {})).accounts?.versions ?? [];
    expect(versions.map((v) => [v.id, v.current])).toEqual([
      [account.id, true],
      [null, false],
    ]);
    await application.withdrawAccount(account.id ?? 0);
    expect((await rowOf(application, 'carbon-total'))?.assessment).toEqual(before);
    expect((await application.accounts({ indicator: 'carbon.total' })).map((v) => v.current)).toEqual([false, true]);
  });
});
