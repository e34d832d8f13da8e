import type { Actor } from '@qingshan/campaign';
import type { z } from 'zod';
import type { ProducedFile } from '../produced-file.ts';
import { evidenceBytes } from '../evidence/evidence.ts';
import type { Campaign } from '../loop/campaign.ts';
import type * as views from '../views/index.ts';
import { importMunicipal, linkMunicipal, previewMunicipal, showCascade } from './cascade.ts';
import {
  addDraft,
  copyDraft,
  decideDraft,
  discardDraft,
  listDrafts,
  openDraft,
  showDraft,
  undoDraft,
  type UploadedFile,
} from './drafts.ts';
import { issueDraft, previewIssue } from './issue.ts';
import type { PlanBook } from './plan-book.ts';
import { diffOfVersions, exportVersion, listVersions, showPlan, showVersion, type PlanExport } from './versions.ts';

type Of<S extends z.ZodType> = z.output<S>;
type Draft = Promise<views.PlanDraftView>;

/** The plan as a document: drafts, versions, and where its measures come from. */
export interface PlanUseCases {
  /** The plan in force, or that of a moment. @throws QingshanError `bad-request` */
  plan(asked?: { readonly asOf?: string | undefined }): Promise<views.PlanView>;
  /** The newest first. */
  planDrafts(): Promise<views.PlanDraftRowView[]>;
  /** @throws QingshanError `not-found` */
  planDraft(id: number): Draft;
  /** The original file. @throws QingshanError `not-found`, `workspace-damaged` */
  planDraftFile(id: number): Promise<ProducedFile>;
  /** Reads a docx or xlsx into a draft. @throws QingshanError `bad-file` */
  addPlanDraft(file: UploadedFile, year: number): Promise<{ id: number }>;
  /** Copies a version into a later year, as a draft. @throws QingshanError `not-found`, `bad-request` */
  copyPlan(input: Of<typeof views.copyInput>): Promise<{ id: number }>;
  /** Settles doubts as one step. @throws QingshanError `bad-request`, `wrong-state`, `changed-meanwhile` */
  decidePlanDraft(id: number, input: Of<typeof views.draftDecisionsInput>): Draft;
  /** Takes the last step back. @throws QingshanError `wrong-state`, `changed-meanwhile` */
  undoPlanDraft(id: number, seen: number): Draft;
  /** @throws QingshanError `wrong-state`, `changed-meanwhile` */
  discardPlanDraft(id: number, seen: number): Draft;
  /** What issuing would do to the plan and to what runs. Writes nothing. @throws QingshanError `wrong-state` */
  previewPlanIssue(id: number, input: Of<typeof views.issueInput>): Promise<views.IssuePreviewView>;
  /** Makes a version that nobody can change. @throws QingshanError `bad-request`, `wrong-state`, `changed-meanwhile` */
  issuePlan(id: number, input: Of<typeof views.issueInput>): Promise<views.PlanVersionRowView>;
  /** The newest first. */
  planVersions(): Promise<views.PlanVersionRowView[]>;
  /** @throws QingshanError `not-found` */
  planVersion(id: number): Promise<Of<typeof views.planVersion>>;
  /** @throws QingshanError `not-found` */
  diffPlanVersions(from: number, to: number): Promise<Of<typeof views.versionDiff>>;
  /** The table again, in Word or Excel. @throws QingshanError `not-found`, `bad-request` */
  exportPlan(asked: PlanExport): Promise<ProducedFile>;
  /** Municipal items 市级任务, the measures that carry them out, gaps and conflicts. */
  cascade(): Promise<views.CascadeView>;
  /** @throws QingshanError `bad-file` */
  previewMunicipalItems(file: UploadedFile): Promise<Of<typeof views.municipalPreview>>;
  /** @throws QingshanError `bad-file`, `changed-meanwhile` */
  importMunicipalItems(file: UploadedFile, skipFaulty: boolean): Promise<Of<typeof views.municipalPreview>>;
  /** @throws QingshanError `not-found`, `changed-meanwhile` */
  linkMunicipalItem(input: Of<typeof views.cascadeLinkInput>): Promise<views.CascadeView>;
}

export function planUseCases(campaign: Campaign, book: PlanBook, actor: Actor): PlanUseCases {
  const { workspace } = campaign;
  return {
    plan: (asked) => showPlan(workspace, book, asked?.asOf),
    planDrafts: () => listDrafts(campaign, book),
    planDraft: (id) => showDraft(campaign, book, id),
    planDraftFile: async (id) => {
      const { record } = await openDraft(campaign, id);
      const { type, bytes } = await evidenceBytes(campaign, record.file);
      return { name: record.name, type, bytes };
    },
    addPlanDraft: async (file, year) => ({ id: (await addDraft(campaign, actor, file, year)).id }),
    copyPlan: async (input) => ({ id: (await copyDraft(campaign, book, actor, input)).id }),
    decidePlanDraft: (id, input) => decideDraft(campaign, book, actor, id, input),
    undoPlanDraft: (id, seen) => undoDraft(campaign, book, actor, id, seen),
    discardPlanDraft: (id, seen) => discardDraft(campaign, book, actor, id, seen),
    previewPlanIssue: (id, input) => previewIssue(campaign, book, id, input),
    issuePlan: (id, input) => issueDraft(campaign, book, actor, id, input),
    planVersions: () => listVersions(book),
    planVersion: (id) => showVersion(workspace, book, id),
    diffPlanVersions: (from, to) => diffOfVersions(workspace, book, from, to),
    exportPlan: (asked) => exportVersion(workspace, book, asked),
    cascade: () => showCascade(campaign),
    previewMunicipalItems: (file) => previewMunicipal(campaign, file),
    importMunicipalItems: (file, skipFaulty) => importMunicipal(campaign, actor, file, skipFaulty),
    linkMunicipalItem: (input) => linkMunicipal(campaign, actor, input),
  };
}
