import {
  actsFor,
  carriedDoubts,
  carriedLinks,
  copyForward,
  draftContext,
  draftPlan,
  type Actor,
  type DraftDecision,
} from '@qingshan/campaign';
import { readGrid, writePlanDocx } from '@qingshan/documents';
import { QingshanError } from '@qingshan/kernel';
import type { z } from 'zod';
import { EVIDENCE_BYTES_LIMIT } from '../evidence/evidence.ts';
import { keepBytes } from '../evidence/kept-bytes.ts';
import { checkSeen, unknown, type Campaign } from '../loop/campaign.ts';
import type * as views from '../views/index.ts';
import { decidedEvent, draftState, draftSubject, type DraftState } from './draft-log.ts';
import { contextOf, draftRow, draftView } from './draft-views.ts';
import type { PlanBook } from './plan-book.ts';
import type { DraftContent, DraftRecord } from './ports.ts';

const DRAFT = { zh: '计划草稿', en: 'draft of a plan' };

const TYPES = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

export interface UploadedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A draft with everything that is known of it. */
export interface OpenDraft {
  readonly record: DraftRecord;
  readonly content: DraftContent;
  readonly state: DraftState;
}

/** @throws QingshanError `not-found` */
export async function openDraft({ workspace }: Campaign, id: number): Promise<OpenDraft> {
  const { registry } = workspace;
  const [found, events] = await Promise.all([registry.plans.draft(id), registry.eventsOf(draftSubject(id))]);
  if (!found) throw unknown(DRAFT, String(id));
  return { ...found, state: draftState(events) };
}

/** @throws QingshanError `wrong-state` when the draft was issued or discarded */
export function checkOpen(book: PlanBook, { record, state }: OpenDraft): void {
  const issued = book.versions.some((v) => v.draft === record.id);
  if (!issued && !state.discarded) return;
  throw new QingshanError('wrong-state', {
    state: issued ? { zh: '已印发', en: 'issued' } : { zh: '已作废', en: 'discarded' },
    verb: { zh: '修改', en: 'changed' },
  });
}

export async function listDrafts({ workspace }: Campaign, book: PlanBook): Promise<views.PlanDraftRowView[]> {
  await book.refresh();
  const { registry } = workspace;
  const records = await registry.plans.drafts();
  const rows = await Promise.all(
    records.map(async (record) =>
      draftRow(record, draftState(await registry.eventsOf(draftSubject(record.id))), book.versions),
    ),
  );
  return rows.toReversed();
}

export async function showDraft(campaign: Campaign, book: PlanBook, id: number): Promise<views.PlanDraftView> {
  await book.refresh();
  const { record, content, state } = await openDraft(campaign, id);
  return draftView(campaign.workspace, record, content, state, book.versions);
}

async function keep(
  campaign: Campaign,
  by: Actor,
  { name, bytes }: UploadedFile,
  kind: DraftRecord['kind'],
  content: DraftContent,
): Promise<DraftRecord> {
  const { registry, files } = campaign.workspace;
  const { at } = campaign.act(by);
  const { draft, grid } = content;
  const id = await keepBytes(files, bytes);
  await registry.addFile({
    id,
    name: name.slice(0, 200),
    type: TYPES[grid.format],
    size: bytes.length,
    takenAt: null,
    place: null,
    by: by.name,
    at,
  });
  const record = {
    kind,
    name: name.slice(0, 200),
    file: id,
    year: draft.year,
    counts: draft.counts,
    doubts: draft.doubts.length,
    by: by.name,
    at,
  };
  return registry.plans.addDraft(record, content);
}

/**
 * Reads a document into a draft and keeps both. Nothing of it is in force.
 *
 * @param year of the plan, where the title of the document does not say it
 * @throws QingshanError `bad-file`: no docx or xlsx, damaged, too large
 */
export async function addDraft(campaign: Campaign, by: Actor, file: UploadedFile, year: number): Promise<DraftRecord> {
  if (file.bytes.length > EVIDENCE_BYTES_LIMIT) {
    throw new QingshanError('bad-file', {
      file: file.name,
      why: { zh: '文件超过 20 MB', en: 'the file is larger than 20 MB' },
      hint: { zh: '请去掉图片后再上传', en: 'Take the pictures out' },
    });
  }
  const grid = readGrid(file.name, file.bytes);
  const draft = draftPlan(grid, contextOf(campaign.workspace, year));
  return keep(campaign, by, file, 'document', { grid, draft, links: {} });
}

/**
 * Copies a version into another year as a draft: its document is written anew, so that it can be taken out, worked on in
 * Word and brought in again, or reviewed and issued as it is. What has to be set anew is asked for measure by measure.
 *
 * @throws QingshanError `not-found`, `bad-request` when the year is not a later one
 */
export async function copyDraft(
  campaign: Campaign,
  book: PlanBook,
  by: Actor,
  { from, year }: z.output<typeof views.copyInput>,
): Promise<DraftRecord> {
  await book.refresh();
  const version = book.version(from);
  if (year <= version.year) {
    throw new QingshanError('bad-request', {
      why: { zh: `${year} 年不在 ${version.year} 年之后。`, en: `${year} is not after ${version.year}.` },
      hint: { zh: '请填写以后的年度', en: 'Name a later year' },
    });
  }
  const { district } = campaign.workspace;
  const wordings = Object.fromEntries(Object.entries(version.content.wordings).map(([id, { words }]) => [id, words]));
  const copied = copyForward(version.content.plan, year);
  const bytes = writePlanDocx({ plan: copied.plan, units: district.units, wordings }, 'annexes');
  const name = `${copied.plan.title.zh}（结转稿）.docx`;
  const grid = readGrid(name, bytes);
  const read = draftPlan(grid, draftContext(district, copied.plan, year));
  const draft = { ...read, doubts: [...read.doubts, ...carriedDoubts(read, copied)] };
  return keep(campaign, by, { name, bytes }, 'copy', { grid, draft, links: carriedLinks(read, copied) });
}

function checkDecisions({ content }: OpenDraft, decisions: readonly DraftDecision[]): void {
  for (const { doubt, act } of decisions) {
    const found = content.draft.doubts.find((d) => d.id === doubt);
    if (!found) throw unknown({ zh: '疑点', en: 'doubt' }, doubt);
    if (actsFor(found).includes(act)) continue;
    throw new QingshanError('bad-request', {
      why: { zh: `疑点“${doubt}”不能这样处理。`, en: `the doubt “${doubt}” cannot be settled so.` },
      hint: actsFor(found).join(', '),
    });
  }
}

async function change(
  campaign: Campaign,
  book: PlanBook,
  by: Actor,
  id: number,
  seen: number,
  eventOf: (open: OpenDraft) => Parameters<Campaign['append']>[0][number]['events'],
): Promise<views.PlanDraftView> {
  await book.refresh();
  const open = await openDraft(campaign, id);
  checkOpen(book, open);
  checkSeen(seen, open.state);
  const entry = { subject: draftSubject(id), expected: open.state.seq, events: eventOf(open) };
  await campaign.append([entry], campaign.act(by));
  return showDraft(campaign, book, id);
}

/** Settles doubts, one or many, as one step. @throws QingshanError `not-found`, `bad-request`, `wrong-state`, `changed-meanwhile` */
export function decideDraft(
  campaign: Campaign,
  book: PlanBook,
  by: Actor,
  id: number,
  { decisions, seen }: z.output<typeof views.draftDecisionsInput>,
): Promise<views.PlanDraftView> {
  return change(campaign, book, by, id, seen, (open) => {
    checkDecisions(open, decisions);
    return [decidedEvent(decisions)];
  });
}

/** Takes the last step back. @throws QingshanError `not-found`, `wrong-state`, `changed-meanwhile` */
export function undoDraft(campaign: Campaign, book: PlanBook, by: Actor, id: number, seen: number) {
  return change(campaign, book, by, id, seen, ({ state }) =>
    state.steps.length === 0 ? [] : [{ type: 'undone', data: {} }],
  );
}

/** Puts a draft aside for good. @throws QingshanError `not-found`, `wrong-state`, `changed-meanwhile` */
export function discardDraft(campaign: Campaign, book: PlanBook, by: Actor, id: number, seen: number) {
  return change(campaign, book, by, id, seen, () => [{ type: 'discarded', data: {} }]);
}
