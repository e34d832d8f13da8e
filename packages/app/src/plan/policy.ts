import { SIGNED_IN, OFFICE, grant, type Rule, type Who } from '../people/rule.ts';
import type { PlanUseCases } from './use-cases.ts';

type PlanPolicy = {
  readonly [K in keyof PlanUseCases]: Rule<Parameters<PlanUseCases[K]>, Awaited<ReturnType<PlanUseCases[K]>>>;
};

const READERS: Who = { ...SIGNED_IN, public: 'published' };
/** Drafts are not public yet. */
const SEE_DRAFTS: Who = { ...OFFICE, ...grant(['leader', 'auditor']) };

const draft = ([id]: readonly [number, ...unknown[]]): string => `plan-draft:${id}`;

/** Who may draft, issue and read plans; part of the one policy. */
export const PLAN_POLICY: PlanPolicy = {
  plan: { area: 'figures', text: { zh: '看行动计划', en: 'See the plan' }, who: READERS },
  planDrafts: { area: 'plan', text: { zh: '看计划草稿清单', en: 'See the drafts of plans' }, who: SEE_DRAFTS },
  planDraft: { area: 'plan', text: { zh: '看一份计划草稿', en: 'See a draft of a plan' }, who: SEE_DRAFTS },
  planDraftFile: { area: 'plan', text: { zh: '打开草稿的原文件', en: 'Open the file of a draft' }, who: SEE_DRAFTS },
  addPlanDraft: {
    area: 'plan',
    text: { zh: '读入计划文件', en: 'Bring in a document of a plan' },
    who: OFFICE,
    command: {
      action: 'add-plan-draft',
      subject: (_, made) => (made ? `plan-draft:${made.id}` : 'plan-draft'),
      detail: ([{ name }, year]) => ({ file: name, year }),
    },
  },
  copyPlan: {
    area: 'plan',
    text: { zh: '结转往年计划', en: 'Copy a plan into a later year' },
    who: OFFICE,
    command: {
      action: 'copy-plan',
      subject: (_, made) => (made ? `plan-draft:${made.id}` : 'plan-draft'),
      detail: ([{ from, year }]) => ({ from, year }),
    },
  },
  decidePlanDraft: {
    area: 'plan',
    text: { zh: '处理草稿疑点', en: 'Settle doubts of a draft' },
    who: OFFICE,
    command: {
      action: 'decide-plan-draft',
      subject: draft,
      detail: ([, { decisions }]) => ({ decisions: decisions.length }),
    },
  },
  undoPlanDraft: {
    area: 'plan',
    text: { zh: '撤销上一步处理', en: 'Undo the last step of a draft' },
    who: OFFICE,
    command: { action: 'undo-plan-draft', subject: draft },
  },
  discardPlanDraft: {
    area: 'plan',
    text: { zh: '作废草稿', en: 'Discard a draft' },
    who: OFFICE,
    command: { action: 'discard-plan-draft', subject: draft },
  },
  previewPlanIssue: { area: 'plan', text: { zh: '预览印发的影响', en: 'See what issuing would do' }, who: SEE_DRAFTS },
  issuePlan: {
    area: 'plan',
    text: { zh: '印发计划版本', en: 'Issue a version of the plan' },
    who: OFFICE,
    command: {
      action: 'issue-plan',
      subject: ([id], made) => (made ? `plan-version:${made.id}` : `plan-draft:${id}`),
      detail: ([id, { name, number, date }], made) => ({
        draft: id,
        plan: made.plan,
        version: made.version,
        document: name,
        number,
        date,
      }),
    },
  },
  planVersions: { area: 'plan', text: { zh: '看计划版本', en: 'See the versions of plans' }, who: SIGNED_IN },
  planVersion: { area: 'plan', text: { zh: '看一个计划版本', en: 'See one version of a plan' }, who: SIGNED_IN },
  diffPlanVersions: { area: 'plan', text: { zh: '比较计划版本', en: 'Compare versions of plans' }, who: SIGNED_IN },
  exportPlan: { area: 'plan', text: { zh: '导出计划表', en: 'Write a plan as a document' }, who: SIGNED_IN },
  cascade: { area: 'plan', text: { zh: '看市级任务对应', en: 'See municipal items and measures' }, who: SIGNED_IN },
  previewMunicipalItems: {
    area: 'plan',
    text: { zh: '预览市级任务表', en: 'Preview a table of municipal items' },
    who: OFFICE,
  },
  importMunicipalItems: {
    area: 'plan',
    text: { zh: '导入市级任务表', en: 'Import municipal items' },
    who: OFFICE,
    command: {
      action: 'import-municipal',
      subject: () => 'municipal',
      detail: ([{ name }], { items, added, changed, gone }) => ({
        file: name,
        items: items.length,
        added,
        changed,
        gone,
      }),
    },
  },
  linkMunicipalItem: {
    area: 'plan',
    text: { zh: '把措施对应到市级任务', en: 'Link measures to municipal items' },
    who: OFFICE,
    command: {
      action: 'link-municipal',
      subject: ([{ item, measure }]) => `municipal:${item} ${measure}`,
      detail: ([{ link }]) => ({ link }),
    },
  },
};
