import type { Actor } from '@qingshan/campaign';
import { formatMoment, QingshanError } from '@qingshan/kernel';
import { keptBytes } from '../evidence/kept-bytes.ts';
import type { ProducedFile } from '../produced-file.ts';
import type { PublicationQuery, PublicationSummary, PublicationView } from '../views/index.ts';
import type { Workspace } from '../workspace.ts';
import { FORM_TYPES, numberText } from './draft.ts';
import { PUBLISHED_FORMS, type PublicationRecord, type PublishedForm } from './ports.ts';

/** The public reads the kinds that the district publishes, and of what was withdrawn only that it was. */
function mayRead({ settings }: Workspace, { role }: Actor, { kind }: PublicationRecord): boolean {
  return role !== 'public' || settings.documents.public.includes(kind);
}

function formsOf(record: PublicationRecord, { role }: Actor): PublishedForm[] {
  if (role === 'public' && record.withdrawn !== null) return [];
  return PUBLISHED_FORMS.filter((form) => record.files[form] !== undefined);
}

function summaryOf(
  record: PublicationRecord,
  replacedBy: ReadonlyMap<number, number>,
  actor: Actor,
): PublicationSummary {
  const { id, kind, subject, variant, title, day, at, simulated, replaces, withdrawn } = record;
  const named = (name: string) => (actor.role === 'public' ? null : name);
  return {
    id,
    kind,
    subject,
    variant,
    title,
    number: numberText(record),
    day,
    at: formatMoment(at),
    by: named(record.byName),
    simulated,
    forms: formsOf(record, actor),
    replaces,
    replacedBy: replacedBy.get(id) ?? null,
    withdrawn:
      withdrawn === null ? null : { by: named(withdrawn.by), at: formatMoment(withdrawn.at), reason: withdrawn.reason },
  };
}

function replacements(all: readonly PublicationRecord[]): ReadonlyMap<number, number> {
  return new Map(all.flatMap((p) => (p.replaces === null ? [] : [[p.replaces, p.id] as const])));
}

/** What was published, the newest first. */
export async function listPublications(
  workspace: Workspace,
  actor: Actor,
  { kind, text }: PublicationQuery,
): Promise<PublicationSummary[]> {
  const all = await workspace.registry.publications.publications();
  const replacedBy = replacements(all);
  const wanted = (text ?? '').trim().toLowerCase();
  return all
    .filter((record) => mayRead(workspace, actor, record) && (kind === undefined || record.kind === kind))
    .map((record) => summaryOf(record, replacedBy, actor))
    .filter((row) => `${row.title} ${row.number}`.toLowerCase().includes(wanted));
}

/** @throws QingshanError `not-found`, also for what the public may not read */
export async function recordOf(workspace: Workspace, actor: Actor, id: number): Promise<PublicationRecord> {
  const record = await workspace.registry.publications.publication(id);
  if (record && mayRead(workspace, actor, record)) return record;
  throw new QingshanError('not-found', { what: { zh: '已发布文件', en: 'publication' }, id, hint: '' });
}

/** A published document with what it rests on. @throws QingshanError `not-found` */
export async function showPublication(workspace: Workspace, actor: Actor, id: number): Promise<PublicationView> {
  const record = await recordOf(workspace, actor, id);
  const all = await workspace.registry.publications.publications();
  const summary = summaryOf(record, replacements(all), actor);
  return {
    ...summary,
    rules: JSON.parse(record.rules),
    program: record.program,
    template: { name: record.templateName, sha256: record.template },
    files: summary.forms.map((form) => ({ form, sha256: record.files[form] ?? '' })),
    attached: [...record.attached],
  };
}

/** The bytes as they were published. @throws QingshanError `not-found`, `workspace-damaged` */
export async function publicationFile(
  workspace: Workspace,
  actor: Actor,
  id: number,
  form: PublishedForm,
): Promise<ProducedFile> {
  const record = await recordOf(workspace, actor, id);
  const hash = formsOf(record, actor).includes(form) ? record.files[form] : undefined;
  const name = `${numberText(record)} ${record.title}.${form}`;
  if (hash === undefined) {
    throw new QingshanError('not-found', { what: { zh: '文件', en: 'file' }, id: name, hint: '' });
  }
  return { name, type: FORM_TYPES[form], bytes: await keptBytes(workspace.files, hash, name) };
}
