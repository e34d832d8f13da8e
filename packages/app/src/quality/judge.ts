import type { Actor } from '@qingshan/campaign';
import { FLAGS, monitoringDayOf, QingshanError, type Moment } from '@qingshan/kernel';
import type { Campaign } from '../loop/campaign.ts';
import { storeBatch } from '../imports/store-batch.ts';
import type { ObservationRow } from '../ports.ts';
import type * as views from '../views/index.ts';
import { sitesOf, type Workspace } from '../workspace.ts';
import { indexOfKept, judgementsOf, judgementSubject, readHour } from './judgements.ts';
import { readSiteHours } from './site-hours.ts';

interface HoursAsked {
  readonly site: string;
  readonly parameter: string;
  readonly first: string;
  readonly last: string;
}

/** A person judges what they can look at at once. */
const MOST_DAYS = 93;

function spanOf({ first, last }: HoursAsked): { from: Moment; to: Moment } {
  const [from, to] = [readHour(first), readHour(last)];
  const days = monitoringDayOf(to) - monitoringDayOf(from);
  if (to >= from && days < MOST_DAYS) return { from, to };
  const why =
    to < from
      ? { zh: '结束时间早于开始时间', en: 'the end is before the beginning' }
      : { zh: `一次最多 ${MOST_DAYS} 天`, en: `at most ${MOST_DAYS} days at a time` };
  throw new QingshanError('bad-request', { why, hint: '' });
}

/** The values of a series that count, between two hours. @throws QingshanError `not-found`, `bad-request` */
async function countingRows(workspace: Workspace, asked: HoursAsked): Promise<ObservationRow[]> {
  const { from, to } = spanOf(asked);
  const { site: id, parameter } = asked;
  const site = sitesOf(workspace).find((one) => one.id === id);
  const days = { first: monitoringDayOf(from), last: monitoringDayOf(to) };
  const [hours] = site && workspace.quality[parameter] ? await readSiteHours(workspace, [site], parameter, days) : [];
  const rows = (hours?.rows ?? []).filter((row) => row !== undefined);
  const counting = rows.filter((row) => row.flag === 'valid' && row.time >= from && row.time <= to);
  if (counting.length > 0) return counting;
  const what = { zh: '这段时间内计入的小时值', en: 'value that counts in these hours' };
  throw new QingshanError('not-found', { what, id: `${id} ${parameter} ${asked.first}–${asked.last}`, hint: '' });
}

/**
 * Takes hours out of all answers: each of their values gets the flag `invalid`, in a maintenance `maintenance`, as a correction, in a batch of its own, so
 * that undoing the batch takes it back and answers for a moment before stay as they were.
 *
 * @returns the batch, and how many values it took out
 * @throws QingshanError `not-found` when no value in the hours counts, `bad-request`
 */
export async function excludeHours(
  campaign: Campaign,
  by: Actor,
  input: views.ExcludeHoursInput,
): Promise<{ batch: number; hours: number }> {
  const { workspace } = campaign;
  const { site, parameter, check, note, first, last } = input;
  const rows = await countingRows(workspace, input);
  const before = await judgementsOf(workspace.registry, site, parameter);
  const { id: batch } = await storeBatch(workspace, {
    source: 'review',
    files: [],
    simulated: workspace.demonstration !== null,
    faults: [],
    parsed: [
      {
        sites: [site],
        parameters: [parameter],
        site: new Int32Array(rows.length),
        parameter: new Int32Array(rows.length),
        time: Float64Array.from(rows, (row) => row.time),
        value: Float64Array.from(rows, (row) => row.value),
        flag: new Uint8Array(rows.length).fill(FLAGS.indexOf(check === 'maintenance' ? 'maintenance' : 'invalid')),
      },
    ],
  });
  const event = { type: 'excluded', data: { check, note, first, last, batch } };
  const subject = judgementSubject(site, parameter);
  await campaign.append([{ subject, expected: before.seq, events: [event] }], campaign.act(by));
  return { batch, hours: rows.length };
}

/**
 * Says that hours are right although a check found them. The same again changes nothing.
 *
 * @throws QingshanError `not-found` when no value in the hours counts, `bad-request`, `changed-meanwhile`
 */
export async function keepHours(campaign: Campaign, by: Actor, input: views.KeepHoursInput): Promise<void> {
  await countingRows(campaign.workspace, input);
  await judge(campaign, by, input, 'kept', { note: input.note });
}

/** Takes back that hours are right. @throws QingshanError `bad-request`, `changed-meanwhile` */
export async function reopenHours(campaign: Campaign, by: Actor, input: views.ReopenHoursInput): Promise<void> {
  spanOf(input);
  await judge(campaign, by, input, 'reopened', {});
}

async function judge(
  campaign: Campaign,
  by: Actor,
  { site, parameter, check, first, last }: views.ReopenHoursInput,
  type: 'kept' | 'reopened',
  more: Readonly<Record<string, string>>,
): Promise<void> {
  const { seq, standing } = await judgementsOf(campaign.workspace.registry, site, parameter);
  const isKept = indexOfKept(standing, { check, first, last }) >= 0;
  if (isKept === (type === 'kept')) return;
  const event = { type, data: { check, first, last, ...more } };
  const subject = judgementSubject(site, parameter);
  await campaign.append([{ subject, expected: seq, events: [event] }], campaign.act(by));
}
