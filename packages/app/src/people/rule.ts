import { ACTOR_ROLES, type Actor, type ActorRole } from '@qingshan/campaign';
import type { Localized } from '@qingshan/kernel';
import type { Workspace } from '../workspace.ts';

/**
 * How far a role may go: `all` things, its `own` unit's only, or (the public) all where the district publishes, which a
 * demonstration does and a real workspace with the setting `publicBoard`.
 */
export type Grant = 'all' | 'own' | 'published';

export type Who = Readonly<Partial<Record<ActorRole, Grant>>>;

export function grant(roles: readonly ActorRole[], grant: Grant = 'all'): Who {
  return Object.fromEntries(roles.map((role) => [role, grant]));
}

/** One row of the policy: who may run a use case, and, when it changes something, what the audit says of it. */
export interface Rule<Args extends readonly unknown[], Result> {
  readonly area: Area;
  readonly text: Localized;
  readonly who: Who;
  /** Units that the thing asked for belongs to; every rule with an `own` grant on one thing has it. */
  owners?(args: Args, workspace: Workspace): readonly string[] | Promise<readonly string[]>;
  readonly command?: Command<Args, Result>;
  /** Also for a person who must first change the password or set up the second factor */
  readonly whilePending?: true;
}

export interface Command<Args extends readonly unknown[], Result> {
  /** As it stands in the audit, `confirm-figure` */
  readonly action: string;
  /** What was acted on, `batch:12`; without a result when the command was refused or failed */
  subject(args: Args, result: Result | null, actor: Actor): string;
  /** Who acted, where the result tells; absent: the actor */
  by?(result: Result): Actor;
  /** What else an auditor needs to know; never a secret */
  detail?(args: Args, result: Result): Readonly<Record<string, unknown>>;
  /**
   * For a command whose one change is that it appends events, once: its audit row is written in the same transaction. Given
   * the subjects of those events it answers what `subject` and `detail` read of the result. Every other command is noted
   * before it begins.
   */
  fromEvents?(subjects: readonly string[]): Partial<Result> | null;
  /** Of such a command: whether it had been done before, so that nothing happened now and the row of then stands for it */
  repeats?(result: Result): boolean;
}

/** Parts of the policy page, in its order. */
export const AREAS = {
  figures: { zh: '目标与数据', en: 'Targets and data' },
  rules: { zh: '标准与方法', en: 'Standards and methods' },
  intake: { zh: '数据导入', en: 'Import' },
  plan: { zh: '计划草稿、版本与任务来源', en: 'Drafts, versions and origins of the plan' },
  loop: { zh: '派发、填报与核查', en: 'Dispatch, reports and verification' },
  registers: { zh: '台账', en: 'Registers' },
  cases: { zh: '问题线索与工单', en: 'Cases' },
  responses: { zh: '重污染天气应急响应', en: 'Response to alerts of heavy pollution' },
  documents: { zh: '文件起草与发布', en: 'Documents' },
  people: { zh: '登录、人员与审计', en: 'Sign-in, people and audit' },
} as const satisfies Readonly<Record<string, Localized>>;
export type Area = keyof typeof AREAS;

/** Units within reach of an actor; checks and query filters are both made from it. */
export type Reach = 'all' | readonly string[];

/** `null`: the role may not do it at all. */
export function reachOf(rule: Pick<Rule<never, unknown>, 'who'>, actor: Actor, published: boolean): Reach | null {
  const grant = rule.who[actor.role];
  if (grant === undefined || (grant === 'published' && !published)) return null;
  if (grant !== 'own') return 'all';
  return actor.unit === null ? [] : [actor.unit];
}

/** Whether something that belongs to these units is within reach. */
export function isWithin(reach: Reach, units: readonly string[]): boolean {
  return reach === 'all' || units.some((unit) => reach.includes(unit));
}

/** Everybody who has signed in. */
export const SIGNED_IN = grant(ACTOR_ROLES.filter((role) => role !== 'public'));
/** The plan office, and the system when it acts for it. */
export const OFFICE = grant(['plan-office', 'system']);
