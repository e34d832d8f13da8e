/**
 * Ten million observations and fifty readers at once, while new hours keep coming: what pages and requests take, in the
 * same run without the history. `npm run bench:readers [-- ROWS [READERS]]`; docs/benchmarks.md says what the figures mean.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { initWorkspace, openWorkspace } from '@qingshan/server';
import type { Browser } from 'playwright-core';
import { become, openBrowser, openPage } from '../tests/e2e/support.ts';
import { fillHistory } from './lib/readers/fill.ts';
import { READER, recordPages, type PageRequests } from './lib/readers/pages.ts';
import { percentile, timed } from './lib/timing.ts';

const rows = Number(process.argv[2] ?? 10_000_000);
const readers = Number(process.argv[3] ?? 50);
/** How often each reader opens each page */
const ROUNDS = 4;
/** A browser opens no more connections to one server. */
const CONNECTIONS = 6;
const HOUR_EVERY_MS = 5000;
const PATIENCE_MS = 120_000;
const SERVER = join(import.meta.dirname, 'lib', 'readers', 'server.ts');

interface Measured {
  readonly pages: Map<string, number[]>;
  readonly requests: Map<string, number[]>;
  /** In Chromium, from the address to the answer in the page */
  readonly seen: number[];
  hours: number;
  errors: number;
}

function note(times: Map<string, number[]>, name: string, ms: number): void {
  times.set(name, [...(times.get(name) ?? []), ms]);
}

/** `/api/v1/assessments/3f…/inputs` is the same request whatever the id. */
function kindOf(request: string): string {
  const { pathname } = new URL(request, 'http://localhost');
  return pathname.replace('/api/v1', '').replaceAll(/\/a-[0-9a-f]{16,}/g, '/{id}');
}

async function sessionOf(url: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/sign-in/demonstration`, {
    method: 'POST',
    body: JSON.stringify({ person: READER }),
    headers: { 'Content-Type': 'application/json', Origin: url },
  });
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0];
  if (cookie === undefined) throw new Error(`no session: ${response.status} ${await response.text()}`);
  return cookie;
}

/** All requests of a page, as many at a time as a browser makes. */
async function readPage(url: string, cookie: string, page: PageRequests, measured: Measured): Promise<void> {
  const waiting = page.requests.values();
  const start = performance.now();
  const line = async (): Promise<void> => {
    for (const request of waiting) {
      const asked = performance.now();
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const response = await fetch(url + request, { headers: { Cookie: cookie }, signal });
      await response.arrayBuffer();
      // What was explained before the newest hour came may be gone; the page says so and asks anew.
      if (!response.ok && response.status !== 404) measured.errors += 1;
      note(measured.requests, kindOf(request), performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, line));
  note(measured.pages, page.name, performance.now() - start);
}

/** One reader in Chromium among the others. */
async function readInChromium(
  browser: Browser,
  url: string,
  pages: readonly PageRequests[],
  measured: Measured,
): Promise<void> {
  const { page } = await openPage(browser, url, 'zh');
  await become(page, url, READER);
  for (let round = 0; round < 2; round++) {
    for (const { path, answer } of pages) {
      const start = performance.now();
      await page.goto(path);
      await page.locator(answer).filter({ visible: true }).first().waitFor({ timeout: PATIENCE_MS });
      measured.seen.push(performance.now() - start);
    }
  }
  await page.context().close();
}

async function measure(folder: string, browser: Browser): Promise<Measured> {
  const child = spawn(process.execPath, [SERVER, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const url = String((await lines.next()).value);
  const measured: Measured = { pages: new Map(), requests: new Map(), seen: [], hours: 0, errors: 0 };
  const done = new AbortController();
  const hours = async (): Promise<void> => {
    while (!done.signal.aborted) {
      child.stdin.write('hour\n');
      await lines.next();
      measured.hours += 1;
      await new Promise((resolve) => setTimeout(resolve, HOUR_EVERY_MS));
    }
  };
  try {
    const pages = await recordPages(browser, url);
    const cookies = await Promise.all(Array.from({ length: readers }, () => sessionOf(url)));
    const writing = hours();
    const reading = cookies.map(async (cookie, i) => {
      for (let n = 0; n < ROUNDS * pages.length; n++) {
        const page = pages[(i + n) % pages.length];
        if (page) await readPage(url, cookie, page, measured);
      }
    });
    await Promise.all([...reading, readInChromium(browser, url, pages, measured)]);
    done.abort();
    await writing;
    return measured;
  } finally {
    child.stdin.end();
    await exit;
  }
}

const s = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

function compare(
  head: string,
  without: ReadonlyMap<string, readonly number[]>,
  history: ReadonlyMap<string, readonly number[]>,
): void {
  console.log(`\n| ${head} | without: p50 | p95 | with: p50 | p95 | longest | p95, with to without |`);
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  for (const [name, times] of history) {
    const before = without.get(name) ?? [];
    const [a, b] = [percentile(before, 95), percentile(times, 95)];
    const shown = [percentile(before, 50), a, percentile(times, 50), b, Math.max(...times)].map(s);
    console.log(`| ${name} | ${shown.join(' | ')} | ${(b / a).toFixed(2)} × |`);
  }
}

const root = await mkdtemp(join(tmpdir(), 'qingshan-readers-'));
const browser = await openBrowser();
try {
  console.log(
    `${cpus()[0]?.model ?? '?'}, ${cpus().length} threads, load ${(loadavg()[0] ?? 0).toFixed(2)} at the start`,
  );
  const folder = join(root, 'workspace');
  await initWorkspace(folder, { district: 'mentougou', demonstration: true });
  const without = await measure(folder, browser);
  const workspace = await openWorkspace(folder);
  const before = (await workspace.observations.batches()).reduce((sum, b) => sum + b.added + b.corrected, 0);
  const filling = await timed(() => fillHistory(workspace, rows));
  await workspace.close();
  const { rows: stored, since } = filling.result;
  console.log(`${before} observations without history, ${stored} with (since ${since}), filled in ${s(filling.ms)}`);
  const history = await measure(folder, browser);
  console.log(
    `${readers} readers; ${without.hours} and ${history.hours} new hours meanwhile; load ${(loadavg()[0] ?? 0).toFixed(2)}`,
  );
  compare('page: all its requests', without.pages, history.pages);
  compare('request', without.requests, history.requests);
  compare(
    'in Chromium',
    new Map([['a page, until its answer is there', without.seen]]),
    new Map([['a page, until its answer is there', history.seen]]),
  );
  console.log(`\n${without.errors + history.errors} errors`);
  if (without.errors + history.errors > 0) process.exitCode = 1;
} finally {
  await browser.close();
  await rm(root, { recursive: true, force: true });
}
