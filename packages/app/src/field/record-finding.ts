import type { Actor } from '@qingshan/campaign';
import { parseMoment } from '@qingshan/kernel';
import { openCase } from '../cases/commands.ts';
import type { Campaign } from '../loop/campaign.ts';
import type { FieldFindingInput, FieldFindingReceiptView } from '../views/index.ts';
import { checkEvidence, checkPerson, somebodyElses } from './from-device.ts';

/**
 * Opens a case for a problem that was found on the spot. The same act again opens none and gives the same answer. The
 * clock of the device may be ahead: a case is not received later than now; what the device said stands in the note.
 *
 * @throws QingshanError `bad-report`; `not-found` for a topic, town or unit that is no longer there
 */
export async function recordFinding(
  campaign: Campaign,
  by: Actor,
  input: FieldFindingInput,
): Promise<FieldFindingReceiptView> {
  const { act, person, title, topic, town, place, unit, remark, at, position, evidence } = input;
  checkPerson(by, person);
  await checkEvidence(campaign, evidence);
  const { at: now } = campaign.act(by);
  const { id, repeated } = await openCase(campaign, by, {
    source: 'patrol',
    key: `finding:${act}`,
    title,
    topic,
    town,
    place,
    position: position && { lon: position.longitude, lat: position.latitude },
    received: Math.min(parseMoment(at) ?? now, now),
    cause: '',
    concerns: unit,
    complainant: null,
    also: [{ type: 'noted', data: { text: remark, evidence, found: { at, position } } }],
  });
  if (repeated) {
    const [opened] = await campaign.workspace.registry.cases.eventsOf(id);
    if (opened?.by.id !== by.id) throw somebodyElses();
  }
  return { act, case: id, repeated };
}
