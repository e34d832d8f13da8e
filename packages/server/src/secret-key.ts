import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SECRET_KEY_BYTES } from '@qingshan/app';
import { QingshanError } from '@qingshan/kernel';

const FILE = 'secret.key';
/** Read and written by its owner only */
const MODE = 0o600;

function decoded(text: string): Uint8Array | null {
  const bytes = Buffer.from(text.trim(), 'base64');
  return bytes.length === SECRET_KEY_BYTES ? bytes : null;
}

async function stored(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
}

/**
 * The key that secrets in the registry are sealed with: the one that is given, or that of the folder, made when missing.
 *
 * @param given 32 bytes in base64
 * @throws QingshanError `bad-secret-key`, `workspace-damaged`
 */
export async function secretKeyOf(folder: string, given: string | undefined): Promise<Uint8Array> {
  if (given !== undefined && given !== '') {
    const key = decoded(given);
    if (key) return key;
    throw new QingshanError('bad-secret-key');
  }
  const path = join(folder, FILE);
  const text = await stored(path);
  if (text === null) {
    const key = randomBytes(SECRET_KEY_BYTES);
    // In one rename, so that a process killed here leaves no half a key.
    await writeFile(`${path}.new`, `${key.toString('base64')}\n`, { mode: MODE, flush: true });
    await rename(`${path}.new`, path);
    return key;
  }
  const key = decoded(text);
  if (key) return key;
  throw new QingshanError('workspace-damaged', {
    folder,
    file: FILE,
    why: `it does not hold ${SECRET_KEY_BYTES} bytes`,
  });
}
