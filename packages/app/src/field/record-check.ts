import type { Actor, CampaignState, RecordedEvent, ReportCommand } from '@qingshan/campaign';
import { formatMoment } from '@qingshan/kernel';
import { changeReport } from '../loop/commands.ts';
import type { Campaign } from '../loop/campaign.ts';
import { checkEvidence, checkPerson, somebodyElses } from './from-device.ts';
import type { FieldCheckInput, FieldReceiptView } from '../views/index.ts';

function commandOf(input: FieldCheckInput): ReportCommand {
  const { act, holds, reading, at, place, evidence, remark } = input;
  const seen = { remark, check: { act, holds, reading, at, place, evidence } };
  return input.do === 'recheck' ? { do: 'recheck', holds, ...seen } : { do: input.do, ...seen };
}

function receiptOf(event: RecordedEvent, act: string, repeated: boolean): FieldReceiptView {
  const { subject, seq, type, at } = event;
  return { act, report: subject.slice(subject.indexOf(':') + 1), seq, type, at: formatMoment(at), repeated };
}

/** The event of an act that came before. @throws QingshanError `bad-report` when it was another person's */
function doneBefore(state: CampaignState, by: Actor, act: string): RecordedEvent | null {
  const event = state.act(act);
  if (event && event.by.id !== by.id) {
    throw somebodyElses();
  }
  return event;
}

/**
 * Records a check that was filled in on a device. The same act again changes nothing and gives the same answer, so that a
 * device that did not hear the answer may ask again.
 *
 * @throws QingshanError `changed-meanwhile`, `wrong-state` when the report is no longer as the device knew it;
 * `bad-report`, `not-found`
 */
export async function recordCheck(campaign: Campaign, by: Actor, input: FieldCheckInput): Promise<FieldReceiptView> {
  const { act, report } = input;
  checkPerson(by, input.person);
  const before = doneBefore(await campaign.current(), by, act);
  if (before) return receiptOf(before, act, true);
  await checkEvidence(campaign, input.evidence);
  try {
    await changeReport(campaign, by, report, commandOf(input), input.seen ?? undefined);
  } catch (error) {
    // The same act may have come twice at once, and the other one was quicker.
    const meanwhile = doneBefore(await campaign.current(), by, act);
    if (meanwhile) return receiptOf(meanwhile, act, true);
    throw error;
  }
  const done = (await campaign.current()).act(act);
  if (!done) throw new Error(`the event of ${act} is not there`);
  return receiptOf(done, act, false);
}
