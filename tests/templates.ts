import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let folder: string;

/** Makes the folder that `tests/template.ts` keeps its templates in, for one run of the tests. */
export async function setup(): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'qingshan-templates-'));
  process.env['QINGSHAN_TEST_TEMPLATES'] = folder;
}

export const teardown = (): Promise<void> => rm(folder, { recursive: true, force: true });
