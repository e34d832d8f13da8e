import { describe, expect, test } from 'vitest';
import { demonstration } from './demonstration.ts';
import { SKIP } from './support.ts';

describe.skipIf(SKIP)('people in the browser', () => {
  const demo = demonstration();

  test('an administrator signs in, adds a person and signs out; the auditor finds all of it', async () => {
    const { page, complaints } = await demo.open('zh');
    await page.goto('/sign-in');
    await expect.poll(() => page.locator('.choices button').count()).toBe(8);
    await page.getByRole('button', { name: '系统管理员（演示）' }).click();
    await page.locator('.account-menu summary').click();
    await page.getByRole('link', { name: '人员' }).click();
    await page.getByRole('button', { name: '添加人员' }).click();
    await page.getByLabel('用户名').fill('li.si');
    await page.getByLabel('姓名').fill('李四（测试）');
    await page.getByLabel('角色').selectOption('leader');
    await page.getByRole('button', { name: '保存' }).click();
    expect(await page.locator('.once code').innerText()).toMatch(/^\S{16}$/);
    await page.locator('.account-menu summary').click();
    await page.getByRole('button', { name: '退出登录' }).click();

    await page.locator('.choices').getByRole('button', { name: '审计员（演示）' }).click();
    await page.locator('.account-menu summary').click();
    await page.getByRole('link', { name: '审计记录' }).click();
    const row = page.getByRole('row', { name: /添加人员/ });
    await row.waitFor();
    expect(await row.innerText()).toMatch(/系统管理员（演示）[\s\S]*person:li\.si[\s\S]*完成/);
    await page.getByRole('button', { name: '校验' }).click();
    await page.getByText('链条完整').waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('the key of a second factor is shown as a QR code, made without asking anybody', async () => {
    const { page, complaints } = await demo.open('zh');
    const asked: string[] = [];
    await page.goto('/sign-in');
    await page.getByRole('button', { name: '系统管理员（演示）' }).click();
    await page.locator('.account-menu summary').click();
    await page.getByRole('link', { name: '我的账号' }).click();
    page.on('request', (request) => asked.push(request.url()));
    await page.getByRole('button', { name: '开始设置' }).click();
    const code = page.getByRole('img', { name: '动态码密钥的二维码' });
    await code.waitFor();
    const modules = await code.locator('path').evaluate((path: SVGPathElement) => {
      const size = (path.ownerSVGElement?.viewBox.baseVal.width ?? 0) - 8;
      const dark = (x: number, y: number) => path.isPointInFill(new DOMPoint(x + 0.5, y + 0.5));
      return Array.from({ length: size }, (_, y) => Array.from({ length: size }, (__, x) => (dark(x, y) ? 1 : 0)));
    });
    // A symbol has 17 + 4 × version modules a side; in three corners it has the finder pattern of seven by seven.
    expect(modules.length % 4).toBe(1);
    const rows = ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111'];
    const corner = (x: number, y: number) => modules.slice(y, y + 7).map((row) => row.slice(x, x + 7).join(''));
    const far = modules.length - 7;
    expect([corner(0, 0), corner(far, 0), corner(0, far)]).toEqual([rows, rows, rows]);
    expect(corner(far, far)).not.toEqual(rows);
    expect(asked).toContain(new URL('/api/v1/second-factor', demo.url).href);
    expect(asked.filter((url) => !url.startsWith(demo.url))).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('a wrong password is said beside its field, by keyboard alone, in English', async () => {
    const { page } = await demo.open('en');
    await page.goto('/sign-in');
    await page.getByLabel('User name').focus();
    await page.keyboard.type('demo.town');
    await page.keyboard.press('Tab');
    await page.keyboard.type('wrong');
    await page.keyboard.press('Enter');
    const field = page.getByLabel('Password');
    await page.locator('.wrong').waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('.wrong').innerText()).toMatch(/lock an account for 30 minutes/);
    await page.context().close();
  });
});
