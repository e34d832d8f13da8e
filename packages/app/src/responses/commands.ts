import {
  checksKey,
  decideCheck,
  decideReceipt,
  decideResponse,
  receiptKey,
  unitOf,
  unitsOfListed,
  type Actor,
  type Alerts,
  type AlertResponse,
  type LoopEvent,
  type ResponseCommand,
} from '@qingshan/campaign';
import { formatMoment, QingshanError } from '@qingshan/kernel';
import { checkEvidence } from '../field/from-device.ts';
import { checkSeen, unknown, type Campaign, type Entry } from '../loop/campaign.ts';
import type { CheckInput, ReceiptInput, ResponseInput, ResponseRuling } from '../views/index.ts';
import { emergencyList } from './emergency-list.ts';
import { roundOf } from './level.ts';

/** Commands on alerts: read the state, decide, append. What was decided on an older state is refused by the store. */

/** @throws QingshanError `not-found` */
export function responseIn(alerts: Alerts, id: string): AlertResponse {
  const response = alerts.response(id);
  if (response.state === 'none') throw unknown({ zh: '应急响应', en: 'response' }, id);
  return response;
}

function nextId(alerts: Alerts, at: number): string {
  const prefix = `YJ-${formatMoment(at).slice(0, 10).replaceAll('-', '')}-`;
  const taken = [...alerts.responses.keys()].filter((id) => id.startsWith(prefix)).length;
  return `${prefix}${taken + 1}`;
}

/** What every notified unit is told, as an event of its own. */
function toUnits(alerts: Alerts, id: string, units: readonly string[], event: LoopEvent): Entry[] {
  return units.map((unit) => ({
    subject: `response:${receiptKey(id, unit)}`,
    expected: alerts.receipt(id, unit).seq,
    events: [event],
  }));
}

/**
 * Issues an alert: freezes the emergency list and notifies the units that it names, and others.
 *
 * @returns the id, `YJ-20241103-1`
 * @throws QingshanError `bad-report`, `not-found` for a unit that there is not
 */
export async function issueResponse(
  campaign: Campaign,
  by: Actor,
  { units: others, ...input }: ResponseInput,
): Promise<string> {
  const { workspace, books } = campaign;
  const { alerts } = await campaign.current();
  for (const [id, { state }] of alerts.responses) {
    if (state !== 'active') continue;
    throw new QingshanError('bad-report', {
      why: {
        zh: `响应 ${id} 还没有解除，请在其中调整级别`,
        en: `response ${id} has not been lifted; change its level instead`,
      },
    });
  }
  for (const unit of others) {
    if (!unitOf(workspace.district, unit)) throw unknown({ zh: '单位', en: 'unit' }, unit);
  }
  const act = campaign.act(by);
  const id = nextId(alerts, act.at);
  const { list } = await emergencyList(books);
  const units = [...new Set([...list.flatMap(unitsOfListed), ...others])];
  const round = roundOf(workspace, input);
  const simulated = workspace.demonstration !== null;
  const events = decideResponse(alerts.response(id), { do: 'issue', round, list, units, simulated });
  const notified = { type: 'notified', data: { level: round.level } };
  await campaign.append(
    [{ subject: `response:${id}`, expected: 0, events }, ...toUnits(alerts, id, units, notified)],
    act,
  );
  return id;
}

function commandOf({ workspace }: Campaign, ruling: ResponseRuling): ResponseCommand {
  if (ruling.do !== 'change') return { do: ruling.do, reason: ruling.reason };
  return { do: 'change', round: roundOf(workspace, ruling) };
}

const TELLS: Readonly<Record<ResponseRuling['do'], string>> = {
  change: 'notified',
  lift: 'ended',
  resume: 'resumed',
  withdraw: 'ended',
};

/**
 * Raises, lowers, lifts, resumes or takes back; the units are told in the same step.
 *
 * @throws QingshanError `not-found`, `wrong-state`, `bad-report`, `changed-meanwhile`
 */
export async function ruleOnResponse(campaign: Campaign, by: Actor, id: string, ruling: ResponseRuling): Promise<void> {
  const { alerts } = await campaign.current();
  const response = responseIn(alerts, id);
  checkSeen(ruling.seen, response);
  const events = decideResponse(response, commandOf(campaign, ruling));
  const data = ruling.do === 'change' ? { level: ruling.level } : {};
  const told = toUnits(alerts, id, response.units, { type: TELLS[ruling.do], data });
  await campaign.append([{ subject: `response:${id}`, expected: response.seq, events }, ...told], campaign.act(by));
}

/** A unit confirms, or says which enterprises have. @throws QingshanError `not-found`, `wrong-state`, `bad-report` */
export async function receiveAlert(
  campaign: Campaign,
  by: Actor,
  id: string,
  unit: string,
  input: ReceiptInput,
): Promise<void> {
  const { alerts } = await campaign.current();
  const receipt = alerts.receipt(id, unit);
  const events = decideReceipt(responseIn(alerts, id), unit, receipt, input);
  const subject = `response:${receiptKey(id, unit)}`;
  await campaign.append([{ subject, expected: receipt.seq, events }], campaign.act(by));
}

/** @throws QingshanError `not-found`, `wrong-state`, `bad-report` */
export async function checkEnterprise(
  campaign: Campaign,
  by: Actor,
  id: string,
  { enterprise, ...command }: CheckInput,
): Promise<void> {
  const { alerts } = await campaign.current();
  if (command.do === 'record') await checkEvidence(campaign, command.check.evidence);
  const checks = alerts.checks(id, enterprise);
  const act = campaign.act(by);
  const events = decideCheck(responseIn(alerts, id), enterprise, checks, command, act);
  const subject = `response:${checksKey(id, enterprise)}`;
  await campaign.append([{ subject, expected: checks.seq, events }], act);
}
