import type { District, Measure, Plan } from '../types.ts';
import { measuresOf } from '../measures.ts';
import { assignmentsOfPlan, type Assignment } from './assignment.ts';
import { evolveDispatch, NO_DISPATCH, type Dispatch } from './dispatch.ts';
import { parseSubject, type RecordedEvent } from './event.ts';
import { evolveHelp, NO_HELP, type Help } from './help.ts';
import { currentDue, defaultSetting, evolveSetting, type MeasureSetting } from './measure-setting.ts';
import { evolveReport, NO_REPORT, type Report } from './report.ts';
import { evolveRequest, NO_REQUEST, type ChangeRequest } from './request.ts';

/**
 * The whole campaign of a plan, folded from its events. Every event is applied once, in the order of its id; the cost of
 * bringing it up to date grows with the new events only.
 */
export class CampaignState {
  readonly plan: Plan;
  readonly assignments: ReadonlyMap<string, Assignment>;
  readonly #measures: ReadonlyMap<string, Measure>;
  readonly #settings = new Map<string, MeasureSetting>();
  readonly #dispatches = new Map<string, Dispatch>();
  readonly #reports = new Map<string, Report>();
  readonly #requests = new Map<string, ChangeRequest>();
  readonly #helps = new Map<string, Help>();
  #lastId = 0;

  constructor(plan: Plan, district: Pick<District, 'towns'>) {
    this.plan = plan;
    this.assignments = new Map(assignmentsOfPlan(plan, district).map((a) => [a.id, a]));
    this.#measures = new Map(measuresOf(plan).map((m) => [m.id, m]));
  }

  /** Id of the last event applied; 0 before the first */
  get lastId(): number {
    return this.#lastId;
  }

  apply(events: readonly RecordedEvent[]): void {
    for (const event of events) {
      if (event.id <= this.#lastId) continue;
      this.#lastId = event.id;
      this.#applyOne(event);
    }
  }

  #applyOne(event: RecordedEvent): void {
    const subject = parseSubject(event.subject);
    if (!subject) return;
    const { kind, key } = subject;
    if (kind === 'dispatch') this.#dispatches.set(key, evolveDispatch(this.dispatch(key), event));
    if (kind === 'report') this.#reports.set(key, evolveReport(this.report(key), event));
    if (kind === 'request') this.#requests.set(key, evolveRequest(this.request(key), event));
    if (kind === 'help') this.#helps.set(key, evolveHelp(this.help(key), event));
    if (kind === 'measure') {
      const setting = this.setting(key);
      if (setting) this.#settings.set(key, evolveSetting(setting, event));
    }
  }

  /** The measure as the plan has it; `null` when the plan has none of this id */
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

  /** @param key `A15-1/mtg-transport/2024-06` */
  report(key: string): Report {
    return this.#reports.get(key) ?? NO_REPORT;
  }

  request(key: string): ChangeRequest {
    return this.#requests.get(key) ?? NO_REQUEST;
  }

  help(key: string): Help {
    return this.#helps.get(key) ?? NO_HELP;
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
