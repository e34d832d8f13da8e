import { hj212 } from '@qingshan/sources';
import { describe, expect, test } from 'vitest';
import { hourly, Line, moment } from '../gateway/support.ts';
import { demonstration } from './demonstration.ts';
import { SKIP } from './support.ts';

/** One of the demonstration's devices */
const SIMULATED = 'SIMULATED0000000000000001';
const NEW_DEVICE =
  '设备编码,密码,系统编码,点位\nE2E0000000000000000000001,123456,22,清水镇站(模拟)\nX,123456,22,没有这个点位\n';

describe.skipIf(SKIP)('data that come in by themselves, in a browser', () => {
  const demo = demonstration();

  test('the office sees what each instrument does, and what a list would register, before it does', async () => {
    const page = await demo.pageOf('demo.office');
    await page.goto('/devices');
    await page.getByText('从未上报 13 台', { exact: false }).waitFor();
    await expect.poll(() => page.locator('tbody tr').count()).toBe(13);
    const file = { name: 'devices.csv', mimeType: 'text/csv', buffer: Buffer.from(NEW_DEVICE) };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByText('有误 1 行', { exact: false }).waitFor();
    await page.getByText('没有这个点位', { exact: false }).first().waitFor();
    expect(await page.locator('tbody tr').count()).toBe(13);
    expect(demo.complaints).toEqual([]);
  });

  test('a device on the line is asked for a day that is past, and what came of it stands with it', async () => {
    const line = new Line(demo.gateway);
    const page = await demo.pageOf('demo.analyst');
    for (const { bytes } of hourly(SIMULATED, moment('2024-10-30T08:00'), 1)) line.socket.write(bytes);
    await line.answered(1);
    await page.goto('/devices');
    const row = page.locator('tbody tr', { hasText: SIMULATED });
    await row.getByText('补传与校时').click();
    await row.getByLabel('从').fill('2024-09-01');
    await row.getByLabel('到').fill('2024-09-01');
    await row.getByRole('button', { name: '下发' }).click();
    await row.getByText('还有 1 次', { exact: false }).waitFor();
    const request = await line.request();
    expect([request.cn, hj212.fieldOf(request, 'BeginTime')]).toEqual(['2061', '20240901000000']);
    line.returns(request, SIMULATED, '9012', '100');
    await row.getByText('设备没有数据 1 次', { exact: false }).waitFor();
    line.socket.destroy();
    await row.getByText('设备现在没有连到本服务器', { exact: false }).waitFor();
    expect(await row.getByRole('button', { name: '下发' }).isDisabled()).toBe(true);
    expect(demo.complaints).toEqual([]);
  });

  test('a file is looked at, imported and taken back on the page', async () => {
    const page = await demo.pageOf('demo.analyst');
    await page.goto('/data');
    const rows = page.locator('tbody tr');
    await rows.first().waitFor();
    const before = await rows.count();
    const choose = async (name: string, lines: readonly string[]) => {
      const text = ['点位,监测项目,结束时间,监测值,单位', ...lines].join('\n');
      await page.getByLabel('选择文件').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
    };
    const hours = Array.from(
      { length: 23 },
      (_, h) => `门头沟双峪,PM2.5,2025-03-02 ${String(h + 1).padStart(2, '0')}:00`,
    );
    await choose('wrong.csv', [`${hours[0]},31,mg`]);
    await page.getByText('文件有误，不能导入', { exact: false }).waitFor();
    expect(await page.getByRole('button', { name: '导入', exact: true }).count()).toBe(0);

    await choose(
      'hours.csv',
      hours.map((hour) => `${hour},31,ug/m3`),
    );
    await page.getByText('共 23 个数值：新增 23，更正 0，不变 0。', { exact: false }).waitFor();
    await page.getByRole('button', { name: '导入', exact: true }).click();
    await page.getByText('新增 23，更正 0。', { exact: false }).waitFor();
    await expect.poll(() => rows.count()).toBe(before + 1);

    page.once('dialog', (dialog) => void dialog.accept());
    const row = rows.filter({ hasText: 'hours.csv' });
    await row.getByRole('button', { name: '撤销' }).click();
    await row.getByText('已撤销', { exact: false }).first().waitFor();
    expect(demo.complaints).toEqual([]);
  });

  test('a key for a program is shown once, and is of no use when it is revoked', async () => {
    const page = await demo.pageOf('demo.admin', 'zh', 390);
    await page.goto('/intake');
    await page.getByRole('heading', { level: 1, name: '数据接入' }).waitFor();
    await page.getByRole('button', { name: '发放密钥' }).click();
    await page.getByLabel('给谁用').fill('（演示）环保平台');
    await page.getByRole('button', { name: '发放', exact: true }).click();
    const token = (await page.locator('code.secret').innerText()).trim();
    const send = () =>
      page.request.post(`${demo.url}/api/v1/intake/json`, {
        headers: { authorization: `Bearer ${token}` },
        data: {},
      });
    // It is known: what is wrong is what was sent.
    expect((await send()).status()).not.toBe(401);
    await page.reload();
    await page.getByText('（演示）环保平台').first().waitFor();
    expect(await page.locator('code.secret').count()).toBe(0);
    page.once('dialog', (dialog) => void dialog.accept());
    await page.getByRole('button', { name: '吊销' }).click();
    await page.getByText('已吊销').waitFor();
    expect((await send()).status()).toBe(401);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(demo.complaints).toEqual([]);
  });

  test.each([
    ['zh', '还没有备份', '登记库'],
    ['en', 'There is no backup yet', 'Registry'],
  ] as const)('%s: the administrator sees how the server is doing', async (lang, advice, store) => {
    const page = await demo.pageOf('demo.admin', lang, 390);
    await page.goto('/operations');
    await page.getByText(advice, { exact: false }).waitFor();
    await page.getByText(store, { exact: true }).first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(demo.complaints).toEqual([]);
  });
});
