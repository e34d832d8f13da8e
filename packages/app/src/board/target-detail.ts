import { unitName, type Target } from '@qingshan/campaign';
import {
  Decimal,
  formatDay,
  formatRounded,
  monthsOf,
  QingshanError,
  samePeriodLastYear,
  upTo,
  yearsBefore,
  type Day,
  type Localized,
  type Period,
} from '@qingshan/kernel';
import { changeOf, dailyAqi, findIndicator, indicatorById, type DailySeries, type DayState } from '@qingshan/methods';
import { listAccounts } from '../accounts/list-accounts.ts';
import type { Asking } from '../assess/question.ts';
import { keep } from '../assess/assess.ts';
import { readWhen, type When } from '../assess/asking.ts';
import type { Evaluated, Evaluator } from '../assess/evaluator.ts';
import { present, type ClauseMarker } from '../assess/present.ts';
import { clauseMarker } from '../rules/standards.ts';
import type { TargetDetailView } from '../views/index.ts';
import { methodContext, type Workspace } from '../workspace.ts';
import { studyTarget, type TargetStudy } from './target-row.ts';
import { valueOf } from './trend.ts';

const STATES: Readonly<Record<Exclude<DayState, 'valid'>, Localized>> = {
  'no-data': { zh: '没有数据', en: 'no data' },
  'too-few-hours': { zh: '有效小时数不足', en: 'too few valid hours' },
  'too-few-windows': { zh: '有效的 8 小时滑动平均不足', en: 'too few valid 8-hour means' },
  'too-few-stations': { zh: '有效点位数不足', en: 'too few valid stations' },
};

function nullable(x: number | undefined): number | null {
  return x === undefined || Number.isNaN(x) ? null : x;
}

function valueOn(series: DailySeries, day: Day): number | null {
  return nullable(series.values[day - series.first]);
}

/** Running mean of the valid values up to each day. */
function cumulativeOf(values: readonly (number | null)[]): (number | null)[] {
  let [count, sum] = [0, 0];
  return values.map((x) => {
    if (x !== null) {
      count += 1;
      sum += x;
    }
    return count === 0 ? null : sum / count;
  });
}

interface Chart {
  readonly daily: TargetDetailView['daily'];
  readonly invalidDays: TargetDetailView['invalidDays'];
}

const NO_CHART: Chart = {
  daily: { first: '', values: [], cumulative: [], lastYear: [], lastYearCumulative: [] },
  invalidDays: [],
};

/** The year's daily values, last year's on the same days, and the days that do not count. */
async function chartOf(evaluator: Evaluator, study: TargetStudy, when: When): Promise<Chart> {
  const { current, period } = study;
  const span = upTo(period, when.through);
  const indicator = current?.indicator;
  if (!current || !span || indicator?.gather !== 'daily' || indicator.needs.length !== 1) return NO_CHART;
  const before = { first: yearsBefore(span.first, 1), last: yearsBefore(span.last, 1) };
  const [own, last] = await Promise.all(
    [span, before].map(async (s) => [...(await evaluator.series(indicator, current.scope, s, when)).values()][0]),
  );
  if (!own || !last) return NO_CHART;
  const days = Array.from({ length: span.last - span.first + 1 }, (_, i) => span.first + i);
  const values = days.map((d) => valueOn(own.series, d));
  const previous = days.map((d) => valueOn(last.series, yearsBefore(d, 1)));
  const invalid = days.flatMap((day, i) => {
    const state = own.series.states[i] ?? 'no-data';
    if (state === 'valid') return [];
    const hours = own.stations.length === 1 ? (own.stations[0]?.reduction.hours[i] ?? 0) : null;
    return [{ day: formatDay(day), state, reason: STATES[state], hours }];
  });
  return {
    daily: {
      first: formatDay(span.first),
      values,
      cumulative: cumulativeOf(values),
      lastYear: previous,
      lastYearCumulative: cumulativeOf(previous),
    },
    invalidDays: invalid,
  };
}

function percentChange(current: number | null, previous: number | null): number | null {
  if (current === null || previous === null) return null;
  return changeOf(new Decimal(current), new Decimal(previous)).percent?.toNumber() ?? null;
}

async function monthsOfTarget(
  evaluator: Evaluator,
  study: TargetStudy,
  when: When,
): Promise<{ rows: TargetDetailView['months']; evaluated: Evaluated[] }> {
  const { target, period, row } = study;
  const evaluated: Evaluated[] = [];
  const last = Math.min(period.last, when.through);
  if (!study.current || study.current.indicator.gather === 'account' || last < period.first) {
    return { rows: [], evaluated };
  }
  const ask = (p: Pick<Period, 'id' | 'last'>): Promise<Evaluated> =>
    evaluator.evaluate({
      indicator: target.indicator,
      scope: target.scope,
      period: p.id,
      when: { ...when, through: p.last },
    });
  const rows = await Promise.all(
    monthsOf({ first: period.first, last }).map(async (month, i) => {
      const before = samePeriodLastYear({ ...month, kind: 'month' });
      const [own, previous] = await Promise.all([ask(month), ask(before)]);
      evaluated.push(own);
      const { shown, completeness, verdict } = own.assessment;
      const [value, lastYearValue] = [valueOf(own), valueOf(previous)];
      return {
        period: month.id,
        value,
        shown: value === null || own.indicator.gather === 'towns' ? shown : formatRounded(value, 1),
        lastYear: lastYearValue,
        change: percentChange(value, lastYearValue),
        cumulative: row.trend[i]?.cumulative ?? null,
        validDays: completeness?.valid ?? 0,
        days: completeness?.expected ?? 0,
        valid: value !== null && verdict !== 'insufficient-data',
        assessmentId: own.assessment.id,
      };
    }),
  );
  return { rows, evaluated };
}

/** Daily AQI of the place over the year so far, for the calendar. */
async function calendarOfTarget(
  evaluator: Evaluator,
  study: TargetStudy,
  when: When,
): Promise<TargetDetailView['calendar']> {
  const span = upTo(study.period, when.through);
  const indicator = indicatorById('air.aqi.good-day-ratio');
  if (!study.current || !span || study.current.indicator.gather !== 'daily' || indicator.gather !== 'daily') return [];
  const found = await evaluator.series(indicator, study.current.scope, span, when);
  const series = Object.fromEntries([...found].map(([key, p]) => [key, p.series]));
  return dailyAqi(series, span, methodContext(evaluator.workspace)).map(({ day, aqi, result }) => ({
    day: formatDay(day),
    aqi,
    level: aqi === null ? null : (result.level?.level ?? null),
    primary: aqi === null ? [] : [...result.primary],
    reason:
      aqi === null ? { zh: `缺项：${result.missing.join('、')}`, en: `missing: ${result.missing.join(', ')}` } : null,
  }));
}

async function stationsOf(
  evaluator: Evaluator,
  study: TargetStudy,
  when: When,
  mark: ClauseMarker,
): Promise<{ rows: TargetDetailView['stations']; evaluated: Evaluated[] }> {
  const { current, target, period } = study;
  if (!current || current.indicator.gather !== 'daily') return { rows: [], evaluated: [] };
  const { workspace } = evaluator;
  const evaluated: Evaluated[] = [];
  const rows = await Promise.all(
    current.scope.sites.map(async (site) => {
      const ask = { indicator: target.indicator, scope: `station:${site.id}` };
      const reached = upTo(period, when.through) ?? period;
      const before = samePeriodLastYear(reached);
      const [own, last] = await Promise.all([
        evaluator.evaluate({ ...ask, period: period.id, when }),
        evaluator.evaluate({ ...ask, period: before.id, when: { ...when, through: before.last } }),
      ]);
      evaluated.push(own);
      return {
        site: site.id,
        name: site.name,
        town: workspace.district.towns.find((t) => t.id === site.town)?.name ?? null,
        assessed: site.assessed,
        simulated: site.simulated,
        assessment: present(own, mark),
        lastYear: last.assessment.value,
      };
    }),
  );
  return { rows, evaluated };
}

function measuresOfTarget(workspace: Workspace, id: string): TargetDetailView['measures'] {
  return workspace.plan.boards
    .flatMap((b) => b.tasks)
    .flatMap((task) =>
      task.measures
        .filter((m) => m.targets.includes(id))
        .map((m) => ({
          id: m.id,
          title: m.title,
          task: task.id,
          lead: m.lead.map((u) => unitName(workspace.district, u)),
        })),
    );
}

async function accountsOfTarget(evaluator: Evaluator, target: Target): Promise<TargetDetailView['accounts']> {
  const indicator = findIndicator(target.indicator);
  if (indicator?.gather !== 'account') return null;
  const versions = await listAccounts(evaluator, { indicator: indicator.id, period: target.period });
  return { method: indicator.method, period: target.period, versions };
}

/**
 * One target in full.
 *
 * @throws QingshanError `not-found`
 */
export async function showTarget(evaluator: Evaluator, id: string, asking: Asking): Promise<TargetDetailView> {
  const { workspace } = evaluator;
  const { plan } = workspace;
  const target = plan.targets.find((t) => t.id === id);
  if (!target) {
    throw new QingshanError('not-found', {
      what: { zh: '目标', en: 'target' },
      id,
      hint: plan.targets.map((t) => t.id).join('、'),
    });
  }
  const when = readWhen(workspace, asking);
  const mark = await clauseMarker(workspace);
  const study = await studyTarget(evaluator, target, when, mark);
  const [chart, months, calendar, stations] = await Promise.all([
    chartOf(evaluator, study, when),
    monthsOfTarget(evaluator, study, when),
    calendarOfTarget(evaluator, study, when),
    stationsOf(evaluator, study, when, mark),
  ]);
  const kept = [study.current, study.projected?.evaluated ?? null, ...months.evaluated, ...stations.evaluated].filter(
    (e) => e !== null,
  );
  await keep(workspace, kept, mark);
  return {
    row: study.row,
    plan: { id: plan.id, year: plan.year, title: plan.title },
    stated: target.stated,
    ...chart,
    months: months.rows,
    calendar,
    stations: stations.rows,
    measures: measuresOfTarget(workspace, id),
    accounts: await accountsOfTarget(evaluator, target),
  };
}
