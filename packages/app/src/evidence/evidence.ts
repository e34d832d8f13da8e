import type { Actor } from '@qingshan/campaign';
import { formatMoment, QingshanError } from '@qingshan/kernel';
import type { Campaign } from '../loop/campaign.ts';
import type { StoredFile } from '../ports.ts';
import type { EvidenceView } from '../views/index.ts';
import { fileKind } from './file-kind.ts';
import { keepBytes, keptBytes } from './kept-bytes.ts';
import { photoFacts } from './photo-facts.ts';

export const EVIDENCE_BYTES_LIMIT = 20 * 1_048_576;

export interface EvidenceFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

function refuse(name: string, zh: string, en: string, hint: { zh: string; en: string }): QingshanError {
  return new QingshanError('bad-file', { file: name, why: { zh, en }, hint });
}

function viewOf(file: StoredFile): EvidenceView {
  const { id, name, type, size, place, by } = file;
  return {
    id,
    name,
    type,
    size,
    takenAt: file.takenAt === null ? null : formatMoment(file.takenAt),
    place,
    by,
    at: formatMoment(file.at),
  };
}

/**
 * Keeps a file under the hash of its bytes. The same bytes again are the same file: the first name, person and time stay.
 *
 * @throws QingshanError `bad-file` when it is empty, too large, or no photo, PDF, Word or Excel file
 */
export async function addEvidence(campaign: Campaign, by: Actor, { name, bytes }: EvidenceFile): Promise<EvidenceView> {
  const { registry, files } = campaign.workspace;
  if (bytes.length === 0) {
    throw refuse(name, '文件是空的', 'the file is empty', { zh: '请重新选择文件', en: 'Choose it again' });
  }
  if (bytes.length > EVIDENCE_BYTES_LIMIT) {
    throw refuse(name, '文件超过 20 MB', 'the file is larger than 20 MB', {
      zh: '请压缩或拆分后再上传',
      en: 'Make it smaller or split it',
    });
  }
  const type = fileKind(name, bytes);
  if (type === null) {
    throw refuse(name, '不是照片、PDF、Word 或 Excel 文件', 'it is no photo, PDF, Word or Excel file', {
      zh: '可上传 jpg、png、webp、pdf、docx、xlsx',
      en: 'jpg, png, webp, pdf, docx and xlsx are taken',
    });
  }
  const id = await keepBytes(files, bytes);
  const { at } = campaign.act(by);
  return viewOf(
    await registry.addFile({
      id,
      name: name.slice(0, 200),
      type,
      size: bytes.length,
      ...photoFacts(bytes),
      by: by.name,
      at,
    }),
  );
}

/** @throws QingshanError `not-found` */
export async function evidenceFacts(campaign: Campaign, id: string): Promise<EvidenceView> {
  const file = await campaign.workspace.registry.file(id);
  if (!file) throw new QingshanError('not-found', { what: { zh: '文件', en: 'file' }, id, hint: '' });
  return viewOf(file);
}

/** The file itself, checked against its hash. @throws QingshanError `not-found`, `workspace-damaged` */
export async function evidenceBytes(campaign: Campaign, id: string): Promise<EvidenceView & { bytes: Uint8Array }> {
  const facts = await evidenceFacts(campaign, id);
  return { ...facts, bytes: await keptBytes(campaign.workspace.files, id, facts.name) };
}
