import { ACTOR_ROLES } from '@qingshan/campaign';
import type { Application } from '../application.ts';
import { DEVICE_POLICY } from '../gateway/policy.ts';
import { FIELD_POLICY } from '../field/policy.ts';
import { CASE_POLICY } from '../cases/policy.ts';
import { INTAKE_POLICY } from '../intake/policy.ts';
import { OPERATIONS_POLICY } from '../operations/use-cases.ts';
import { LOOP_POLICY } from '../loop/policy.ts';
import { PLAN_POLICY } from '../plan/policy.ts';
import { REGISTER_POLICY } from '../registers/policy.ts';
import { MAP_POLICY } from '../map/policy.ts';
import { NOTICE_POLICY } from '../notices/policy.ts';
import { QUALITY_POLICY } from '../quality/policy.ts';
import { RESPONSE_POLICY } from '../responses/policy.ts';
import { PUBLICATION_POLICY } from '../publications/policy.ts';
import { RETENTION_POLICY } from '../retention/use-cases.ts';
import { SEARCH_POLICY } from '../search/policy.ts';
import { SIGNED_IN, grant, type Rule, type Who } from './rule.ts';

/**
 * Who may do what: one row for every use case, and the only place that says so. The guard, the policy page and
 * `qingshan policy` all read it. `system` is the program itself and whoever works on the data folder by command.
 */
export type Policy = {
  readonly [K in keyof Application]: Rule<Parameters<Application[K]>, Awaited<ReturnType<Application[K]>>>;
};

const SYSTEM_ONLY = grant(['system']);
const EVERYONE = grant(ACTOR_ROLES);
const READERS: Who = { ...SIGNED_IN, public: 'published' };
const PERSONS = grant(ACTOR_ROLES.filter((role) => role !== 'public' && role !== 'system'));
const ADMINISTRATORS = grant(['administrator', 'system']);
const AUDITORS = grant(['auditor', 'system']);
const DATA_KEEPERS = grant(['plan-office', 'analyst', 'system']);

/** What was typed as a user name; anything that could be a password typed in its place is not written down. */
function namedPerson(text: string): string {
  return /^[a-z][a-z0-9._-]{1,31}$/.test(text) ? `person:${text}` : 'person:?';
}

export const POLICY: Policy = {
  workspace: { area: 'figures', text: { zh: '看工作区概况', en: 'See what the workspace holds' }, who: EVERYONE },
  live: { area: 'figures', text: { zh: '随新数据更新页面', en: 'Have pages follow new data' }, who: READERS },
  board: { area: 'figures', text: { zh: '看目标看板', en: 'See the target board' }, who: READERS },
  target: { area: 'figures', text: { zh: '看一项目标', en: 'See a target in full' }, who: READERS },
  assess: { area: 'figures', text: { zh: '计算评价结果', en: 'Compute assessments' }, who: READERS },
  explain: { area: 'figures', text: { zh: '看结果的计算过程', en: 'See how a figure was made' }, who: READERS },
  inputs: {
    area: 'figures',
    text: { zh: '看结果所依据的小时值', en: 'See the hourly rows of a figure' },
    who: READERS,
  },
  sensorThings: {
    area: 'figures',
    text: { zh: '按 SensorThings 读取监测值', en: 'Read observations by SensorThings' },
    who: READERS,
  },
  towns: { area: 'figures', text: { zh: '比较各镇街', en: 'Compare the towns' }, who: READERS },
  methods: { area: 'rules', text: { zh: '看方法目录', en: 'See the methods' }, who: READERS },
  method: { area: 'rules', text: { zh: '看一种方法', en: 'See a method' }, who: READERS },
  calculate: { area: 'rules', text: { zh: '用方法试算', en: 'Run a method on given input' }, who: READERS },
  validation: {
    area: 'rules',
    text: { zh: '看与公布结果的比较', en: 'See the comparison with published results' },
    who: READERS,
  },
  standards: { area: 'rules', text: { zh: '看标准目录', en: 'See the standards' }, who: READERS },
  standard: { area: 'rules', text: { zh: '看一版标准', en: 'See an edition' }, who: READERS },
  compareStandards: { area: 'rules', text: { zh: '比较两版标准', en: 'Compare editions' }, who: READERS },
  compareAqi: { area: 'rules', text: { zh: '按新旧标准比较 AQI', en: 'Compare AQI generations' }, who: READERS },
  confirmFigure: {
    area: 'rules',
    text: { zh: '确认待核对数值', en: 'Confirm a figure against its document' },
    who: DATA_KEEPERS,
    command: {
      action: 'confirm-figure',
      subject: ([{ edition, figure }]) => `${edition} ${figure}`,
      detail: ([{ document }]) => ({ document }),
    },
  },
  accounts: { area: 'intake', text: { zh: '看核算记录', en: 'See recorded accounts' }, who: READERS },
  accountTemplate: { area: 'intake', text: { zh: '取核算模板', en: 'Take a template of an account' }, who: READERS },
  previewAccount: { area: 'intake', text: { zh: '预览核算', en: 'Preview an account' }, who: DATA_KEEPERS },
  recordAccount: {
    area: 'intake',
    text: { zh: '填写核算', en: 'Record an account' },
    who: DATA_KEEPERS,
    command: {
      action: 'record-account',
      subject: ([{ indicator, period }], result) =>
        result ? `account:${result.account.id}` : `indicator:${indicator} ${period}`,
      detail: ([{ indicator, period, note }], { added }) => ({ indicator, period, note, added }),
    },
  },
  withdrawAccount: {
    area: 'intake',
    text: { zh: '撤销一次填写的核算', en: 'Withdraw an account' },
    who: DATA_KEEPERS,
    command: { action: 'withdraw-account', subject: ([id]) => `account:${id}` },
  },
  batches: { area: 'intake', text: { zh: '看导入批次', en: 'See imported batches' }, who: READERS },
  exportSamples: { area: 'intake', text: { zh: '导出手工监测数据', en: 'Write out samples' }, who: READERS },
  exportObservations: {
    area: 'intake',
    text: { zh: '导出监测数据', en: 'Write out observations' },
    who: DATA_KEEPERS,
    command: {
      action: 'export-observations',
      subject: () => 'observations',
      detail: ([{ asOf = null, period = null, items = [], stations = [] }]) => ({ asOf, period, items, stations }),
    },
  },
  previewImport: { area: 'intake', text: { zh: '预览导入', en: 'Preview an import' }, who: DATA_KEEPERS },
  commitImport: {
    area: 'intake',
    text: { zh: '导入监测数据', en: 'Import monitoring data' },
    who: DATA_KEEPERS,
    command: {
      action: 'import',
      subject: ([{ source }], batch) => (batch ? `batch:${batch.id}` : `source:${source}`),
      detail: (_, batch) => {
        if (!batch) return { added: 0 };
        const { source, files, added, corrected, unchanged } = batch;
        return { source, files, added, corrected, unchanged };
      },
    },
  },
  undoBatch: {
    area: 'intake',
    text: { zh: '整批撤销导入', en: 'Take a whole batch back' },
    who: DATA_KEEPERS,
    command: { action: 'undo-import', subject: ([id]) => `batch:${id}` },
  },
  watchObservations: {
    area: 'intake',
    text: { zh: '按立案规则判定新数据，自动立案', en: 'Judge new data and open cases from exceedances' },
    who: SYSTEM_ONLY,
    command: {
      action: 'watch',
      fromEvents: (subjects) => ({ goesOn: subjects.map((subject) => subject.slice(subject.indexOf(':') + 1)) }),
      subject: ([{ batch }]) => (batch === null ? 'observations' : `batch:${batch}`),
      detail: ([{ by, undone }], { goesOn }) => ({ for: by, undone, cases: goesOn }),
      // Where no case is concerned there is nothing to record.
      repeats: ({ opened, goesOn, changed }) => opened.length + goesOn.length + changed.length === 0,
    },
  },
  watchConditions: {
    area: 'intake',
    text: {
      zh: '定时检查目标、累计均值、镇街排名、断面和数据中断，自动立案',
      en: 'Look by the clock at targets, means, towns, sections and silence, and open cases',
    },
    who: SYSTEM_ONLY,
    command: {
      action: 'watch-conditions',
      fromEvents: (subjects) => ({ goesOn: subjects.map((subject) => subject.slice(subject.indexOf(':') + 1)) }),
      subject: () => 'conditions',
      detail: (_, { goesOn }) => ({ cases: goesOn }),
      repeats: ({ opened, goesOn, ended }) => opened.length + goesOn.length + ended.length === 0,
    },
  },
  importSimulated: {
    area: 'intake',
    text: { zh: '载入模拟数据', en: 'Load the simulated years' },
    who: SYSTEM_ONLY,
    command: {
      action: 'import-simulated',
      subject: (_, batch) => (batch ? `batch:${batch.id}` : 'source:simulated'),
      detail: ([seed], { added }) => ({ source: 'simulated', seed, added }),
    },
  },
  ...QUALITY_POLICY,
  ...DEVICE_POLICY,
  ...INTAKE_POLICY,
  ...RETENTION_POLICY,
  ...OPERATIONS_POLICY,
  ...PLAN_POLICY,
  ...LOOP_POLICY,
  ...REGISTER_POLICY,
  ...FIELD_POLICY,
  ...MAP_POLICY,
  ...SEARCH_POLICY,
  ...CASE_POLICY,
  ...RESPONSE_POLICY,
  ...PUBLICATION_POLICY,
  ...NOTICE_POLICY,

  me: { area: 'people', text: { zh: '看自己的账号', en: 'See who one is' }, who: EVERYONE, whilePending: true },
  policy: { area: 'people', text: { zh: '看权限表', en: 'See this policy' }, who: EVERYONE, whilePending: true },
  signIn: {
    area: 'people',
    text: { zh: '用密码登录', en: 'Sign in with a password' },
    who: EVERYONE,
    command: { action: 'sign-in', subject: ([{ person }]) => namedPerson(person), by: (session) => session.actor },
    whilePending: true,
  },
  signInDemonstration: {
    area: 'people',
    text: { zh: '用演示账号登录（仅演示）', en: 'Sign in as a demonstration account (demonstration only)' },
    who: EVERYONE,
    command: {
      action: 'sign-in-demonstration',
      subject: ([person]) => namedPerson(person),
      by: (session) => session.actor,
    },
    whilePending: true,
  },
  signInVerified: {
    area: 'people',
    text: { zh: '接受统一身份认证的登录', en: 'Accept a sign-in from another system' },
    who: SYSTEM_ONLY,
    command: { action: 'sign-in-sso', subject: ([person]) => namedPerson(person), by: (session) => session.actor },
  },
  signOut: {
    area: 'people',
    text: { zh: '退出登录', en: 'Sign out' },
    who: PERSONS,
    command: { action: 'sign-out', subject: (_, __, { id }) => `person:${id}` },
    whilePending: true,
  },
  changePassword: {
    area: 'people',
    text: { zh: '修改自己的密码', en: 'Change one’s own password' },
    who: PERSONS,
    command: { action: 'change-password', subject: (_, __, { id }) => `person:${id}` },
    whilePending: true,
  },
  beginSecondFactor: {
    area: 'people',
    text: { zh: '开始设置动态码', en: 'Begin to set up a second factor' },
    who: PERSONS,
    command: { action: 'begin-second-factor', subject: (_, __, { id }) => `person:${id}` },
    whilePending: true,
  },
  confirmSecondFactor: {
    area: 'people',
    text: { zh: '启用动态码', en: 'Put a second factor to use' },
    who: PERSONS,
    command: { action: 'confirm-second-factor', subject: (_, __, { id }) => `person:${id}` },
    whilePending: true,
  },
  removeSecondFactor: {
    area: 'people',
    text: { zh: '停用动态码', en: 'Remove one’s second factor' },
    who: PERSONS,
    command: { action: 'remove-second-factor', subject: (_, __, { id }) => `person:${id}` },
  },
  people: { area: 'people', text: { zh: '看人员', en: 'See the people' }, who: ADMINISTRATORS },
  addPerson: {
    area: 'people',
    text: { zh: '添加人员', en: 'Add a person' },
    who: ADMINISTRATORS,
    command: {
      action: 'add-person',
      subject: ([{ id }]) => `person:${id}`,
      detail: ([{ name, role, unit }]) => ({ added: { name, role, unit } }),
    },
  },
  changePerson: {
    area: 'people',
    text: { zh: '修改、锁定或停用人员', en: 'Change, lock or disable a person' },
    who: ADMINISTRATORS,
    command: {
      action: 'change-person',
      subject: ([id]) => `person:${id}`,
      detail: ([, change]) => ({ change }),
    },
  },
  resetPassword: {
    area: 'people',
    text: { zh: '重置他人密码', en: 'Reset a password' },
    who: ADMINISTRATORS,
    command: { action: 'reset-password', subject: ([id]) => `person:${id}` },
  },
  audits: { area: 'people', text: { zh: '查审计记录', en: 'Read the audit' }, who: AUDITORS },
  exportAudits: {
    area: 'people',
    text: { zh: '导出审计记录', en: 'Export the audit' },
    who: AUDITORS,
    command: {
      action: 'export-audit',
      subject: () => 'audit',
      detail: ([query], entries) => ({ query, entries: entries.length }),
    },
  },
  verifyAudit: { area: 'people', text: { zh: '校验审计链', en: 'Verify the audit chain' }, who: AUDITORS },
};

/** Every use case, in the order of the policy. */
export const USE_CASES = Object.keys(POLICY) as (keyof Application)[];
