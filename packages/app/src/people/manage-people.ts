import { unitOf, type ActorRole } from '@qingshan/campaign';
import { formatMoment, QingshanError } from '@qingshan/kernel';
import type { z } from 'zod';
import type * as views from '../views/index.ts';
import type { PersonView } from '../views/index.ts';
import type { Workspace } from '../workspace.ts';
import { actorView, newPassword } from './own-account.ts';
import { generatePassword } from './passwords.ts';
import type { PersonRecord } from './ports.ts';
import { isOpen } from './sign-in.ts';

const USER_NAME = /^[a-z][a-z0-9._-]{1,31}$/;
/** Never those of a person; they stand for others in the audit. */
const RESERVED = new Set(['public', 'system', 'init']);

function bad(zh: string, en: string): QingshanError {
  return new QingshanError('bad-person', { why: { zh, en } });
}

/** @throws QingshanError `bad-person` */
function checkPlace({ district }: Workspace, role: ActorRole, unit: string | null): void {
  if (role === 'public' || role === 'system') throw bad('这个角色不能登录。', 'This role cannot sign in.');
  const found = unit === null ? null : unitOf(district, unit);
  if (unit !== null && !found) throw bad(`没有单位“${unit}”。`, `There is no unit “${unit}”.`);
  if (role === 'town' && found?.kind !== 'town') {
    throw bad('镇街联络员须属于一个镇街。', 'A town’s officer needs a town as unit.');
  }
  if (role === 'department' && found?.kind !== 'department') {
    throw bad('部门联络员须属于一个部门。', 'A department’s liaison needs a department as unit.');
  }
}

function personView(workspace: Workspace, person: PersonRecord): PersonView {
  const { state, lockedUntil, lastSignIn } = person;
  const isOver = state === 'locked' && isOpen(person, workspace.clock.now());
  return {
    ...actorView(workspace, person),
    state: isOver ? 'active' : state,
    lockedUntil: lockedUntil === null || isOver ? null : formatMoment(lockedUntil),
    password: person.password !== null,
    mustChange: person.mustChange,
    secondFactor: person.secret !== null,
    demonstration: person.demonstration,
    createdAt: formatMoment(person.createdAt),
    lastSignIn: lastSignIn === null ? null : formatMoment(lastSignIn),
  };
}

export async function listPeople(workspace: Workspace): Promise<PersonView[]> {
  return (await workspace.registry.people.people()).map((p) => personView(workspace, p));
}

async function personOf({ registry }: Workspace, id: string): Promise<PersonRecord> {
  const person = await registry.people.person(id);
  if (person) return person;
  throw new QingshanError('not-found', { what: { zh: '人员', en: 'person' }, id, hint: '' });
}

/** @throws QingshanError `bad-person`, `bad-password`, `person-exists` */
export async function addPerson(
  workspace: Workspace,
  { id, name, role, unit, localPassword, password }: z.output<typeof views.newPersonInput>,
): Promise<z.output<typeof views.personWithPassword>> {
  if (!USER_NAME.test(id) || RESERVED.has(id)) {
    throw bad(
      '用户名为 2 至 32 个小写字母、数字、点、横线或下划线，以字母开头。',
      'A user name has 2 to 32 small letters, digits, dots, dashes or underscores and begins with a letter.',
    );
  }
  checkPlace(workspace, role, unit);
  const now = workspace.clock.now();
  const chosen = password ?? generatePassword();
  const none = { id, name, password: null, history: [] };
  const person: PersonRecord = {
    ...none,
    passwordAt: now,
    ...(localPassword ? await newPassword(none, chosen, workspace) : {}),
    role,
    unit,
    state: 'active',
    lockedUntil: null,
    mustChange: true,
    failures: 0,
    secret: null,
    newSecret: null,
    lastStep: 0,
    demonstration: false,
    createdAt: now,
    lastSignIn: null,
  };
  await workspace.registry.people.addPerson(person);
  const isGenerated = localPassword && password === undefined;
  return { person: personView(workspace, person), password: isGenerated ? chosen : null };
}

/** Whether the workspace would be left without anybody who can manage people. */
async function isLastAdministrator({ registry }: Workspace, id: string): Promise<boolean> {
  const people = await registry.people.people();
  return people.every((p) => p.id === id || p.role !== 'administrator' || p.state === 'disabled');
}

/** @throws QingshanError `not-found`, `bad-person` */
export async function changePerson(
  workspace: Workspace,
  id: string,
  { name, role, unit, state, secondFactor }: z.output<typeof views.personChange>,
): Promise<PersonView> {
  const { registry } = workspace;
  const person = await personOf(workspace, id);
  checkPlace(workspace, role ?? person.role, unit === undefined ? person.unit : unit);
  const leaves = (role !== undefined && role !== 'administrator') || (state !== undefined && state !== 'active');
  if (person.role === 'administrator' && leaves && (await isLastAdministrator(workspace, id))) {
    throw bad('这是最后一名系统管理员，请先指定另一名。', 'This is the last administrator; appoint another first.');
  }
  await registry.people.setPerson(id, {
    ...(name === undefined ? {} : { name }),
    ...(role === undefined ? {} : { role }),
    ...(unit === undefined ? {} : { unit }),
    ...(state === undefined ? {} : { state, lockedUntil: null, failures: 0 }),
    ...(secondFactor === false ? { secret: null, newSecret: null } : {}),
  });
  if (state !== undefined && state !== 'active') await registry.people.endSessions(id);
  return personView(workspace, await personOf(workspace, id));
}

/**
 * Gives a person a generated password, opens a locked account and ends all sessions.
 *
 * @throws QingshanError `not-found`
 */
export async function resetPassword(
  workspace: Workspace,
  id: string,
): Promise<z.output<typeof views.personWithPassword>> {
  const { people } = workspace.registry;
  const person = await personOf(workspace, id);
  const password = generatePassword();
  const state = person.state === 'locked' ? 'active' : person.state;
  const change = await newPassword(person, password, workspace);
  await people.setPerson(id, { ...change, mustChange: true, state, lockedUntil: null, failures: 0 });
  await people.endSessions(id);
  return { person: personView(workspace, await personOf(workspace, id)), password };
}
