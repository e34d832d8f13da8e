import { SYSTEM } from '@qingshan/campaign';
import { dayOfDate, parseDay, type Day } from '@qingshan/kernel';
import { targetClassOn } from '@qingshan/methods';
import { simulate, simulateSamples, type SimulatedSampledSite, type SimulatedSite } from '@qingshan/sources';
import { simulateCampaign } from '../loop/simulated-campaign.ts';
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

/** The simulated campaign, once. */
async function addCampaign({ registry, plan, district, demonstration, clock }: Workspace, seed: number): Promise<void> {
  const today = parseDay(demonstration?.today ?? '');
  if (today === null || (await registry.eventsSince(0)).length > 0) return;
  await registry.appendEvents(simulateCampaign(plan, district, seed, today), { by: SYSTEM, at: clock.now() });
}

/** The simulated sites that are sampled by hand. */
function sampledSites({ district }: Workspace, last: Day): SimulatedSampledSite[] {
  return district.sites.flatMap((site) => {
    const { id, kind, assessed, water } = site;
    if (!site.simulated || kind === 'air-station' || kind === 'dust-jar') return [];
    const { body = 'river', source = 'surface', targetClass = [] } = water ?? {};
    return [{ id, kind, assessed, body, source, target: targetClassOn({ targetClass }, last) }];
  });
}

/** Stores the simulated years of a demonstration as one batch whose rows carry the times at which they would have come. */
export async function importSimulated(workspace: Workspace, seed: number): Promise<BatchRecord> {
  const [first, last] = [dayOfDate(2023, 1, 1) ?? 0, dayOfDate(2024, 12, 31) ?? 0];
  await addCampaign(workspace, seed);
  const data = simulate({ seed, sites: simulatedSites(workspace), first, last });
  const samples = simulateSamples({ seed, sites: sampledSites(workspace, last) });
  return storeBatch(workspace, {
    source: 'simulated',
    files: [],
    simulated: true,
    parsed: [data, samples],
    faults: [],
    received: joined(data.received, samples.received),
  });
}

function joined(a: Float64Array, b: Float64Array): Float64Array {
  const all = new Float64Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
