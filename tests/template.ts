import { cpSync, existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A folder of one's own that holds what `make` puts into one. What takes long to make is made once in a run of the tests
 * and copied after that.
 */
export async function copyOf(name: string, folder: string, make: (into: string) => Promise<void>): Promise<void> {
  const root = process.env['QINGSHAN_TEST_TEMPLATES'];
  if (root === undefined) throw new Error('tests/templates.ts is not among the global set-up of vitest.config.ts');
  const template = join(root, name);
  if (!existsSync(template)) {
    const made = await mkdtemp(join(root, `${name}-`));
    await make(made);
    // Who was slower takes the other's.
    await rename(made, template).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
      return rm(made, { recursive: true });
    });
  }
  // A database is a thousand files; copied asynchronously they cost twenty times as much.
  cpSync(template, folder, { recursive: true });
}
