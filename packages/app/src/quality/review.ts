import type { Site } from '@qingshan/campaign';
import {
  DAY_SECONDS,
  formatDay,
  formatMoment,
  HOUR_SECONDS,
  type Localized,
  parsePeriod,
  QingshanError,
  type Period,
} from '@qingshan/kernel';
import {
  ARRIVAL_CHECKS,
  arrivalOf,
  CHECKS,
  expectedOf,
  hoursWhere,
  lateAmong,
  nameOfCheck,
  neighboursOf,
  suggest,
  type ParameterSettings,
  type Suggestion,
} from '@qingshan/quality';
import type { z } from 'zod';
import type { Evaluator } from '../assess/evaluator.ts';
import type * as views from '../views/index.ts';
import { sitesOf, type Workspace } from '../workspace.ts';
import { judgementsOf, type Judgement } from './judgements.ts';
import { inMaintenance, maintenanceOf, maintenanceView, type MaintenanceWindow } from './maintenance.ts';
import { lastDayOver, spareOf, type Spare } from './spare.ts';
import { hourAt, hourIndex, readSiteHours, type Days, type SiteHours } from './site-hours.ts';

export type QualityQuery = z.output<typeof views.qualityQuery>;

/** Days before the month that say what is usual */
const DAYS_BEFORE = 8;
/** Hours shown before and after those that look wrong, and the most that are shown in all */
const AROUND = 24;
const MOST_SHOWN = 240;
/** Instruments send an hour within minutes; five minutes are what clocks may differ. */
const ARRIVAL = { late: 3 * HOUR_SECONDS, ahead: 300 };

interface Asked {
  readonly month: Period;
  readonly parameter: string;
  readonly settings: ParameterSettings;
}

/** @throws QingshanError `unknown-period`, `not-found` for a parameter without checks */
function readQuery({ quality }: Workspace, { month: text, parameter }: QualityQuery): Asked {
  const month = parsePeriod(text);
  if (month?.kind !== 'month') throw new QingshanError('unknown-period', { text });
  const settings = quality[parameter];
  if (!settings) {
    const what = { zh: '可审核的监测项目', en: 'parameter with checks' };
    throw new QingshanError('not-found', { what, id: parameter, hint: Object.keys(quality).join('、') });
  }
  return { month, parameter, settings };
}

interface Reviewed {
  readonly site: Site;
  readonly hours: SiteHours;
  readonly expected: Float64Array;
  /** In the month, and judged by nobody */
  readonly open: readonly Suggestion[];
  /** Whether an hour lies in a planned maintenance, by its position */
  readonly away: (i: number) => boolean;
  readonly judged: readonly Judgement[];
}

/** Whoever keeps hours says so of one check; what it still finds within them is settled. */
function isKept(found: Suggestion, from: number, judged: readonly Judgement[]): boolean {
  return judged.some(
    ({ judgement, check, first, last }) =>
      judgement === 'kept' &&
      check === found.check &&
      hourIndex(from, first) <= found.first &&
      found.last <= hourIndex(from, last),
  );
}

/** Values that a person should look at because of when they came: in a maintenance, or before their hour was over. */
function byArrival({ values, rows }: SiteHours, away: (i: number) => boolean): Suggestion[] {
  const isAhead = (i: number): boolean => {
    const row = rows[i];
    return row !== undefined && arrivalOf(row.time, row.received, ARRIVAL) === 'ahead';
  };
  const named = (check: string, why: Localized, holds: (i: number) => boolean) =>
    hoursWhere(values, holds).map((stretch) => ({ ...stretch, check, why }));
  return [
    ...named('maintenance', { zh: '在登记的维护时段内', en: 'within a planned maintenance' }, away),
    ...named('clock', { zh: '标记的时刻晚于收到的时刻', en: 'stamped with a time after it came' }, isAhead),
  ];
}

async function reviewSites(
  workspace: Workspace,
  { month, parameter, settings }: Asked,
  windows: readonly MaintenanceWindow[],
): Promise<Reviewed[]> {
  const sites = sitesOf(workspace).filter((site) => site.kind === 'air-station');
  const span: Days = { first: month.first - DAYS_BEFORE, last: month.last };
  const all = await readSiteHours(workspace, sites, parameter, span);
  const whole = settings.checks['relation'] as { readonly of: string } | undefined;
  const companions = whole ? await readSiteHours(workspace, sites, whole.of, span) : [];
  const begins = DAYS_BEFORE * 24;
  const batches = new Map((await workspace.registry.batches()).map((batch) => [batch.id, batch.state]));
  const places = all.map(({ series }) => {
    const site = sites.find(({ id }) => id === series.site);
    return { id: series.site, position: null, group: site?.town ?? null };
  });
  const near = neighboursOf(places);
  return Promise.all(
    all.map(async (hours, i) => {
      const { site: id } = hours.series;
      const site = sites.find((one) => one.id === id);
      if (!site) throw new QingshanError('not-found', { what: { zh: '点位', en: 'site' }, id, hint: '' });
      const around = (near[i] ?? []).flatMap((j) => all[j]?.values ?? []);
      const expected = expectedOf(around, hours.values.length);
      const companion = companions.find(({ series }) => series.site === id)?.values ?? null;
      const { standing } = await judgementsOf(workspace.registry, id, parameter);
      // Excluded hours count again when their batch is undone.
      const judged = standing.filter(({ batch }) => batch === null || batches.get(batch) === 'committed');
      const away = (at: number) => inMaintenance(windows, hours.series, hourAt(hours.from, at));
      const found = [...suggest({ own: hours.values, expected, companion }, settings), ...byArrival(hours, away)];
      const open = found.filter((one) => one.last >= begins && !isKept(one, hours.from, judged));
      return { site, hours, expected, open, away, judged };
    }),
  );
}

function numbers(values: Float64Array): (number | null)[] {
  return Array.from(values, (x) => (Number.isNaN(x) ? null : x));
}

function suspectView({ site, hours, expected }: Reviewed, found: Suggestion): views.SuspectHoursView {
  const from = Math.max(0, found.first - AROUND);
  const to = Math.min(hours.values.length, found.last + AROUND + 1, from + MOST_SHOWN);
  return {
    site: site.id,
    siteName: site.name,
    parameter: hours.series.parameter,
    check: found.check,
    checkName: nameOfCheck(found.check),
    first: formatMoment(hourAt(hours.from, found.first)),
    last: formatMoment(hourAt(hours.from, found.last)),
    hours: found.last - found.first + 1,
    why: found.why,
    from: formatMoment(hourAt(hours.from, from)),
    own: numbers(hours.values.subarray(from, to)),
    expected: numbers(expected.subarray(from, to)),
  };
}

function spareView(found: Spare | null) {
  const { month = null, quarter = null, year = null } = found ?? {};
  return { month, quarter, year };
}

/** Excluded hours whose value was corrected since: they count again, until somebody judges the new value. */
function againOf({ batch, first, last }: Judgement, { from, rows }: SiteHours): number {
  if (batch === null) return 0;
  const own = rows.slice(Math.max(0, hourIndex(from, first)), Math.max(0, hourIndex(from, last) + 1));
  return own.filter((row) => row?.flag === 'valid' && row.batch > batch).length;
}

function judgedView({ site, judged, hours }: Reviewed, { first, last }: Days): views.QualityReviewView['judged'] {
  return judged
    .filter((one) => formatMoment(one.last) > formatDay(first) && formatMoment(one.first) <= formatDay(last + 1))
    .map((one) => ({
      site: site.id,
      siteName: site.name,
      judgement: one.judgement,
      check: one.check,
      first: formatMoment(one.first),
      last: formatMoment(one.last),
      note: one.note,
      by: one.by.name,
      at: formatMoment(one.at),
      batch: one.batch,
      again: againOf(one, hours),
    }));
}

/** Hours of a month that look wrong, what was said of others, and how complete the month is, for one parameter. */
export async function showQuality(evaluator: Evaluator, query: QualityQuery): Promise<views.QualityReviewView> {
  const { workspace } = evaluator;
  const { standards, quality } = workspace;
  const asked = readQuery(workspace, query);
  const { month, parameter } = asked;
  const through = Math.min(lastDayOver(workspace), month.last);
  const { windows } = await maintenanceOf(workspace.registry);
  const reviewed = await reviewSites(workspace, asked, windows);
  const due = Math.max(0, through - month.first + 1) * 24;
  const named = (id: string) => ({ id, name: standards.parameter(id).name });
  return {
    month: month.id,
    parameter: { ...named(parameter), unit: standards.parameter(parameter).unit },
    parameters: Object.keys(quality).map(named),
    through: formatDay(through),
    checks: [...CHECKS.filter(({ id }) => asked.settings.checks[id] !== undefined), ...ARRIVAL_CHECKS].map(
      ({ id, name, looksFor }) => ({
        id,
        name,
        looksFor,
      }),
    ),
    sites: await Promise.all(
      reviewed.map(async ({ site, hours, open, away }) => {
        const begins = DAYS_BEFORE * 24;
        const rows = hours.rows.slice(begins, begins + due);
        const arrivals = rows.flatMap((row) => (row ? [arrivalOf(row.time, row.received, ARRIVAL)] : []));
        const maintenance = rows.filter((row, i) => row === undefined && away(begins + i)).length;
        const valid = rows.filter((row) => row?.flag === 'valid').length;
        const missing = rows.filter((row) => row === undefined).length - maintenance;
        return {
          id: site.id,
          name: site.name,
          due,
          valid,
          missing,
          maintenance,
          late: lateAmong(arrivals),
          setAside: due - valid - missing - maintenance,
          suspect: open.length,
          ...spareView(await spareOf(evaluator, parameter, month, site.id)),
        };
      }),
    ),
    suspects: reviewed
      .flatMap((one) => one.open.map((found) => suspectView(one, found)))
      .toSorted((a, b) => a.first.localeCompare(b.first)),
    judged: reviewed.flatMap((one) => judgedView(one, month)).toSorted((a, b) => b.at.localeCompare(a.at)),
    maintenance: windows
      .filter(({ from, to }) => to > month.first * DAY_SECONDS && from < (month.last + 1) * DAY_SECONDS)
      .map((one) => maintenanceView(workspace, one)),
    places: sitesOf(workspace).flatMap(({ id, name, kind }) => (kind === 'air-station' ? [{ id, name }] : [])),
    simulated: reviewed.some(({ site }) => site.simulated),
  };
}
