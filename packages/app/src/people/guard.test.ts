import { districtFolder, loadDistrict, ACTOR_ROLES, PUBLIC, type Actor, type ActorRole } from '@qingshan/campaign';
import { QingshanError } from '@qingshan/kernel';
import { loadRegisters } from '@qingshan/registers';
import { describe, expect, it, test } from 'vitest';
import type { Application } from '../application.ts';
import type { Workspace } from '../workspace.ts';
import { AUDITED, EXPECTED, HANDLED, OWNED, RAISED, STORED, ZHANG } from './expected-policy.ts';
import { guard } from './guard.ts';
import { POLICY, USE_CASES } from './policy.ts';
import { isWithin, reachOf } from './rule.ts';
import type { Pending } from './session.ts';
import { DEFAULT_SETTINGS } from './settings.ts';

interface Entry {
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: string;
}

const district = loadDistrict(districtFolder('mentougou'));
const plan = thePlan();
const registers = loadRegisters();

function thePlan(): Workspace['plan'] {
  const [first] = district.plans;
  if (!first) throw new Error('no plan');
  return first;
}

/** Use cases that only answer, over a workspace that only takes audit entries. */
function stub(options: { readonly published?: boolean; readonly fails?: Error } = {}) {
  const entries: Entry[] = [];
  const useCases: Partial<Application> = Object.fromEntries(
    USE_CASES.map((name) => [
      name,
      async () => {
        if (options.fails) throw options.fails;
        return AUDITED[name]?.result ?? {};
      },
    ]),
  );
  const workspace: Partial<Workspace> = {
    demonstration: null,
    settings: { ...DEFAULT_SETTINGS, publicBoard: options.published ?? false },
    clock: { now: () => 1000 },
    district,
    plan,
    registers,
    registry: {
      audit: async (entry: Entry) => void entries.push(entry),
      beginAudit: async () => 1,
      withAudit: (_, work) => work(),
      eventsOf: async () => [RAISED],
      registers: {
        entry: async () => STORED.entry,
        job: async () => STORED.job,
        import: async () => STORED.import,
      } as object as Workspace['registry']['registers'],
      cases: { find: async () => new Map([[HANDLED.id, HANDLED]]) } as object as Workspace['registry']['cases'],
    } as Partial<Workspace['registry']> as Workspace['registry'],
  };
  const as = (actor: Actor, pending: Pending | null = null) =>
    guard(useCases as Application, workspace as Workspace, { actor, pending });
  return { as, entries };
}

function actorOf(role: ActorRole, unit = 'mtg-eeb'): Actor {
  return role === 'public' ? PUBLIC : { id: `p-${role}`, name: '某人', role, unit };
}

async function call(application: Application, name: string): Promise<string> {
  const useCase: unknown = Reflect.get(application, name);
  if (typeof useCase !== 'function') throw new Error(`no use case ${name}`);
  try {
    await useCase(...(OWNED[name]?.args ?? AUDITED[name]?.args ?? []));
    return 'done';
  } catch (error) {
    if (error instanceof QingshanError) return error.code;
    throw error;
  }
}

test('the expectation names every use case, and every command', () => {
  expect(Object.keys(EXPECTED).sort()).toEqual([...USE_CASES].sort());
  expect(Object.keys(AUDITED).sort()).toEqual(USE_CASES.filter((name) => POLICY[name].command).sort());
});

test("a mixture of several units is nobody's own", async () => {
  const { as } = stub();
  const mixed = { assignments: ['A15-1/mtg-transport', 'A15-1/mtg-eeb'] };
  await expect(as(actorOf('department', 'mtg-transport')).signFor(mixed)).rejects.toMatchObject({
    code: 'not-allowed',
  });
});

test('what is answered with the own unit’s only asks for no owner: the use case filters', () => {
  const filtered = Object.entries(EXPECTED).filter(([, letters]) => letters.includes('f'));
  expect(filtered.map(([name]) => name)).toEqual(['caseDesk', 'cases', 'caseRates']);
  for (const name of ['caseDesk', 'cases', 'caseRates'] as const) {
    const { who } = POLICY[name];
    expect([who.department, who.town, POLICY[name].owners]).toEqual(['own', 'own', undefined]);
  }
});

test('an action in the audit means one use case', () => {
  const actions = USE_CASES.flatMap((name) => POLICY[name].command?.action ?? []);
  expect(actions.filter((action, i) => actions.indexOf(action) !== i)).toEqual([]);
});

describe.each(Object.entries(EXPECTED))('%s', (name, letters) => {
  it.each(ACTOR_ROLES.map((role, i) => [role, letters[i] ?? '?'] as const))('%s: %s', async (role, letter) => {
    const denied = role === 'public' ? 'sign-in-needed' : 'not-allowed';
    const owner = actorOf(role, OWNED[name]?.unit);
    expect(await call(stub({ published: true }).as(owner), name)).toBe(letter === '-' ? denied : 'done');
    expect(await call(stub({ published: false }).as(owner), name)).toBe('-p'.includes(letter) ? denied : 'done');
    const other = await call(stub({ published: true }).as(actorOf(role, 'mtg-other')), name);
    expect(other).toBe('-o'.includes(letter) ? denied : 'done');
  });
});

describe('every command leaves exactly one audit row', () => {
  it.each(Object.entries(AUDITED))('%s, when done', async (name, { action, subject, role = 'system', actor }) => {
    const { as, entries } = stub();
    await call(as(actorOf(role)), name);
    expect(entries).toEqual([expect.objectContaining({ at: 1000, actor: actor ?? `p-${role}`, action, subject })]);
    expect(JSON.parse(entries[0]?.detail ?? '')).toMatchObject(
      actor === undefined
        ? { name: '某人', role, unit: 'mtg-eeb', result: 'done' }
        : { name: ZHANG.name, role: 'town', unit: 'mtg-dayu', result: 'done' },
    );
    expect(entries[0]?.detail).not.toContain('"secret"');
  });

  it.each(Object.entries(AUDITED))('%s, when it fails', async (name, { action, role = 'system' }) => {
    const { as, entries } = stub({ fails: new QingshanError('not-found') });
    expect(await call(as(actorOf(role)), name)).toBe('not-found');
    expect(entries).toEqual([expect.objectContaining({ actor: actorOf(role).id, action })]);
    expect(JSON.parse(entries[0]?.detail ?? '')).toMatchObject({ result: 'failed', code: 'not-found' });
  });

  it('also when it is refused to somebody who has signed in', async () => {
    const { as, entries } = stub();
    await call(as(actorOf('leader')), 'undoBatch');
    expect(entries).toEqual([
      expect.objectContaining({ actor: 'p-leader', action: 'undo-import', subject: 'batch:7' }),
    ]);
    expect(JSON.parse(entries[0]?.detail ?? '')).toMatchObject({ result: 'refused', code: 'not-allowed' });
  });

  it('but reading leaves none, nor does a refusal to the public', async () => {
    const { as, entries } = stub();
    await call(as(actorOf('leader')), 'board');
    await call(as(PUBLIC), 'undoBatch');
    expect(entries).toEqual([]);
  });
});

describe('what is within reach', () => {
  const rule = { who: { 'plan-office': 'all', town: 'own', public: 'published' } } as const;
  it.each([
    ['plan-office', true, true],
    ['town', true, false],
    ['public', true, true],
    ['leader', false, false],
  ] as const)('%s', (role, own, other) => {
    const reach = reachOf(rule, { id: 'x', name: 'x', role, unit: 'mtg-longquan' }, true);
    expect(reach !== null && isWithin(reach, ['mtg-eeb', 'mtg-longquan'])).toBe(own);
    expect(reach !== null && isWithin(reach, ['mtg-eeb'])).toBe(other);
  });

  it('of a person without a unit is nothing that needs one', () => {
    expect(reachOf(rule, { id: 'x', name: 'x', role: 'town', unit: null }, true)).toEqual([]);
  });
});

describe('whoever must first change the password or set up the second factor', () => {
  const FREE = ['me', 'policy', 'signIn', 'signInDemonstration', 'signOut', 'changePassword'];
  const ALSO = ['beginSecondFactor', 'confirmSecondFactor'];
  it.each([
    ['password', 'password-change-needed'],
    ['second-factor', 'second-factor-setup-needed'],
  ] as const)('may do nothing but that (%s)', async (pending, code) => {
    const free: string[] = [];
    for (const name of USE_CASES) {
      const answer = await call(stub({ published: true }).as(actorOf('plan-office'), pending), name);
      if (answer === 'done') free.push(name);
      else expect(answer).toBe(code);
    }
    expect(free.sort()).toEqual([...FREE, ...ALSO].sort());
  });
});

test('what was typed as a user name is not written down when it can be a password', async () => {
  const { as, entries } = stub({ fails: new QingshanError('sign-in-failed') });
  await expect(as(PUBLIC).signIn({ person: 'My-Secret-9', password: 'x' })).rejects.toThrow();
  expect(entries).toEqual([expect.objectContaining({ actor: 'public', subject: 'person:?' })]);
});

test('a use case without a row in the policy cannot be called', () => {
  const unknown = { paint: async () => 'done' } as Partial<Application> as Application;
  expect(() => Reflect.get(guard(unknown, {} as Workspace, { actor: PUBLIC, pending: null }), 'paint')).toThrow(
    'no row in the policy',
  );
});
