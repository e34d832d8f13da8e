import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

/**
 * Tries a bundle as the machine that it was made for would: unpacked in an empty folder, started with an environment that
 * holds nothing, not even a PATH.
 *
 *     node scripts/try-bundle.ts dist/qingshan-0.1.0-linux-x64.tar.gz
 */

const run = promisify(execFile);
const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('which bundle?');

const folder = await mkdtemp(join(tmpdir(), 'qingshan-try-'));
try {
  await run('tar', ['-xzf', resolve(file), '-C', folder]);
  const [name = ''] = await readdir(folder);
  const home = join(folder, name);
  await run('sha256sum', ['-c', '--quiet', 'SHA256SUMS'], { cwd: home });
  console.log('checksums: all files are those that were packed');
  const elsewhere = join(folder, 'elsewhere');
  await mkdir(elsewhere);
  const bare = { cwd: elsewhere, env: {} };
  const program = join(home, 'qingshan');
  const made = await run(program, ['init', '--district', 'mentougou', '--data', 'data'], bare);
  console.log(made.stdout.trim());
  const server = spawn(program, ['serve', '--port', '0', '--data', 'data'], {
    ...bare,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(server, 'exit');
  // Until it has answered.
  process.exitCode = 1;
  try {
    for await (const line of createInterface({ input: server.stdout })) {
      if (!/^http:\/\/localhost:\d+$/.test(line)) continue;
      process.exitCode = 0;
      for (const path of ['/api/v1/health', '/api/v1/ready', '/']) {
        const answer = await fetch(line + path);
        const text = await answer.text();
        console.log(`${path} ${answer.status} ${text.slice(0, 80).replaceAll('\n', ' ')}`);
        if (answer.status !== 200) process.exitCode = 1;
      }
      break;
    }
  } finally {
    server.kill('SIGTERM');
    console.log(`stopped: ${JSON.stringify(await ended)}`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
