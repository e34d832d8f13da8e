import { proposeRepeats, type Actor, type CaseState, type Comparable, type RepeatProposal } from '@qingshan/campaign';
import { DAY_SECONDS } from '@qingshan/kernel';
import type { Campaign } from '../loop/campaign.ts';

const LIVE = ['new', 'dispatched', 'handling', 'submitted', 'verified', 'closed'] as const;

export function comparable({ id, content }: CaseState, phone: string): Comparable {
  const { topic, town, place, received } = content;
  return { id, topic, town, place, phone, received };
}

/** Complaints received in the last days before a moment, as they are compared. */
export async function comparables(campaign: Campaign, from: number, before: number): Promise<Comparable[]> {
  const { cases } = campaign.workspace.registry;
  const found = await cases.list({ source: 'complaint', states: LIVE, from, before });
  const people = await cases.privateOf(found.cases.map(({ id }) => id));
  return found.cases.map((state) => comparable(state, people.get(state.id)?.phone ?? ''));
}

/** How far back an open case can repeat another. */
const WINDOWS = 2;

/** Open complaints that seem to repeat another one of the last weeks. */
export async function proposalsIn(campaign: Campaign, actor: Actor): Promise<RepeatProposal[]> {
  const { repeats } = campaign.workspace.district.cases;
  const now = campaign.act(actor).at;
  const recent = await comparables(campaign, now - WINDOWS * repeats.days * DAY_SECONDS, now + 1);
  return proposeRepeats(recent, repeats);
}
