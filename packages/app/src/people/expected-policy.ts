import type { Actor, ActorRole, RecordedEvent } from '@qingshan/campaign';

/**
 * Who may do what, written by hand from what each role is for, one letter a role in the order of ACTOR_ROLES:
 * plan-office, department, town, analyst, inspector, leader, auditor, administrator, public, system.
 * A: all · o: own unit's only · p: the public where published · -: not at all.
 */
export const EXPECTED: Readonly<Record<string, string>> = {
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
  exportSamples: 'AAAAAAAApA',
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
  bulletin: 'AAAAAAAA-A',
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
  me: 'AAAAAAAAAA',
  policy: 'AAAAAAAAAA',
  signIn: 'AAAAAAAAAA',
  signInDemonstration: 'AAAAAAAAAA',
  signInVerified: '---------A',
  signOut: 'AAAAAAAA--',
  changePassword: 'AAAAAAAA--',
  beginSecondFactor: 'AAAAAAAA--',
  confirmSecondFactor: 'AAAAAAAA--',
  removeSecondFactor: 'AAAAAAAA--',
  people: '-------A-A',
  addPerson: '-------A-A',
  changePerson: '-------A-A',
  resetPassword: '-------A-A',
  audits: '------A--A',
  exportAudits: '------A--A',
  verifyAudit: '------A--A',
};

export const ZHANG: Actor = { id: 'zhang.san', name: '张三（演示）', role: 'town', unit: 'mtg-dayu' };

export interface Audited {
  /** What must not get into the audit says `secret` */
  readonly args: readonly unknown[];
  readonly result: unknown;
  readonly action: string;
  readonly subject: string;
  /** Who calls; absent: the program itself */
  readonly role?: ActorRole;
  /** Who acted, where the result tells */
  readonly actor?: string;
}

/** What each command leaves in the audit; the arguments are those that its subject is made of. */
export const AUDITED: Readonly<Record<string, Audited>> = {
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
  importSimulated: { args: [20_240], result: { id: 1, added: 5 }, action: 'import-simulated', subject: 'batch:1' },
  signIn: {
    args: [{ person: 'zhang.san', password: 'secret' }],
    result: { token: 'secret', actor: ZHANG },
    action: 'sign-in',
    subject: 'person:zhang.san',
    role: 'public',
    actor: 'zhang.san',
  },
  signInDemonstration: {
    args: ['zhang.san'],
    result: { token: 'secret', actor: ZHANG },
    action: 'sign-in-demonstration',
    subject: 'person:zhang.san',
    role: 'public',
    actor: 'zhang.san',
  },
  signInVerified: {
    args: ['zhang.san'],
    result: { token: 'secret', actor: ZHANG },
    action: 'sign-in-sso',
    subject: 'person:zhang.san',
    actor: 'zhang.san',
  },
  signOut: { args: ['secret'], result: null, action: 'sign-out', subject: 'person:p-town', role: 'town' },
  changePassword: {
    args: [{ present: 'secret', next: 'secret' }, 'secret'],
    result: null,
    action: 'change-password',
    subject: 'person:p-town',
    role: 'town',
  },
  beginSecondFactor: {
    args: [],
    result: { secret: 'secret', uri: 'secret' },
    action: 'begin-second-factor',
    subject: 'person:p-town',
    role: 'town',
  },
  confirmSecondFactor: {
    args: ['secret'],
    result: null,
    action: 'confirm-second-factor',
    subject: 'person:p-town',
    role: 'town',
  },
  removeSecondFactor: {
    args: ['secret'],
    result: null,
    action: 'remove-second-factor',
    subject: 'person:p-town',
    role: 'town',
  },
  addPerson: {
    args: [{ id: 'li.si', name: '李四', role: 'town', unit: 'mtg-dayu', password: 'secret' }],
    result: { person: {}, password: 'secret' },
    action: 'add-person',
    subject: 'person:li.si',
  },
  changePerson: {
    args: ['li.si', { state: 'disabled' }],
    result: {},
    action: 'change-person',
    subject: 'person:li.si',
  },
  resetPassword: {
    args: ['li.si'],
    result: { person: {}, password: 'secret' },
    action: 'reset-password',
    subject: 'person:li.si',
  },
  exportAudits: { args: [{ person: 'li.si' }], result: [], action: 'export-audit', subject: 'audit' },
};

/** Of what belongs to a unit: the unit to which the arguments belong, those of AUDITED or these. */
export const OWNED: Readonly<Record<string, { unit: string; args?: readonly unknown[] }>> = {
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
export const RAISED: RecordedEvent = {
  id: 1,
  subject: 'help:A15-1/mtg-transport/1',
  seq: 1,
  type: 'raised',
  data: { measure: 'A15-1', from: 'mtg-transport', to: 'mtg-water', text: '请协调', due: '2024-07-15' },
  at: 900,
  by: { id: 'p-1', name: '某人', role: 'department', unit: 'mtg-transport' },
};
