import { ACTOR_ROLES, PUBLIC, type Actor, type ActorRole } from '@qingshan/campaign';
import { QingshanError } from '@qingshan/kernel';
import { describe, expect, it, test } from 'vitest';
import type { Application } from '../application.ts';
import type { Workspace } from '../workspace.ts';
import { guard } from './guard.ts';
import { POLICY, USE_CASES } from './policy.ts';
import { isWithin, reachOf } from './rule.ts';

/**
 * Who may do what, written by hand from what each role is for, one letter a role in the order of ACTOR_ROLES:
 * plan-office, department, town, analyst, inspector, leader, auditor, administrator, public, system.
 * A: all · o: own unit's only · p: the public where published · -: not at all.
 */
const EXPECTED: Readonly<Record<string, string>> = {
  workspace: 'AAAAAAAAAA',
  board: 'AAAAAAAApA',
  target: 'AAAAAAAApA',
  assess: 'AAAAAAAApA',
  explain: 'AAAAAAAApA',
  inputs: 'AAAAAAAApA',
  towns: 'AAAAAAAApA',
  plan: 'AAAAAAAApA',
  methods: 'AAAAAAAApA',
  method: 'AAAAAAAApA',
  calculate: 'AAAAAAAApA',
  standards: 'AAAAAAAApA',
  standard: 'AAAAAAAApA',
  compareStandards: 'AAAAAAAApA',
  compareAqi: 'AAAAAAAApA',
  confirmFigure: 'A--A-----A',
  batches: 'AAAAAAAApA',
  previewImport: 'A--A-----A',
  commitImport: 'A--A-----A',
  undoBatch: 'A--A-----A',
  importSimulated: '---------A',
};

/** What each command leaves in the audit; the arguments are those that its subject is made of. */
const AUDITED: Readonly<
  Record<string, { args: readonly unknown[]; result: unknown; action: string; subject: string }>
> = {
  confirmFigure: {
    args: [{ edition: 'hj-663-2013', figure: 'limits/a', document: '纸质版' }],
    result: {},
    action: 'confirm-figure',
    subject: 'hj-663-2013 limits/a',
  },
  commitImport: { args: [{ source: 'table' }], result: { id: 7 }, action: 'import', subject: 'batch:7' },
  undoBatch: { args: [7], result: { id: 7 }, action: 'undo-import', subject: 'batch:7' },
  importSimulated: { args: [20_240], result: { id: 1, added: 5 }, action: 'import', subject: 'batch:1' },
};

interface Entry {
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: string;
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
    settings: { publicBoard: options.published ?? false },
    clock: { now: () => 1000 },
    registry: { audit: async (entry: Entry) => void entries.push(entry) } as Partial<
      Workspace['registry']
    > as Workspace['registry'],
  };
  const as = (actor: Actor) => guard(useCases as Application, workspace as Workspace, actor);
  return { as, entries };
}

function actorOf(role: ActorRole): Actor {
  return role === 'public' ? PUBLIC : { id: `p-${role}`, name: '某人', role, unit: 'mtg-eeb' };
}

async function call(application: Application, name: string): Promise<string> {
  const useCase: unknown = Reflect.get(application, name);
  if (typeof useCase !== 'function') throw new Error(`no use case ${name}`);
  try {
    await useCase(...(AUDITED[name]?.args ?? []));
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

describe.each(Object.entries(EXPECTED))('%s', (name, letters) => {
  it.each(ACTOR_ROLES.map((role, i) => [role, letters[i] ?? '?'] as const))('%s: %s', async (role, letter) => {
    const denied = role === 'public' ? 'sign-in-needed' : 'not-allowed';
    expect(await call(stub({ published: true }).as(actorOf(role)), name)).toBe(letter === '-' ? denied : 'done');
    expect(await call(stub({ published: false }).as(actorOf(role)), name)).toBe(
      '-p'.includes(letter) ? denied : 'done',
    );
  });
});

describe('every command leaves exactly one audit row', () => {
  it.each(Object.entries(AUDITED))('%s, when done', async (name, { action, subject }) => {
    const { as, entries } = stub();
    await call(as(actorOf('system')), name);
    expect(entries).toEqual([expect.objectContaining({ at: 1000, actor: 'p-system', action, subject })]);
    expect(JSON.parse(entries[0]?.detail ?? '')).toMatchObject({ name: '某人', role: 'system', result: 'done' });
  });

  it.each(Object.entries(AUDITED))('%s, when it fails', async (name, { action }) => {
    const { as, entries } = stub({ fails: new QingshanError('not-found') });
    expect(await call(as(actorOf('system')), name)).toBe('not-found');
    expect(entries).toEqual([expect.objectContaining({ actor: 'p-system', action })]);
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

test('a use case without a row in the policy cannot be called', () => {
  const unknown = { paint: async () => 'done' } as Partial<Application> as Application;
  expect(() => Reflect.get(guard(unknown, {} as Workspace, PUBLIC), 'paint')).toThrow('no row in the policy');
});
