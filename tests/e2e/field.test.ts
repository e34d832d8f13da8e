import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { demonstration } from './demonstration.ts';
import { become, SKIP } from './support.ts';

/** A pixel, as a camera would hand it over. */
const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const report = z.object({
  state: z.string(),
  seq: z.number(),
  history: z.array(
    z.object({
      type: z.string(),
      remark: z.string(),
      by: z.object({ id: z.string() }),
      check: z.object({ act: z.string(), evidence: z.array(z.string()) }).nullable(),
    }),
  ),
});
const audits = z.object({ entries: z.array(z.object({ action: z.string(), subject: z.string() })) });

describe.skipIf(SKIP)('checks on the spot', () => {
  const demo = demonstration();
  let phone: Page;
  let office: Page;
  let auditor: Page;
  /** Reports that are checked, in the order of the list */
  let ids: string[];

  const see = async (id: string) => report.parse(await (await office.request.get(`/api/v1/reports/${id}`)).json());
  const siteEvents = async (id: string) => (await see(id)).history.filter((event) => event.check !== null);
  const auditRows = async (id: string) => {
    const answer = await auditor.request.get(`/api/v1/audit?subject=${encodeURIComponent(`report:${id}`)}`);
    return audits.parse(await answer.json()).entries.filter((entry) => entry.action === 'check-on-site');
  };
  const offline = (is: boolean) => phone.context().setOffline(is);
  const summary = (text: RegExp): Locator => phone.locator('summary, h2').filter({ hasText: text });
  /** Fills in the check of a report on its page and finishes it. */
  const fill = async (id: string, holds: string, remark: string, photo = false) => {
    await phone.locator(`.field-items a[href*="${encodeURIComponent(id)}"]`).click();
    await phone.getByLabel(holds, { exact: true }).check();
    await phone.getByLabel(/检查情况/).fill(remark);
    if (photo) {
      await phone.getByLabel('拍照或选照片').setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer: PHOTO });
      await phone.getByRole('img', { name: '现场.png' }).waitFor();
    }
    await phone.getByRole('button', { name: '完成，等待同步' }).click();
    await phone.getByRole('button', { name: '完成，等待同步' }).waitFor({ state: 'hidden' });
  };

  beforeAll(async () => {
    const pages = await Promise.all([390, 1440, 1440].map((width) => demo.open('zh', width)));
    [phone, office, auditor] = pages.map((opened) => opened.page) as [Page, Page, Page];
    await become(phone, demo.url, 'demo.inspector');
    await become(office, demo.url, 'demo.office');
    await become(auditor, demo.url, 'demo.auditor');
  });

  test('the page is opened once with a network, and keeps itself and its work', async () => {
    await phone.goto('/field');
    await phone.getByText('没有网络也能打开本页').waitFor();
    const listed = phone.locator('.field-items a');
    await listed.nth(5).waitFor();
    const links = await listed.evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    ids = links.slice(0, 6).map((href) => new URL(href ?? '', demo.url).searchParams.get('report') ?? '');
    expect(ids).toHaveLength(6);
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });

  test('two checks are filled in with the network off, and are there after the page was closed', async () => {
    await offline(true);
    await phone.reload();
    await phone.getByText('没有网络：照常填写').waitFor();
    await fill(ids[0] ?? '', '属实', '抽查 2 处属实', true);
    await fill(ids[1] ?? '', '不属实', '没有凭证');
    await phone.goto('about:blank');
    await phone.goto('/field');
    await summary(/已填写，未同步（2）/).waitFor();
    expect(await siteEvents(ids[0] ?? '')).toEqual([]);
  });

  test('they are synced once when the network is back', async () => {
    await offline(false);
    await summary(/已同步（2）/).waitFor();
    const [first, second] = [await siteEvents(ids[0] ?? ''), await siteEvents(ids[1] ?? '')];
    expect(first.map((e) => [e.type, e.remark, e.by.id])).toEqual([['accepted', '抽查 2 处属实', 'demo.inspector']]);
    expect(second.map((e) => [e.type, e.remark])).toEqual([['returned', '没有凭证']]);
    const [photo = ''] = first[0]?.check?.evidence ?? [];
    const kept = await office.request.get(`/api/v1/evidence/${photo}/content`);
    expect(PHOTO.equals(await kept.body())).toBe(true);
    for (const id of ids.slice(0, 2)) expect(await auditRows(id)).toHaveLength(1);
  });

  test('a second sync changes nothing, nor does the same act sent again', async () => {
    const before = await see(ids[0] ?? '');
    await phone.getByRole('button', { name: '立即同步' }).click();
    await phone.getByText('同步完成').waitFor();
    await phone.reload();
    await summary(/已同步（2）/).waitFor();
    const data = {
      act: before.history.at(-1)?.check?.act,
      person: 'demo.inspector',
      report: ids[0],
      do: 'accept',
      holds: true,
      remark: '再发一次',
      reading: null,
      at: '2024-10-31T09:00',
      place: null,
      evidence: [],
      seen: before.seq,
    };
    const again = await phone.request.post('/api/v1/field/checks', { data, headers: { origin: demo.url } });
    expect(await again.json()).toMatchObject({ repeated: true, seq: before.seq, type: 'accepted' });
    expect(await see(ids[0] ?? '')).toEqual(before);
    for (const id of ids.slice(0, 2)) expect(await auditRows(id)).toHaveLength(1);
  });

  test('what somebody else decided meanwhile is shown beside it; kept as a note it decides nothing', async () => {
    const [, , third = '', fourth = ''] = ids;
    await offline(true);
    await fill(third, '属实', '现场看到 3 处已完成');
    await fill(fourth, '属实', '现场看到已完成');
    for (const id of [third, fourth]) {
      const data = { do: 'return', remark: '攻坚办：缺少照片' };
      const done = await office.request.post(`/api/v1/reports/${id}/verification`, {
        data,
        headers: { origin: demo.url },
      });
      expect(done.status()).toBe(200);
    }
    await offline(false);
    await summary(/需要处理（2）/).waitFor();
    const card = phone.locator('.conflict', { hasText: '现场看到 3 处已完成' });
    const words = await card.innerText();
    for (const part of ['报告已有变化', '您的检查', '现在的报告', '攻坚办：缺少照片', '已退回']) {
      expect(words).toContain(part);
    }
    expect(await siteEvents(third)).toEqual([]);
    const exported = phone.waitForEvent('download');
    await phone.getByRole('button', { name: '导出未同步内容' }).click();
    const file = await (await exported).createReadStream();
    const text = Buffer.concat(await file.toArray()).toString();
    expect(text).toContain('现场看到 3 处已完成');
    expect(text).not.toContain('抽查 2 处属实');

    await card.getByRole('button', { name: '留作备注' }).click();
    await phone.getByRole('button', { name: '立即同步' }).click();
    await summary(/已同步（3）/).waitFor();
    expect(await see(third)).toMatchObject({ state: 'returned' });
    expect((await siteEvents(third)).map((e) => [e.type, e.remark])).toEqual([['noted', '现场看到 3 处已完成']]);

    await phone.locator('.conflict').getByRole('button', { name: '放弃' }).click();
    await summary(/已放弃（1）/).waitFor();
    expect(await siteEvents(fourth)).toEqual([]);
  });

  test('a session that ended loses nothing: it asks to sign in, then syncs', async () => {
    const fifth = ids[4] ?? '';
    await offline(true);
    await fill(fifth, '属实', '登录过期前填写');
    await phone.context().clearCookies();
    await offline(false);
    await phone.getByText('登录已过期或尚未登录').waitFor();
    expect(await siteEvents(fifth)).toEqual([]);
    await summary(/已填写，未同步（1）/).waitFor();
    await phone.locator('.field-status').getByRole('link', { name: '登录' }).click();
    await phone.locator('.choices button', { hasText: '检查员' }).click();
    await summary(/已同步（4）/).waitFor();
    expect((await siteEvents(fifth)).map((e) => e.type)).toEqual(['accepted']);
  });

  test('a problem found without a network becomes one case, and the page shows its number', async () => {
    await offline(true);
    await phone.getByRole('link', { name: '发现问题', exact: true }).click();
    await phone.getByRole('button', { name: '完成，等待同步' }).click();
    await phone.getByText('请写明问题。').waitFor();
    await phone.getByLabel('问题', { exact: true }).fill('示例路口裸土未覆盖');
    await phone.getByLabel('分类').selectOption('site-dust');
    await phone.getByLabel('地点').fill('示例路口东侧');
    await phone.getByLabel('涉及单位').selectOption({ index: 3 });
    await phone.getByLabel('拍照或选照片').setInputFiles({ name: '裸土.png', mimeType: 'image/png', buffer: PHOTO });
    await phone.getByRole('img', { name: '裸土.png' }).waitFor();
    await phone.getByRole('button', { name: '完成，等待同步' }).click();
    await phone.getByRole('button', { name: '完成，等待同步' }).waitFor({ state: 'hidden' });
    await phone.goto('about:blank');
    await phone.goto('/field');
    const card = phone.locator('.field-check', { hasText: '示例路口裸土未覆盖' });
    await card.getByText('待同步').waitFor();
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

    // The first answer is lost on the way: the server has it, the device does not know.
    await phone.route('**/api/v1/field/findings', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await offline(false);
    await phone.getByText('没有连上服务器').waitFor();
    await phone.unroute('**/api/v1/field/findings');
    await phone.getByRole('button', { name: '立即同步' }).click();
    const link = card.getByRole('link', { name: /^工单 XC-\d{8}-\d{3}$/ });
    await link.waitFor();
    const number = (await link.innerText()).replace('工单 ', '');
    const list = await office.request.get(`/api/v1/cases?list=all&text=${encodeURIComponent('示例路口裸土未覆盖')}`);
    expect(await list.json()).toMatchObject({ total: 1, rows: [{ id: number, source: 'patrol', state: 'new' }] });
    const rows = await auditor.request.get(`/api/v1/audit?subject=${encodeURIComponent(`case:${number}`)}`);
    const entries = audits.parse(await rows.json()).entries;
    expect(entries.map(({ action }) => action)).toEqual(['find-on-site']);
    const detail = await (await office.request.get(`/api/v1/cases/${number}`)).json();
    expect(detail).toMatchObject({ evidence: [expect.stringMatching(/^[0-9a-f]{64}$/)] });
    await phone.reload();
    await link.waitFor();
  });

  test('another person on the same device neither sees nor sends what the first one filled in', async () => {
    const sixth = ids[5] ?? '';
    await offline(true);
    await fill(sixth, '属实', '检查员填写的内容');
    await become(phone, demo.url, 'demo.office');
    await offline(false);
    await phone.goto('/field');
    await phone.locator('.account-menu', { hasText: '攻坚办' }).waitFor();
    await phone.getByText('同步完成').waitFor();
    expect(await phone.locator('main').innerText()).not.toContain('检查员填写的内容');
    expect(await siteEvents(sixth)).toEqual([]);
    await become(phone, demo.url, 'demo.inspector');
    await phone.goto('/field');
    await summary(/已同步（5）/).waitFor();
    expect((await siteEvents(sixth)).map((e) => e.by.id)).toEqual(['demo.inspector']);
  });
});
