import { ACTOR_ROLES, unitName, type Actor } from '@qingshan/campaign';
import { QingshanError } from '@qingshan/kernel';
import type { z } from 'zod';
import type * as views from '../views/index.ts';
import type { ActorView } from '../views/index.ts';
import type { Workspace } from '../workspace.ts';
import { isPublished } from './guard.ts';
import { checkPassword, hashPassword, verifyPassword } from './passwords.ts';
import { POLICY, USE_CASES } from './policy.ts';
import type { PersonRecord } from './ports.ts';
import { reachOf } from './rule.ts';
import type { Pending } from './session.ts';
import { unixSeconds } from './sign-in.ts';
import { matchingStep, newSecret, otpauthUri } from './totp.ts';

export function actorView({ district }: Workspace, { id, name, role, unit }: Actor): ActorView {
  return { id, name, role, unit: unit === null ? null : { id: unit, name: unitName(district, unit) } };
}

/** The account of whoever acts. @throws QingshanError `not-found` for an actor without one, such as the command line */
async function ownAccount({ registry }: Workspace, actor: Actor): Promise<PersonRecord> {
  const person = await registry.people.person(actor.id);
  if (person) return person;
  throw new QingshanError('not-found', { what: { zh: '人员', en: 'person' }, id: actor.id, hint: '' });
}

/** Who acts, what they may do, and how one may sign in here. */
export async function showMe(
  workspace: Workspace,
  actor: Actor,
  pending: Pending | null,
): Promise<z.output<typeof views.me>> {
  const { registry, settings, demonstration } = workspace;
  const people = demonstration ? (await registry.people.people()).filter((p) => p.demonstration) : [];
  const own = await registry.people.person(actor.id);
  const byRole = people.toSorted((a, b) => ACTOR_ROLES.indexOf(a.role) - ACTOR_ROLES.indexOf(b.role));
  return {
    signedIn: actor.role !== 'public',
    actor: actorView(workspace, actor),
    pending,
    secondFactor: own !== null && own.secret !== null,
    may: USE_CASES.filter((name) => reachOf(POLICY[name], actor, isPublished(workspace)) !== null),
    ways: {
      demonstration: byRole.map((p) => actorView(workspace, p)),
      oidc: settings.oidc ? { label: settings.oidc.label } : null,
    },
    passwordRules: { ...settings.password },
  };
}

/** Everything that changes with a password. */
export async function newPassword(
  person: Pick<PersonRecord, 'id' | 'name' | 'password' | 'history'>,
  next: string,
  { settings, clock }: Workspace,
): Promise<Pick<PersonRecord, 'password' | 'passwordAt' | 'history'>> {
  const before = [...(person.password === null ? [] : [person.password]), ...person.history];
  await checkPassword(next, { ...person, before }, settings.password);
  return {
    password: await hashPassword(next),
    passwordAt: clock.now(),
    history: before.slice(0, settings.password.history),
  };
}

async function checkPresent(person: PersonRecord, present: string): Promise<void> {
  if (!(await verifyPassword(present, person.password))) throw new QingshanError('wrong-password');
}

/**
 * Changes one's own password and ends one's other sessions.
 *
 * @param session hash of the session that goes on
 * @throws QingshanError `wrong-password`, `bad-password`
 */
export async function changePassword(
  workspace: Workspace,
  actor: Actor,
  { present, next }: z.output<typeof views.passwordInput>,
  session: string | null,
): Promise<void> {
  const person = await ownAccount(workspace, actor);
  await checkPresent(person, present);
  const change = await newPassword(person, next, workspace);
  await workspace.registry.people.setPerson(person.id, { ...change, mustChange: false });
  await workspace.registry.people.endSessions(person.id, session ?? undefined);
}

/** A new secret to enter into an authenticator app; it counts once a code of it has been given. */
export async function beginSecondFactor(
  workspace: Workspace,
  actor: Actor,
): Promise<z.output<typeof views.newSecondFactor>> {
  const person = await ownAccount(workspace, actor);
  const secret = newSecret();
  await workspace.registry.people.setPerson(person.id, { newSecret: workspace.secrets.seal(secret, person.id) });
  return { secret, uri: otpauthUri(secret, person.id, `青山 ${workspace.district.name.zh}`) };
}

/** @throws QingshanError `wrong-code`, `secret-unreadable` */
export async function confirmSecondFactor(workspace: Workspace, actor: Actor, code: string): Promise<void> {
  const { registry, clock, secrets } = workspace;
  const person = await ownAccount(workspace, actor);
  const secret = person.newSecret;
  const step = secret === null ? null : matchingStep(secrets.open(secret, person.id), code, unixSeconds(clock.now()));
  if (step === null) throw new QingshanError('wrong-code');
  await registry.people.setPerson(person.id, { secret, newSecret: null, lastStep: step });
}

/** @throws QingshanError `wrong-password` */
export async function removeSecondFactor(workspace: Workspace, actor: Actor, present: string): Promise<void> {
  const person = await ownAccount(workspace, actor);
  await checkPresent(person, present);
  await workspace.registry.people.setPerson(person.id, { secret: null, newSecret: null });
}
