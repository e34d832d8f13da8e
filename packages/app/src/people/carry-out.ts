import type { Actor } from '@qingshan/campaign';
import { QingshanError } from '@qingshan/kernel';
import type { Registry } from '../ports.ts';
import type { Workspace } from '../workspace.ts';
import type { AuditEntry } from './ports.ts';
import type { Command } from './rule.ts';

/** A command that somebody gives. */
export interface Doing {
  readonly command: Command<readonly unknown[], unknown>;
  readonly args: readonly unknown[];
  readonly actor: Actor;
  readonly workspace: Workspace;
}

/** What became of a command, as the audit has it. */
type Outcome =
  | { readonly result: 'done'; readonly value: unknown }
  | { readonly result: 'refused' | 'failed'; readonly code: string }
  | { readonly result: 'begun' };

function entryOf({ command, args, actor, workspace }: Doing, outcome: Outcome): AuditEntry {
  const done = outcome.result === 'done';
  const who = (done ? command.by?.(outcome.value) : undefined) ?? actor;
  const { name, role, unit } = who;
  const more = done ? command.detail?.(args, outcome.value) : 'code' in outcome ? { code: outcome.code } : {};
  return {
    at: workspace.clock.now(),
    actor: who.id,
    action: command.action,
    subject: command.subject(args, done ? outcome.value : null, actor),
    detail: JSON.stringify({ name, role, unit, result: outcome.result, ...more }),
  };
}

function codeOf(error: unknown): string {
  return error instanceof QingshanError ? error.code : 'defect';
}

export async function recordRefusal(doing: Doing, error: unknown): Promise<void> {
  await doing.workspace.registry.audit(entryOf(doing, { result: 'refused', code: codeOf(error) }));
}

/** Carries out a command that appends events: they and the audit row are stored together. */
async function withEvents<T>(
  doing: Doing,
  fromEvents: NonNullable<Doing['command']['fromEvents']>,
  work: () => Promise<T>,
): Promise<T> {
  const { registry } = doing.workspace;
  let isWritten = false;
  const pending = {
    entry: (subjects: readonly string[]) => entryOf(doing, { result: 'done', value: fromEvents(subjects) }),
    get isWritten() {
      return isWritten;
    },
    written: () => void (isWritten = true),
  };
  const value = await registry.withAudit(pending, work).catch(async (error: unknown) => {
    if (!isWritten) await registry.audit(entryOf(doing, { result: 'failed', code: codeOf(error) }));
    throw error;
  });
  // There was nothing to append; what repeats an earlier command has the row of then.
  if (!isWritten && doing.command.repeats?.(value) !== true)
    await registry.audit(entryOf(doing, { result: 'done', value }));
  return value;
}

/** Carries out any other command: it is noted before it begins, and its row takes the place of the note. */
async function noted<T>(doing: Doing, work: () => Promise<T>): Promise<T> {
  const { registry } = doing.workspace;
  const begun = await registry.beginAudit(entryOf(doing, { result: 'begun' }));
  const value = await work().catch(async (error: unknown) => {
    await registry.audit(entryOf(doing, { result: 'failed', code: codeOf(error) }), begun);
    throw error;
  });
  await registry.audit(entryOf(doing, { result: 'done', value }), begun);
  return value;
}

/** Carries out a command and leaves exactly one audit row, whatever becomes of it; none for one that only repeats. */
export function carryOut<T>(doing: Doing, work: () => Promise<T>): Promise<T> {
  const { fromEvents } = doing.command;
  return fromEvents ? withEvents(doing, fromEvents, work) : noted(doing, work);
}

/**
 * Gives the commands that a killed process has left unfinished their audit rows. Whether such a command changed anything
 * is seen on its subject. To be called whenever a workspace is opened; repeating it changes nothing.
 *
 * @returns how many there were
 */
export async function auditInterrupted(registry: Registry): Promise<number> {
  const begun = await registry.abandonedAudits();
  for (const { id, detail, ...entry } of begun) {
    const known: object = JSON.parse(detail);
    await registry.audit({ ...entry, detail: JSON.stringify({ ...known, result: 'interrupted' }) }, id);
  }
  return begun.length;
}
