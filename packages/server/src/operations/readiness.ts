import { access, constants, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApplicationFor, Workspace } from '@qingshan/app';
import type { Localized } from '@qingshan/kernel';

/** Less free space than this is too little to begin new work with. */
const LEAST_FREE_BYTES = 1024 ** 3;
const PATIENCE_MS = 5000;

export type StoreName = 'registry' | 'observations' | 'frames' | 'disk';

/** What the server stands on, and how to find out whether it is there. */
export interface Probe {
  readonly store: StoreName;
  /** What is wrong and what to do, when it does not answer */
  readonly down: Localized;
  ask(): Promise<unknown>;
}

export interface Readiness {
  readonly ready: boolean;
  readonly stores: readonly {
    readonly store: StoreName;
    readonly ready: boolean;
    readonly text: Localized | null;
  }[];
}

export type Probed = Pick<Workspace, 'registry' | 'observations' | 'frames' | 'clock'> & { readonly folder: string };

export async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** @param freeBytes how much is free where the data folder lies */
export function probesOf(
  { registry, observations, frames, clock, folder }: Probed,
  { intake }: Pick<ApplicationFor, 'intake'>,
  freeBytes: (folder: string) => Promise<number>,
): readonly Probe[] {
  return [
    {
      store: 'registry',
      down: {
        zh: '登记库没有应答。设有 DATABASE_URL 时，请检查 PostgreSQL 是否运行、能否连接；未设时，请检查数据目录所在磁盘，再重启服务。',
        en: 'The registry does not answer. With DATABASE_URL, see whether PostgreSQL runs and can be reached; without it, check the disk of the data folder, then restart the server.',
      },
      ask: () => registry.file('none'),
    },
    {
      store: 'observations',
      down: {
        zh: '监测数据库没有应答。设有 OBSERVATIONS_URL 时，请检查 ClickHouse 是否运行、集群各分片能否连接，服务的日志写明是哪一台；恢复后自动继续。未设时，请检查数据目录中的 observations.duckdb 和所在磁盘，再重启服务。',
        en: 'The observations do not answer. With OBSERVATIONS_URL, see whether ClickHouse runs and every shard of its cluster can be reached, the log of this server says which one cannot; work goes on by itself when it is back. Without it, check observations.duckdb in the data folder and its disk, then restart the server.',
      },
      ask: () => observations.version(),
    },
    {
      store: 'frames',
      down: {
        zh: '原始报文不能读写，设备的数据收不下来。请检查数据目录中的 frames 文件夹及其权限和所在磁盘，再重启服务。',
        en: 'The log of frames cannot be read or written, so what instruments send is not taken in. Check the folder frames of the data folder, its permissions and its disk, then restart the server.',
      },
      ask: async () => {
        if (intake.gateway === null) return;
        await access(join(folder, 'frames'), constants.R_OK | constants.W_OK);
        await (await frames()).since(clock.now());
      },
    },
    {
      store: 'disk',
      down: {
        zh: '数据目录所在磁盘剩余空间不足 1 GiB。请清理或扩容。',
        en: 'Less than 1 GiB is free on the disk of the data folder. Make room or enlarge it.',
      },
      ask: async () => {
        const free = await freeBytes(folder);
        if (free < LEAST_FREE_BYTES) throw new Error(`${free} bytes are free`);
      },
    },
  ];
}

/** @throws Error when there is no answer in time */
export async function inTime<T>(work: Promise<T>, patience = PATIENCE_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${patience} ms`)), patience);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Why a store is down goes to the log only, since everybody may ask whether the server is ready. */
async function isUp({ store, ask }: Probe, patience: number | undefined): Promise<boolean> {
  try {
    await inTime(ask(), patience);
    return true;
  } catch (error) {
    console.error(store, error);
    return false;
  }
}

/** Asks every store; whoever asks meanwhile gets the same answer, so that many questions cost what one does. */
export function readinessOf(probes: readonly Probe[], patience?: number): () => Promise<Readiness> {
  let asking: Promise<Readiness> | null = null;
  const askAll = async (): Promise<Readiness> => {
    const stores = await Promise.all(
      probes.map(async (probe) => {
        const ready = await isUp(probe, patience);
        return { store: probe.store, ready, text: ready ? null : probe.down };
      }),
    );
    return { ready: stores.every(({ ready }) => ready), stores };
  };
  return () => (asking ??= askAll().finally(() => (asking = null)));
}
