import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRegistry } from '@qingshan/store';
import { expect, test } from 'vitest';
import { onEveryEngine } from './engines.ts';
import { registryContract } from './registry.contract.ts';

onEveryEngine(registryContract);

test('what was written into a folder is there after opening again', async () => {
  const root = await mkdtemp(join(tmpdir(), 'qingshan-registry-'));
  const folder = join(root, 'again');
  const key = { site: '甲', parameter: 'o3', unit: 'ug/m3', windows: true, simulated: true };
  const first = await openRegistry({ folder });
  const series = await first.ensureSeries([key]);
  await first.close();
  const second = await openRegistry({ folder });
  expect(await second.series()).toEqual(series);
  await second.close();
  await rm(root, { recursive: true });
});
