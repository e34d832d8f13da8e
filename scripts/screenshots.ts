/** Takes the screenshots of the README from the running demonstration. Needs a Chromium. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openBrowser, openPage, startApp } from '../tests/e2e/support.ts';
import { setup, teardown } from '../tests/templates.ts';

const FOLDER = join(import.meta.dirname, '..', 'docs', 'screenshots');

const SHOTS = [
  { name: 'board-zh', language: 'zh', path: '/' },
  { name: 'board-en', language: 'en', path: '/' },
  { name: 'target-zh', language: 'zh', path: '/targets/pm25' },
  { name: 'explanation-zh', language: 'zh', path: '/', open: true },
  { name: 'explanation-en', language: 'en', path: '/', open: true },
  { name: 'towns-zh', language: 'zh', path: '/towns' },
  { name: 'plan-zh', language: 'zh', path: '/plan' },
  { name: 'board-phone-zh', language: 'zh', path: '/', width: 390 },
] as const;

await mkdir(FOLDER, { recursive: true });
await setup();
const app = await startApp();
const browser = await openBrowser();
for (const shot of SHOTS) {
  const { page } = await openPage(browser, app.url, shot.language, 'width' in shot ? shot.width : 1440);
  await page.goto(shot.path, { waitUntil: 'networkidle' });
  if ('open' in shot) {
    await page.locator('.target-row .value button, .target-row .value a').first().click();
    await page.waitForLoadState('networkidle');
    await page.getByRole('dialog').waitFor();
  }
  await page.screenshot({ path: join(FOLDER, `${shot.name}.png`) });
  await page.context().close();
}
await browser.close();
await app.stop();
await teardown();
