/**
 * The process that registers-crash.test.ts kills. `node registers-crash-child.ts FOLDER work|look` opens the registry,
 * prints what stands in a register as one line of JSON, and then imports over and over, printing `ack N` when the N-th
 * import is stored. Every import adds entries of its own and changes all of one shared block.
 */
import { join } from 'node:path';
import type { EntryChange, Registry } from '@qingshan/app';
import { SYSTEM } from '@qingshan/campaign';
import { lockFolder, openRegistry } from '@qingshan/store';

export const REGISTER = 'bare-land';
export const SHARED = 60;
export const OWN = 40;

export interface RegisterState {
  /** Imports by the name of their file, oldest first */
  readonly imports: readonly string[];
  /** By the file that wrote them last: entries of the shared block, and entries of its own */
  readonly shared: Readonly<Record<string, number>>;
  readonly own: Readonly<Record<string, number>>;
  /** Versions of one entry of the shared block */
  readonly versions: readonly number[];
}

function tally(files: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const file of files) counts[file] = (counts[file] ?? 0) + 1;
  return counts;
}

async function look({ registers }: Registry): Promise<RegisterState> {
  const entries = await registers.entries(REGISTER);
  const writers = (prefix: string) =>
    entries.filter((e) => e.key.startsWith(prefix)).map((e) => String(e.values['name']));
  return {
    imports: (await registers.imports(REGISTER)).map((i) => i.file).toReversed(),
    shared: tally(writers('S-')),
    own: tally(writers('O-')),
    versions: (await registers.history(REGISTER, 'S-0')).map((v) => v.seq),
  };
}

async function importOne({ registers }: Registry, n: number): Promise<void> {
  const values = (key: string) => ({ id: key, name: String(n) });
  const change = (key: string, expected: number): EntryChange => ({
    key,
    expected,
    values: values(key),
    withdrawn: false,
  });
  const shared = Array.from({ length: SHARED }, (_, i) => change(`S-${i}`, n - 1));
  const own = Array.from({ length: OWN }, (_, i) => change(`O-${n}-${i}`, 0));
  const counts = { added: OWN, changed: SHARED, unchanged: 0, refused: 0, simulated: false };
  await registers.write(
    REGISTER,
    [...shared, ...own],
    { by: SYSTEM, at: 2_000_000_000 },
    { file: String(n), ...counts },
  );
  process.stdout.write(`ack ${n}\n`);
}

async function main(folder: string, work: string): Promise<void> {
  await lockFolder(folder);
  const registry = await openRegistry({ folder: join(folder, 'registry') });
  const state = await look(registry);
  process.stdout.write(`${JSON.stringify(state)}\n`);
  if (work === 'look') return registry.close();
  for (let n = state.imports.length + 1; ; n++) await importOne(registry, n);
}

const [, script, folder, work] = process.argv;
if (script === import.meta.filename && folder !== undefined) await main(folder, work ?? 'look');
