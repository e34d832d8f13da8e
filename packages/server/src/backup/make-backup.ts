import { copyFile, cp, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Actor } from '@qingshan/campaign';
import { formatMoment, QingshanError, type Moment } from '@qingshan/kernel';
import type { RegistryCopy } from '@qingshan/store';
import type { OpenWorkspace } from '../workspace-folder.ts';
import { BACKUP_MANIFEST, filesBelow, hashOf, newBackup, type Backup, type Tell } from './backup-folder.ts';

export interface BackupOptions {
  /** The folder to be made */
  readonly target: string;
  /** Whether the key of the secrets goes with it, where it lies in the data folder */
  readonly withKey: boolean;
  readonly by: Actor;
  readonly tell?: Tell;
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}

/** A file that is gone by the time it is its turn was pruned, its content being in the observations. */
async function copyIfThere(from: string, to: string): Promise<void> {
  await copyFile(from, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}

/** What is being written has a name of its own until it is whole. */
function isWhole(path: string): boolean {
  return !path.endsWith('.new');
}

/**
 * The stores as of one moment. No observation is written while the registry is copied, so that the two are together as a
 * process killed at that moment would have left them, which opening a workspace sets right. Files and frames are only
 * ever added to, and are copied after, so that whatever the registry names is there.
 */
async function copyStores(
  { folder, ...workspace }: OpenWorkspace,
  into: string,
  tell: Tell,
): Promise<{ readonly moment: Moment; readonly registry: RegistryCopy }> {
  // Frames up to there are in the observations; were it read later, it could promise more than was copied.
  await mkdir(join(into, 'frames'));
  await copyIfThere(join(folder, 'frames', 'projected'), join(into, 'frames', 'projected'));
  tell({ zh: '监测数据与登记库', en: 'observations and registry' });
  const taken: { moment: Moment; registry: RegistryCopy }[] = [];
  await workspace.observations.copyTo(join(into, 'observations.duckdb'), async () => {
    const moment = workspace.clock.now();
    taken.push({ moment, registry: await workspace.registry.copyTo(join(into, 'registry')) });
  });
  tell({ zh: '佐证文件与原始报文', en: 'evidence files and frames' });
  if (await isThere(join(folder, 'files'))) {
    await cp(join(folder, 'files'), join(into, 'files'), { recursive: true, filter: isWhole });
  }
  const frames = await readdir(join(folder, 'frames')).catch(() => []);
  for (const name of frames.filter((n) => n.endsWith('.frames')).sort()) {
    await copyIfThere(join(folder, 'frames', name), join(into, 'frames', name));
  }
  const [one] = taken;
  if (!one) throw new Error('the registry was not copied');
  return one;
}

async function fill(workspace: OpenWorkspace, draft: string, options: BackupOptions): Promise<Backup> {
  const { tell = () => undefined, withKey } = options;
  const { moment, registry } = await copyStores(workspace, draft, tell);
  const inside = withKey && workspace.keyInFolder;
  if (inside) await copyFile(join(workspace.folder, 'secret.key'), join(draft, 'secret.key'));
  tell({ zh: '计算校验值', en: 'hashes' });
  const files: Backup['files'] = [];
  for (const path of await filesBelow(draft)) {
    const whole = join(draft, path);
    await sync(whole);
    files.push({ path, bytes: (await stat(whole)).size, sha256: await hashOf(whole) });
  }
  const backup: Backup = {
    ...newBackup,
    version: workspace.version,
    moment: formatMoment(moment),
    key: inside ? 'inside' : 'apart',
    workspace: workspace.manifest,
    registry: {
      migrations: [...registry.migrations],
      tables: [...registry.tables],
      sequences: [...registry.sequences],
    },
    files,
  };
  await writeFile(join(draft, BACKUP_MANIFEST), `${JSON.stringify(backup, null, 2)}\n`, { flush: true });
  return backup;
}

/**
 * Copies an open workspace, which may be in full use, into a new folder. It is written beside under a name that ends in
 * `.part` and renamed, so that what has the right name is whole.
 *
 * @throws QingshanError `folder-taken`
 */
export async function makeBackup(workspace: OpenWorkspace, options: BackupOptions): Promise<Backup> {
  const target = resolve(options.target);
  if (await isThere(target)) throw new QingshanError('folder-taken', { folder: target });
  const draft = `${target}.part`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true, mode: 0o700 });
  try {
    const backup = await fill(workspace, draft, options);
    await rename(draft, target);
    await sync(dirname(target));
    const { id, name, role, unit } = options.by;
    await workspace.registry.audit({
      at: workspace.clock.now(),
      actor: id,
      action: 'backup',
      subject: `backup:${target}`,
      detail: JSON.stringify({ name, role, unit, result: 'done', moment: backup.moment, key: backup.key }),
    });
    return backup;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}
