import type { GridBlock, GridDocument } from '@qingshan/campaign';
import { refuse, type Parts } from './archive.ts';
import { paragraphOf, type ParagraphReader } from './docx-paragraph.ts';
import { readTable } from './docx-table.ts';
import { Notes } from './notes.ts';
import { Numbering } from './numbering.ts';
import { Styles } from './styles.ts';
import { unwrapped } from './unwrapped.ts';
import { at, parseXml, type XmlElement } from './xml.ts';

const BODY = 'word/document.xml';
/** The parts of a docx that are read. */
export const DOCX_PARTS: readonly string[] = [BODY, 'word/styles.xml', 'word/numbering.xml'];

function partOf(file: string, parts: Parts, name: string): XmlElement | null {
  const bytes = parts.get(name);
  if (!bytes) return null;
  try {
    return parseXml(bytes);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw refuse(
      file,
      {
        zh: `部件 ${name} 不是正确的 XML（${error.message}）`,
        en: `part ${name} is not proper XML (${error.message})`,
      },
      { zh: '请用 Word 或 WPS 打开后另存', en: 'Open it in Word or WPS and save it again' },
    );
  }
}

function blocksOf(body: XmlElement, reader: ParagraphReader): GridBlock[] {
  const blocks: GridBlock[] = [];
  let [tables, paragraphs] = [0, 0];
  for (const element of unwrapped(body)) {
    if (element.name === 'tbl') {
      tables += 1;
      blocks.push(readTable(element, tables, reader));
    } else if (element.name === 'p') {
      const { lines, level, bold } = paragraphOf(element, reader);
      for (const text of lines) {
        paragraphs += 1;
        blocks.push({ kind: 'paragraph', number: paragraphs, text, level, bold });
      }
    }
  }
  return blocks;
}

/**
 * Reads the paragraphs and tables of a docx, merged cells and automatic numbers included.
 *
 * Inserted text of tracked changes counts, deleted text does not; both are noted. Headers, footers and foot notes are
 * not read.
 *
 * @throws QingshanError `bad-file`: not a docx, or damaged
 */
export function readDocx(file: string, parts: Parts): GridDocument {
  const root = partOf(file, parts, BODY);
  const body = at(root ?? undefined, 'body');
  if (!body) {
    throw refuse(
      file,
      { zh: `不是 Word 文档：没有 ${BODY}`, en: `not a Word document: it has no ${BODY}` },
      { zh: '请选择 docx 文件', en: 'Choose a docx file' },
    );
  }
  const notes = new Notes();
  const numbering = new Numbering(partOf(file, parts, 'word/numbering.xml'));
  const styles = new Styles(partOf(file, parts, 'word/styles.xml'));
  return { file, format: 'docx', blocks: blocksOf(body, { notes, numbering, styles }), notes: notes.list() };
}
