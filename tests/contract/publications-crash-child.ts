/**
 * The process that publications-crash.test.ts kills. `node publications-crash-child.ts FOLDER work|look` opens registry
 * and files, prints what is there as one line of JSON, and then publishes over and over, each in the place of the one
 * before. It prints `file` when a file is stored, and `ack N` when the N-th publication is acknowledged.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createApplication, DEFAULT_SETTINGS, type FileStore, type Workspace } from '@qingshan/app';
import { districtFolder, loadDistrict, SYSTEM } from '@qingshan/campaign';
import { parseMoment } from '@qingshan/kernel';
import { loadRegisters } from '@qingshan/registers';
import { loadStandards } from '@qingshan/standards';
import { lockFolder, openFiles, openObservations, openRegistry } from '@qingshan/store';

const ASK = { kind: 'register-ledger', subject: 'bare-land', variant: '', words: {} } as const;

export interface PublishedState {
  /** Oldest first: number, whether every form is there, as it was published, and can be made again; whether it stands */
  readonly publications: readonly { readonly number: number; readonly sound: boolean; readonly stands: boolean }[];
  /** Files that are named by a publication and are there, and files that are there */
  readonly named: number;
  readonly files: number;
  /** Names in the folder of files that are no files of the store */
  readonly leftovers: readonly string[];
}

function telling(files: FileStore): FileStore {
  return {
    get: (id) => files.get(id),
    async put(id, bytes) {
      await files.put(id, bytes);
      process.stdout.write('file\n');
    },
  };
}

async function look({ registry }: Workspace, folder: string, sound: ReadonlyMap<number, boolean>) {
  const records = (await registry.publications.publications()).toReversed();
  const entries = await readdir(join(folder, 'files'), { recursive: true, withFileTypes: true }).catch(() => []);
  const names = entries.filter((e) => e.isFile()).map((e) => e.parentPath.slice(-2) + e.name);
  const there = new Set(names);
  const hashes = new Set(records.flatMap(({ files, template }) => [...Object.values(files), template]));
  const state: PublishedState = {
    publications: records.map(({ id, number, withdrawn }) => ({
      number,
      sound: sound.get(id) === true,
      stands: withdrawn === null,
    })),
    named: [...hashes].filter((hash) => there.has(hash)).length,
    files: there.size,
    leftovers: names.filter((name) => !/^[0-9a-f]{64}$/.test(name)),
  };
  return state;
}

async function main(folder: string, work: string): Promise<void> {
  await lockFolder(folder);
  const registry = await openRegistry({ folder: join(folder, 'registry') });
  const observations = await openObservations(':memory:');
  const district = loadDistrict(districtFolder('mentougou'));
  const [plan] = district.plans;
  const now = parseMoment('2024-10-08T10:00');
  if (!plan || now === null) throw new Error('no plan');
  const some: Partial<Workspace> = {
    version: '0',
    registry,
    observations,
    files: telling(await openFiles(join(folder, 'files'))),
    district,
    plan,
    standards: await loadStandards(),
    registers: loadRegisters(),
    settings: DEFAULT_SETTINGS,
    demonstration: null,
    clock: { now: () => now },
  };
  const workspace = some as Workspace;
  const application = createApplication(workspace).as(SYSTEM);
  const checks = await application.verifyPublications(null);
  const state = await look(workspace, folder, new Map(checks.map(({ id, sound }) => [id, sound])));
  process.stdout.write(`${JSON.stringify(state)}\n`);
  if (work === 'look') return registry.close();
  for (let n = state.publications.length + 1; ; n++) {
    const before = (await application.publications({})).find(({ withdrawn }) => withdrawn === null);
    const { checked } = await application.documentDraft(ASK);
    const replaces = before ? { id: before.id, reason: '更正' } : null;
    await application.publish({ ask: ASK, checked, replaces });
    process.stdout.write(`ack ${n}\n`);
  }
}

const [, script, folder, work] = process.argv;
if (script === import.meta.filename && folder !== undefined) await main(folder, work ?? 'look');
