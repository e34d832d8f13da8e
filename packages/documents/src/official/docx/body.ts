import type { Block, OfficialDocument, Table } from '../document.ts';
import { chineseDate } from '../chinese.ts';
import { figureText } from '../inline.ts';
import { numbered } from '../numbering.ts';
import { KEEP, paragraph, run } from './ooxml.ts';
import type { StyleIds } from './styles.ts';
import { tableXml, type WriteInline } from './table.ts';

const BOOKMARK_LIMIT = 40;

/** A name that Word accepts: a letter first, letters, digits and underscores, at most 40; the number keeps it apart. */
function bookmarkName(number: number, id: string): string {
  return `fig${number}_${id.replaceAll(/[^\p{L}\p{N}]+/gu, '_')}`.slice(0, BOOKMARK_LIMIT);
}

/** Writes runs and bookmarks the figures with a source: the nth such figure of the document is bookmark n. */
function inlineWriter(): WriteInline {
  let count = 0;
  return (text) =>
    text
      .map((part) => {
        if (typeof part === 'string') return run(part);
        if (part.id === null) return run(figureText(part));
        count++;
        const start = `<w:bookmarkStart w:id="${count}" w:name="${bookmarkName(count, part.id)}"/>`;
        return `${start}${run(figureText(part))}<w:bookmarkEnd w:id="${count}"/>`;
      })
      .join('');
}

function blockXml(block: Block, width: number, styles: StyleIds, write: WriteInline, isLast: boolean): string {
  switch (block.kind) {
    case 'heading': {
      const style = [styles.公文一级标题, styles.公文二级标题, styles.公文三级标题, styles.公文四级标题][
        block.level - 1
      ];
      return paragraph(style ?? styles.公文正文, run(block.text));
    }
    case 'paragraph':
      return paragraph(styles.公文正文, write(block.text), isLast ? KEEP : '');
    case 'note':
      return paragraph(styles.公文注, write(block.text));
    case 'table':
      return captionedTable(block.table, width, styles, write);
  }
}

function captionedTable(table: Table, width: number, styles: StyleIds, write: WriteInline): string {
  if (table.rows.length === 0) return paragraph(styles.公文正文, run(table.empty));
  return paragraph(styles.公文表题, run(table.caption)) + tableXml(table, width, styles, write);
}

/** Two tables in a row would grow together without a paragraph between them; a table also needs one at the end. */
function spaced(blocks: readonly Block[]): (Block | null)[] {
  return blocks.flatMap((block, i) =>
    block.kind === 'table' && block.table.rows.length > 0 && blocks[i + 1]?.kind !== 'note' ? [block, null] : [block],
  );
}

/**
 * The text of the document, headings numbered, as WordprocessingML. The last paragraph stays with what follows, so that
 * signature and date do not stand on a page by themselves.
 *
 * @param width width of the text area in twips
 */
export function bodyXml(document: Pick<OfficialDocument, 'blocks'>, width: number, styles: StyleIds): string {
  const write = inlineWriter();
  const blocks = spaced(numbered(document.blocks));
  return blocks
    .map((block, i) => {
      if (block === null) return paragraph(styles.公文注, '');
      return blockXml(block, width, styles, write, i === blocks.length - 1);
    })
    .join('');
}

/** Width of a line of text in characters; digits and Latin letters take half a one. */
function charactersOf(text: string): number {
  return [...text].reduce((sum, c) => sum + (c.charCodeAt(0) < 256 ? 0.5 : 1), 0);
}

/** 成文日期 stands four characters from the right edge. */
const DATE_INDENT = 4;
const LEAST_INDENT = 2;

/**
 * Indents from the right of signature and date in characters: the date at four, the signature centred on it; a
 * signature too long for that stands at two and the date is centred under it.
 */
export function signatureIndents(
  signature: string,
  date: string,
): { readonly signature: number; readonly date: number } {
  const excess = charactersOf(signature) - charactersOf(date);
  const centred = DATE_INDENT - excess / 2;
  if (centred >= LEAST_INDENT) return { signature: centred, date: DATE_INDENT };
  return { signature: LEAST_INDENT, date: LEAST_INDENT + excess / 2 };
}

/** Signatures and date 落款. */
export function signatureXml(document: Pick<OfficialDocument, 'signatures' | 'date'>, styles: StyleIds): string {
  const date = chineseDate(document.date);
  const longest = [...document.signatures].sort((a, b) => charactersOf(b) - charactersOf(a))[0] ?? date;
  const indented = (text: string, characters: number, keep = '') =>
    paragraph(
      styles.公文落款,
      run(text),
      `${keep}<w:ind w:rightChars="${characters * 100}" w:right="${characters * 320}"/>`,
    );
  return [
    ...document.signatures.map((s) => indented(s, signatureIndents(s, date).signature, KEEP)),
    indented(date, signatureIndents(longest, date).date),
  ].join('');
}
