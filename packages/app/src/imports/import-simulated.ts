import { dayOfDate } from '@qingshan/kernel';
import { simulate, type SimulatedSite } from '@qingshan/sources';
import type { BatchRecord } from '../ports.ts';
import type { Workspace } from '../workspace.ts';
import { storeBatch } from './store-batch.ts';

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
  return storeBatch(workspace, {
    source: 'simulated',
    files: [],
    simulated: true,
    parsed: [data],
    faults: [],
    received: data.received,
  });
}
