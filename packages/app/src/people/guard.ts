import type { Actor } from '@qingshan/campaign';
import { QingshanError } from '@qingshan/kernel';
import type { Application } from '../application.ts';
import type { ChangeFeed } from '../live/change-feed.ts';
import type { Workspace } from '../workspace.ts';
import { carryOut, recordRefusal } from './carry-out.ts';
import { POLICY } from './policy.ts';
import { isWithin, reachOf, type Reach, type Rule } from './rule.ts';
import type { Session } from './session.ts';
import { TOPICS_OF } from './topics-of.ts';

type AnyRule = Rule<readonly unknown[], unknown>;

const RULES: ReadonlyMap<string, AnyRule> = new Map(Object.entries<AnyRule>(POLICY));

/** Whether what is read by everybody in the district may be read by the public. */
export function isPublished(workspace: Pick<Workspace, 'demonstration' | 'settings'>): boolean {
  return workspace.demonstration !== null || workspace.settings.publicBoard;
}

/** How far an actor may go in a use case; `null`: not at all. */
export function reachFor(workspace: Workspace, actor: Actor, useCase: keyof Application): Reach | null {
  return reachOf(POLICY[useCase], actor, isPublished(workspace));
}

/** The units whose things an actor may see or change in a use case, for its query. @throws QingshanError `not-allowed` */
export function reachIn(workspace: Workspace, actor: Actor, useCase: keyof Application): Reach {
  const rule: AnyRule = POLICY[useCase];
  const reach = reachOf(rule, actor, isPublished(workspace));
  if (reach === null) throw refusal(rule, actor);
  return reach;
}

function refusal(rule: AnyRule, actor: Actor): QingshanError {
  return new QingshanError(actor.role === 'public' ? 'sign-in-needed' : 'not-allowed', { what: rule.text });
}

const PENDING = { password: 'password-change-needed', 'second-factor': 'second-factor-setup-needed' } as const;

async function check(
  rule: AnyRule,
  args: readonly unknown[],
  { actor, pending }: Session,
  workspace: Workspace,
): Promise<void> {
  if (pending !== null && !rule.whilePending) throw new QingshanError(PENDING[pending]);
  const reach = reachOf(rule, actor, isPublished(workspace));
  if (reach === null) throw refusal(rule, actor);
  if (reach === 'all' || !rule.owners) return;
  if (!isWithin(reach, await rule.owners(args, workspace))) throw refusal(rule, actor);
}

interface Acting {
  readonly session: Session;
  readonly workspace: Workspace;
  readonly feed: ChangeFeed | null;
}

async function run(
  useCase: (...args: readonly unknown[]) => Promise<unknown>,
  rule: AnyRule,
  args: readonly unknown[],
  { session, workspace, feed }: Acting,
): Promise<unknown> {
  const { command } = rule;
  const doing = command && { command, args, actor: session.actor, workspace };
  await check(rule, args, session, workspace).catch(async (error: unknown) => {
    // Whoever has not signed in could fill the trail with refusals.
    if (doing && session.actor.role !== 'public') await recordRefusal(doing, error);
    throw error;
  });
  const work = () => useCase(...args);
  if (!doing) return work();
  // One that failed may have changed something before it did.
  return carryOut(doing, work).finally(() => feed?.announce(TOPICS_OF[rule.area]));
}

/**
 * The use cases as one actor may run them: every call is checked against the policy, and every command, done, failed or
 * refused, leaves exactly one audit row, and none when it repeats what was done before. A use case without a row in the
 * policy cannot be called. The feed hears of every command that has been carried out.
 *
 * @throws QingshanError (each use case) `sign-in-needed`, `not-allowed`, `password-change-needed`,
 * `second-factor-setup-needed`
 */
export function guard(
  useCases: Application,
  workspace: Workspace,
  session: Session,
  feed: ChangeFeed | null = null,
): Application {
  return new Proxy(useCases, {
    get(target, name, receiver): unknown {
      const useCase: unknown = Reflect.get(target, name, receiver);
      if (typeof useCase !== 'function') return useCase;
      const rule = RULES.get(String(name));
      if (!rule) throw new Error(`${String(name)} has no row in the policy`);
      return async (...args: readonly unknown[]) =>
        run(async (...given) => useCase(...given), rule, args, { session, workspace, feed });
    },
  });
}
