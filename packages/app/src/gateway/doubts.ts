import { DAY_SECONDS, formatMoment } from '@qingshan/kernel';
import { hj212 } from '@qingshan/sources';
import type * as views from '../views/index.ts';
import type { Workspace } from '../workspace.ts';
import type { Intake } from './intake.ts';

/** What a list shows at most, the newest. */
const LISTED = 500;

/** Read from the log again, so that what is shown is what the registrations of now make of it. */
export async function listDoubts(
  workspace: Workspace,
  intake: Intake,
  { mn: asked }: { readonly mn?: string | undefined },
): Promise<views.DeviceDoubtView[]> {
  await intake.refreshDevices();
  const log = await workspace.frames();
  const since = workspace.clock.now() - DAY_SECONDS;
  const doubts: views.DeviceDoubtView[] = [];
  for await (const frame of log.read(await log.since(since))) {
    const { mn, received } = frame;
    if (received < since || (asked !== undefined && mn !== asked)) continue;
    const read = intake.read(frame);
    for (const doubt of read?.readout.doubts ?? []) {
      doubts.push({
        mn,
        cn: read?.telegram.cn ?? '',
        dataTime: read === null ? null : hj212.fieldOf(read.telegram, 'DataTime'),
        received: formatMoment(received),
        code: doubt.code,
        doubt: doubt.doubt,
        text: hj212.doubtText(doubt),
      });
    }
    if (doubts.length > 2 * LISTED) doubts.splice(0, doubts.length - LISTED);
  }
  return doubts.slice(-LISTED).reverse();
}
