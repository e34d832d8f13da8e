import { dayOfDate } from '@qingshan/kernel';
import { simulate, type SimulatedSite } from '@qingshan/sources';
import { WINDOWED_PARAMETERS, type BatchRecord } from '../ports.ts';
import type { Workspace } from '../workspace.ts';
import { pairsOf, seriesLookup, toColumns } from './columns.ts';

/** The simulated sites of a district, as the generator takes them. */
function simulatedSites({ district }: Workspace): SimulatedSite[] {
  return district.sites.flatMap((site) => {
    const town = district.towns.find((t) => t.id === site.town);
    if (!site.simulated || !town || (site.kind !== 'air-station' && site.kind !== 'dust-jar')) return [];
    return [{ id: site.id, kind: site.kind, town: town.id, terrain: town.terrain, assessed: site.assessed }];
  });
}

/** Stores the simulated years of a demonstration as one batch whose rows carry the times at which they would have come. */
export async function importSimulated(workspace: Workspace, seed: number): Promise<BatchRecord> {
  const [first, last] = [dayOfDate(2023, 1, 1) ?? 0, dayOfDate(2024, 12, 31) ?? 0];
  const data = simulate({ seed, sites: simulatedSites(workspace), first, last });
  const series = await workspace.registry.ensureSeries(
    pairsOf([data]).map(({ site, parameter }) => ({
      site,
      parameter,
      unit: workspace.standards.parameter(parameter).unit,
      windows: WINDOWED_PARAMETERS.includes(parameter),
      simulated: true,
    })),
  );
  await workspace.observations.declare(series);
  const now = workspace.clock.now();
  const batch = await workspace.registry.createBatch(
    { source: 'simulated', files: [], createdAt: now, received: now, simulated: true },
    [],
  );
  const columns = { ...toColumns([data], seriesLookup(series)), received: data.received };
  const { added, corrected, unchanged } = await workspace.observations.commit({ id: batch.id, received: now }, columns);
  await workspace.registry.setBatch(batch.id, { state: 'committed', added, corrected, unchanged });
  await workspace.observations.refresh();
  return { ...batch, state: 'committed', added, corrected, unchanged };
}
