import type { Fault, ParsedObservations } from '@qingshan/sources';
import { WINDOWED_PARAMETERS, type BatchComparison, type BatchRecord } from '../ports.ts';
import { stayExcluded } from '../quality/stay-excluded.ts';
import type { Workspace } from '../workspace.ts';
import { pairsOf, seriesLookup, toColumns } from './columns.ts';

export interface NewBatch {
  readonly source: string;
  readonly files: readonly string[];
  /** Whether all of it is; what is parsed may say so itself */
  readonly simulated: boolean;
  readonly parsed: readonly ParsedObservations[];
  readonly faults: readonly Fault[];
  /** Receipt of each row where it is not that of the batch; for simulated data */
  readonly received?: Float64Array;
}

const isSimulated = ({ simulated = false }: ParsedObservations): boolean => simulated;

/** What storing parsed observations would change. Writes nothing. */
export async function compareParsed(
  workspace: Workspace,
  parsed: readonly ParsedObservations[],
): Promise<BatchComparison> {
  const lookup = seriesLookup(await workspace.registry.series());
  return workspace.observations.compare(await stayExcluded(workspace, toColumns(parsed, lookup)));
}

/**
 * Stores parsed observations as one batch: announced in the registry, committed as a whole in the observation store, and
 * only then acknowledged. Killed in between, `recover` sets the registry right.
 */
export async function storeBatch(workspace: Workspace, batch: NewBatch): Promise<BatchRecord> {
  const { registry, observations, standards, clock } = workspace;
  const { source, files, parsed } = batch;
  const simulated = batch.simulated || parsed.some(isSimulated);
  const keysOf = (some: readonly ParsedObservations[], areSimulated: boolean) =>
    pairsOf(some).map(({ site, parameter }) => ({
      site,
      parameter,
      unit: standards.parameter(parameter).unit,
      windows: WINDOWED_PARAMETERS.includes(parameter),
      simulated: areSimulated,
    }));
  const series = await registry.ensureSeries([
    ...keysOf(parsed.filter(isSimulated), true),
    ...keysOf(
      parsed.filter((p) => !isSimulated(p)),
      batch.simulated,
    ),
  ]);
  await observations.declare(series);
  const now = clock.now();
  const record = await registry.createBatch({ source, files, createdAt: now, received: now, simulated }, batch.faults);
  const columns = await stayExcluded(workspace, toColumns(parsed, seriesLookup(series)));
  const { added, corrected, unchanged } = await observations.commit(
    { id: record.id, received: now },
    batch.received ? { ...columns, received: batch.received } : columns,
  );
  await registry.setBatch(record.id, { state: 'committed', added, corrected, unchanged });
  await observations.refresh();
  return { ...record, state: 'committed', added, corrected, unchanged };
}
