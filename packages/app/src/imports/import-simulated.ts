import { SYSTEM } from '@qingshan/campaign';
import { dayOfDate, parseDay, type Day } from '@qingshan/kernel';
import { targetClassOn } from '@qingshan/methods';
import { simulate, simulateSamples, type SimulatedSampledSite, type SimulatedSite } from '@qingshan/sources';
import { simulateCases } from '../cases/simulated-cases.ts';
import type { Campaign } from '../loop/campaign.ts';
import { simulateCampaign } from '../loop/simulated-campaign.ts';
import type { BatchRecord } from '../ports.ts';
import { addSimulatedEntries } from '../registers/simulated-entries.ts';
import { emergencyList } from '../responses/emergency-list.ts';
import { simulateResponse } from '../responses/simulated-response.ts';
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

/** The simulated registers and campaign, once; what its reports say of a register is what the register says. */
async function addCampaign(campaign: Campaign, seed: number): Promise<void> {
  const { registry, plan, district, demonstration, clock } = campaign.workspace;
  const today = parseDay(demonstration?.today ?? '');
  if (today === null) return;
  await addSimulatedEntries(campaign.books, seed);
  if ((await registry.eventsSince(0)).length > 0) return;
  const state = await campaign.current();
  const counted = new Map<string, string>();
  for (const id of state.assignments.keys()) {
    const quantity = state.counted(id)?.quantity ?? null;
    if (quantity !== null) counted.set(id, quantity);
  }
  const { list } = await emergencyList(campaign.books);
  const events = [
    ...simulateCampaign(plan, district, seed, today, counted),
    ...simulateResponse(campaign.workspace, list, seed),
  ];
  await registry.appendEvents(events, { by: SYSTEM, at: clock.now() });
}

/** The simulated cases, once, all in one change. */
async function addCases({ registry, plan, district, demonstration, clock }: Workspace, seed: number): Promise<void> {
  const today = parseDay(demonstration?.today ?? '');
  if (today === null || (await registry.cases.list({}, { offset: 0, limit: 1 })).total > 0) return;
  await registry.cases.change(simulateCases(district, plan.year, seed, today), { by: SYSTEM, at: clock.now() });
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
export async function importSimulated(campaign: Campaign, seed: number): Promise<BatchRecord> {
  const [first, last] = [dayOfDate(2023, 1, 1) ?? 0, dayOfDate(2024, 12, 31) ?? 0];
  const { workspace } = campaign;
  await addCampaign(campaign, seed);
  await addCases(workspace, seed);
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
