import { strToU8, zipSync } from 'fflate';

/** Makes docx files from hand-written WordprocessingML, as Word writes it, for tests. */

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const run = (text: string, bold = false): string =>
  `<w:r>${bold ? '<w:rPr><w:b/></w:rPr>' : ''}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;

/** A paragraph of text, or of ready-made content that begins with `<`. */
export function p(content: string, properties = ''): string {
  const inner = content.startsWith('<') || content === '' ? content : run(content);
  return `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${inner}</w:p>`;
}

export interface TcOptions {
  readonly span?: number;
  readonly merge?: 'restart' | 'continue';
}

/** A cell; every line of `text` is a paragraph of its own. */
export function tc(text: string, { span = 1, merge }: TcOptions = {}): string {
  const grid = span > 1 ? `<w:gridSpan w:val="${span}"/>` : '';
  const vertical = merge === undefined ? '' : merge === 'restart' ? '<w:vMerge w:val="restart"/>' : '<w:vMerge/>';
  const paragraphs = text
    .split('\n')
    .map((line) => p(line))
    .join('');
  return `<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/>${grid}${vertical}</w:tcPr>${paragraphs}</w:tc>`;
}

export const tr = (cells: readonly string[], properties = ''): string =>
  `<w:tr>${properties === '' ? '' : `<w:trPr>${properties}</w:trPr>`}${cells.join('')}</w:tr>`;

export function tbl(columns: number, rows: readonly string[]): string {
  const grid = '<w:gridCol w:w="1000"/>'.repeat(columns);
  return `<w:tbl><w:tblPr/><w:tblGrid>${grid}</w:tblGrid>${rows.join('')}</w:tbl>`;
}

export interface DocxParts {
  readonly styles?: string;
  readonly numbering?: string;
  readonly others?: Readonly<Record<string, Uint8Array>>;
}

export function makeDocx(body: readonly string[], { styles, numbering, others = {} }: DocxParts = {}): Uint8Array {
  const section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>';
  const part = (root: string, inner: string): Uint8Array =>
    strToU8(`${DECLARATION}<w:${root} ${W}>${inner}</w:${root}>`);
  return zipSync({
    '[Content_Types].xml': strToU8(
      `${DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    ),
    '_rels/.rels': strToU8(
      `${DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    ),
    'word/document.xml': part('document', `<w:body>${body.join('')}${section}</w:body>`),
    ...(styles === undefined ? {} : { 'word/styles.xml': part('styles', styles) }),
    ...(numbering === undefined ? {} : { 'word/numbering.xml': part('numbering', numbering) }),
    ...others,
  });
}
