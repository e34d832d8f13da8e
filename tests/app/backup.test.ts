import { appendFile, cp, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApplication, type Application } from '@qingshan/app';
import { SYSTEM } from '@qingshan/campaign';
import {
  askForBackup,
  isWorkspace,
  makeBackup,
  openWorkspace,
  restoreBackup,
  startControl,
  verifyBackup,
  type Backup,
  type OpenWorkspace,
} from '@qingshan/server';
import { sourceById } from '@qingshan/sources';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileOf, OPERATOR, testWorkspace, type TestWorkspace } from './support.ts';

let tested: TestWorkspace;
let original: OpenWorkspace;
let application: Application;
let root: string;
let backup: Backup;
let restored: OpenWorkspace;

const STATION = 'station:门头沟双峪';
const EVIDENCE = 'a'.repeat(64);
/** Acknowledged before the backup was asked for, and in all */
let before = { batches: 0, frames: 0 };
const acknowledged = { batches: 0, frames: 0 };

/** One day of a station, each hour with the same value. */
async function importDay(n: number): Promise<void> {
  const day = new Date(Date.UTC(2023, 0, 1 + n)).toISOString().slice(0, 10);
  const hours = Array.from(
    { length: 24 },
    (_, h) => `门头沟双峪,PM2.5,${day} ${String(h).padStart(2, '0')}:00,${10 + n},ug/m3,`,
  );
  const text = ['点位,监测项目,结束时间,监测值,单位,标记', ...hours].join('\n');
  const preview = await application.previewImport(sourceById('table'), [fileOf(`${day}.csv`, text)]);
  await application.commitImport(preview);
  acknowledged.batches += 1;
}

async function appendFrame(n: number): Promise<void> {
  const bytes = new TextEncoder().encode(`##0004n=${n}ABCD\r\n`);
  const digest = String(n).padStart(64, '0');
  await (await original.frames()).append({ received: 1000 + n, key: `MN|${n}`, digest, mn: 'MN', bytes });
  acknowledged.frames += 1;
}

/** Writes without a pause until it is told to stop. */
function underLoad(): () => Promise<void> {
  const stopping = new AbortController();
  const work = async (write: (n: number) => Promise<void>): Promise<void> => {
    for (let n = 0; !stopping.signal.aborted; n++) await write(n);
  };
  const all = Promise.all([work(importDay), work(appendFrame)]);
  return async () => {
    stopping.abort();
    await all;
  };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(setImmediate);
}

async function keysOf(workspace: OpenWorkspace): Promise<string[]> {
  return (await Array.fromAsync((await workspace.frames()).read(0))).map((frame) => frame.key);
}

beforeAll(async () => {
  tested = await testWorkspace(true);
  original = tested.workspace;
  application = createApplication(original).as(OPERATOR);
  root = await mkdtemp(join(tmpdir(), 'qingshan-backup-'));
  await original.files.put(EVIDENCE, new TextEncoder().encode('佐证'));
  const stopControl = await startControl(original);
  const stop = underLoad();
  await until(() => acknowledged.batches >= 3 && acknowledged.frames >= 3);
  before = { ...acknowledged };
  const made = await askForBackup(original.folder, { target: join(root, 'made'), withKey: true, by: OPERATOR });
  await stop();
  await stopControl();
  if (made === null) throw new Error('nobody listens to the socket');
  backup = made;
  await restoreBackup(join(root, 'made'), { folder: join(root, 'restored') });
  restored = await openWorkspace(join(root, 'restored'), { clock: tested.clock });
});
afterAll(async () => {
  await restored.close();
  await tested.remove();
  await rm(root, { recursive: true, force: true });
});

test('what was acknowledged before a backup under load is in it', async () => {
  const states = (await restored.registry.batches()).filter((b) => b.source === 'table').map((b) => b.state);
  expect(states.slice(0, before.batches)).toEqual(Array.from({ length: before.batches }, () => 'committed'));
  const known = await keysOf(restored);
  expect(known).toEqual((await keysOf(original)).slice(0, known.length));
  expect(known.length).toBeGreaterThanOrEqual(before.frames);
  expect(new TextDecoder().decode((await restored.files.get(EVIDENCE)) ?? undefined)).toBe('佐证');
  expect(await restored.registry.verifyAudit()).toMatchObject({ broken: null });
});

test('every assessment of the restored workspace is that of the original', async () => {
  // What the original has taken in since is taken out, so that both rest on the same data.
  const there = new Set((await restored.registry.batches()).filter((b) => b.state === 'committed').map((b) => b.id));
  for (const { id } of (await original.registry.batches()).filter((b) => !there.has(b.id)))
    await application.undoBatch(id);
  const again = createApplication(restored).as(SYSTEM);
  const asked = { period: '2023', scope: STATION, indicator: 'air.pm25.annual-mean' };
  const [figure] = await again.assess(asked);
  expect(figure?.value).not.toBeNull();
  expect(await application.assess(asked)).toEqual([figure]);
  expect(await application.board({})).toEqual(await again.board({}));
  expect(await application.towns({})).toEqual(await again.towns({}));
  for (const { id } of original.plan.targets) {
    expect(await application.target(id, {}), id).toEqual(await again.target(id, {}));
  }
});

test('a backup leaves an audit row, and says whether the key of the secrets is in it', async () => {
  const [row] = await original.registry.audits({ action: 'backup' });
  expect(row).toMatchObject({ actor: OPERATOR.id, subject: `backup:${join(root, 'made')}` });
  expect(backup.key).toBe('inside');
  const apart = await makeBackup(original, { target: join(root, 'apart'), withKey: false, by: OPERATOR });
  expect(apart.key).toBe('apart');
  expect(await readdir(join(root, 'apart'))).not.toContain('secret.key');
  const folder = join(root, 'keyless');
  await expect(restoreBackup(join(root, 'apart'), { folder })).rejects.toMatchObject({ code: 'backup-key-apart' });
});

test('damage, an unfinished backup and a folder in use are refused', async () => {
  const copy = join(root, 'damaged');
  const folder = join(root, 'target');
  await cp(join(root, 'made'), copy, { recursive: true });
  await appendFile(join(copy, 'registry', 'audit.jsonl'), ' ');
  await expect(restoreBackup(copy, { folder })).rejects.toMatchObject({ code: 'backup-damaged' });
  await rename(join(copy, 'backup.json'), join(copy, 'backup.json.new'));
  await expect(verifyBackup(copy)).rejects.toMatchObject({ code: 'not-a-backup' });
  expect(await isWorkspace(folder)).toBe(false);
  await mkdir(folder);
  await writeFile(join(folder, 'mine.txt'), 'x');
  await expect(restoreBackup(join(root, 'made'), { folder })).rejects.toMatchObject({ code: 'folder-taken' });
  expect(await readdir(folder)).toEqual(['mine.txt']);
  const again = makeBackup(original, { target: join(root, 'made'), withKey: true, by: OPERATOR });
  await expect(again).rejects.toMatchObject({ code: 'folder-taken' });
});
