import type { Browser, Page, Request } from 'playwright-core';
import { become, openPage } from '../../../tests/e2e/support.ts';

/** What readers look at, with what says in the page that its answer is there. */
export const PAGES: readonly (readonly [name: string, path: string, answer: string])[] = [
  ['board', '/', '.target-row'],
  ['a target, its year and projection', '/targets/pm25', '.page-head'],
  ['towns', '/towns', '.towns tbody tr'],
  ['plan', '/plan', '.task'],
  ['desk', '/desk', 'main table, main .empty, main li'],
  ['cases', '/cases', 'main table, main .empty, main li'],
  ['scores', '/scores', 'main table, main .empty'],
  ['review of data', '/quality', 'main table, main .empty'],
  ['a figure, down to its hours', '', '.explanation .input-rows tbody tr'],
];

/** The account that may read all of them. */
export const READER = 'demo.office';

export interface PageRequests {
  readonly name: string;
  readonly path: string;
  readonly answer: string;
  /** What the page asks the server for, in order, the live feed excepted */
  readonly requests: readonly string[];
}

const QUIET_MS = 500;
const PATIENCE_MS = 60_000;

/** Follows the requests that a page makes of the API. */
class Requests {
  readonly made: string[] = [];
  readonly #page: Page;
  readonly #pending = new Set<Request>();
  #changed = performance.now();

  constructor(page: Page, url: string) {
    this.#page = page;
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (!pathname.startsWith('/api/v1/') || pathname === '/api/v1/live') return;
      if (request.method() === 'GET') this.made.push(request.url().slice(url.length));
      this.#pending.add(request);
      this.#changed = performance.now();
    });
    page.on('requestfinished', (request) => this.#ended(request));
    page.on('requestfailed', (request) => this.#ended(request));
  }

  #ended(request: Request): void {
    if (this.#pending.delete(request)) this.#changed = performance.now();
  }

  async quiet(): Promise<void> {
    while (this.#pending.size > 0 || performance.now() - this.#changed < QUIET_MS) await this.#page.waitForTimeout(100);
  }
}

/** Opens every page once in Chromium and notes what it asks for. */
export async function recordPages(browser: Browser, url: string): Promise<readonly PageRequests[]> {
  const { page } = await openPage(browser, url, 'zh');
  await become(page, url, READER);
  await page.goto('/');
  const figure = page.locator('.target-row .value a').first();
  await figure.waitFor();
  const explained = (await figure.getAttribute('href')) ?? '/';
  const requests = new Requests(page, url);
  await requests.quiet();
  const recorded: PageRequests[] = [];
  for (const [name, known, answer] of PAGES) {
    const path = known === '' ? explained : known;
    requests.made.length = 0;
    await page.goto(path);
    await page.locator(answer).filter({ visible: true }).first().waitFor({ timeout: PATIENCE_MS });
    await requests.quiet();
    recorded.push({ name, path, answer, requests: [...requests.made] });
  }
  await page.context().close();
  return recorded;
}
