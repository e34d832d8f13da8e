import { createHash } from 'node:crypto';
import { access, chmod, cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  compareAssessments,
  possibleDays,
  replayObservations,
  type Clock,
  type ComparedAssessments,
  type Replayed,
} from '@qingshan/app';
import type { Actor } from '@qingshan/campaign';
import { QingshanError, type Day } from '@qingshan/kernel';
import { lockFolder, type RegistryCopy } from '@qingshan/store';
import type { Tell } from '../backup/backup-folder.ts';
import { openRegistryOf } from '../registry-of-folder.ts';
import {
  openFolder,
  openWorkspace,
  writeManifest,
  type OpenWorkspace,
  type Surroundings,
} from '../workspace-folder.ts';
import { readMigration, writeMigration } from './migration-file.ts';

/** Where the target's stores are; what is absent lies in its folder. */
type Where = Pick<Surroundings, 'databaseUrl' | 'observationsUrl' | 'secretKey'>;

export interface MigrationOptions extends Where {
  /** An embedded workspace that nobody has open */
  readonly source: string;
  /** Data folder of the target: new, empty, or one into which this source was being moved */
  readonly folder: string;
  readonly by: Actor;
  readonly tell?: Tell;
  /** Absent: the system's */
  readonly clock?: Clock;
}

export interface Migrated {
  /** `null`: all had been moved before, and was compared only */
  readonly moved: (Replayed & { readonly registryRows: number }) | null;
  readonly compared: ComparedAssessments;
}

interface Copied {
  readonly folder: string;
  readonly copy: RegistryCopy;
}

/** Rows of the registry on their way */
const COPY = 'registry-copy';
/** What a workspace has as files */
const AS_THEY_ARE = ['files', 'frames', 'secret.key'];
/** Opening a workspace may add to it. */
const GROWS = 'audit';

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** @throws QingshanError `registry-elsewhere` */
async function checkEmbedded(folder: string): Promise<void> {
  for (const name of ['registry.id', 'observations.id']) {
    if (!(await isThere(join(folder, name)))) continue;
    throw new QingshanError('registry-elsewhere', {
      folder,
      where: { zh: '已经在服务器上', en: 'is on a server already' },
      what: {
        zh: '只能迁移内嵌的工作区；服务器之间请用 backup 和 restore。',
        en: 'Only an embedded workspace is moved; between servers use backup and restore.',
      },
    });
  }
}

async function fingerprintOf({ folder, copy }: Copied, observations: number): Promise<string> {
  const hash = createHash('sha256').update(`observations ${observations}\n`);
  for (const { name } of copy.tables.filter((table) => table.name !== GROWS)) {
    hash.update(`${name}\n`).update(await readFile(join(folder, `${name}.jsonl`)));
  }
  return hash.digest('hex');
}

/** @throws QingshanError `folder-taken`, `migration-differs` */
async function checkFolder(folder: string, source: string, fingerprint: string): Promise<void> {
  const begun = await readMigration(folder);
  if (begun !== null && begun.source === source && begun.fingerprint === fingerprint) return;
  if (begun !== null) throw new QingshanError('migration-differs', { folder, source: begun.source });
  const others = (await readdir(folder)).filter((name) => !name.startsWith('lock') && name !== COPY);
  if (others.length > 0) throw new QingshanError('folder-taken', { folder });
  await writeMigration(folder, { source, fingerprint, done: false });
}

/**
 * Loads the rows into the target's registry, in one transaction. What a run that was killed has loaded is compared with
 * them.
 *
 * @throws QingshanError `registry-not-empty`, `backup-damaged` and those of `openRegistryOf`
 */
async function loadRegistry(copied: Copied, folder: string, { databaseUrl }: Where): Promise<void> {
  const registry = await openRegistryOf(folder, { databaseUrl, isNew: true, migrations: copied.copy.migrations });
  const again = join(folder, `${COPY}-target`);
  try {
    await registry.load(copied.folder, copied.copy).catch(async (error: unknown) => {
      if (!(error instanceof QingshanError) || error.code !== 'registry-not-empty') throw error;
      const there = { folder: again, copy: await registry.copyTo(again) };
      if ((await fingerprintOf(there, 0)) !== (await fingerprintOf(copied, 0))) throw error;
    });
    const { broken } = await registry.verifyAudit();
    if (broken === null) return;
    const why = { zh: `审计链在第 ${broken} 条断开`, en: `the chain of the audit is broken at row ${broken}` };
    throw new QingshanError('backup-damaged', { folder, file: 'audit', why });
  } finally {
    await registry.close();
    await rm(again, { recursive: true, force: true });
  }
}

/** Everything but the observations. */
async function moveRest(source: OpenWorkspace, folder: string, where: Where, tell: Tell): Promise<RegistryCopy> {
  const rows = join(folder, COPY);
  const unlock = await lockFolder(folder);
  try {
    await rm(rows, { recursive: true, force: true });
    tell({ zh: '读取登记库', en: 'reading the registry' });
    const copied = { folder: rows, copy: await source.registry.copyTo(rows) };
    await checkFolder(folder, source.folder, await fingerprintOf(copied, await source.observations.version()));
    tell({ zh: '写入登记库', en: 'writing the registry' });
    await loadRegistry(copied, folder, where);
    tell({ zh: '佐证文件、原始报文与密钥', en: 'evidence files, frames and the key' });
    for (const name of AS_THEY_ARE) {
      if (await isThere(join(source.folder, name))) {
        await cp(join(source.folder, name), join(folder, name), { recursive: true });
      }
    }
    if (source.keyInFolder) await chmod(join(folder, 'secret.key'), 0o600);
    return copied.copy;
  } finally {
    await rm(rows, { recursive: true, force: true });
    await unlock();
  }
}

/** @throws QingshanError `observations-not-empty` when they are not the beginning of the source's */
async function checkObservations(source: OpenWorkspace, target: OpenWorkspace): Promise<void> {
  const known = new Map((await source.observations.batches()).map((batch) => [batch.id, batch]));
  const there = await target.observations.batches();
  const foreign = there.filter(({ id, received }) => known.get(id)?.received !== received);
  if (foreign.length > 0) throw new QingshanError('observations-not-empty', { count: foreign.length });
}

function daysOf(workspace: OpenWorkspace): { readonly first: Day; readonly last: Day } {
  const { earliest, latest } = possibleDays(workspace);
  return { first: earliest, last: latest };
}

async function moveAll(source: OpenWorkspace, options: MigrationOptions, tell: Tell): Promise<Migrated> {
  const { folder, by, clock, ...where } = options;
  const copy = await moveRest(source, folder, where, tell);
  const target = await openFolder(folder, source.manifest, { ...where, ...(clock ? { clock } : {}), isNew: true });
  try {
    await checkObservations(source, target);
    const series = await source.registry.series();
    const replayed = await replayObservations(source.observations, target.observations, {
      series,
      days: daysOf(source),
      tell,
    });
    const compared = await compare(source, target, tell);
    if (compared.differences.length === 0) await acknowledge(target, source, by);
    const registryRows = copy.tables.reduce((sum, table) => sum + table.rows, 0);
    return { moved: { ...replayed, registryRows }, compared };
  } finally {
    await target.close();
  }
}

/** What the target derives from its rows is derived anew, so that the rows themselves are what is compared. */
async function compare(source: OpenWorkspace, target: OpenWorkspace, tell: Tell): Promise<ComparedAssessments> {
  tell({ zh: '目标端重算日值', en: 'working out the days of the target anew' });
  await target.observations.rebuild();
  return compareAssessments(source, target, tell);
}

/** From here on the folder is a workspace. */
async function acknowledge(target: OpenWorkspace, source: OpenWorkspace, { id, name, role, unit }: Actor) {
  await target.registry.audit({
    at: target.clock.now(),
    actor: id,
    action: 'migrate',
    subject: `migrate:${source.folder}`,
    detail: JSON.stringify({ name, role, unit, result: 'done' }),
  });
  await writeManifest(target.folder, source.manifest);
  const migration = await readMigration(target.folder);
  if (migration) await writeMigration(target.folder, { ...migration, done: true });
}

/**
 * Moves an embedded workspace into another data folder whose registry and observations may be in servers, and works out
 * every assessment in both. The target becomes a workspace only when all are equal; the source stays as it is. Killed at
 * any moment it is called again. Of what was moved before it only compares.
 *
 * @throws QingshanError `folder-taken`, `migration-differs`, `registry-not-empty`, `observations-not-empty`,
 * `not-replayed` and those of `openWorkspace`
 */
export async function migrateWorkspace(options: MigrationOptions): Promise<Migrated> {
  const [from, folder] = [resolve(options.source), resolve(options.folder)];
  const { tell = () => undefined, databaseUrl, observationsUrl, secretKey } = options;
  const clock = options.clock ? { clock: options.clock } : {};
  await checkEmbedded(from);
  const source = await openWorkspace(from, { secretKey, ...clock });
  try {
    await mkdir(folder, { recursive: true });
    if ((await readMigration(folder))?.done !== true) return await moveAll(source, { ...options, folder }, tell);
    const target = await openWorkspace(folder, { databaseUrl, observationsUrl, secretKey, ...clock });
    try {
      return { moved: null, compared: await compare(source, target, tell) };
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}
