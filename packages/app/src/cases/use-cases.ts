import type { Actor, CasePrivate } from '@qingshan/campaign';
import { parseMoment, QingshanError } from '@qingshan/kernel';
import type { z } from 'zod';
import type { Campaign } from '../loop/campaign.ts';
import { unknown } from '../loop/campaign.ts';
import type { Reach } from '../people/rule.ts';
import type * as views from '../views/index.ts';
import { changeCases, mergeCases, newCaseOf, openCase, unmergeCase, type NewCase } from './commands.ts';
import { showCase } from './detail.ts';
import { commitCaseImport, importView, previewCaseImport, undoCaseImport, type ExportFile } from './import-export.ts';
import { listCases, showCaseDesk } from './list.ts';
import { proposalsIn } from './proposals.ts';
import { showRates } from './rates.ts';
import { rowsOf } from './rows.ts';

type Of<S extends z.ZodType> = z.output<S>;
type Changed = Of<typeof views.changed>;

/** Cases 问题线索、工单: from complaint, patrol, exceedance or inspection to verified and closed. */
export interface CaseUseCases {
  /** What is red, yellow and mine; every count is the length of its list. */
  caseDesk(): Promise<views.CaseDeskView>;
  /** @throws QingshanError `bad-request` */
  cases(query: views.CaseQuery): Promise<Of<typeof views.caseList>>;
  /** @throws QingshanError `not-found` */
  caseDetail(id: string): Promise<views.CaseDetailView>;
  /** Who complained, unmasked. @throws QingshanError `not-found` */
  showComplainant(id: string): Promise<CasePrivate>;
  /** The three rates of a period and its hot spots. @throws QingshanError `bad-request`, `no-edition` */
  caseRates(asked: {
    readonly from?: string | undefined;
    readonly to?: string | undefined;
  }): Promise<views.CaseRatesView>;
  /** @throws QingshanError `not-found`, `bad-report` */
  openCase(input: views.CaseInput): Promise<Of<typeof views.created>>;
  /** Sends many cases to a unit, all or none. @throws QingshanError `not-found`, `wrong-state` */
  dispatchCases(input: Of<typeof views.caseDispatchInput>): Promise<Changed>;
  /** Records that a step of the ladder was taken for many cases. @throws QingshanError `not-found`, `wrong-state` */
  escalateCases(input: Of<typeof views.caseEscalationInput>): Promise<Changed>;
  /** The unit's steps. @throws QingshanError `not-found`, `wrong-state`, `bad-report`, `changed-meanwhile` */
  workOnCase(id: string, input: Of<typeof views.caseWorkInput>): Promise<views.CaseDetailView>;
  /** A second person's steps. @throws QingshanError `not-found`, `wrong-state`, `bad-report`, `changed-meanwhile` */
  checkCase(id: string, input: Of<typeof views.caseCheckInput>): Promise<views.CaseDetailView>;
  /** The office's steps. @throws QingshanError `not-found`, `wrong-state`, `bad-report`, `changed-meanwhile` */
  ruleOnCase(id: string, input: Of<typeof views.caseRulingInput>): Promise<views.CaseDetailView>;
  /** @throws QingshanError `not-found`, `wrong-state`, `bad-report` */
  mergeCases(input: Of<typeof views.caseMergeInput>): Promise<Changed>;
  /** Complaints that seem to repeat another one. */
  caseProposals(): Promise<Of<typeof views.caseProposal>[]>;
  caseImports(): Promise<Of<typeof views.caseImport>[]>;
  /** @throws QingshanError `bad-file` */
  previewCaseImport(file: ExportFile): Promise<views.CaseImportPreviewView>;
  /** The same file again changes nothing. @throws QingshanError `bad-file`, `changed-meanwhile` */
  commitCaseImport(file: ExportFile, merge: readonly string[]): Promise<Of<typeof views.caseImportDone>>;
  /** @throws QingshanError `not-found`, `wrong-state` */
  undoCaseImport(id: string): Promise<Of<typeof views.caseImportUndone>>;
}

type Ruling = Of<typeof views.caseRulingInput>;

async function rule(campaign: Campaign, by: Actor, id: string, { seen, ...ruling }: Ruling): Promise<void> {
  if (ruling.do === 'unmerge') return unmergeCase(campaign, by, id, seen);
  if (ruling.do === 'decide-exclusion') return void (await changeCases(campaign, by, [id], ruling, seen));
  const due = parseMoment(ruling.due);
  if (due === null) {
    throw new QingshanError('bad-report', { why: { zh: '没有填写新的时限', en: 'the new deadline is missing' } });
  }
  await changeCases(campaign, by, [id], { ...ruling, due }, seen);
}

async function complainantOf(campaign: Campaign, id: string): Promise<CasePrivate> {
  const found = (await campaign.workspace.registry.cases.privateOf([id])).get(id);
  if (!found) throw unknown({ zh: '诉求人信息', en: 'complainant of case' }, id);
  return found;
}

async function proposals(campaign: Campaign, actor: Actor): Promise<Of<typeof views.caseProposal>[]> {
  const { registry } = campaign.workspace;
  const found = await proposalsIn(campaign, actor);
  const states = await registry.cases.find(found.flatMap((proposal) => [proposal.case, proposal.main]));
  const rows = new Map(
    rowsOf(campaign.workspace, [...states.values()], campaign.act(actor).at).map((row) => [row.id, row]),
  );
  return found.flatMap((proposal) => {
    const [one, main] = [rows.get(proposal.case), rows.get(proposal.main)];
    return one && main ? [{ case: one, main, by: proposal.by }] : [];
  });
}

/** @param reach units whose cases the actor may see */
export function caseUseCases(campaign: Campaign, actor: Actor, reach: () => Reach): CaseUseCases {
  const open = async (asked: NewCase) => ({ id: (await openCase(campaign, actor, asked)).id });
  return {
    caseDesk: async () => showCaseDesk(campaign, actor, reach()),
    cases: async (query) => listCases(campaign, actor, query, reach()),
    caseDetail: (id) => showCase(campaign, actor, id),
    showComplainant: (id) => complainantOf(campaign, id),
    caseRates: async (asked) => showRates(campaign, reach(), asked),
    openCase: async (input) => open(newCaseOf(input)),
    dispatchCases: async ({ cases, ...command }) => ({
      changed: await changeCases(campaign, actor, cases, { do: 'dispatch', ...command }),
    }),
    escalateCases: async ({ cases, ...command }) => ({
      changed: await changeCases(campaign, actor, cases, { do: 'escalate', ...command }),
    }),
    workOnCase: async (id, { seen, ...command }) => {
      await changeCases(campaign, actor, [id], command, seen);
      return showCase(campaign, actor, id);
    },
    checkCase: async (id, { seen, ...command }) => {
      await changeCases(campaign, actor, [id], command, seen);
      return showCase(campaign, actor, id);
    },
    ruleOnCase: async (id, ruling) => {
      await rule(campaign, actor, id, ruling);
      return showCase(campaign, actor, id);
    },
    mergeCases: async ({ cases, into }) => ({ changed: await mergeCases(campaign, actor, cases, into) }),
    caseProposals: () => proposals(campaign, actor),
    caseImports: async () => (await campaign.workspace.registry.cases.imports()).map(importView),
    previewCaseImport: (file) => previewCaseImport(campaign, actor, file),
    commitCaseImport: (file, merge) => commitCaseImport(campaign, actor, file, merge),
    undoCaseImport: (id) => undoCaseImport(campaign, actor, id),
  };
}
