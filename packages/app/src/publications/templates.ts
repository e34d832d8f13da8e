import type { Actor } from '@qingshan/campaign';
import {
  DOCUMENT_KINDS,
  produce,
  renderDocx,
  SAMPLES,
  shippedTemplateFor,
  templatePlaces,
  type DocumentKind,
  type OfficialDocument,
  type TemplateFile,
} from '@qingshan/documents';
import { formatMoment, QingshanError } from '@qingshan/kernel';
import { keepBytes, keptBytes } from '../evidence/kept-bytes.ts';
import type { DocumentTemplatesView } from '../views/index.ts';
import type { Workspace } from '../workspace.ts';
import type { TemplateRecord } from './ports.ts';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** A template larger than this is no template */
const TEMPLATE_BYTES_LIMIT = 5 * 1_048_576;

async function newest({ registry }: Workspace, kind: DocumentKind): Promise<TemplateRecord | null> {
  return (await registry.publications.templates()).find((t) => t.kind === kind) ?? null;
}

/** The template in use for a document: the office's own, or the one that ships. */
export async function templateFor(workspace: Workspace, document: OfficialDocument): Promise<TemplateFile> {
  const record = await newest(workspace, document.kind);
  if (record === null || record.file === null) return shippedTemplateFor(document);
  return { name: record.name, bytes: await keptBytes(workspace.files, record.file, record.name) };
}

/** Every kind with its templates, the newest first. */
export async function listTemplates(workspace: Workspace): Promise<DocumentTemplatesView> {
  const all = await workspace.registry.publications.templates();
  return DOCUMENT_KINDS.map((kind) => ({
    kind,
    versions: all
      .filter((t) => t.kind === kind)
      .map(({ id, file, name, note, by, at }) => ({ id, own: file !== null, name, note, by, at: formatMoment(at) })),
    places: templatePlaces(produce(SAMPLES[kind])),
  }));
}

async function versionOf({ registry }: Workspace, kind: DocumentKind, version: number): Promise<TemplateRecord> {
  const found = (await registry.publications.templates()).find((t) => t.id === version && t.kind === kind);
  if (found) return found;
  throw new QingshanError('not-found', { what: { zh: '模板', en: 'template' }, id: version, hint: '' });
}

/** A template to take to Word: a version of the office, or the one that ships. @throws QingshanError `not-found` */
export async function templateFile(
  workspace: Workspace,
  kind: DocumentKind,
  version: number | null,
): Promise<{ name: string; type: string; bytes: Uint8Array }> {
  const record = version === null ? null : await versionOf(workspace, kind, version);
  if (record && record.file !== null) {
    return { name: record.name, type: DOCX, bytes: await keptBytes(workspace.files, record.file, record.name) };
  }
  return { ...shippedTemplateFor(produce(SAMPLES[kind])), type: DOCX };
}

/**
 * Takes a template into use after it was tried on sample facts.
 *
 * @throws QingshanError `bad-template` naming each place that is wrong, `bad-file`
 */
export async function addTemplate(
  workspace: Workspace,
  by: Actor,
  kind: DocumentKind,
  file: TemplateFile,
): Promise<DocumentTemplatesView> {
  if (file.bytes.length > TEMPLATE_BYTES_LIMIT) {
    throw new QingshanError('bad-file', {
      file: file.name,
      why: { zh: '模板超过 5 MB', en: 'the template is larger than 5 MB' },
      hint: { zh: '请去掉图片后再上传', en: 'Take pictures out of it' },
    });
  }
  renderDocx(produce(SAMPLES[kind]), file);
  await workspace.registry.publications.addTemplate({
    kind,
    file: await keepBytes(workspace.files, file.bytes),
    name: file.name.slice(0, 200),
    note: '',
    by: by.name,
    at: workspace.clock.now(),
  });
  return listTemplates(workspace);
}

/** Goes back to an earlier version or to the template that ships. @throws QingshanError `not-found` */
export async function useTemplate(
  workspace: Workspace,
  by: Actor,
  kind: DocumentKind,
  { version, note }: { readonly version: number | null; readonly note: string },
): Promise<DocumentTemplatesView> {
  const earlier = version === null ? null : await versionOf(workspace, kind, version);
  await workspace.registry.publications.addTemplate({
    kind,
    file: earlier?.file ?? null,
    name: earlier?.name ?? shippedTemplateFor(produce(SAMPLES[kind])).name,
    note,
    by: by.name,
    at: workspace.clock.now(),
  });
  return listTemplates(workspace);
}
