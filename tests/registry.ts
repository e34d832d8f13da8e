import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRegistry, type StoredRegistry } from '@qingshan/store';
import { copyOf } from './template.ts';

/** An empty registry in PGlite, of nobody else: a copy of one, for making one takes seconds. It goes when it is closed. */
export async function emptyRegistry(): Promise<StoredRegistry> {
  const folder = await mkdtemp(join(tmpdir(), 'qingshan-registry-'));
  await copyOf('registry', folder, async (into) => (await openRegistry({ folder: into })).close());
  const registry = await openRegistry({ folder });
  const close = async (): Promise<void> => {
    await registry.close();
    rmSync(folder, { recursive: true });
  };
  return { ...registry, close };
}
