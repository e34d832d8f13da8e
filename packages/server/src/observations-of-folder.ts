import { join } from 'node:path';
import { QingshanError } from '@qingshan/kernel';
import { openClickhouseObservations, openObservations, type CopyableObservations } from '@qingshan/store';
import { exists, idIn } from './folder-ids.ts';

/** DuckDB's file */
const EMBEDDED = 'observations.duckdb';
/** Names the folder to its database in ClickHouse */
const ID = 'observations.id';

export interface ObservationsOptions {
  /** Address of a ClickHouse server or cluster; absent: observations lie in the folder */
  readonly observationsUrl?: string | undefined;
  /** Whether the workspace is being made */
  readonly isNew?: boolean;
}

/** They lie in the folder, but an address of a server was given. */
function inFolder(folder: string): QingshanError {
  return new QingshanError('observations-elsewhere', {
    folder,
    where: { zh: '在目录自己里面（DuckDB）', en: 'lie in the folder itself (DuckDB)' },
    what: {
      zh: '请去掉 OBSERVATIONS_URL，或用 --data 指定另一个目录新建工作区。',
      en: 'Unset OBSERVATIONS_URL, or name another folder with --data for a new workspace.',
    },
  });
}

/** They lie in a server, but no address was given. */
function inServer(folder: string): QingshanError {
  return new QingshanError('observations-elsewhere', {
    folder,
    where: { zh: '在 ClickHouse 服务器上', en: 'are in a ClickHouse server' },
    what: {
      zh: '请在环境变量 OBSERVATIONS_URL 中给出它的地址。',
      en: 'Give its address in the environment variable OBSERVATIONS_URL.',
    },
  });
}

/**
 * Opens the observations of a data folder: embedded, or in ClickHouse. Where a workspace was made, there they stay.
 *
 * @throws QingshanError `observations-elsewhere`, `workspace-damaged` and those of `openClickhouseObservations`
 */
export async function openObservationsOf(
  folder: string,
  { observationsUrl, isNew = false }: ObservationsOptions,
): Promise<CopyableObservations> {
  const embedded = join(folder, EMBEDDED);
  if (observationsUrl === undefined || observationsUrl === '') {
    if (await exists(join(folder, ID))) throw inServer(folder);
    return openObservations(embedded);
  }
  const id = (await exists(embedded)) ? null : await idIn(folder, ID, isNew);
  if (id === null) throw inFolder(folder);
  return openClickhouseObservations(observationsUrl, { dataFolder: { id, isNew } });
}
