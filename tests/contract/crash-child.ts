/**
 * The process that crash.test.ts kills. `node crash-child.ts FOLDER import|refresh|look` opens the stores, recovers,
 * prints what is there as one line of JSON, and then imports batch after batch, printing `ack ID` when one is stored.
 */
import { join } from 'node:path';
import { recover, type ObservationStore, type Registry } from '@qingshan/app';
import { lockFolder, openObservations, openRegistry } from '@qingshan/store';
import { columnsOf, dayOf, type Row } from './columns.ts';

export const SITES = ['甲', '乙', '丙'];
export const FIRST = 19_700;
/** A batch writes 10 days of one of 3 blocks anew, so that most batches correct an earlier one. */
export const BLOCK_DAYS = 10;
export const BLOCKS = 3;

export interface CrashState {
  readonly registry: readonly {
    readonly id: number;
    readonly state: string;
    readonly added: number;
    readonly corrected: number;
  }[];
  readonly stored: readonly { readonly id: number; readonly added: number; readonly corrected: number }[];
  /** Stored rows of each batch, over all series */
  readonly rows: Readonly<Record<string, number>>;
  /** Per series the sum of each day */
  readonly sums: readonly (readonly number[])[];
}

function rowsOf(batch: number, series: readonly number[]): Row[] {
  const first = FIRST + (batch % BLOCKS) * BLOCK_DAYS;
  const hours = Array.from({ length: 24 }, () => batch);
  return series.flatMap((id) => Array.from({ length: BLOCK_DAYS }, (_, i) => dayOf(id, first + i, hours)).flat());
}

async function look(
  registry: Registry,
  observations: ObservationStore,
  series: readonly number[],
): Promise<CrashState> {
  const range = { series, first: FIRST, last: FIRST + BLOCKS * BLOCK_DAYS - 1 };
  const rows: Record<string, number> = {};
  for (const { batch } of await observations.observations({ ...range, history: true }))
    rows[batch] = (rows[batch] ?? 0) + 1;
  return {
    registry: (await registry.batches()).map(({ id, state, added, corrected }) => ({ id, state, added, corrected })),
    stored: (await observations.batches()).map(({ id, added, corrected }) => ({ id, added, corrected })),
    rows,
    sums: (await observations.daily(range)).map((reduction) => Array.from(reduction.sum)),
  };
}

async function importOne(registry: Registry, observations: ObservationStore, series: readonly number[]): Promise<void> {
  const at = 2_000_000_000;
  const batch = await registry.createBatch(
    { source: 'test', files: [], createdAt: at, received: at, simulated: false },
    [],
  );
  const { added, corrected, unchanged } = await observations.commit(
    { id: batch.id, received: at },
    columnsOf(rowsOf(batch.id, series)),
  );
  process.stdout.write(`ack ${batch.id}\n`);
  await registry.setBatch(batch.id, { state: 'committed', added, corrected, unchanged });
}

async function main(folder: string, work: string): Promise<void> {
  await lockFolder(folder);
  const observations = await openObservations(join(folder, 'observations.duckdb'));
  const registry = await openRegistry({ folder: join(folder, 'registry') });
  const series = await registry.ensureSeries(
    SITES.map((site) => ({ site, parameter: 'o3', unit: 'ug/m3', windows: true, simulated: false })),
  );
  await recover(registry, observations);
  const ids = series.map((s) => s.id);
  process.stdout.write(`${JSON.stringify(await look(registry, observations, ids))}\n`);
  if (work === 'look') {
    await observations.close();
    await registry.close();
    return;
  }
  for (;;) {
    await importOne(registry, observations, ids);
    if (work === 'import') continue;
    process.stdout.write('refresh\n');
    await observations.refresh();
    await observations.rebuild();
  }
}

const [, script, folder, work] = process.argv;
if (script === import.meta.filename && folder !== undefined) await main(folder, work ?? 'look');
