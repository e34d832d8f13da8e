import { asAsked, changedOf, createdOf } from '../loop/policy.ts';
import { OFFICE, grant, type Rule, type Who } from '../people/rule.ts';
import type { Workspace } from '../workspace.ts';
import type { CaseUseCases } from './use-cases.ts';

type CasePolicy = {
  readonly [K in keyof CaseUseCases]: Rule<Parameters<CaseUseCases[K]>, Awaited<ReturnType<CaseUseCases[K]>>>;
};

const UNITS: Who = { ...grant(['department', 'town'], 'own'), ...grant(['system']) };
/** Units see the cases that they handle, assist with or have opened. */
const READERS: Who = { ...UNITS, ...grant(['plan-office', 'analyst', 'inspector', 'leader', 'auditor']) };

/** Units that handle a case or assist with it. */
async function unitsOf(id: string, { registry }: Workspace): Promise<string[]> {
  const state = (await registry.cases.find([id])).get(id);
  return state ? [...(state.unit === null ? [] : [state.unit]), ...state.assisting] : [];
}

/** Also the one that opened it. */
async function seersOf(id: string, workspace: Workspace): Promise<string[]> {
  const origin = (await workspace.registry.cases.find([id])).get(id)?.origin ?? null;
  return [...(await unitsOf(id, workspace)), ...(origin === null ? [] : [origin])];
}

async function handlerOf(id: string, { registry }: Workspace): Promise<string[]> {
  const unit = (await registry.cases.find([id])).get(id)?.unit ?? null;
  return unit === null ? [] : [unit];
}

function subjectOf(cases: readonly string[]): string {
  return cases.length === 1 ? `case:${cases[0]}` : 'cases';
}

/** Who may do what with cases; part of the one policy. */
export const CASE_POLICY: CasePolicy = {
  caseDesk: { area: 'cases', text: { zh: '看工单概况', en: 'See how the cases stand' }, who: READERS },
  cases: { area: 'cases', text: { zh: '看工单清单', en: 'See lists of cases' }, who: READERS },
  caseDetail: {
    area: 'cases',
    text: { zh: '看一件工单', en: 'See a case in full' },
    who: READERS,
    owners: ([id], workspace) => seersOf(id, workspace),
  },
  showComplainant: {
    area: 'cases',
    text: { zh: '看诉求人信息（逐次留痕）', en: 'See who complained (each time recorded)' },
    who: { ...UNITS, ...grant(['inspector']) },
    owners: ([id], workspace) => unitsOf(id, workspace),
    command: { action: 'show-complainant', subject: ([id]) => `case:${id}` },
  },
  caseRates: { area: 'cases', text: { zh: '看三率和热点', en: 'See the three rates and hot spots' }, who: READERS },
  openCase: {
    area: 'cases',
    text: { zh: '登记问题线索', en: 'Open a case' },
    who: grant(['plan-office', 'department', 'town', 'analyst', 'inspector', 'system']),
    command: {
      action: 'open-case',
      fromEvents: createdOf,
      subject: (_, created) => (created ? `case:${created.id}` : 'cases'),
      detail: ([{ source, topic, cause }]) => ({ source, topic, cause }),
    },
  },
  dispatchCases: {
    area: 'cases',
    text: { zh: '派单、转办', en: 'Dispatch and transfer cases' },
    who: OFFICE,
    command: {
      action: 'dispatch-cases',
      fromEvents: changedOf,
      subject: ([{ cases }]) => subjectOf(cases),
      detail: ([{ cases, unit, assisting }], { changed }) => ({ cases: cases.length, to: unit, assisting, changed }),
    },
  },
  escalateCases: {
    area: 'cases',
    text: { zh: '催办、督办、约谈', en: 'Remind, supervise, interview' },
    who: OFFICE,
    command: {
      action: 'escalate-cases',
      fromEvents: changedOf,
      subject: ([{ cases }]) => subjectOf(cases),
      detail: ([{ cases, step }], { changed }) => ({ cases: cases.length, step, changed }),
    },
  },
  workOnCase: {
    area: 'cases',
    text: { zh: '签收、办理、申请核查', en: 'Sign for, handle and hand in a case' },
    who: UNITS,
    owners: ([id], workspace) => handlerOf(id, workspace),
    command: {
      action: 'work-on-case',
      fromEvents: asAsked,
      subject: ([id]) => `case:${id}`,
      detail: ([, input]) => ({ do: input.do }),
    },
  },
  checkCase: {
    area: 'cases',
    text: { zh: '核查、退回、回访、办结', en: 'Verify, return, call back on and close a case' },
    who: grant(['plan-office', 'inspector', 'system']),
    command: {
      action: 'check-case',
      fromEvents: asAsked,
      subject: ([id]) => `case:${id}`,
      detail: ([, input]) => ({ ...input }),
    },
  },
  ruleOnCase: {
    area: 'cases',
    text: { zh: '延期、剔除、取消合并', en: 'Extend, leave out, take a merge back' },
    who: OFFICE,
    command: {
      action: 'rule-on-case',
      fromEvents: asAsked,
      subject: ([id]) => `case:${id}`,
      detail: ([, input]) => ({ ...input }),
    },
  },
  mergeCases: {
    area: 'cases',
    text: { zh: '合并重复件', en: 'Merge repeats' },
    who: OFFICE,
    command: {
      action: 'merge-cases',
      fromEvents: asAsked,
      subject: ([{ into }]) => `case:${into}`,
      detail: ([{ cases }]) => ({ cases }),
    },
  },
  caseProposals: { area: 'cases', text: { zh: '看疑似重复件', en: 'See suspected repeats' }, who: OFFICE },
  caseImports: { area: 'cases', text: { zh: '看工单导入', en: 'See imports of cases' }, who: OFFICE },
  previewCaseImport: { area: 'cases', text: { zh: '预览工单导入', en: 'Preview an import of cases' }, who: OFFICE },
  commitCaseImport: {
    area: 'cases',
    text: { zh: '导入 12345 工单', en: 'Import tickets of 12345' },
    who: OFFICE,
    command: {
      action: 'import-cases',
      subject: (_, done) => (done?.import ? `case-import:${done.import.id}` : 'case-import'),
      detail: ([{ name }], { import: record, merged }) => ({
        file: name,
        opened: record?.opened ?? 0,
        updated: record?.updated ?? 0,
        merged,
      }),
    },
  },
  undoCaseImport: {
    area: 'cases',
    text: { zh: '撤销工单导入', en: 'Undo an import of cases' },
    who: OFFICE,
    command: {
      action: 'undo-case-import',
      subject: ([id]) => `case-import:${id}`,
      detail: (_, { withdrawn, restored, kept }) => ({ withdrawn, restored, kept }),
    },
  },
};
