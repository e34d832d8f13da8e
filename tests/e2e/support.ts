import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { copyOf } from '../template.ts';

const ROOT = join(import.meta.dirname, '..', '..');

const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The Chromium of this machine: `CHROMIUM`, or where distributions put it. */
export const CHROMIUM = [process.env['CHROMIUM'] ?? '', ...PATHS].find((path) => path !== '' && existsSync(path));

/** Without a Chromium the browser tests are skipped, except where they must run. */
export const SKIP = CHROMIUM === undefined && process.env['CI'] === undefined;

if (SKIP) {
  console.warn(
    'No Chromium: browser tests are skipped. Install one (Debian, Ubuntu: apt-get install chromium) or name it in CHROMIUM.',
  );
}

export interface RunningApp {
  readonly url: string;
  /** Port of 127.0.0.1 on which it listens to instruments */
  readonly gateway: number;
  stop(): Promise<void>;
}

/** The address that the server prints, and its port for instruments; rejects when it ends without them. */
function addressOf(server: ChildProcess): Promise<{ readonly url: string; readonly gateway: number }> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      const url = /http:\/\/\S+/.exec(said)?.[0];
      const port = /instruments: \S+:(\d+)\n/.exec(said)?.[1];
      if (url !== undefined && port !== undefined) resolve({ url, gateway: Number(port) });
    };
    server.stdout?.on('data', listen);
    server.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${said}`)));
  });
}

/** Serves a folder of the demonstration; the first time its people and devices are added. */
async function serve(folder: string): Promise<RunningApp> {
  const server = spawn(
    process.execPath,
    [join(ROOT, 'packages/cli/src/main.ts'), 'serve', '--demo', '--data', folder, '--port', '0', '--gateway-port', '0'],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    server.kill('SIGTERM');
    await ended;
  };
  try {
    return { ...(await addressOf(server)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts Qingshan with the demonstration in a folder of its own. */
export async function startApp(): Promise<RunningApp> {
  const folder = await mkdtemp(join(tmpdir(), 'qingshan-e2e-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    await copyOf('demonstration', folder, async (into) => {
      // Loaded by whoever makes it: the other files need nothing of the product.
      const { workspaceInto } = await import('../app/support.ts');
      await workspaceInto(into, true);
      await (await serve(into)).stop();
    });
    const { stop, ...where } = await serve(folder);
    return { ...where, stop: () => stop().then(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function openBrowser(): Promise<Browser> {
  if (CHROMIUM === undefined) {
    throw new Error('No Chromium found. Install one (apt-get install chromium) or name it in CHROMIUM.');
  }
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

export interface OpenPage {
  readonly page: Page;
  /** What the page complained about on its console, and requests to anywhere but `url` */
  readonly complaints: string[];
}

/** Longer than a busy machine takes for anything; what never comes is told apart by it. */
const PATIENCE_MS = 180_000;

/** How many times slower than this machine the pages are to run, to see which test rests on speed. */
const SLOWNESS = Number(process.env['QINGSHAN_TEST_SLOWNESS'] ?? 1);

async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWNESS });
}

/** A page in a fresh profile and in the language given. */
export async function openPage(browser: Browser, url: string, language: 'zh' | 'en', width = 1440): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, baseURL: url });
  await context.addInitScript((chosen) => {
    if (localStorage.getItem('qingshan.language') === null) localStorage.setItem('qingshan.language', chosen);
  }, language);
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  if (SLOWNESS > 1) await slowDown(page);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // Chromium tells of its own speed where it draws without a graphics card.
    if (message.text().includes('GL Driver Message (OpenGL, Performance')) return;
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('request', (request) => {
    const to = request.url();
    if (!to.startsWith(url) && !to.startsWith('data:') && !to.startsWith('blob:')) complaints.push(`request to ${to}`);
  });
  return { page, complaints };
}

/** Signs in as one of the demonstration's accounts, from its page, and goes on to `path`. */
export async function signIn(page: Page, person: string, path: string): Promise<void> {
  await page.goto(`/sign-in?from=${encodeURIComponent(path)}`);
  await page.locator('.choices button', { hasText: person }).click();
  await page.locator('.account-menu').waitFor();
  await page.waitForURL(`**${path}`);
}

/** Becomes one of the demonstration's accounts without a page for it. */
export async function become(page: Page, url: string, person: string): Promise<void> {
  const answer = await page.request.post(`${url}/api/v1/sign-in/demonstration`, {
    data: { person },
    headers: { origin: url },
  });
  if (!answer.ok()) throw new Error(`${person} could not sign in: ${answer.status()} ${await answer.text()}`);
}
