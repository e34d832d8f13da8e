import { diffVersions } from '@qingshan/campaign';
import { writePlanDocx, writePlanXlsx } from '@qingshan/documents';
import { QingshanError } from '@qingshan/kernel';
import type { z } from 'zod';
import { readAsOf } from '../assess/asking.ts';
import type { ProducedFile } from '../produced-file.ts';
import type * as views from '../views/index.ts';
import type { Workspace } from '../workspace.ts';
import type { PlanBook } from './plan-book.ts';
import { planView } from './show-plan.ts';
import { diffView, versionRow } from './version-views.ts';

export const PLAN_LAYOUTS = ['annexes', 'fields', 'narrative'] as const;
export type PlanLayout = (typeof PLAN_LAYOUTS)[number];
export const PLAN_FORMATS = ['docx', 'xlsx'] as const;
export type PlanFormat = (typeof PLAN_FORMATS)[number];

export interface PlanExport {
  readonly version: number;
  readonly layout: PlanLayout;
  readonly format: PlanFormat;
}

const TYPES: Readonly<Record<PlanFormat, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Every version, the newest first. */
export async function listVersions(book: PlanBook): Promise<views.PlanVersionRowView[]> {
  await book.refresh();
  return book.versions.map((record) => versionRow(book, record)).toReversed();
}

/** @throws QingshanError `not-found` */
export async function showVersion(
  workspace: Workspace,
  book: PlanBook,
  id: number,
): Promise<z.output<typeof views.planVersion>> {
  await book.refresh();
  const record = book.version(id);
  return { version: versionRow(book, record), plan: planView(record.content.plan, workspace.district) };
}

/** The plan in force, or that of a moment. @throws QingshanError `bad-request` */
export async function showPlan(workspace: Workspace, book: PlanBook, asOf?: string): Promise<views.PlanView> {
  await book.refresh();
  const moment = asOf === undefined ? undefined : readAsOf(asOf);
  return planView(book.inForce(moment).content.plan, workspace.district);
}

/** What changed from one version to another. @throws QingshanError `not-found` */
export async function diffOfVersions(
  workspace: Workspace,
  book: PlanBook,
  from: number,
  to: number,
): Promise<z.output<typeof views.versionDiff>> {
  await book.refresh();
  const [a, b] = [book.version(from), book.version(to)];
  const diff = diffVersions(a.content, b.content);
  return {
    from: versionRow(book, a),
    to: versionRow(book, b),
    diff: diffView(diff, a.content.plan, b.content.plan, workspace.district),
  };
}

/**
 * A version as the table that it came in, in Word or Excel; bringing it in again gives the same tree.
 *
 * @throws QingshanError `not-found`, `bad-request` for the narrative layout as xlsx
 */
export async function exportVersion(workspace: Workspace, book: PlanBook, asked: PlanExport): Promise<ProducedFile> {
  await book.refresh();
  const record = book.version(asked.version);
  const { layout, format } = asked;
  const { plan, wordings } = record.content;
  const source = {
    plan,
    units: workspace.district.units,
    wordings: Object.fromEntries(Object.entries(wordings).map(([id, { words }]) => [id, words])),
  };
  const name = `${plan.title.zh}（第${record.version}版）.${format}`;
  if (format === 'docx') return { name, type: TYPES.docx, bytes: writePlanDocx(source, layout) };
  if (layout !== 'narrative') return { name, type: TYPES.xlsx, bytes: writePlanXlsx(source, layout) };
  throw new QingshanError('bad-request', {
    why: { zh: '叙述式不能写成 xlsx。', en: 'The narrative layout cannot be written as xlsx.' },
    hint: { zh: '请用 docx', en: 'Use docx' },
  });
}
