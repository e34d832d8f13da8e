import { describe, expect, test } from 'vitest';
import { demonstration } from './demonstration.ts';
import { SKIP } from './support.ts';

const EDITION = 'alert-beijing-2013';
const COPY = '纸质正式版第 3 页';

describe.skipIf(SKIP)('a figure to be checked, in a browser', () => {
  const demo = demonstration();

  test('loses its mark when a person confirms it by a document, and who, when and by what stays', async () => {
    const page = await demo.pageOf('demo.analyst');
    await page.goto(`/standards/${EDITION}`);
    const table = page.locator('details.confirm').first();
    await table.locator('summary').click();
    const open = table.getByRole('button', { name: '与原文一致' });
    await open.first().waitFor();
    const [marks, left] = [await page.locator('abbr.check').count(), await open.count()];
    // Without the document that it was compared with nothing is confirmed.
    expect(await open.first().isDisabled()).toBe(true);
    await table.locator('input').fill(COPY);
    await open.first().click();
    await table.getByText(`核对（${COPY}）`, { exact: false }).waitFor();
    await expect.poll(() => open.count()).toBe(left - 1);
    await expect.poll(() => page.locator('abbr.check').count()).toBe(marks - 1);

    const auditor = await demo.pageOf('demo.auditor');
    const answer = await auditor.request.get('/api/v1/audit?action=confirm-figure');
    const [entry] = (await answer.json()).entries;
    expect(entry).toMatchObject({ actor: 'demo.analyst', result: 'done', subject: expect.stringContaining(EDITION) });
    expect(entry.detail).toContain(COPY);
    expect(demo.complaints).toEqual([]);
  });
});
