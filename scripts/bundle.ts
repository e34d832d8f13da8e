import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, copyFile, cp, glob, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import root from '../package.json' with { type: 'json' };

/**
 * Makes one file that is all a machine without a network needs: the program, its packages, Node and the built pages.
 *
 *     npm run bundle -- --arch arm64          → dist/qingshan-0.1.0-linux-arm64.tar.gz, and its .sha256
 *
 * The packages are those of the lock file for that machine; none of them runs a script while it is installed. Node comes
 * from the same registry, in the version that the `node` package pins.
 */

const run = promisify(execFile);
const ROOT = resolve(import.meta.dirname, '..');
const { values: flags } = parseArgs({
  options: { arch: { type: 'string', default: process.arch }, out: { type: 'string', default: join(ROOT, 'dist') } },
});
const { arch } = flags;
if (arch !== 'x64' && arch !== 'arm64') throw new Error(`--arch: x64 or arm64, not ${arch}`);

const NODE = root.devDependencies.node;
const NAME = `qingshan-${root.version}-linux-${arch}`;
const PAGES = join('packages', 'web', 'dist');

/** What is run or read when the product runs, and what people read about it. */
const CARRIED = ['packages', 'districts', 'standards', 'deploy', 'docs', 'package.json', 'package-lock.json', '.npmrc'];
const READ = ['LICENSE', 'README.md', 'README.zh-CN.md', 'CHANGELOG.md', 'SECURITY.md'];
const LEFT_OUT = /(^|\/)node_modules(\/|$)|\.test\.ts$|^packages\/web\/(src|[^/]+\.ts|index\.html)|^docs\/screenshots/;

/** Any POSIX shell, and nothing else from outside: the folder is found by the shell itself. */
const START = `#!/bin/sh
# 青山 / Qingshan: ./qingshan serve --data /var/lib/qingshan
case $0 in */*) here=\${0%/*} ;; *) here=. ;; esac
exec "$here/node/bin/node" "$here/packages/cli/src/main.ts" "$@"
`;

async function stage(folder: string): Promise<void> {
  for (const name of [...CARRIED, ...READ]) {
    await cp(join(ROOT, name), join(folder, name), {
      recursive: true,
      filter: (from) => !LEFT_OUT.test(relative(ROOT, from)),
    });
  }
  await writeFile(join(folder, 'qingshan'), START);
  await chmod(join(folder, 'qingshan'), 0o755);
}

async function installPackages(folder: string): Promise<void> {
  const target = ['--os=linux', `--cpu=${arch}`, '--libc=glibc'];
  const args = ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--workspace=packages/cli'];
  await run('npm', [...args, ...target], { cwd: folder, maxBuffer: 1 << 26 });
}

async function addNode(folder: string, scratch: string): Promise<void> {
  const args = ['pack', `node-linux-${arch}@${NODE}`, '--json', '--pack-destination', scratch];
  const [packed] = JSON.parse((await run('npm', args)).stdout) as { filename: string }[];
  if (!packed) throw new Error(`npm has packed no node-linux-${arch}@${NODE}`);
  await run('tar', ['-xzf', join(scratch, basename(packed.filename)), '-C', scratch]);
  await mkdir(join(folder, 'node', 'bin'), { recursive: true });
  await copyFile(join(scratch, 'package', 'bin', 'node'), join(folder, 'node', 'bin', 'node'));
  await copyFile(join(scratch, 'package', 'LICENSE'), join(folder, 'node', 'LICENSE'));
  await chmod(join(folder, 'node', 'bin', 'node'), 0o755);
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** `SHA256SUMS`, as `sha256sum -c` reads it. */
async function addSums(folder: string): Promise<void> {
  const lines: string[] = [];
  for await (const entry of glob('**', { cwd: folder, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    lines.push(`${await sha256(path)}  ${relative(folder, path)}`);
  }
  await writeFile(join(folder, 'SHA256SUMS'), `${lines.toSorted().join('\n')}\n`);
}

if (!existsSync(join(ROOT, PAGES, 'index.html'))) throw new Error('the pages are not built yet: npm run web:build');
const scratch = await mkdtemp(join(tmpdir(), 'qingshan-bundle-'));
try {
  const folder = join(scratch, NAME);
  await stage(folder);
  await installPackages(folder);
  await addNode(folder, scratch);
  await addSums(folder);
  await mkdir(flags.out, { recursive: true });
  const file = join(flags.out, `${NAME}.tar.gz`);
  await run('tar', ['-czf', file, '--owner=0', '--group=0', '--sort=name', '-C', scratch, NAME]);
  await writeFile(`${file}.sha256`, `${await sha256(file)}  ${basename(file)}\n`);
  console.log(`${file}  ${((await stat(file)).size / 2 ** 20).toFixed(0)} MiB`);
} finally {
  await rm(scratch, { recursive: true, force: true });
}
