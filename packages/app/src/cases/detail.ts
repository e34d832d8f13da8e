import {
  canDoCase,
  CASE_VERBS,
  inTime,
  ladderOf,
  stepDue,
  unitName,
  type Actor,
  type CaseState,
  type RecordedEvent,
} from '@qingshan/campaign';
import { formatMoment, type Moment } from '@qingshan/kernel';
import { z } from 'zod';
import type { Campaign } from '../loop/campaign.ts';
import type { CaseDetailView } from '../views/index.ts';
import { channels, maskedComplainant, mayKnow, wordName } from './complaint-register.ts';
import { exceedanceOfEvent, exceedanceView } from './exceedance-view.ts';
import { proposalsIn } from './proposals.ts';
import { mayDo } from './rights.ts';
import { rowsOf, unknownCase } from './rows.ts';

const told = z.object({
  unit: z.string().optional(),
  step: z.string().optional(),
  note: z.string().optional(),
  text: z.string().optional(),
  result: z.string().optional(),
  remark: z.string().optional(),
  reason: z.string().optional(),
  into: z.string().optional(),
  case: z.string().optional(),
});

type HistoryItem = CaseDetailView['history'][number];

function historyItem({ district }: Campaign['workspace'], event: RecordedEvent): HistoryItem {
  const data = told.safeParse(event.data).data ?? {};
  const named = (id: string | null | undefined) => (id === null || id === undefined ? null : unitName(district, id));
  return {
    seq: event.seq,
    type: event.type,
    at: formatMoment(event.at),
    by: event.by.name,
    byUnit: named(event.by.unit),
    unit: named(data.unit),
    step: district.cases.ladder.find(({ id }) => id === data.step)?.name ?? null,
    text: data.note ?? data.text ?? data.result ?? data.remark ?? data.reason ?? '',
    case: data.into ?? data.case ?? null,
    exceedance: exceedanceOfEvent(event),
  };
}

function ladderView(state: CaseState, campaign: Campaign, now: Moment): CaseDetailView['ladder'] {
  const { cases: rules } = campaign.workspace.district;
  const due = stepDue(state, rules, now);
  return ladderOf(state, rules).map(({ step, at, doneAt }) => ({
    step: { id: step.id, name: step.name },
    at: formatMoment(at),
    doneAt: doneAt === null ? null : formatMoment(doneAt),
    due: due?.id === step.id,
  }));
}

function momentText(moment: Moment | null): string | null {
  return moment === null ? null : formatMoment(moment);
}

/** @throws QingshanError `not-found` */
export async function showCase(campaign: Campaign, actor: Actor, id: string): Promise<CaseDetailView> {
  const { registry, district } = campaign.workspace;
  const state = (await registry.cases.find([id])).get(id);
  if (!state || state.state === 'withdrawn') throw unknownCase(id);
  const now = campaign.act(actor).at;
  const [events, people, repeats] = await Promise.all([
    registry.cases.eventsOf(id),
    registry.cases.privateOf([id]),
    registry.cases.find(state.absorbed),
  ]);
  const office = mayDo(actor, state, 'merge');
  const proposed = office ? (await proposalsIn(campaign, actor)).find((p) => p.case === id) : undefined;
  const main = proposed && (await registry.cases.find([proposed.main])).get(proposed.main);
  const [row] = rowsOf(campaign.workspace, [state], now);
  if (!row) throw unknownCase(id);
  const complainant = people.get(id);
  const { content } = state;
  const { concerns = null } = content;
  return {
    row,
    channel: content.channel === null ? null : wordName(channels(campaign.workspace), content.channel),
    cause: content.cause,
    concerns: concerns === null ? null : { id: concerns, name: unitName(district, concerns) },
    position: content.position,
    exceedance: state.exceedance ? await exceedanceView(campaign.workspace, state.exceedance) : null,
    assisting: state.assisting.map((unit) => ({ id: unit, name: unitName(district, unit) })),
    complainant: complainant ? maskedComplainant(campaign.workspace, complainant, actor.role) : null,
    mayShow: complainant !== undefined && mayKnow(campaign.workspace, actor.role),
    finish: momentText(state.finish?.due ?? null),
    inTime: inTime(state, now),
    dispatchedAt: momentText(state.dispatchedAt),
    signedAt: momentText(state.signedAt),
    submittedAt: momentText(state.firstSubmittedAt),
    closedAt: momentText(state.closedAt),
    result: state.result,
    evidence: [...state.evidence],
    remark: state.remark,
    rating: state.rating,
    exclusion: state.exclusion,
    ladder: ladderView(state, campaign, now),
    repeats: rowsOf(campaign.workspace, [...repeats.values()], now),
    proposedMain: main ? (rowsOf(campaign.workspace, [main], now)[0] ?? null) : null,
    may: CASE_VERBS.filter((verb) => canDoCase(state, verb) && mayDo(actor, state, verb)),
    history: events.map((event) => historyItem(campaign.workspace, event)),
  };
}
