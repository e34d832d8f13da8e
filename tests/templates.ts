import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const COMPILED = join(import.meta.dirname, '../node_modules/.cache/compiled');

let folder: string;

/**
 * Makes the folder that `tests/template.ts` keeps its templates in, for one run of the tests, and says where the processes
 * that tests start keep their compiled code: TypeScript, too, is read once.
 */
export async function setup(): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'qingshan-templates-'));
  process.env['QINGSHAN_TEST_TEMPLATES'] = folder;
  process.env['NODE_COMPILE_CACHE'] = COMPILED;
}

export const teardown = (): Promise<void> => rm(folder, { recursive: true, force: true });
