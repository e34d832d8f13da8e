import { QingshanError, type Localized, type Moment } from '@qingshan/kernel';
import { hj212 } from '@qingshan/sources';
import type * as views from '../views/index.ts';
import type { Workspace } from '../workspace.ts';
import { momentAsked } from './export-raw.ts';
import type { Intake } from './intake.ts';

/** Requests that one question may be made of: four days of minutes, eight months of hours */
const MOST_REQUESTS = 250;

function refuse(why: Localized, hint: string): never {
  throw new QingshanError('bad-request', { why, hint });
}

interface Period {
  readonly from: Moment;
  readonly to: Moment;
}

function periodOf(from: string, to: string, now: Moment): Period {
  const period = { from: momentAsked(from, false), to: Math.min(momentAsked(to, true), now) };
  if (period.from < period.to) return period;
  return refuse(
    { zh: `${from} 至 ${to} 不是已经过去的一段时间。`, en: `${from} to ${to} is no time that is past.` },
    '2024-10-30 / 2024-10-31',
  );
}

/** @throws QingshanError `bad-request` */
function requestsFor(
  question: views.DeviceQuestionView,
  now: Moment,
): { requests: hj212.Request[]; of: Period | null } {
  if (question.what === 'set-time') {
    return { requests: [hj212.requestOf('1012', { SystemTime: hj212.stampOf(now) })], of: null };
  }
  const of = periodOf(question.from, question.to, now);
  const requests = hj212.recollection(question.cn, of.from, of.to);
  if (requests.length === 0) {
    const why = { zh: '这段时间里没有一个完整的时段。', en: 'There is no whole period in that time.' };
    refuse(why, '');
  }
  if (requests.length > MOST_REQUESTS) {
    const why = {
      zh: `要分 ${requests.length} 次请求，最多 ${MOST_REQUESTS} 次，请缩短时间。`,
      en: `It takes ${requests.length} requests, of which ${MOST_REQUESTS} can be made; ask for a shorter time.`,
    };
    refuse(why, '');
  }
  return { requests, of };
}

/** @throws QingshanError `not-found`, `bad-request`, `device-away` */
export async function askDevice(
  { registry, clock }: Workspace,
  { gateway }: Intake,
  by: string,
  mn: string,
  question: views.DeviceQuestionView,
): Promise<views.DeviceAskedView> {
  const known = (await registry.devices.list()).find((device) => device.mn === mn);
  if (!known || known.withdrawnAt !== null)
    throw new QingshanError('not-found', {
      what: { zh: '在用设备', en: 'device that is listened to' },
      id: mn,
      hint: '',
    });
  const at = clock.now();
  const { requests, of } = requestsFor(question, at);
  const cn = question.what === 'history' ? question.cn : '1012';
  const asked = gateway?.ask(mn, { cn, from: of?.from ?? null, to: of?.to ?? null, by, at }, requests) ?? false;
  if (!asked) throw new QingshanError('device-away', { mn });
  return { mn, requests: requests.length };
}
