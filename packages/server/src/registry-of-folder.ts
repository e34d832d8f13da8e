import { join } from 'node:path';
import { QingshanError } from '@qingshan/kernel';
import { openRegistry, openServerRegistry, type StoredRegistry } from '@qingshan/store';
import { exists, idIn } from './folder-ids.ts';

/** PGlite's files */
const EMBEDDED = 'registry';
/** Names the folder to its database in a server */
const ID = 'registry.id';

export interface RegistryOptions {
  /** Address of a PostgreSQL server; absent: the registry lies in the folder */
  readonly databaseUrl?: string | undefined;
  /** Address of a copy that follows it, for questions that read much; absent: there is none */
  readonly databaseReadUrl?: string | undefined;
  /** Names this one of several folders that go with the server; absent: it is the only one */
  readonly member?: string | undefined;
  /** Whether the workspace is being made */
  readonly isNew?: boolean;
  /** Only these, for a copy that was made by an older version; absent: all */
  readonly migrations?: readonly string[] | undefined;
}

/** The registry lies in the folder, but an address of a server was given. */
function inFolder(folder: string): QingshanError {
  return new QingshanError('registry-elsewhere', {
    folder,
    where: { zh: '在目录自己里面（PGlite）', en: 'lies in the folder itself (PGlite)' },
    what: {
      zh: '请去掉 DATABASE_URL，或用 --data 指定另一个目录新建工作区。',
      en: 'Unset DATABASE_URL, or name another folder with --data for a new workspace.',
    },
  });
}

/** The registry lies in a server, but no address was given. */
function inServer(folder: string): QingshanError {
  return new QingshanError('registry-elsewhere', {
    folder,
    where: { zh: '在 PostgreSQL 服务器上', en: 'is in a PostgreSQL server' },
    what: {
      zh: '请在环境变量 DATABASE_URL 中给出它的地址。',
      en: 'Give its address in the environment variable DATABASE_URL.',
    },
  });
}

/**
 * Opens the registry of a data folder: embedded, or in a server. Where a workspace was made, there it stays.
 *
 * @throws QingshanError `registry-elsewhere`, `workspace-damaged` and those of `openServerRegistry`
 */
export async function openRegistryOf(
  folder: string,
  { databaseUrl, databaseReadUrl, isNew = false, migrations, member }: RegistryOptions,
): Promise<StoredRegistry> {
  const embedded = join(folder, EMBEDDED);
  if (databaseUrl === undefined || databaseUrl === '') {
    if (await exists(join(folder, ID))) throw inServer(folder);
    return openRegistry({ folder: embedded, migrations });
  }
  const id = (await exists(embedded)) ? null : await idIn(folder, ID, isNew);
  if (id === null) throw inFolder(folder);
  return openServerRegistry({
    url: databaseUrl,
    readUrl: databaseReadUrl,
    dataFolder: { id, isNew, member },
    migrations,
  });
}
