import type { Actor, RecordedEvent } from '@qingshan/campaign';
import { formatMoment, HOUR_SECONDS, QingshanError, type Moment } from '@qingshan/kernel';
import { z } from 'zod';
import type { Campaign } from '../loop/campaign.ts';
import type { Registry } from '../ports.ts';
import type * as views from '../views/index.ts';
import { sitesOf } from '../workspace.ts';
import { readHour } from './judgements.ts';

/** All windows are one log: there are few, and pages look at those of many sites. */
const SUBJECT = 'maintenance:windows';
/** A site that is away for longer is out of service, which its own entry says. */
const MOST_DAYS = 93;

const planned = z.object({
  site: z.string(),
  parameter: z.string().nullable(),
  from: z.string(),
  to: z.string(),
  reason: z.string(),
});
const cancelled = z.object({ id: z.number() });

/** A planned maintenance 维护时段 of a site, or of one parameter at it. */
export interface MaintenanceWindow {
  readonly id: number;
  readonly site: string;
  /** `null`: all of the site */
  readonly parameter: string | null;
  readonly from: Moment;
  readonly to: Moment;
  readonly reason: string;
  readonly by: Actor;
  readonly at: Moment;
}

function windowOf({ seq, data, by, at }: RecordedEvent): MaintenanceWindow {
  const { from, to, ...rest } = planned.parse(data);
  return { id: seq, ...rest, from: readHour(from), to: readHour(to), by, at };
}

/** Those that stand, the earliest first. */
export async function maintenanceOf(
  registry: Pick<Registry, 'eventsOf'>,
): Promise<{ readonly seq: number; readonly windows: readonly MaintenanceWindow[] }> {
  const events = await registry.eventsOf(SUBJECT);
  const gone = new Set(events.flatMap(({ type, data }) => (type === 'cancelled' ? [cancelled.parse(data).id] : [])));
  const windows = events.filter(({ type, seq }) => type === 'planned' && !gone.has(seq)).map(windowOf);
  return { seq: events.at(-1)?.seq ?? 0, windows: windows.toSorted((a, b) => a.from - b.from) };
}

/** Whether the hour that ends at a moment lies within a window of the series. */
export function inMaintenance(
  windows: readonly MaintenanceWindow[],
  { site, parameter }: { readonly site: string; readonly parameter: string },
  end: Moment,
): boolean {
  return windows.some(
    (one) =>
      one.site === site &&
      (one.parameter === null || one.parameter === parameter) &&
      one.from < end &&
      end - HOUR_SECONDS < one.to,
  );
}

/** @throws QingshanError `bad-request`, `not-found`, `changed-meanwhile` */
export async function planMaintenance(campaign: Campaign, by: Actor, input: views.MaintenanceInput): Promise<void> {
  const { workspace } = campaign;
  const { site, parameter, from, to } = input;
  const [first, last] = [readHour(from), readHour(to)];
  if (last <= first || last - first > MOST_DAYS * 24 * HOUR_SECONDS) {
    const why = {
      zh: `维护时段的结束须晚于开始，且不超过 ${MOST_DAYS} 天`,
      en: `a maintenance ends after it begins, and within ${MOST_DAYS} days`,
    };
    throw new QingshanError('bad-request', { why, hint: '2024-11-03T08:00 – 2024-11-03T12:00' });
  }
  if (!sitesOf(workspace).some(({ id }) => id === site)) {
    throw new QingshanError('not-found', { what: { zh: '点位', en: 'site' }, id: site, hint: '' });
  }
  if (parameter !== null && !workspace.standards.parameters.some(({ id }) => id === parameter)) {
    throw new QingshanError('not-found', { what: { zh: '监测项目', en: 'parameter' }, id: parameter, hint: '' });
  }
  const { seq } = await maintenanceOf(workspace.registry);
  const event = { type: 'planned', data: { ...input, from: formatMoment(first), to: formatMoment(last) } };
  await campaign.append([{ subject: SUBJECT, expected: seq, events: [event] }], campaign.act(by));
}

/** Takes a window back; hours that were taken out for it stay out until their batch is undone. @throws QingshanError `not-found` */
export async function cancelMaintenance(campaign: Campaign, by: Actor, id: number): Promise<void> {
  const { seq, windows } = await maintenanceOf(campaign.workspace.registry);
  if (!windows.some((one) => one.id === id)) {
    throw new QingshanError('not-found', { what: { zh: '维护时段', en: 'maintenance' }, id: String(id), hint: '' });
  }
  const entry = { subject: SUBJECT, expected: seq, events: [{ type: 'cancelled', data: { id } }] };
  await campaign.append([entry], campaign.act(by));
}

export function maintenanceView(
  { district }: Campaign['workspace'],
  { id, site, parameter, from, to, reason, by, at }: MaintenanceWindow,
): views.MaintenanceView {
  const siteName = district.sites.find((one) => one.id === site)?.name ?? { zh: site, en: site };
  const times = { from: formatMoment(from), to: formatMoment(to), at: formatMoment(at) };
  return { id, site, siteName, parameter, reason, by: by.name, ...times };
}
