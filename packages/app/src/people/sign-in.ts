import { createHash, randomBytes } from 'node:crypto';
import type { Actor } from '@qingshan/campaign';
import { QingshanError, type Moment } from '@qingshan/kernel';
import type { z } from 'zod';
import type * as views from '../views/index.ts';
import type { Workspace } from '../workspace.ts';
import { verifyPassword } from './passwords.ts';
import type { PersonRecord, SessionRecord } from './ports.ts';
import type { NewSession, Pending, Session } from './session.ts';
import { matchingStep } from './totp.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Moments count from midnight in Beijing, codes from midnight in Greenwich. */
export function unixSeconds(moment: Moment): number {
  return moment - 8 * HOUR;
}

export function actorOf({ id, name, role, unit }: PersonRecord): Actor {
  return { id, name, role, unit };
}

function failed({ settings }: Workspace): QingshanError {
  const { failures, lockMinutes } = settings.signIn;
  return new QingshanError('sign-in-failed', { failures, minutes: lockMinutes });
}

/** Whether an account may be used now; a lock that has run out no longer counts. */
export function isOpen(person: PersonRecord, now: Moment): boolean {
  if (person.state === 'locked') return person.lockedUntil !== null && person.lockedUntil <= now;
  return person.state === 'active';
}

/** Whether sessions must end too; a lock by failures, which anybody can bring about, ends none. */
function isBarred({ state, lockedUntil }: PersonRecord): boolean {
  return state === 'disabled' || (state === 'locked' && lockedUntil === null);
}

async function countFailure({ registry, settings, clock }: Workspace, person: PersonRecord): Promise<void> {
  const failures = await registry.people.countFailure(person.id);
  if (failures < settings.signIn.failures) return;
  const lockedUntil = clock.now() + settings.signIn.lockMinutes * MINUTE;
  await registry.people.setPerson(person.id, { state: 'locked', lockedUntil, failures: 0 });
}

/** @param sealed the secret of the person. @throws QingshanError `secret-unreadable` */
async function passesSecondFactor(workspace: Workspace, id: string, sealed: string, code: string): Promise<boolean> {
  const { secrets, clock, registry } = workspace;
  const step = matchingStep(secrets.open(sealed, id), code, unixSeconds(clock.now()));
  return step !== null && registry.people.useStep(id, step);
}

async function begin(workspace: Workspace, person: PersonRecord): Promise<NewSession> {
  const { registry, clock, settings } = workspace;
  const now = clock.now();
  const token = randomBytes(32).toString('base64url');
  await registry.people.setPerson(person.id, { state: 'active', lockedUntil: null, failures: 0, lastSignIn: now });
  await registry.people.forgetSessions(now - settings.signIn.hours * HOUR);
  await registry.people.addSession({ hash: hashToken(token), person: person.id, createdAt: now, seenAt: now });
  return { token, actor: actorOf(person) };
}

/**
 * Signs in with user name, password and, where one is set up, the second factor.
 *
 * @throws QingshanError `sign-in-failed` (the same for an unknown name, a wrong password and a locked account),
 * `second-factor-needed`, `secret-unreadable`
 */
export async function signIn(
  workspace: Workspace,
  { person: id, password, code }: z.output<typeof views.signInInput>,
): Promise<NewSession> {
  const person = await workspace.registry.people.person(id);
  const isRight = await verifyPassword(password, person?.password ?? null);
  if (!person || !isOpen(person, workspace.clock.now())) throw failed(workspace);
  if (!isRight) {
    await countFailure(workspace, person);
    throw failed(workspace);
  }
  if (person.secret !== null) {
    if (code === undefined || code === '') throw new QingshanError('second-factor-needed');
    if (!(await passesSecondFactor(workspace, id, person.secret, code))) {
      await countFailure(workspace, person);
      throw failed(workspace);
    }
  }
  return begin(workspace, person);
}

/** Signs in somebody whom another system has identified. @throws QingshanError `sso-failed` */
export async function signInVerified(workspace: Workspace, id: string): Promise<NewSession> {
  const person = await workspace.registry.people.person(id);
  if (person && isOpen(person, workspace.clock.now())) return begin(workspace, person);
  const why = {
    zh: `“${id}”在本系统没有可用的账号，请联系系统管理员`,
    en: `“${id}” has no usable account here, ask the administrator`,
  };
  throw new QingshanError('sso-failed', { why });
}

/** Signs in as one of the demonstration's own people, in a demonstration only. @throws QingshanError `sign-in-failed` */
export async function signInDemonstration(workspace: Workspace, id: string): Promise<NewSession> {
  const person = workspace.demonstration ? await workspace.registry.people.person(id) : null;
  if (!person?.demonstration || !isOpen(person, workspace.clock.now())) throw failed(workspace);
  return begin(workspace, person);
}

function isExpired({ createdAt, seenAt }: SessionRecord, now: Moment, { settings }: Workspace): boolean {
  return now - seenAt >= settings.signIn.idleMinutes * MINUTE || now - createdAt >= settings.signIn.hours * HOUR;
}

function pendingOf(person: PersonRecord, now: Moment, { settings }: Workspace): Pending | null {
  if (person.password === null || person.demonstration) return null;
  const { days } = settings.password;
  if (person.mustChange || (days > 0 && now - person.passwordAt >= days * DAY)) return 'password';
  const needs = settings.signIn.secondFactor.includes(person.role);
  return needs && person.secret === null ? 'second-factor' : null;
}

/** Who holds a token; `null` when the session has ended or the account may not be used any more. */
export async function sessionOf(
  workspace: Workspace,
  token: string,
  by: 'person' | 'program' = 'person',
): Promise<Session | null> {
  const { registry, clock } = workspace;
  const hash = hashToken(token);
  const session = await registry.people.session(hash);
  if (!session) return null;
  const now = clock.now();
  const person = await registry.people.person(session.person);
  if (!person || isBarred(person) || isExpired(session, now, workspace)) {
    await registry.people.endSession(hash);
    return null;
  }
  if (by === 'person' && now - session.seenAt >= MINUTE) await registry.people.touchSession(hash, now);
  return { actor: actorOf(person), pending: pendingOf(person, now, workspace) };
}

export async function signOut(workspace: Workspace, token: string): Promise<void> {
  await workspace.registry.people.endSession(hashToken(token));
}
