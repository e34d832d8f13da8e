import { produce, renderPage, sha256Of, type DocumentFacts } from '@qingshan/documents';
import { formatDay, parseDay, calendarOf, QingshanError } from '@qingshan/kernel';
import type { ProducedFile } from '../produced-file.ts';
import type { DocumentAsk, DocumentDraftView } from '../views/index.ts';
import type { Workspace } from '../workspace.ts';
import type { Gathered, Sources } from './gathered.ts';
import { KINDS } from './kinds.ts';
import type { PublicationRecord, PublishedForm } from './ports.ts';
import { explain, renderAll } from './render.ts';
import { templateFor } from './templates.ts';

export const FORM_TYPES: Readonly<Record<PublishedForm, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  html: 'text/html; charset=utf-8',
  zip: 'application/zip',
};

export function seriesOf({ settings }: Workspace, kind: DocumentAsk['kind']): string {
  return settings.documents.series[kind] ?? KINDS[kind].series;
}

/** 发文字号: `通报〔2024〕3号` */
export function numberText({ series, year, number }: Pick<PublicationRecord, 'series' | 'year' | 'number'>): string {
  return `${series}〔${year}〕${number}号`;
}

/** The facts with a number in their frame. */
export function numbered(document: DocumentFacts, number: string): DocumentFacts {
  const facts = structuredClone(document);
  Object.assign(facts.facts, { frame: { ...facts.facts.frame, number } });
  return facts;
}

/** What is asked for, where several documents on a subject are told apart by their day. */
export function completed(ask: DocumentAsk, today: string): DocumentAsk {
  return KINDS[ask.kind].daily ? { ...ask, variant: ask.variant === '' ? today : ask.variant } : ask;
}

export async function gather(sources: Sources, ask: DocumentAsk): Promise<Gathered> {
  return KINDS[ask.kind].gather(sources, ask);
}

/** Stands for everything that a reader of the draft has checked. */
export function checkedHash({ document, rules, attached }: Gathered): string {
  return sha256Of(new TextEncoder().encode(JSON.stringify([document, rules, attached])));
}

export function standingOf(
  publications: readonly PublicationRecord[],
  { kind, subject, variant }: DocumentAsk,
): PublicationRecord | null {
  const same = (p: PublicationRecord) => p.kind === kind && p.subject === subject && p.variant === variant;
  return publications.find((p) => same(p) && p.withdrawn === null) ?? null;
}

/** The year in which a document of today is numbered. */
export function yearOf(day: string): number {
  const parsed = parseDay(day);
  if (parsed === null) throw new QingshanError('bad-request', { why: day, hint: '2024-10-31' });
  return calendarOf(parsed).year;
}

/**
 * A document as it would be published now, with what to look at before.
 *
 * @throws QingshanError `bad-draft`, `bad-facts`, `unknown-period`, `not-found`
 */
export async function showDraft(sources: Sources, asked: DocumentAsk): Promise<DocumentDraftView> {
  const { workspace, today } = sources.campaign;
  const day = formatDay(today);
  const ask = completed(asked, day);
  const gathered = await gather(sources, ask);
  const series = seriesOf(workspace, ask.kind);
  const year = yearOf(day);
  const number = numberText({ series, year, number: await workspace.registry.publications.nextNumber(series, year) });
  const document = produce(numbered(gathered.document, number));
  const standing = standingOf(await workspace.registry.publications.publications(), ask);
  return {
    kind: ask.kind,
    subject: ask.subject,
    variant: ask.variant,
    title: document.title,
    number,
    day,
    simulated: document.simulated,
    checks: [...gathered.checks],
    checked: checkedHash(gathered),
    rules: { ...gathered.rules },
    template: (await templateFor(workspace, document)).name,
    standing: standing === null ? null : { id: standing.id, number: numberText(standing) },
    attached: [...gathered.attached],
    page: renderPage(document, { explain }),
  };
}

/** A draft as a file, to be looked at or worked on; it has no number. @throws QingshanError as {@link showDraft} */
export async function draftFile(sources: Sources, asked: DocumentAsk, form: PublishedForm): Promise<ProducedFile> {
  const { workspace, today } = sources.campaign;
  const ask = completed(asked, formatDay(today));
  const { document, rules, attached } = await gather(sources, ask);
  const produced = produce(document);
  const template = await templateFor(workspace, produced);
  const bytes = (await renderAll(workspace.files, document, rules, template, attached))[form];
  if (!bytes) throw new QingshanError('bad-request', { why: form, hint: 'docx, xlsx, html' });
  return { name: `${produced.title}（草稿）.${form}`, type: FORM_TYPES[form], bytes };
}
