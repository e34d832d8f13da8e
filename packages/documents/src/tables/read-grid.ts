import type { GridDocument } from '@qingshan/campaign';
import { readParts } from './archive.ts';
import { DOCX_PARTS, readDocx } from './docx.ts';
import { readXlsx } from './xlsx.ts';

const WORKBOOK = 'xl/workbook.xml';

/**
 * Reads a docx or xlsx into one neutral form: paragraphs and tables with merged cells. The content decides which of the
 * two it is, not the name.
 *
 * @param file name of the file, for messages
 * @throws QingshanError `bad-file` saying what the file is and what to do
 */
export function readGrid(file: string, bytes: Uint8Array): GridDocument {
  const parts = readParts(file, bytes, (name) => name === WORKBOOK || DOCX_PARTS.includes(name));
  return parts.has(WORKBOOK) ? readXlsx(file, bytes) : readDocx(file, parts);
}
