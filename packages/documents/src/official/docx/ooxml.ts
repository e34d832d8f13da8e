import { escapeXml } from '../../xml.ts';

export const WORD_NAMESPACE = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
export const OFFICE_RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A run of text. */
export function run(text: string): string {
  return text === '' ? '' : `<w:r><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
}

/** A paragraph of a style; `more` is what else stands in its properties, in the order of the schema. */
export function paragraph(styleId: string, content: string, more = ''): string {
  return `<w:p><w:pPr><w:pStyle w:val="${styleId}"/>${more}</w:pPr>${content}</w:p>`;
}

export function alignment(align: 'left' | 'center' | 'right' | 'both'): string {
  return `<w:jc w:val="${align}"/>`;
}

/** In the properties of a paragraph: it stays on the page of the next one. */
export const KEEP = '<w:keepNext/>';
