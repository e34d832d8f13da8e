import type { District, Measure, Plan } from '../types.ts';
import { measuresOf } from '../measures.ts';
import { assignmentsOfPlan, type Assignment } from './assignment.ts';
import { evolveDispatch, NO_DISPATCH, type Dispatch } from './dispatch.ts';
import { parseSubject, type RecordedEvent } from './event.ts';
import { evolveHelp, NO_HELP, type Help } from './help.ts';
import { currentDue, defaultSetting, evolveSetting, type MeasureSetting } from './measure-setting.ts';
import { evolveReport, NO_REPORT, type Report } from './report.ts';
import { Alerts } from '../responses/alerts.ts';
import { siteCheckOf } from './site-check.ts';
import { evolveRequest, NO_REQUEST, type ChangeRequest } from './request.ts';

/** What a register counts for an assignment now. */
export interface Counted {
  /** `null`: a share of nothing */
  readonly quantity: string | null;
  /** Entries of the list */
  readonly of: string;
}

/**
 * The whole campaign of a plan, folded from its events. Every event is applied once, in the order of its id; the cost of
 * bringing it up to date grows with the new events only.
 */
export class CampaignState {
  readonly plan: Plan;
  /** Those of the plan in plan order, then those that an amendment ended */
  readonly assignments: ReadonlyMap<string, Assignment>;
  readonly #measures: ReadonlyMap<string, Measure>;
  readonly #running: ReadonlySet<string>;
  readonly #planned: ReadonlySet<string>;
  readonly #settings = new Map<string, MeasureSetting>();
  readonly #dispatches = new Map<string, Dispatch>();
  readonly #reports = new Map<string, Report>();
  /** Reports by the files that stand as evidence in what they submitted */
  readonly #evidence = new Map<string, Set<string>>();
  readonly #requests = new Map<string, ChangeRequest>();
  readonly #helps = new Map<string, Help>();
  readonly #acts = new Map<string, RecordedEvent>();
  /** Alerts of heavy pollution and what was done about them */
  readonly alerts = new Alerts();
  #counted: ReadonlyMap<string, Counted> = new Map();
  #lastId = 0;
  #lastSetting = 0;
  #revision = 0;

  /**
   * @param earlier versions of the plan that were in force before, oldest first: what they assigned and the plan does not
   *   is kept as ended
   */
  constructor(plan: Plan, district: Pick<District, 'towns'>, earlier: readonly Plan[] = []) {
    this.plan = plan;
    const own = assignmentsOfPlan(plan, district);
    this.#running = new Set(own.map((a) => a.id));
    this.#planned = new Set(measuresOf(plan).map((m) => m.id));
    const ended = earlier.flatMap((p) => assignmentsOfPlan(p, district)).filter((a) => !this.#running.has(a.id));
    this.assignments = new Map([...own, ...ended].map((a) => [a.id, a]));
    const dropped = earlier.flatMap((p) => measuresOf(p)).filter((m) => !this.#planned.has(m.id));
    this.#measures = new Map([...measuresOf(plan), ...dropped].map((m) => [m.id, m]));
  }

  /** Whether an amendment dropped the measure */
  isDropped(measure: string): boolean {
    return this.#measures.has(measure) && !this.#planned.has(measure);
  }

  /** Whether an amendment ended the assignment: its measure was dropped or its unit left out */
  hasEnded(assignment: string): boolean {
    return this.assignments.has(assignment) && !this.#running.has(assignment);
  }

  /** Id of the last event applied; 0 before the first */
  get lastId(): number {
    return this.#lastId;
  }

  /** Id of the last event that says how a measure is followed; 0 before the first */
  get lastSetting(): number {
    return this.#lastSetting;
  }

  /** Changes whenever anything in the state does */
  get revision(): number {
    return this.#revision;
  }

  apply(events: readonly RecordedEvent[]): void {
    for (const event of events) {
      if (event.id <= this.#lastId) continue;
      this.#lastId = event.id;
      this.#revision += 1;
      this.#applyOne(event);
    }
  }

  #applyOne(event: RecordedEvent): void {
    const subject = parseSubject(event.subject);
    if (!subject) return;
    const { kind, key } = subject;
    const check = siteCheckOf(event);
    if (check) this.#acts.set(check.act, event);
    if (kind === 'dispatch') this.#dispatches.set(key, evolveDispatch(this.dispatch(key), event));
    if (kind === 'report') this.#setReport(key, evolveReport(this.report(key), event));
    if (kind === 'request') this.#requests.set(key, evolveRequest(this.request(key), event));
    if (kind === 'help') this.#helps.set(key, evolveHelp(this.help(key), event));
    if (kind === 'response') this.alerts.apply(key, event);
    if (kind === 'measure') {
      this.#lastSetting = event.id;
      const setting = this.setting(key);
      if (setting) this.#settings.set(key, evolveSetting(setting, event));
    }
  }

  #setReport(key: string, report: Report): void {
    for (const file of this.report(key).submitted?.evidence ?? []) this.#evidence.get(file)?.delete(key);
    for (const file of report.submitted?.evidence ?? []) {
      const reports = this.#evidence.get(file) ?? new Set();
      this.#evidence.set(file, reports.add(key));
    }
    this.#reports.set(key, report);
  }

  /** The measure as the plan has it, or as it was before an amendment dropped it; `null` for an unknown id */
  measure(id: string): Measure | null {
    return this.#measures.get(id) ?? null;
  }

  /** The measure with the changes that were approved */
  currentMeasure(id: string): Measure | null {
    const [measure, setting] = [this.measure(id), this.setting(id)];
    return measure && setting ? currentDue(measure, setting) : null;
  }

  setting(measure: string): MeasureSetting | null {
    const known = this.#measures.get(measure);
    if (!known) return null;
    return this.#settings.get(measure) ?? defaultSetting(known, this.plan.year);
  }

  dispatch(assignment: string): Dispatch {
    return this.#dispatches.get(assignment) ?? NO_DISPATCH;
  }

  /** What its register counts for an assignment; `null` where none does */
  counted(assignment: string): Counted | null {
    return this.#counted.get(assignment) ?? null;
  }

  /** What the registers count now, by assignment. */
  setCounted(counted: ReadonlyMap<string, Counted>): void {
    this.#counted = counted;
    this.#revision += 1;
  }

  /** @param key `A15-1/mtg-transport/2024-06` */
  report(key: string): Report {
    return this.#reports.get(key) ?? NO_REPORT;
  }

  /** Whether a file stands as evidence in what another report than this one submitted */
  isEvidenceElsewhere(file: string, key: string): boolean {
    const reports = this.#evidence.get(file);
    return reports !== undefined && reports.size > (reports.has(key) ? 1 : 0);
  }

  request(key: string): ChangeRequest {
    return this.#requests.get(key) ?? NO_REQUEST;
  }

  help(key: string): Help {
    return this.#helps.get(key) ?? NO_HELP;
  }

  /** Everything that was seen on the spot, as it was recorded */
  siteChecks(): Iterable<RecordedEvent> {
    return this.#acts.values();
  }

  /** The event of an act that was made on a device; `null` when it has not come yet */
  act(id: string): RecordedEvent | null {
    return this.#acts.get(id) ?? null;
  }

  get requests(): ReadonlyMap<string, ChangeRequest> {
    return this.#requests;
  }

  get helps(): ReadonlyMap<string, Help> {
    return this.#helps;
  }

  get reports(): ReadonlyMap<string, Report> {
    return this.#reports;
  }
}
