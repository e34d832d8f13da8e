import {
  freeze,
  packZip,
  type DocumentFacts,
  type RuleVersions,
  type TemplateFile,
  type ZipEntry,
} from '@qingshan/documents';
import { keptBytes } from '../evidence/kept-bytes.ts';
import type { FileStore } from '../ports.ts';
import type { PublicationRecord, PublishedForm } from './ports.ts';

/** The bytes of each form of a document. */
export type Rendered = Readonly<Partial<Record<PublishedForm, Uint8Array>>>;

/** Where a page leads from a figure: an assessment's explanation, the plan, or the desk. */
export function explain(id: string): string {
  if (id.startsWith('a-')) return `/?explain=${id}`;
  if (/^(measures|reports|responses)\//.test(id)) return `/${id}`;
  if (id.startsWith('score/')) return '/scores';
  return id === 'plan' ? '/plan' : '/desk';
}

/** The hashes of a pack's files, as `sha256sum -c` reads them. */
function hashList(attached: PublicationRecord['attached']): string {
  return attached.map(({ name, id }) => `${id}  佐证/${name}\n`).join('');
}

/**
 * All forms of a document. Equal facts, template and files give equal bytes.
 *
 * @throws QingshanError `bad-facts`, `bad-template`, `workspace-damaged` when a file to be packed is missing or changed
 */
export async function renderAll(
  files: FileStore,
  document: DocumentFacts,
  rules: RuleVersions,
  template: TemplateFile,
  attached: PublicationRecord['attached'],
): Promise<Rendered> {
  const { docx, xlsx, page } = freeze(document, rules, template, { explain });
  const html = new TextEncoder().encode(page);
  if (document.kind !== 'evidence-pack') return { docx, xlsx, html };
  const evidence: ZipEntry[] = [];
  for (const { name, id } of attached) evidence.push([`佐证/${name}`, await keptBytes(files, id, name)]);
  const index: ZipEntry[] = [
    ['目录.docx', docx],
    ['目录.xlsx', xlsx],
    ['校验值.sha256', hashList(attached)],
  ];
  return { docx, xlsx, html, zip: packZip([...index, ...evidence]) };
}
