import {
  addWorkingDays,
  facetsOf,
  ladderStep,
  measuresOf,
  reportDueDay,
  scoreUnits,
  scoringPack,
  unitName,
  type Facets,
  type RecordedEvent,
  type ScoredUnit,
  type ScoringPack,
  type UnitRecord,
} from '@qingshan/campaign';
import { DAY_SECONDS, formatDay, parseDay, parsePeriod, QingshanError, type Day, type Period } from '@qingshan/kernel';
import { showBoard } from '../board/board.ts';
import { readMonth } from '../loop/month-report.ts';
import type { Sources } from '../publications/gathered.ts';
import type { ScorePackView, ScoreQuery, ScoreRowView, ScoresView } from '../views/index.ts';

/** A month scored: the units, and those that take no part. */
interface MonthScores {
  readonly day: Day;
  readonly scored: readonly ScoredUnit[];
  readonly exempt: ScoresView['exempt'];
}

interface Work {
  readonly sources: Sources;
  readonly pack: ScoringPack;
  readonly events: readonly RecordedEvent[];
  /** Asked for; `null`: the day that the pack says */
  readonly asOf: Day | null;
}

function monthBefore(month: Period): Period | null {
  const before = formatDay(month.first - 1).slice(0, 7);
  return parsePeriod(before);
}

/** The day in whose evening a month is scored. */
function scoringDay({ sources: { campaign }, pack, asOf }: Work, month: Period): Day {
  const { reporting } = campaign.workspace.district;
  const day = addWorkingDays(reporting.calendar, reportDueDay(month, reporting), pack.scoredAfter);
  return Math.min(asOf ?? day, campaign.today);
}

function add(events: Map<string, Record<string, number>>, unit: string, event: string, times: number): void {
  if (times === 0) return;
  const own = events.get(unit) ?? {};
  own[event] = (own[event] ?? 0) + times;
  events.set(unit, own);
}

/** Reports that were returned in the month or while it was being scored, by unit. */
function returnedIn({ events }: Work, month: Period, day: Day): Map<string, number> {
  const returned = new Map<string, number>();
  for (const { subject, type, at } of events) {
    if (type !== 'returned' || !subject.startsWith('report:')) continue;
    const on = Math.floor(at / DAY_SECONDS);
    if (on < month.first || on > Math.min(month.last, day)) continue;
    const unit = subject.split('/')[1] ?? '';
    returned.set(unit, (returned.get(unit) ?? 0) + 1);
  }
  return returned;
}

/** Targets that are at risk or missed, once for each unit that leads a measure for them. */
async function targetsOf(
  { sources: { campaign, evaluator } }: Work,
  month: Period,
  day: Day,
  asOf: string | null,
): Promise<{ unit: string; event: string }[]> {
  const through = formatDay(Math.min(month.last, day));
  const board = await showBoard(evaluator, { through, ...(asOf === null ? {} : { asOf }) });
  const status = new Map(board.boards.flatMap((b) => b.targets).map((row) => [row.id, row.status]));
  const measures = measuresOf(campaign.workspace.plan);
  const pairs = new Map<string, { unit: string; event: string }>();
  for (const { lead, targets } of measures) {
    for (const target of targets) {
      const event = status.get(target) ?? '';
      if (event !== 'at-risk' && event !== 'not-met') continue;
      for (const unit of lead) pairs.set(`${unit} ${target}`, { unit, event });
    }
  }
  return [...pairs.values()];
}

function live({ dispatched, excused, status }: Facets): boolean {
  return dispatched && !excused && status !== 'cancelled';
}

async function scoreMonth(work: Work, month: Period, asOfText: string | null): Promise<MonthScores> {
  const { campaign } = work.sources;
  const { district } = campaign.workspace;
  const day = scoringDay(work, month);
  const state = await campaign.asOf((day + 1) * DAY_SECONDS, work.events);
  const facets = [...state.assignments.values()].map((a) => facetsOf(state, a, district.reporting, day));
  const counts = new Map<string, Record<string, number>>();
  for (const f of facets.filter(live)) {
    const { unit } = f.assignment;
    const told = f.periods.filter(({ period }) => period.last >= month.first && period.last <= month.last);
    add(counts, unit, 'late', told.filter((p) => p.timing === 'late').length);
    add(counts, unit, 'missing', told.filter((p) => p.timing === 'missing').length);
    if (f.status === 'overdue') add(counts, unit, 'overdue', 1);
    if (f.assignment.reports && f.fresh.silentPeriods >= district.reporting.silentAfter) add(counts, unit, 'silent', 1);
  }
  for (const [unit, times] of returnedIn(work, month, day)) add(counts, unit, 'returned', times);
  for (const { unit, event } of await targetsOf(work, month, day, asOfText)) add(counts, unit, event, 1);
  const records: UnitRecord[] = [];
  const exempt: ScoresView['exempt'] = [];
  for (const { id, kind } of district.units) {
    const own = facets.filter((f) => f.assignment.unit === id && f.assignment.reports && f.dispatched);
    if (own.length === 0 || kind === 'enterprise') continue;
    if (own.some(live)) {
      records.push({ unit: id, league: kind, events: counts.get(id) ?? {} });
      continue;
    }
    const reason = state.dispatch(own[0]?.assignment.id ?? '').excused?.reason ?? '';
    exempt.push({
      unit: id,
      name: unitName(district, id),
      reason: { zh: reason === '' ? '措施均已取消' : `免报：${reason}`, en: reason === '' ? 'all cancelled' : reason },
    });
  }
  return { day, scored: scoreUnits(work.pack, records), exempt };
}

function readAsOf(text: string | undefined): Day | null {
  if (text === undefined || text === '') return null;
  const day = parseDay(text);
  if (day !== null) return day;
  throw new QingshanError('bad-request', { why: `“${text}”不是日期（not a date）。`, hint: '2024-10-15' });
}

/** Months in a row, this one first, in which a unit was at the bottom. */
function monthsLast(unit: string, months: readonly MonthScores[]): number {
  const at = months.findIndex(({ scored }) => scored.find((s) => s.unit === unit)?.last !== true);
  return at === -1 ? months.length : at;
}

/**
 * The units by what is known of them in the loop, as it was on the day on which the month is scored. What happens later
 * changes nothing: a report that comes afterwards is late in its own month only if that month is scored on a later day.
 *
 * @throws QingshanError `unknown-period`, `bad-request`
 */
export async function unitScores(sources: Sources, view: ScorePackView, query: ScoreQuery): Promise<ScoresView> {
  const { campaign } = sources;
  const { workspace } = campaign;
  const { district, plan } = workspace;
  const month = readMonth(query.month);
  const pack = scoringPack(workspace.standards.edition(view.id));
  const asOf = readAsOf(query.asOf);
  // The plan in force comes with the state.
  await campaign.current();
  const work: Work = { sources, pack, asOf, events: await workspace.registry.eventsSince(0) };
  const asOfText = asOf === null ? null : formatDay(asOf);
  const longest = Math.max(1, ...pack.ladder.map((step) => step.months));
  const months: MonthScores[] = [];
  for (let at: Period | null = month; at && months.length < longest; at = monthBefore(at)) {
    if (!at.id.startsWith(String(plan.year))) break;
    months.push(await scoreMonth(work, at, asOfText));
  }
  const [now, before] = months;
  if (!now) throw new QingshanError('bad-request', { why: `${month.id}不在计划年度内。`, hint: String(plan.year) });
  const rowOf = (s: ScoredUnit): ScoreRowView => {
    const earlier = before?.scored.find((other) => other.unit === s.unit);
    const last = monthsLast(s.unit, months);
    const step = ladderStep(pack, s.total, last);
    return {
      unit: s.unit,
      name: unitName(district, s.unit),
      rank: s.rank,
      tied: s.tied,
      score: s.total,
      before: earlier ? { rank: earlier.rank, score: earlier.total } : null,
      parts: Object.entries(s.scores).map(([id, score]) => ({ id, score })),
      entries: s.entries.map(({ item, reason, times, each, points }) => ({ item, reason, times, each, points })),
      inputs: [],
      monthsLast: last,
      consequences: step === null ? [] : [step.text],
    };
  };
  return {
    pack: view,
    month: month.id,
    scoredOn: formatDay(now.day),
    asOf: asOfText,
    items: pack.items.map(({ id, name, full }) => ({ id, name, full })),
    leagues: pack.leagues.map(({ id, name }) => ({
      id,
      name,
      rows: now.scored.filter((s) => s.league === id).map(rowOf),
    })),
    exempt: now.exempt,
    ladder: pack.ladder.map(({ months: n, text }) => ({ months: n, text })),
    simulated: workspace.demonstration !== null,
  };
}
