import { helpSchema, measuresOf, type Assignment } from '@qingshan/campaign';
import { SIGNED_IN, OFFICE, grant, type Rule, type Who } from '../people/rule.ts';
import type { Workspace } from '../workspace.ts';
import { verifyingUnits } from './rights.ts';
import type { LoopUseCases } from './use-cases.ts';

type LoopPolicy = {
  readonly [K in keyof LoopUseCases]: Rule<Parameters<LoopUseCases[K]>, Awaited<ReturnType<LoopUseCases[K]>>>;
};

const UNITS: Who = { ...grant(['department', 'town'], 'own'), ...grant(['system']) };

/** `A15-1/mtg-transport/2024-06` or `A15-1/mtg-transport` as measure and unit. */
function partsOf(id: string): Pick<Assignment, 'measure' | 'unit'> {
  const [measure = '', unit = ''] = id.split('/');
  return { measure, unit };
}

/** The one unit that all of the assignments belong to; of a mixture nobody is the owner. */
function onlyUnit(ids: readonly string[]): string[] {
  const units = new Set(ids.map((id) => partsOf(id).unit));
  return units.size === 1 ? [...units] : [];
}

function verifiers(id: string, { plan }: Workspace): readonly string[] {
  const { measure, unit } = partsOf(id);
  const lead = measuresOf(plan).find((m) => m.id === measure)?.lead ?? [];
  return verifyingUnits({ id, measure, unit, role: 'responsible', reports: true }, lead);
}

async function helpUnit(id: string, { registry }: Workspace, which: 'from' | 'to'): Promise<string[]> {
  const [raised] = await registry.eventsOf(`help:${id}`);
  const content = helpSchema.safeParse(raised?.data);
  return content.success ? [content.data[which]] : [];
}

/** For commands of which the audit says only what was asked. */
export const asAsked = () => null;

export function changedOf(subjects: readonly string[]): { changed: number } {
  return { changed: subjects.length };
}

/** `request:A15-1/mtg-transport/2` as the id that was given. */
export function createdOf([subject = '']: readonly string[]): { id: string } {
  return { id: subject.slice(subject.indexOf(':') + 1) };
}

/** Who may do what in the loop; part of the one policy. */
export const LOOP_POLICY: LoopPolicy = {
  desk: { area: 'loop', text: { zh: '看调度台', en: 'See the dispatch desk' }, who: SIGNED_IN },
  assignments: { area: 'loop', text: { zh: '看派发清单', en: 'See who has which measure' }, who: SIGNED_IN },
  measurePage: { area: 'loop', text: { zh: '看一项措施的全过程', en: 'See a measure in full' }, who: SIGNED_IN },
  worklist: {
    area: 'loop',
    text: { zh: '看单位待办', en: 'See what waits for a unit' },
    who: { ...UNITS, ...grant(['plan-office', 'leader', 'auditor']) },
    owners: ([unit]) => [unit],
  },
  report: { area: 'loop', text: { zh: '看进展报告', en: 'See a report' }, who: SIGNED_IN },
  monthReport: { area: 'loop', text: { zh: '看月度报送汇总', en: 'See the reports of a month' }, who: SIGNED_IN },
  requests: { area: 'loop', text: { zh: '看调整申请', en: 'See requests for changes' }, who: SIGNED_IN },
  helps: { area: 'loop', text: { zh: '看需协调事项', en: 'See items that need help' }, who: SIGNED_IN },
  specifyMeasure: {
    area: 'loop',
    text: { zh: '设定措施的进度口径与验收标准', en: 'Say how a measure is followed' },
    who: OFFICE,
    command: {
      action: 'specify-measure',
      fromEvents: asAsked,
      subject: ([id]) => `measure:${id}`,
      detail: ([, input]) => ({ ...input }),
    },
  },
  changeDispatch: {
    area: 'loop',
    text: { zh: '派发、分解、免报', en: 'Dispatch, share out, excuse' },
    who: OFFICE,
    command: {
      action: 'dispatch',
      fromEvents: changedOf,
      subject: ([{ assignments }]) => (assignments.length === 1 ? `dispatch:${assignments[0]}` : 'dispatch'),
      detail: ([{ assignments, ...rest }], { changed }) => ({ ...rest, assignments: assignments.length, changed }),
    },
  },
  signFor: {
    area: 'loop',
    text: { zh: '签收派发的措施', en: 'Sign for what was dispatched' },
    who: UNITS,
    owners: ([{ assignments }]) => onlyUnit(assignments),
    command: {
      action: 'sign-for',
      fromEvents: changedOf,
      subject: ([{ assignments }]) => (assignments.length === 1 ? `dispatch:${assignments[0]}` : 'dispatch'),
      detail: ([{ assignments }], { changed }) => ({ assignments: assignments.length, changed }),
    },
  },
  writeReport: {
    area: 'loop',
    text: { zh: '填报、提交、撤回进展', en: 'Write, hand in, take back a report' },
    who: UNITS,
    owners: ([id]) => [partsOf(id).unit],
    command: {
      action: 'write-report',
      fromEvents: asAsked,
      subject: ([id]) => `report:${id}`,
      detail: ([, input]) => ({ do: input.do }),
    },
  },
  verifyReport: {
    area: 'loop',
    text: { zh: '核查、退回、回头看', en: 'Verify, return, re-check a report' },
    who: { ...grant(['plan-office', 'inspector', 'system']), ...grant(['department'], 'own') },
    owners: ([id], workspace) => verifiers(id, workspace),
    command: {
      action: 'verify-report',
      fromEvents: asAsked,
      subject: ([id]) => `report:${id}`,
      detail: ([, input]) => ({ do: input.do, ...('remark' in input ? { remark: input.remark } : {}) }),
    },
  },
  addEvidence: {
    area: 'loop',
    text: { zh: '上传佐证', en: 'Bring evidence' },
    who: grant(['plan-office', 'department', 'town', 'inspector', 'system']),
    command: {
      action: 'add-evidence',
      subject: (_, file) => (file ? `file:${file.id}` : 'file'),
      detail: ([{ name }], { size }) => ({ file: name, size }),
    },
  },
  evidenceFacts: { area: 'loop', text: { zh: '看佐证信息', en: 'See what is known of evidence' }, who: SIGNED_IN },
  evidenceBytes: { area: 'loop', text: { zh: '打开佐证', en: 'Open evidence' }, who: SIGNED_IN },
  askChange: {
    area: 'loop',
    text: { zh: '申请调整或取消措施', en: 'Ask for a change of a measure' },
    who: UNITS,
    owners: ([{ unit }]) => [unit],
    command: {
      action: 'ask-change',
      fromEvents: createdOf,
      subject: ([{ measure }], created) => (created ? `request:${created.id}` : `measure:${measure}`),
      detail: ([{ what, to }]) => ({ what, to }),
    },
  },
  decideChange: {
    area: 'loop',
    text: { zh: '批准或驳回调整申请', en: 'Decide on a request' },
    who: OFFICE,
    command: {
      action: 'decide-change',
      fromEvents: asAsked,
      subject: ([id]) => `request:${id}`,
      detail: ([, input]) => ({ ...input }),
    },
  },
  dropChange: {
    area: 'loop',
    text: { zh: '撤回调整申请', en: 'Take a request back' },
    who: UNITS,
    owners: ([id]) => [partsOf(id).unit],
    command: { action: 'drop-change', fromEvents: asAsked, subject: ([id]) => `request:${id}` },
  },
  raiseHelp: {
    area: 'loop',
    text: { zh: '提出需协调事项', en: 'Ask another unit for help' },
    who: UNITS,
    owners: ([{ from }]) => [from],
    command: {
      action: 'raise-help',
      fromEvents: createdOf,
      subject: ([{ measure }], created) => (created ? `help:${created.id}` : `measure:${measure}`),
      detail: ([{ to, due }]) => ({ to, due }),
    },
  },
  answerHelp: {
    area: 'loop',
    text: { zh: '答复需协调事项', en: 'Answer an item that needs help' },
    who: { ...UNITS, ...OFFICE },
    owners: ([id], workspace) => helpUnit(id, workspace, 'to'),
    command: { action: 'answer-help', fromEvents: asAsked, subject: ([id]) => `help:${id}` },
  },
  settleHelp: {
    area: 'loop',
    text: { zh: '办结或重新提出需协调事项', en: 'Close or reopen an item that needs help' },
    who: { ...UNITS, ...OFFICE },
    owners: ([id], workspace) => helpUnit(id, workspace, 'from'),
    command: {
      action: 'settle-help',
      fromEvents: asAsked,
      subject: ([id]) => `help:${id}`,
      detail: ([, input]) => ({ do: input.do }),
    },
  },
};
