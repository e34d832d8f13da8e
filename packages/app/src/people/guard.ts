import type { Actor } from '@qingshan/campaign';
import { QingshanError } from '@qingshan/kernel';
import type { Application } from '../application.ts';
import type { Workspace } from '../workspace.ts';
import { POLICY } from './policy.ts';
import { isWithin, reachOf, type Reach, type Rule } from './rule.ts';
import type { Session } from './session.ts';

type AnyRule = Rule<readonly unknown[], unknown>;

const RULES: ReadonlyMap<string, AnyRule> = new Map(Object.entries<AnyRule>(POLICY));

/** Whether what is read by everybody in the district may be read by the public. */
export function isPublished(workspace: Pick<Workspace, 'demonstration' | 'settings'>): boolean {
  return workspace.demonstration !== null || workspace.settings.publicBoard;
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

/** What became of a command, as the audit has it. */
type Outcome =
  | { readonly result: 'done'; readonly value: unknown }
  | { readonly result: 'refused' | 'failed'; readonly code: string };

async function record(
  rule: AnyRule,
  args: readonly unknown[],
  actor: Actor,
  { registry, clock }: Workspace,
  outcome: Outcome,
): Promise<void> {
  const { command } = rule;
  // Whoever has not signed in could fill the trail with refusals.
  if (!command || (outcome.result === 'refused' && actor.role === 'public')) return;
  const done = outcome.result === 'done';
  const who = (done ? command.by?.(outcome.value) : undefined) ?? actor;
  const { name, role, unit } = who;
  const detail = done ? command.detail?.(args, outcome.value) : { code: outcome.code };
  await registry.audit({
    at: clock.now(),
    actor: who.id,
    action: command.action,
    subject: command.subject(args, done ? outcome.value : null, actor),
    detail: JSON.stringify({ name, role, unit, result: outcome.result, ...detail }),
  });
}

async function run(
  useCase: (...args: readonly unknown[]) => Promise<unknown>,
  rule: AnyRule,
  args: readonly unknown[],
  session: Session,
  workspace: Workspace,
): Promise<unknown> {
  const { actor } = session;
  const failed = async (result: 'refused' | 'failed', error: unknown): Promise<never> => {
    const code = error instanceof QingshanError ? error.code : 'defect';
    await record(rule, args, actor, workspace, { result, code });
    throw error;
  };
  await check(rule, args, session, workspace).catch((error: unknown) => failed('refused', error));
  const value = await useCase(...args).catch((error: unknown) => failed('failed', error));
  await record(rule, args, actor, workspace, { result: 'done', value });
  return value;
}

/**
 * The use cases as one actor may run them: every call is checked against the policy, and every command, done, failed or
 * refused, leaves exactly one audit row. A use case without a row in the policy cannot be called.
 *
 * @throws QingshanError (each use case) `sign-in-needed`, `not-allowed`, `password-change-needed`,
 * `second-factor-setup-needed`
 */
export function guard(useCases: Application, workspace: Workspace, session: Session): Application {
  return new Proxy(useCases, {
    get(target, name, receiver): unknown {
      const useCase: unknown = Reflect.get(target, name, receiver);
      if (typeof useCase !== 'function') return useCase;
      const rule = RULES.get(String(name));
      if (!rule) throw new Error(`${String(name)} has no row in the policy`);
      return async (...args: readonly unknown[]) =>
        run(async (...given) => useCase(...given), rule, args, session, workspace);
    },
  });
}
