import type { Actor, HelpContent, RequestContent } from '@qingshan/campaign';
import type { z } from 'zod';
import { addEvidence, evidenceBytes, evidenceFacts, type EvidenceFile } from '../evidence/evidence.ts';
import type * as views from '../views/index.ts';
import type { Campaign } from './campaign.ts';
import {
  askChange,
  changeDispatches,
  changeHelp,
  changeReport,
  changeRequest,
  raiseHelp,
  specifyMeasure,
  verifyReport,
} from './commands.ts';
import { showDesk } from './desk.ts';
import { helpViews, requestViews } from './items.ts';
import { showMeasure } from './measure-page.ts';
import { showMonth } from './month-report.ts';
import { showReport } from './report-page.ts';
import { listAssignments } from './list.ts';
import { showWorklist } from './worklist.ts';

type Of<S extends z.ZodType> = z.output<S>;
type Changed = Of<typeof views.changed>;
type Created = Of<typeof views.created>;

/** What people do with the measures of the plan, from dispatch to verification. */
export interface LoopUseCases {
  /** What the plan office looks at in the morning. */
  desk(): Promise<views.DeskView>;
  /** Measures in the hands of units, the most urgent first; every count of the desk is the length of one of these lists. */
  assignments(query: views.AssignmentPageQuery): Promise<views.AssignmentPageView>;
  /** @throws QingshanError `not-found` */
  measurePage(id: string): Promise<views.MeasurePageView>;
  /** What waits for a unit. @throws QingshanError `not-found` */
  worklist(unit: string): Promise<views.WorklistView>;
  /** @param id `A15-1/mtg-transport/2024-06`. @throws QingshanError `not-found` */
  report(id: string): Promise<views.ReportDetailView>;
  /** Reports on a month, for the bulletin. @throws QingshanError `unknown-period`, `bad-request` */
  monthReport(month: string): Promise<views.MonthReportView>;
  requests(): Promise<views.RequestView[]>;
  helps(): Promise<views.HelpView[]>;
  /** Says how a measure is followed. @throws QingshanError `not-found`, `bad-report`, `changed-meanwhile` */
  specifyMeasure(id: string, input: Of<typeof views.settingInput>): Promise<views.MeasurePageView>;
  /** Dispatches, shares out, excuses or resumes many assignments, all or none. @throws QingshanError `not-found`, `wrong-state` */
  changeDispatch(input: Of<typeof views.dispatchInput>): Promise<Changed>;
  /** A unit signs for what was dispatched to it. @throws QingshanError `not-found`, `wrong-state` */
  signFor(input: Of<typeof views.signInput>): Promise<Changed>;
  /** A unit drafts, hands in or takes back a report. @throws QingshanError `wrong-state`, `bad-report`, `changed-meanwhile` */
  writeReport(id: string, input: Of<typeof views.reportInput>): Promise<views.ReportDetailView>;
  /** A second person accepts, returns or re-checks. @throws QingshanError `wrong-state`, `bad-report`, `changed-meanwhile` */
  verifyReport(id: string, input: Of<typeof views.verificationInput>): Promise<views.ReportDetailView>;
  /** Keeps a file as evidence, under the hash of its bytes. @throws QingshanError `bad-file` */
  addEvidence(file: EvidenceFile): Promise<views.EvidenceView>;
  /** @throws QingshanError `not-found` */
  evidenceFacts(id: string): Promise<views.EvidenceView>;
  /** @throws QingshanError `not-found`, `workspace-damaged` */
  evidenceBytes(id: string): Promise<views.EvidenceView & { bytes: Uint8Array }>;
  askChange(content: RequestContent): Promise<Created>;
  /** Approving a request changes its measure in the same step. @throws QingshanError `wrong-state`, `bad-report` */
  decideChange(id: string, input: Of<typeof views.decisionInput>): Promise<void>;
  dropChange(id: string): Promise<void>;
  raiseHelp(content: HelpContent): Promise<Created>;
  /** The unit that was asked answers. @throws QingshanError `wrong-state`, `bad-report` */
  answerHelp(id: string, text: string): Promise<void>;
  /** The unit that asked closes the item or asks again. @throws QingshanError `wrong-state`, `bad-report` */
  settleHelp(id: string, input: Of<typeof views.settlementInput>): Promise<void>;
}

export function loopUseCases(campaign: Campaign, actor: Actor): LoopUseCases {
  return {
    desk: () => showDesk(campaign),
    assignments: (query) => listAssignments(campaign, query),
    measurePage: (id) => showMeasure(campaign, id),
    worklist: (unit) => showWorklist(campaign, actor, unit),
    report: (id) => showReport(campaign, actor, id),
    monthReport: (month) => showMonth(campaign, month),
    requests: async () => requestViews(campaign, await campaign.current()),
    helps: async () => helpViews(campaign, await campaign.current()),
    specifyMeasure: async (id, input) => {
      await specifyMeasure(campaign, actor, id, input);
      return showMeasure(campaign, id);
    },
    changeDispatch: async ({ assignments, ...command }) => ({
      changed: await changeDispatches(campaign, actor, assignments, command),
    }),
    signFor: async ({ assignments }) => ({
      changed: await changeDispatches(campaign, actor, assignments, { do: 'sign' }),
    }),
    writeReport: (id, { seen, ...command }) => changeReport(campaign, actor, id, command, seen),
    verifyReport: (id, { seen, ...command }) => verifyReport(campaign, actor, id, command, seen),
    addEvidence: (file) => addEvidence(campaign, actor, file),
    evidenceFacts: (id) => evidenceFacts(campaign, id),
    evidenceBytes: (id) => evidenceBytes(campaign, id),
    askChange: async (content) => ({ id: await askChange(campaign, actor, content) }),
    decideChange: (id, command) => changeRequest(campaign, actor, id, command),
    dropChange: (id) => changeRequest(campaign, actor, id, { do: 'drop' }),
    raiseHelp: async (content) => ({ id: await raiseHelp(campaign, actor, content) }),
    answerHelp: (id, text) => changeHelp(campaign, actor, id, { do: 'answer', text }),
    settleHelp: (id, command) => changeHelp(campaign, actor, id, command),
  };
}
