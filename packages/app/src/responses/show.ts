import {
  canDoResponse,
  enterprisesOf,
  measureOf,
  responseStanding,
  unitName,
  unitsOfListed,
  type Actor,
  type Alerts,
  type AlertResponse,
  type EnterpriseCheck,
  type Listed,
} from '@qingshan/campaign';
import { formatMoment } from '@qingshan/kernel';
import type { Campaign } from '../loop/campaign.ts';
import { momentText } from '../loop/rows.ts';
import { OFFICE, reachOf } from '../people/rule.ts';
import type {
  EnterpriseCheckView,
  ListedEnterpriseView,
  NotifiedUnitView,
  ResponseDetailView,
  ResponseRowView,
} from '../views/index.ts';
import { responseIn } from './commands.ts';
import { contactsOf, gradeName, listDefinition } from './emergency-list.ts';
import { levelName } from './level.ts';
import { CHECKERS, RECEIVERS } from './rights.ts';

function rowOf({ workspace }: Campaign, alerts: Alerts, id: string): ResponseRowView | null {
  const response = alerts.response(id);
  const [first, last] = [response.rounds.at(0), response.rounds.at(-1)];
  if (response.state === 'none' || !first || !last) return null;
  return {
    id,
    state: response.state,
    level: last.level,
    levelName: levelName(workspace, last),
    starts: formatMoment(last.starts),
    issuedAt: formatMoment(first.at),
    endedAt: momentText(response.endedAt),
    counts: { ...responseStanding(alerts, id).counts },
    simulated: response.simulated,
  };
}

/** Alerts and their responses, the newest first. */
export async function listResponses(campaign: Campaign): Promise<ResponseRowView[]> {
  const { alerts } = await campaign.current();
  const rows = [...alerts.responses.keys()].flatMap((id) => rowOf(campaign, alerts, id) ?? []);
  return rows.toSorted((a, b) => b.issuedAt.localeCompare(a.issuedAt));
}

function roundViews({ workspace }: Campaign, { rounds }: AlertResponse): ResponseDetailView['rounds'] {
  return rounds.map((round) => ({
    level: round.level,
    levelName: levelName(workspace, round),
    at: formatMoment(round.at),
    by: round.by.name,
    starts: formatMoment(round.starts),
    basis: round.basis,
    regime: round.regime,
    edition: workspace.standards.edition(round.edition).number,
    forecast: round.forecast,
    proposed: round.proposed,
    proposedName:
      round.proposed === null ? null : levelName(workspace, { level: round.proposed, edition: round.edition }),
  }));
}

function unitViews({ workspace }: Campaign, alerts: Alerts, id: string): NotifiedUnitView[] {
  return responseStanding(alerts, id).units.map(({ unit, round, enterprises, told }) => ({
    id: unit,
    name: unitName(workspace.district, unit),
    notifiedAt: formatMoment(round.notifiedAt),
    confirmedAt: momentText(round.confirmed?.at ?? null),
    confirmedBy: round.confirmed?.by.name ?? null,
    note: round.confirmed?.note ?? '',
    enterprises,
    told,
  }));
}

async function enterpriseViews(
  campaign: Campaign,
  alerts: Alerts,
  id: string,
  actor: Actor,
): Promise<ListedEnterpriseView[]> {
  const { workspace, books } = campaign;
  const response = alerts.response(id);
  const level = response.rounds.at(-1)?.level ?? 'blue';
  const told = new Map(responseStanding(alerts, id).enterprises.map((one) => [one.listed.key, one.told]));
  const contacts = await contactsOf(books, response, actor);
  return response.list.map((listed): ListedEnterpriseView => {
    const said = told.get(listed.key) ?? null;
    const checks = alerts.checks(id, listed.key).checks.filter((check) => check.withdrawn === null);
    return {
      key: listed.key,
      name: listed.name,
      units: unitsOfListed(listed).map((unit) => ({ id: unit, name: unitName(workspace.district, unit) })),
      industry: listed.industry,
      grade: gradeName(listDefinition(books), listed.grade),
      line: listed.line,
      measure: measureOf(listed, level).trim(),
      cut: level === 'blue' ? null : listed.cuts[level],
      vehicles: listed.vehicles,
      told: said && { at: formatMoment(said.at), by: said.by },
      contact: contacts.get(listed.key) ?? null,
      checks: checks.length,
      violations: checks.filter((check) => !check.kept).length,
    };
  });
}

function mayCheck(actor: Actor): boolean {
  return reachOf({ who: CHECKERS }, actor, false) !== null;
}

function checkView(
  { workspace }: Campaign,
  response: AlertResponse,
  { key, name }: Pick<Listed, 'key' | 'name'>,
  check: EnterpriseCheck,
  actor: Actor,
): EnterpriseCheckView {
  const edition = response.rounds.findLast((round) => round.level === check.level)?.edition ?? '';
  const own = actor.role !== 'inspector' || check.by.id === actor.id;
  return {
    enterprise: key,
    enterpriseName: name,
    number: check.number,
    at: formatMoment(check.at),
    levelName: levelName(workspace, { level: check.level, edition }),
    kept: check.kept,
    seen: check.seen,
    ordered: check.ordered,
    position: check.position,
    evidence: [...check.evidence],
    by: check.by.name,
    recordedAt: formatMoment(check.recordedAt),
    withdrawn: check.withdrawn && { ...check.withdrawn, at: formatMoment(check.withdrawn.at) },
    mayWithdraw: check.withdrawn === null && response.state !== 'withdrawn' && mayCheck(actor) && own,
  };
}

/** Every check of a response, newest first. */
function checkViews(campaign: Campaign, alerts: Alerts, id: string, actor: Actor): EnterpriseCheckView[] {
  const response = alerts.response(id);
  const views = response.list.flatMap((listed) =>
    alerts.checks(id, listed.key).checks.map((check) => checkView(campaign, response, listed, check, actor)),
  );
  return views.toSorted((a, b) => b.at.localeCompare(a.at));
}

const VERBS = ['change', 'lift', 'resume', 'withdraw'] as const;

/** @throws QingshanError `not-found` */
export async function showResponse(campaign: Campaign, actor: Actor, id: string): Promise<ResponseDetailView> {
  const { alerts } = await campaign.current();
  const response = responseIn(alerts, id);
  const row = rowOf(campaign, alerts, id);
  if (!row) throw new RangeError(`response without a level: ${id}`);
  const active = response.state === 'active';
  const office = reachOf({ who: OFFICE }, actor, false) !== null;
  const receives = reachOf({ who: RECEIVERS }, actor, false) ?? [];
  const mine = (active && receives !== 'all' && response.units.find((unit) => receives.includes(unit))) || null;
  return {
    row,
    seq: response.seq,
    now: formatMoment(campaign.act(actor).at),
    rounds: roundViews(campaign, response),
    reason: response.reason,
    endedBy: response.endedBy?.name ?? null,
    units: unitViews(campaign, alerts, id),
    enterprises: await enterpriseViews(campaign, alerts, id, actor),
    checks: checkViews(campaign, alerts, id, actor),
    may: office ? VERBS.filter((verb) => canDoResponse(response, verb)) : [],
    mayCheck: response.state !== 'withdrawn' && mayCheck(actor),
    mayReceive: mine,
    own: mine === null ? [] : enterprisesOf(response, mine),
  };
}
