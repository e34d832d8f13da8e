import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRegistry } from '@qingshan/store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registryContract } from './registry.contract.ts';

// Making a cluster takes seconds, copying one does not.
let root: string;
let copies = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'qingshan-registry-'));
  await (await openRegistry({ folder: join(root, 'empty') })).close();
});
afterAll(() => rm(root, { recursive: true }));

async function openCopy(): Promise<Awaited<ReturnType<typeof openRegistry>>> {
  const folder = join(root, String(copies++));
  await cp(join(root, 'empty'), folder, { recursive: true });
  return openRegistry({ folder });
}

registryContract('PGlite', openCopy);

test('what was written is there after opening again', async () => {
  const folder = join(root, 'again');
  const key = { site: '甲', parameter: 'o3', unit: 'ug/m3', windows: true, simulated: true };
  const first = await openRegistry({ folder });
  const series = await first.ensureSeries([key]);
  await first.close();
  const second = await openRegistry({ folder });
  expect(await second.series()).toEqual(series);
  await second.close();
});
