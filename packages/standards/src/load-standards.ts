import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseOnce } from './load-cached.ts';
import { parseLibrary } from './parse-library.ts';
import type { StandardsLibrary } from './types.ts';
import type { SourceText } from './yaml-file.ts';

/** The standards that the product comes with. */
export const STANDARDS_FOLDER = fileURLToPath(new URL('../../../standards', import.meta.url));

/**
 * Loads and checks the standards data.
 *
 * @param folder by default the product's `standards/`
 * @throws QingshanError `bad-standard` naming file and line
 */
export async function loadStandards(folder = STANDARDS_FOLDER): Promise<StandardsLibrary> {
  const sources = await readSources(folder);
  return folder === STANDARDS_FOLDER ? parseOnce(sources) : parseLibrary(sources);
}

/**
 * SHA-256 of the content of each edition folder (file names and texts, whatever the line ends), by edition. What
 * `frozen.json` holds for released editions.
 */
export async function hashEditions(folder: string): Promise<Record<string, string>> {
  const hashes = new Map<string, ReturnType<typeof createHash>>();
  for (const { path, text } of await readSources(folder)) {
    const [id, name] = path.split('/');
    if (id === undefined || name === undefined) continue;
    const hash = hashes.get(id) ?? createHash('sha256');
    hashes.set(id, hash.update(`${name}\n${text.replaceAll('\r\n', '\n')}\n`));
  }
  return Object.fromEntries([...hashes].map(([id, hash]) => [id, hash.digest('hex')]));
}

/** All YAML files of the folder and of the edition folders in it, in the order of their paths. */
async function readSources(folder: string): Promise<SourceText[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const inside = await Promise.all(
    entries.map(async (entry) =>
      entry.isDirectory()
        ? (await readdir(join(folder, entry.name))).map((name) => `${entry.name}/${name}`)
        : [entry.name],
    ),
  );
  const paths = inside.flat().filter((path) => path.endsWith('.yaml'));
  return Promise.all(
    paths.toSorted().map(async (path) => ({ path, text: await readFile(join(folder, path), 'utf8') })),
  );
}
