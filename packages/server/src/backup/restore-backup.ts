import { chmod, cp, mkdir, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { QingshanError } from '@qingshan/kernel';
import { lockFolder } from '@qingshan/store';
import { openRegistryOf } from '../registry-of-folder.ts';
import { writeManifest } from '../workspace-folder.ts';
import { verifyBackup, type Backup, type Tell } from './backup-folder.ts';

export interface RestoreOptions {
  /** New, or empty */
  readonly folder: string;
  readonly databaseUrl?: string | undefined;
  /** The key of the secrets, where it is not in the backup */
  readonly secretKey?: string | undefined;
  /** Goes on although there is no key: what it sealed is lost */
  readonly withoutKey?: boolean;
  readonly tell?: Tell;
}

export interface Restored {
  readonly backup: Backup;
  /** Rows of the audit, whose chain was found whole */
  readonly auditRows: number;
}

/** Data that the backup holds as they are in a data folder. */
const AS_THEY_ARE = ['observations.duckdb', 'files', 'frames', 'secret.key'];

async function loadRegistry(from: string, backup: Backup, options: RestoreOptions): Promise<number> {
  const { databaseUrl } = options;
  const { migrations } = backup.registry;
  const registry = await openRegistryOf(options.folder, { databaseUrl, isNew: true, migrations });
  try {
    await registry.load(join(from, 'registry'), backup.registry);
    const { entries, broken } = await registry.verifyAudit();
    if (broken === null) return entries;
    const why = { zh: `审计链在第 ${broken} 条断开`, en: `the chain of the audit is broken at row ${broken}` };
    throw new QingshanError('backup-damaged', { folder: from, file: 'registry/audit.jsonl', why });
  } finally {
    await registry.close();
  }
}

/**
 * Makes a workspace of a backup. The folder becomes a workspace only when all is there; killed in between it is none.
 *
 * @throws QingshanError `not-a-backup`, `backup-damaged`, `folder-taken`, `backup-key-apart`, `workspace-newer` and those
 * of `openRegistryOf`
 */
export async function restoreBackup(from: string, options: RestoreOptions): Promise<Restored> {
  const folder = resolve(options.folder);
  const { tell = () => undefined, secretKey = '', withoutKey = false } = options;
  tell({ zh: '核对备份', en: 'reading the backup through' });
  const backup = await verifyBackup(from);
  if ((await readdir(folder).catch(() => [])).length > 0) throw new QingshanError('folder-taken', { folder });
  if (backup.key === 'apart' && secretKey === '' && !withoutKey) {
    throw new QingshanError('backup-key-apart', { folder: from });
  }
  await mkdir(folder, { recursive: true });
  const unlock = await lockFolder(folder);
  try {
    tell({ zh: '登记库', en: 'registry' });
    const auditRows = await loadRegistry(from, backup, { ...options, folder });
    tell({ zh: '监测数据、文件与报文', en: 'observations, files and frames' });
    const there = new Set(await readdir(from));
    for (const name of AS_THEY_ARE.filter((n) => there.has(n))) {
      await cp(join(from, name), join(folder, name), { recursive: true });
    }
    if (backup.key === 'inside') await chmod(join(folder, 'secret.key'), 0o600);
    await writeManifest(folder, backup.workspace);
    return { backup, auditRows };
  } catch (error) {
    // It was empty, so whatever is there now came from here.
    for (const name of await readdir(folder)) {
      if (!name.startsWith('lock')) await rm(join(folder, name), { recursive: true, force: true });
    }
    throw error;
  } finally {
    await unlock();
  }
}
