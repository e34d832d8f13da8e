import {
  assignmentsOfPlan,
  CampaignState,
  measuresOf,
  NO_PROGRESS,
  ownSpec,
  reportDueDay,
  reportingPeriods,
  type Act,
  type Actor,
  type Assignment,
  type District,
  type LoopEvent,
  type Plan,
  type Progress,
  type ProgressSpec,
  type ReportContent,
} from '@qingshan/campaign';
import { DAY_SECONDS, formatDay, HOUR_SECONDS, parseDay, type Day, type Period } from '@qingshan/kernel';
import { randomOf, type Random } from '@qingshan/sources';

/** A simulated campaign: who reported what when. No unit did any of it; every text says 模拟. */

export interface SimulatedEntry {
  readonly subject: string;
  readonly expected: number;
  readonly events: readonly LoopEvent[];
  readonly act: Act;
}

interface World {
  readonly plan: Plan;
  readonly district: District;
  readonly state: CampaignState;
  /** What the registers count at the end, by assignment */
  readonly counted: ReadonlyMap<string, string>;
  readonly seed: number;
  readonly today: Day;
}

export const OFFICE: Actor = { id: 'demo.office', name: '攻坚办（演示）', role: 'plan-office', unit: null };
const WORK_BEGINS = 9;
const WORK_ENDS = 17;
const SIMULATED_UNIT = '项（模拟）';
/** Shares of what happens; chosen to show every state, not to describe anybody. */
const VAGUE_TEXTS = 0.04;
const RETURNED = 0.05;
const NOT_KEPT = 0.03;
const UNVERIFIED = 0.12;

/** Whoever reports for a unit in the simulated year. */
export function liaisonOf(unit: string, district: District): Actor {
  const found = district.units.find((u) => u.id === unit);
  const role = found?.kind === 'town' ? 'town' : 'department';
  return { id: `sim.${unit}`, name: `${found?.short ?? unit}联络员（模拟）`, role, unit };
}

function momentOn(day: Day, random: Random): number {
  return day * DAY_SECONDS + random.whole(WORK_BEGINS, WORK_ENDS) * HOUR_SECONDS + random.whole(0, 59) * 60;
}

function entry(subject: string, expected: number, event: LoopEvent, by: Actor, at: number): SimulatedEntry {
  return { subject, expected, events: [event], act: { by, at } };
}

/** Quantities that the plan does not publish are made up, and say so in their unit. */
function settings({ plan, state, seed }: World): { entries: SimulatedEntry[]; specs: Map<string, ProgressSpec> } {
  const specs = new Map<string, ProgressSpec>();
  const at = (parseDay(`${plan.year}-01-02`) ?? 0) * DAY_SECONDS + WORK_BEGINS * HOUR_SECONDS;
  const entries = measuresOf(plan).flatMap((measure) => {
    const setting = state.setting(measure.id);
    if (!setting) return [];
    const { spec, frequency } = setting;
    if (spec.kind !== 'quantity') {
      specs.set(measure.id, spec);
      return [];
    }
    const target = String(randomOf(seed, 'target', measure.id).whole(2, 12) * 10);
    const set: ProgressSpec = { kind: 'quantity', target, unit: SIMULATED_UNIT };
    specs.set(measure.id, set);
    const data = { spec: set, frequency, criteria: '（模拟）逐项有凭证，现场抽查不少于一成' };
    return [entry(`measure:${measure.id}`, 0, { type: 'specified', data }, OFFICE, at)];
  });
  return { entries, specs };
}

interface Story {
  readonly assignment: Assignment;
  readonly spec: ProgressSpec;
  /** What its register counts at the end; `null` where none does */
  readonly counted: string | null;
  readonly periods: readonly Period[];
  readonly random: Random;
  readonly liaison: Actor;
  /** Chance that a report comes on time */
  readonly punctual: number;
}

function progressAt(
  spec: ProgressSpec,
  share: number,
  period: Period,
  story: Story,
  before: Progress | null,
): Progress {
  if (spec.kind === 'quantity') {
    const done = Math.round(Number(spec.target ?? 0) * share);
    return { ...NO_PROGRESS, quantity: String(Math.max(done, Number(before?.quantity ?? 0))) };
  }
  if (spec.kind === 'register') {
    if (story.counted === null) return NO_PROGRESS;
    const done = Math.floor(Number(story.counted) * share);
    return { ...NO_PROGRESS, quantity: String(Math.max(done, Number(before?.quantity ?? 0))) };
  }
  if (spec.kind === 'milestones') {
    const due = spec.steps.filter(
      (step, i) => share >= (i + 1) / spec.steps.length && step.due <= formatDay(period.last),
    );
    return { ...NO_PROGRESS, steps: due.map((step) => ({ id: step.id, on: step.due })) };
  }
  if (spec.kind === 'routine') return { ...NO_PROGRESS, kept: story.random.next() > NOT_KEPT };
  return { ...NO_PROGRESS, percent: Math.min(100, Math.round(share * 100)) };
}

function contentOf(spec: ProgressSpec, progress: Progress, period: Period, random: Random): ReportContent {
  const base = { progress, problems: '', next: '', evidence: [] };
  if (random.next() < VAGUE_TEXTS) return { ...base, text: '（模拟）正在积极推进' };
  if (spec.kind === 'routine' && progress.kept === false) {
    return { ...base, text: `（模拟）${period.id} 部分点位未巡到`, problems: '（模拟）强降雨期间道路中断' };
  }
  if (spec.kind === 'quantity') return { ...base, text: `（模拟）截至 ${period.id} 累计完成 ${progress.quantity} 项` };
  return { ...base, text: `（模拟）${period.id} 按要求开展工作，记录 ${random.whole(1, 9)} 次` };
}

/** Submission, and what the plan office made of it. */
function reportEntries(subject: string, content: ReportContent, on: Day, story: Story, world: World): SimulatedEntry[] {
  const { random, liaison } = story;
  const at = momentOn(on, random);
  const submitted = entry(subject, 0, { type: 'submitted', data: { content } }, liaison, at);
  const checkedAt = at + random.whole(1, 5) * DAY_SECONDS;
  if (checkedAt >= (world.today + 1) * DAY_SECONDS || random.next() < UNVERIFIED) return [submitted];
  if (random.next() < RETURNED) {
    const returned = { type: 'returned', data: { remark: '（模拟）缺少佐证，请补充' } };
    return [submitted, entry(subject, 1, returned, OFFICE, checkedAt)];
  }
  return [submitted, entry(subject, 1, { type: 'accepted', data: { remark: '' } }, OFFICE, checkedAt)];
}

function storyEntries(story: Story, world: World): SimulatedEntry[] {
  const { assignment, spec, periods, random } = story;
  const pace = random.between(0.7, 1.15);
  let before: Progress | null = null;
  return periods.flatMap((period, i) => {
    const due = reportDueDay(period, world.district.reporting);
    const share = Math.min(1, ((i + 1) / periods.length) * pace);
    const progress = progressAt(spec, share, period, story, before);
    const content = contentOf(spec, progress, period, random);
    const luck = random.next();
    const on = luck < story.punctual ? due : due + random.whole(1, 12);
    // What comes neither on time nor late does not come.
    if (on > world.today || luck > story.punctual + 0.1) return [];
    before = progress;
    return reportEntries(`report:${assignment.id}/${period.id}`, content, on, story, world);
  });
}

function assignmentEntries(
  assignment: Assignment,
  specs: ReadonlyMap<string, ProgressSpec>,
  world: World,
): SimulatedEntry[] {
  const { state, district, plan, seed } = world;
  const measure = state.measure(assignment.measure);
  const spec = specs.get(assignment.measure);
  if (!measure || !spec) return [];
  const random = randomOf(seed, 'assignment', assignment.id);
  const liaison = liaisonOf(assignment.unit, district);
  const dispatchedOn = parseDay(`${plan.year}-01-04`) ?? 0;
  const subject = `dispatch:${assignment.id}`;
  const share = spec.kind === 'quantity' && assignment.reports ? shareOf(assignment, spec, world) : null;
  const dispatched = { type: 'dispatched', data: { share, note: '' } };
  const entries = [entry(subject, 0, dispatched, OFFICE, momentOn(dispatchedOn, random))];
  // A few have not been signed for yet.
  if (random.next() < 0.01) return entries;
  entries.push(
    entry(subject, 1, { type: 'signed', data: {} }, liaison, momentOn(dispatchedOn + random.whole(1, 6), random)),
  );
  if (!assignment.reports || spec.kind === 'monitored') return entries;
  const frequency = state.setting(assignment.measure)?.frequency ?? 'month';
  const periods = reportingPeriods(measure, plan.year, frequency);
  const punctual = randomOf(seed, 'unit', assignment.unit).between(0.78, 0.99);
  const own = ownSpec(spec, share);
  const counted = world.counted.get(assignment.id) ?? null;
  return [...entries, ...storyEntries({ assignment, spec: own, counted, periods, random, liaison, punctual }, world)];
}

/** Equal shares for the units that report; the first takes what is left. */
function shareOf(assignment: Assignment, spec: ProgressSpec, { state }: World): string | null {
  if (spec.kind !== 'quantity' || spec.target === null) return null;
  const own = [...state.assignments.values()].filter((a) => a.measure === assignment.measure && a.reports);
  if (own.length < 2) return null;
  const whole = Number(spec.target);
  const each = Math.floor(whole / own.length);
  return String(own[0]?.id === assignment.id ? whole - each * (own.length - 1) : each);
}

/** Two calls for help, one of them late, and two requests for changes, one of them refused. */
function coordination({ district, state, plan, today }: World): SimulatedEntry[] {
  const own = [...state.assignments.values()].filter((a) => a.reports);
  const [first, second] = district.towns
    .map((town) => own.find((a) => a.unit === town.id))
    .filter((a) => a !== undefined);
  const asked = district.units.find((unit) => unit.kind === 'department' && unit.id !== first?.unit);
  if (!first || !second || !asked) return [];
  const at = (daysAgo: number) => (today - daysAgo) * DAY_SECONDS + WORK_BEGINS * HOUR_SECONDS;
  const by = liaisonOf(first.unit, district);
  const help = (n: number) => `help:${first.measure}/${first.unit}/${n}`;
  const request = (n: number) => `request:${second.measure}/${second.unit}/${n}`;
  const call = (text: string, daysAgo: number) => ({
    type: 'raised',
    data: { measure: first.measure, from: first.unit, to: asked.id, text, due: formatDay(today - daysAgo) },
  });
  const ask = (what: 'move' | 'cancel', reason: string) => ({
    type: 'asked',
    data: {
      measure: second.measure,
      unit: second.unit,
      what,
      to: what === 'move' ? `${plan.year}-12-20` : null,
      reason,
    },
  });
  const other = liaisonOf(second.unit, district);
  return [
    entry(help(1), 0, call('（模拟）请协调提供施工工地名单', 40), by, at(50)),
    entry(help(1), 1, { type: 'answered', data: { text: '（模拟）名单已发' } }, liaisonOf(asked.id, district), at(45)),
    entry(help(1), 2, { type: 'closed', data: {} }, by, at(44)),
    entry(help(2), 0, call('（模拟）请协调夜间联合检查人员', 6), by, at(14)),
    entry(request(1), 0, ask('cancel', '（模拟）任务与另一措施重复'), other, at(60)),
    entry(request(1), 1, { type: 'refused', data: { remark: '（模拟）两项措施内容不同' } }, OFFICE, at(58)),
    entry(request(2), 0, ask('move', '（模拟）受强降雨影响，施工推迟'), other, at(3)),
  ];
}

/**
 * The events of a simulated year up to `today`, in no particular order between subjects.
 *
 * @param seed same seed, same campaign
 * @param counted what the registers count at the end, by assignment
 */
export function simulateCampaign(
  plan: Plan,
  district: District,
  seed: number,
  today: Day,
  counted: ReadonlyMap<string, string>,
): readonly SimulatedEntry[] {
  const world: World = { plan, district, state: new CampaignState(plan, district), counted, seed, today };
  const { entries, specs } = settings(world);
  const own = assignmentsOfPlan(plan, district).flatMap((a) => assignmentEntries(a, specs, world));
  return [...entries, ...own, ...coordination(world)];
}
