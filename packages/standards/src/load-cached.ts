import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pid } from 'node:process';
import { fileURLToPath } from 'node:url';
import { createEdition } from './edition.ts';
import { createLibrary, parseLibrary } from './parse-library.ts';
import type { Edition, Parameter, StandardsLibrary } from './types.ts';
import type { SourceText } from './yaml-file.ts';

/** Beside the installed packages: gone with them, never part of the product. */
const FOLDER = fileURLToPath(new URL('../../../node_modules/.cache/qingshan', import.meta.url));

interface Kept {
  readonly editions: readonly Omit<Edition, 'figure' | 'find' | 'figures'>[];
  readonly parameters: readonly Parameter[];
}

/** Names the texts and the code that reads them: when either changes, nothing kept applies. */
async function fingerprint(sources: readonly SourceText[]): Promise<string> {
  const hash = createHash('sha256');
  for (const { path, text } of sources) hash.update(`${path}\n${text}\n`);
  const code = (await readdir(import.meta.dirname)).filter((name) => name.endsWith('.ts') && !name.includes('.test.'));
  for (const name of code.toSorted()) hash.update(await readFile(join(import.meta.dirname, name)));
  return hash.digest('hex').slice(0, 32);
}

/** Keeps the checked library for the next start; where that cannot be written, the next start checks again. */
async function keep(file: string, { editions, parameters }: StandardsLibrary): Promise<void> {
  try {
    await mkdir(FOLDER, { recursive: true });
    const old = (await readdir(FOLDER)).filter(
      (name) => name.startsWith('standards-') && !name.startsWith(basename(file)),
    );
    const draft = `${file}.${pid}`;
    await writeFile(draft, JSON.stringify({ editions, parameters }));
    await rename(draft, file);
    await Promise.all(old.map((name) => rm(join(FOLDER, name), { force: true })));
  } catch {
    // A read-only installation is fine; it only starts more slowly.
  }
}

/**
 * Like `parseLibrary`, but texts that have passed all checks before are not parsed and checked anew, which takes seconds.
 *
 * @throws QingshanError `bad-standard`
 */
export async function parseOnce(sources: readonly SourceText[]): Promise<StandardsLibrary> {
  const file = join(FOLDER, `standards-${await fingerprint(sources)}.json`);
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text !== null) {
    const kept = JSON.parse(text) as Kept;
    return createLibrary(kept.editions.map(createEdition), kept.parameters);
  }
  const library = parseLibrary(sources);
  await keep(file, library);
  return library;
}
