import type { ConditionRule, Holding, Site } from '@qingshan/campaign';
import { DAY_SECONDS, formatMoment, HOUR_SECONDS, type Moment } from '@qingshan/kernel';
import { arrivalOf } from '@qingshan/quality';
import type { ObservationRow, SeriesRecord } from '../../ports.ts';
import { maintenanceOf, type MaintenanceWindow } from '../../quality/maintenance.ts';
import { sitesOf, type Workspace } from '../../workspace.ts';
import { readDevices } from './silent-devices.ts';
import { STILL_UNKNOWN, type ConditionReading, type Judging } from './reading.ts';

type SilentRule = Extract<ConditionRule, { kind: 'silent' }>;

/** A series that has been silent for longer is not expected any more. */
const EXPECTED_DAYS = 30;

/** What is known of one series: the end of its last hour, and how many of the last hours have a value. */
interface Heard {
  readonly series: SeriesRecord;
  readonly last: Moment;
  readonly recent: number;
}

/** The last full hour; of a demonstration the end of its day, which is when its data end. */
function lastHour({ evaluator, today, now }: Judging): Moment {
  const end = (today + 1) * DAY_SECONDS;
  return evaluator.workspace.demonstration ? end : Math.min(end, Math.floor(now / HOUR_SECONDS) * HOUR_SECONDS);
}

/**
 * Whether the newest value came while it was new. Files of past months are imported when somebody has them: from such
 * series nothing is expected.
 */
function isLive({ time, received }: ObservationRow, { hours }: SilentRule): boolean {
  return arrivalOf(time, received, { late: hours * HOUR_SECONDS, ahead: HOUR_SECONDS }) !== 'late';
}

/** Whether a planned maintenance lies in the silence of a series: it is counted from its end. */
function touches(window: MaintenanceWindow, { site, parameter }: SeriesRecord, last: Moment, hour: Moment): boolean {
  const own = window.site === site && (window.parameter === null || window.parameter === parameter);
  return own && window.to > last && window.from < hour;
}

/** Reads a month of daily counts, and of each series the hours of its last days with data. */
async function heardOf(
  { registry, observations, demonstration }: Workspace,
  all: readonly SeriesRecord[],
  rule: SilentRule,
  judging: Judging,
): Promise<Heard[]> {
  const { today } = judging;
  const hour = lastHour(judging);
  const days = await observations.daily({
    series: all.map(({ id }) => id),
    first: today - EXPECTED_DAYS,
    last: today,
  });
  const reach = Math.ceil(rule.hours / 24);
  const byDay = Map.groupBy(all.keys(), (i) => {
    const counts = days[i]?.hours ?? [];
    const last = Array.from(counts).findLastIndex((count) => count > 0);
    return last < 0 ? null : today - EXPECTED_DAYS + last;
  });
  const { windows } = await maintenanceOf(registry);
  const found: Heard[] = [];
  for (const [day, indexes] of byDay) {
    if (day === null) continue;
    const series = [...indexes].flatMap((i) => all[i] ?? []);
    // Flagged values have no place in the counts, but came.
    const span = { series: series.map(({ id }) => id), first: day - reach, last: today };
    const rows = Map.groupBy(await observations.observations(span), (row) => row.series);
    for (const one of series) {
      const own = (rows.get(one.id) ?? []).filter(({ time }) => time <= hour).toSorted((a, b) => a.time - b.time);
      const newest = own.at(-1);
      if (!newest || !(demonstration !== null || isLive(newest, rule))) continue;
      const recent = own.filter(({ time }) => time > hour - rule.hours * HOUR_SECONDS).length;
      const until = Math.max(
        ...windows.filter((w) => touches(w, one, newest.time, hour)).map(({ to }) => Math.min(to, hour)),
      );
      found.push({ series: one, last: Math.max(newest.time, until), recent });
    }
  }
  return found;
}

function holdingOf(heard: readonly Heard[], silent: readonly Heard[], { clears }: SilentRule): Holding {
  if (heard.length === 0) return 'unknown';
  if (silent.length > 0) return 'on';
  return heard.every(({ recent }) => recent >= clears) ? 'off' : 'between';
}

function readingOf(site: Site, heard: readonly Heard[], rule: SilentRule, judging: Judging): ConditionReading {
  const { standards } = judging.evaluator.workspace;
  const hour = lastHour(judging);
  const silent = heard.filter(({ last }) => hour - last >= rule.hours * HOUR_SECONDS);
  const all = silent.length === heard.length;
  const common = {
    site: site.id,
    parameter: rule.kind,
    title: {
      zh: `${site.name.zh} ${all ? '没有数据' : '部分监测项目没有数据'}`,
      en: `${site.name.en}: ${all ? 'no data' : 'no data of some parameters'}`,
    },
    place: site.name.zh,
    town: site.town,
    unit: site.town,
    simulated: site.simulated,
  };
  const holding = holdingOf(heard, silent, rule);
  if (holding === 'unknown') return { ...common, ...STILL_UNKNOWN };
  if (holding !== 'on') return { ...common, holding, figure: null };
  const last = Math.min(...silent.map((one) => one.last));
  const names = silent.map(({ series }) => standards.parameter(series.parameter).name);
  const since = formatMoment(last).replace('T', ' ');
  const note = {
    zh: `${since} 以后没有 ${names.map(({ zh }) => zh).join('、')} 的数据`,
    en: `no data of ${names.map(({ en }) => en).join(', ')} since ${since}`,
  };
  const value = String((hour - last) / HOUR_SECONDS);
  const level = silent
    .map(({ series }) => series.parameter)
    .toSorted()
    .join(' ');
  const limit = String(rule.hours);
  const figure = { at: formatMoment(hour), value, unit: 'h', limit, multiple: '', clause: null, note, level };
  return { ...common, holding, figure };
}

/** Air stations in service of which hourly values are expected, and other instruments: for how long they have been silent. */
export async function readSilence(rule: SilentRule, judging: Judging): Promise<ConditionReading[]> {
  const { workspace } = judging.evaluator;
  const day = formatMoment(judging.today * DAY_SECONDS).slice(0, 10);
  const sites = sitesOf(workspace).filter(
    ({ kind, from, to }) => kind === 'air-station' && (from ?? day) <= day && day <= (to ?? day),
  );
  const own = new Set(sites.map(({ id }) => id));
  const series = (await workspace.registry.series()).filter(({ site }) => own.has(site));
  const heard = Map.groupBy(await heardOf(workspace, series, rule, judging), (one) => one.series.site);
  const stations = sites.map((site) => readingOf(site, heard.get(site.id) ?? [], rule, judging));
  return [...stations, ...(await readDevices(rule, judging, new Set(heard.keys())))];
}
