import type { Plan, PlanVersion } from '@qingshan/campaign';
import { calendarOf, DAY_SECONDS, QingshanError, type Moment } from '@qingshan/kernel';
import { todayOf, type Workspace } from '../workspace.ts';
import type { VersionRecord } from './ports.ts';

/** The plan of the district's own data, as its first version. */
function shipped(plan: Plan): VersionRecord {
  const content: PlanVersion = {
    plan,
    version: 1,
    document: { file: '', number: null, issued: null },
    wordings: {},
    links: {},
  };
  return {
    id: 0,
    plan: plan.id,
    year: plan.year,
    version: 1,
    draft: null,
    file: null,
    name: plan.title.zh,
    number: null,
    date: null,
    note: '',
    by: '',
    at: null,
    content,
  };
}

/** Every version of the plans of a workspace, and the one in force. */
export class PlanBook {
  readonly #workspace: Workspace;
  readonly #shipped: VersionRecord;
  #issued: readonly VersionRecord[] = [];
  #newest = 0;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
    this.#shipped = shipped(workspace.plan);
  }

  /** Learns of versions that any process has issued. */
  async refresh(): Promise<void> {
    const { plans } = this.#workspace.registry;
    const newest = await plans.newest();
    if (newest === this.#newest) return;
    this.#issued = await plans.versions();
    this.#newest = newest;
  }

  /** All versions, the oldest first */
  get versions(): readonly VersionRecord[] {
    return [this.#shipped, ...this.#issued];
  }

  /**
   * The version in force: of the latest plan whose year has begun the newest version.
   *
   * @param asOf only what had been issued by then counts, and its year
   */
  inForce(asOf?: Moment): VersionRecord {
    const day = asOf === undefined ? todayOf(this.#workspace) : Math.floor((asOf - 1) / DAY_SECONDS);
    const { year } = calendarOf(day);
    const standing = this.versions.filter(
      (v) => v.year <= year && (asOf === undefined || v.at === null || v.at <= asOf),
    );
    const latest = Math.max(...standing.map((v) => v.year));
    return standing.findLast((v) => v.year === latest) ?? this.#shipped;
  }

  /** Versions of the same plan before this one, oldest first */
  before(version: VersionRecord): readonly VersionRecord[] {
    return this.versions.filter((v) => v.plan === version.plan && v.version < version.version);
  }

  /** What a plan of this year goes on from: its newest version, else that of the year before it. */
  latestFor(year: number): VersionRecord {
    const earlier = this.versions.filter((v) => v.year <= year);
    const latest = Math.max(...earlier.map((v) => v.year));
    return earlier.findLast((v) => v.year === latest) ?? this.#shipped;
  }

  /** @throws QingshanError `not-found` */
  version(id: number): VersionRecord {
    const found = this.versions.find((v) => v.id === id);
    if (found) return found;
    const hint = this.versions.map((v) => v.id).join('、');
    throw new QingshanError('not-found', { what: { zh: '计划版本', en: 'version of the plan' }, id, hint });
  }
}

/** The workspace whose plan is the one in force at any time. */
export function withPlanInForce(workspace: Workspace, book: PlanBook): Workspace {
  return {
    ...workspace,
    get plan() {
      return book.inForce().content.plan;
    },
  };
}
