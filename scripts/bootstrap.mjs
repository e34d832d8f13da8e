/**
 * What runs before anything else, on whatever Node (20 or newer) the machine has: installs what is missing and hands
 * over to the pinned Node 24. Plain JavaScript, no dependency.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const STAMP = join(ROOT, 'node_modules', '.qingshan-installed');
const NODE_FOLDER = join(ROOT, 'node_modules', 'node', 'bin');
/** Compiled code is kept between runs, so that commands start sooner. */
const COMPILE_CACHE = join(ROOT, 'node_modules', '.cache', 'node');

function fingerprint() {
  return createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
}

function fail(zh, en) {
  console.error(`${zh}\n${en}`);
  process.exit(1);
}

/** Installs the packages of the lock file, once for each state of it. */
export function ensureInstalled() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20) {
    fail(
      `需要 Node.js 20 或更新版本，现在是 ${process.version}。`,
      `Node.js 20 or newer is needed; this is ${process.version}.`,
    );
  }
  const wanted = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  console.error('正在安装依赖（只在第一次或更新后）… / Installing packages (first time or after an update only) …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const done = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) {
    fail(
      '安装失败：请检查能否访问 npm 源，然后重试。',
      'Installation failed: check that the npm registry can be reached, then try again.',
    );
  }
  writeFileSync(STAMP, wanted);
}

function pinnedEnvironment() {
  const path = `${NODE_FOLDER}${delimiter}${process.env.PATH ?? ''}`;
  return { NODE_COMPILE_CACHE: COMPILE_CACHE, ...process.env, PATH: path };
}

/** Runs a script under Node 24 with the given arguments and ends with its exit code. Signals are passed on. */
export function runPinned(script, args) {
  const node = join(NODE_FOLDER, process.platform === 'win32' ? 'node.exe' : 'node');
  const child = spawn(node, [script, ...args], {
    stdio: 'inherit',
    env: pinnedEnvironment(),
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}

/** The same, waiting for it; returns the exit code. */
export function runPinnedSync(script, args) {
  const node = join(NODE_FOLDER, process.platform === 'win32' ? 'node.exe' : 'node');
  const options = { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], env: pinnedEnvironment() };
  return spawnSync(node, [script, ...args], options).status ?? 1;
}

function newestChange(folder) {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'dist' || entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    newest = Math.max(newest, entry.isDirectory() ? newestChange(path) : statSync(path).mtimeMs);
  }
  return newest;
}

/** Builds the web pages when there are none or their sources are newer. */
export function ensureWebBuilt() {
  const page = join(ROOT, 'packages', 'web', 'dist', 'index.html');
  const sources = Math.max(newestChange(join(ROOT, 'packages', 'web')), newestChange(join(ROOT, 'packages', 'kernel')));
  if (existsSync(page) && statSync(page).mtimeMs > sources) return;
  console.error('正在构建网页… / Building the web pages …');
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  if (runPinnedSync(vite, ['build', 'packages/web', '--logLevel', 'warn']) !== 0) {
    fail('网页构建失败。', 'The web pages could not be built.');
  }
}
