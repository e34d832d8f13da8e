import { QingshanError } from '@qingshan/kernel';
import Docxtemplater, { type DXT } from 'docxtemplater';
import PizZip from 'pizzip';
import { readParts } from '../../tables/archive.ts';
import { STYLE_NAMES, styleIdsBy, type StyleIds, type StyleName } from './styles.ts';

/** An office's own template, or the one that ships. */
export interface TemplateFile {
  /** Name for messages: `通报模板.docx` */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Styles that the body of a document is written in. */
const BODY_STYLES: readonly StyleName[] = STYLE_NAMES.filter((name) =>
  /^公文(正文|.级标题|表题|表头|表格|注|落款)$/.test(name),
);

/** The text of a part of the file, empty where it has none. */
export function partText(zip: PizZip, name: string): string {
  return zip.files[name]?.asText() ?? '';
}

/**
 * Unpacks a template.
 *
 * @throws QingshanError `bad-file` when it is no docx, is damaged, protected or too large
 */
export function openTemplate(file: TemplateFile): PizZip {
  const zip = new PizZip();
  for (const [name, content] of readParts(file.name, file.bytes, () => true)) zip.file(name, content);
  if (zip.files['word/document.xml'] !== undefined) return zip;
  const why = { zh: '不是 Word 文件', en: 'it is not a Word file' };
  const hint = { zh: '请用 docx 文件', en: 'Use a docx file' };
  throw new QingshanError('bad-file', { file: file.name, why, hint });
}

/** Parsed parts of the files of a template, those that are places among them. */
export type ParsedFiles = ReadonlyMap<string, readonly DXT.Part[]>;

interface Told {
  readonly inspect?: { readonly filePath?: string; readonly postparsed?: DXT.Part[] };
}

/** A module that keeps what docxtemplater tells its modules while compiling: the parsed parts of each file. */
function listener(): { readonly module: DXT.Module; readonly files: ParsedFiles } {
  const files = new Map<string, readonly DXT.Part[]>();
  let file = '';
  const set = ({ inspect }: Told) => {
    file = inspect?.filePath ?? file;
    if (inspect?.postparsed !== undefined) files.set(file, inspect.postparsed);
  };
  return { module: { name: 'QingshanListener', set }, files };
}

/** Compiles the template; a fault in its places is thrown as docxtemplater has it. */
export function compileTemplate(zip: PizZip): {
  readonly template: Docxtemplater<PizZip>;
  readonly files: ParsedFiles;
} {
  const { module, files } = listener();
  const template = new Docxtemplater(zip, {
    paragraphLoop: true,
    linebreaks: true,
    errorLogging: false,
    stripInvalidXMLChars: true,
    modules: [module],
  });
  return { template, files };
}

/** Ids of our styles in the template, found by their names, and the names of those that the body needs and it lacks. */
export function templateStyles(zip: PizZip): { readonly ids: StyleIds; readonly missing: readonly StyleName[] } {
  const found = new Map<string, string>();
  for (const [, attributes = '', content = ''] of partText(zip, 'word/styles.xml').matchAll(
    /<w:style\b([^>]*)>([\s\S]*?)<\/w:style>/g,
  )) {
    const id = /w:styleId="([^"]*)"/.exec(attributes)?.[1];
    const name = /<w:name w:val="([^"]*)"/.exec(content)?.[1];
    if (id !== undefined && name !== undefined) found.set(name, id);
  }
  const missing = BODY_STYLES.filter((name) => !found.has(name));
  return { ids: styleIdsBy((name) => found.get(name) ?? ''), missing };
}

/** Width of the text area in twips, from the last section of the template. */
export function textWidth(zip: PizZip): number | null {
  const section =
    [...partText(zip, 'word/document.xml').matchAll(/<w:sectPr\b[\s\S]*?<\/w:sectPr>/g)].at(-1)?.[0] ?? '';
  const measure = (tag: string, attribute: string) =>
    Number(new RegExp(`<w:${tag}\\b[^>]*\\bw:${attribute}="(\\d+)"`).exec(section)?.[1]);
  const width = measure('pgSz', 'w') - measure('pgMar', 'left') - measure('pgMar', 'right');
  return width > 0 ? width : null;
}
