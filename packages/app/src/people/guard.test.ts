import {
  ACTOR_ROLES,
  districtFolder,
  loadDistrict,
  PUBLIC,
  type Actor,
  type ActorRole,
  type RecordedEvent,
} from '@qingshan/campaign';
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
  validation: 'AAAAAAAApA',
  standards: 'AAAAAAAApA',
  standard: 'AAAAAAAApA',
  compareStandards: 'AAAAAAAApA',
  compareAqi: 'AAAAAAAApA',
  confirmFigure: 'A--A-----A',
  accounts: 'AAAAAAAApA',
  accountTemplate: 'AAAAAAAApA',
  previewAccount: 'A--A-----A',
  recordAccount: 'A--A-----A',
  withdrawAccount: 'A--A-----A',
  batches: 'AAAAAAAApA',
  previewImport: 'A--A-----A',
  commitImport: 'A--A-----A',
  undoBatch: 'A--A-----A',
  importSimulated: '---------A',
  desk: 'AAAAAAAA-A',
  assignments: 'AAAAAAAA-A',
  measurePage: 'AAAAAAAA-A',
  worklist: 'Aoo--AA--A',
  report: 'AAAAAAAA-A',
  monthReport: 'AAAAAAAA-A',
  requests: 'AAAAAAAA-A',
  helps: 'AAAAAAAA-A',
  specifyMeasure: 'A--------A',
  changeDispatch: 'A--------A',
  signFor: '-oo------A',
  writeReport: '-oo------A',
  verifyReport: 'Ao--A----A',
  addEvidence: 'AAA-A----A',
  evidenceFacts: 'AAAAAAAA-A',
  evidenceBytes: 'AAAAAAAA-A',
  askChange: '-oo------A',
  decideChange: 'A--------A',
  dropChange: '-oo------A',
  raiseHelp: '-oo------A',
  answerHelp: 'Aoo------A',
  settleHelp: 'Aoo------A',
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
  specifyMeasure: { args: ['A01-1', {}], result: {}, action: 'specify-measure', subject: 'measure:A01-1' },
  changeDispatch: {
    args: [{ do: 'dispatch', assignments: ['A15-1/mtg-transport'] }],
    result: { changed: 1 },
    action: 'dispatch',
    subject: 'dispatch:A15-1/mtg-transport',
  },
  signFor: {
    args: [{ assignments: ['A15-1/mtg-transport', 'A15-2/mtg-transport'] }],
    result: { changed: 2 },
    action: 'sign-for',
    subject: 'dispatch',
  },
  writeReport: {
    args: ['A15-1/mtg-transport/2024-06', { do: 'submit' }],
    result: {},
    action: 'write-report',
    subject: 'report:A15-1/mtg-transport/2024-06',
  },
  verifyReport: {
    args: ['A01-2/mtg-longquan/2024-06', { do: 'accept', remark: '' }],
    result: {},
    action: 'verify-report',
    subject: 'report:A01-2/mtg-longquan/2024-06',
  },
  addEvidence: {
    args: [{ name: '照片.jpg' }],
    result: { id: 'f0', size: 3 },
    action: 'add-evidence',
    subject: 'file:f0',
  },
  askChange: {
    args: [{ measure: 'A15-1', unit: 'mtg-transport' }],
    result: { id: 'A15-1/mtg-transport/1' },
    action: 'ask-change',
    subject: 'request:A15-1/mtg-transport/1',
  },
  decideChange: {
    args: ['A15-1/mtg-transport/1', { do: 'approve' }],
    result: {},
    action: 'decide-change',
    subject: 'request:A15-1/mtg-transport/1',
  },
  dropChange: {
    args: ['A15-1/mtg-transport/1'],
    result: {},
    action: 'drop-change',
    subject: 'request:A15-1/mtg-transport/1',
  },
  raiseHelp: {
    args: [{ measure: 'A15-1', from: 'mtg-transport' }],
    result: { id: 'A15-1/mtg-transport/1' },
    action: 'raise-help',
    subject: 'help:A15-1/mtg-transport/1',
  },
  answerHelp: {
    args: ['A15-1/mtg-transport/1', '已协调'],
    result: {},
    action: 'answer-help',
    subject: 'help:A15-1/mtg-transport/1',
  },
  settleHelp: {
    args: ['A15-1/mtg-transport/1', { do: 'close' }],
    result: {},
    action: 'settle-help',
    subject: 'help:A15-1/mtg-transport/1',
  },
  recordAccount: {
    args: [{ indicator: 'eco.ei', period: '2024', note: '年报' }],
    result: { account: { id: 3 }, added: true },
    action: 'record-account',
    subject: 'account:3',
  },
  withdrawAccount: { args: [3], result: {}, action: 'withdraw-account', subject: 'account:3' },
  commitImport: { args: [{ source: 'table' }], result: { id: 7 }, action: 'import', subject: 'batch:7' },
  undoBatch: { args: [7], result: { id: 7 }, action: 'undo-import', subject: 'batch:7' },
  importSimulated: { args: [20_240], result: { id: 1, added: 5 }, action: 'import', subject: 'batch:1' },
};

/** Of what belongs to a unit: the unit to which the arguments belong, those of AUDITED or these. */
const OWNED: Readonly<Record<string, { unit: string; args?: readonly unknown[] }>> = {
  worklist: { unit: 'mtg-longquan', args: ['mtg-longquan'] },
  signFor: { unit: 'mtg-transport' },
  writeReport: { unit: 'mtg-transport' },
  // The towns report on A01-2; the bureau leads it.
  verifyReport: { unit: 'mtg-eeb' },
  askChange: { unit: 'mtg-transport' },
  dropChange: { unit: 'mtg-transport' },
  raiseHelp: { unit: 'mtg-transport' },
  answerHelp: { unit: 'mtg-water' },
  settleHelp: { unit: 'mtg-transport' },
};

/** What `help:A15-1/mtg-transport/1` began with. */
const RAISED: RecordedEvent = {
  id: 1,
  subject: 'help:A15-1/mtg-transport/1',
  seq: 1,
  type: 'raised',
  data: { measure: 'A15-1', from: 'mtg-transport', to: 'mtg-water', text: '请协调', due: '2024-07-15' },
  at: 900,
  by: { id: 'p-1', name: '某人', role: 'department', unit: 'mtg-transport' },
};

const plan = thePlan();

function thePlan(): Workspace['plan'] {
  const [first] = loadDistrict(districtFolder('mentougou')).plans;
  if (!first) throw new Error('no plan');
  return first;
}

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
    plan,
    registry: {
      audit: async (entry: Entry) => void entries.push(entry),
      eventsOf: async () => [RAISED],
    } as Partial<Workspace['registry']> as Workspace['registry'],
  };
  const as = (actor: Actor) => guard(useCases as Application, workspace as Workspace, actor);
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
