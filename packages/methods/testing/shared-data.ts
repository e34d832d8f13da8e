import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';

/**
 * A file of the shared reference data beside the repository, for tests.
 *
 * @returns its path, or `null` where it is absent; with `CI` set absence is an error
 */
export function sharedFile(path: string): string | null {
  const found = join(import.meta.dirname, '../../../../shared', path);
  if (existsSync(found)) return found;
  if (env['CI']) throw new Error(`missing with CI set: ${found}`);
  return null;
}
