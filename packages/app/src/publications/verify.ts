import type { Actor } from '@qingshan/campaign';
import { sha256Of, type DocumentFacts } from '@qingshan/documents';
import { QingshanError, type Localized } from '@qingshan/kernel';
import { keptBytes } from '../evidence/kept-bytes.ts';
import type { PublicationCheckView } from '../views/index.ts';
import type { Workspace } from '../workspace.ts';
import { numberText } from './draft.ts';
import { PUBLISHED_FORMS, type PublicationRecord } from './ports.ts';
import { renderAll, type Rendered } from './render.ts';
import { recordOf } from './show.ts';

async function madeAgain({ files }: Workspace, record: PublicationRecord): Promise<Rendered> {
  const template = await keptBytes(files, record.template, record.templateName);
  const document: DocumentFacts = JSON.parse(record.facts);
  const used = { name: record.templateName, bytes: template };
  return renderAll(files, document, JSON.parse(record.rules), used, record.attached);
}

/** Looks at the kept bytes, makes the document again out of its frozen facts, and compares byte for byte. */
async function checkOne(workspace: Workspace, record: PublicationRecord): Promise<PublicationCheckView> {
  let [again, why]: [Rendered | null, Localized | null] = [null, null];
  try {
    again = await madeAgain(workspace, record);
  } catch (error) {
    if (!(error instanceof QingshanError)) throw error;
    why = error.text;
  }
  const forms: PublicationCheckView['forms'] = [];
  for (const form of PUBLISHED_FORMS) {
    const hash = record.files[form];
    if (hash === undefined) continue;
    const kept = await workspace.files.get(hash);
    const bytes = again?.[form];
    forms.push({
      form,
      sha256: hash,
      stored: kept === null ? 'missing' : sha256Of(kept) === hash ? 'as-published' : 'changed',
      again: bytes === undefined ? 'not-made' : sha256Of(bytes) === hash ? 'same' : 'different',
    });
  }
  return {
    id: record.id,
    title: record.title,
    number: numberText(record),
    sound: forms.every((f) => f.stored === 'as-published' && f.again === 'same'),
    forms,
    why,
  };
}

/** One publication, or all of them. @throws QingshanError `not-found` */
export async function verifyPublications(
  workspace: Workspace,
  actor: Actor,
  id: number | null,
): Promise<PublicationCheckView[]> {
  const records =
    id === null ? await workspace.registry.publications.publications() : [await recordOf(workspace, actor, id)];
  const checks: PublicationCheckView[] = [];
  for (const record of records) checks.push(await checkOne(workspace, record));
  return checks;
}
