import type { Block, OfficialDocument, Table } from '../document.ts';
import { figureText, inlineText } from '../inline.ts';
import { GBT_9704 } from '../layout.ts';
import { numbered } from '../numbering.ts';
import { charactersOf, signatureLines } from '../signature.ts';
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

function blockXml(block: Block, width: number, styles: StyleIds, write: WriteInline, keep: boolean): string {
  switch (block.kind) {
    case 'heading': {
      const style = [styles.公文一级标题, styles.公文二级标题, styles.公文三级标题, styles.公文四级标题][
        block.level - 1
      ];
      return paragraph(style ?? styles.公文正文, run(block.text));
    }
    case 'paragraph':
      return paragraph(styles.公文正文, write(block.text), keep ? KEEP : '');
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

/** LibreOffice moves a paragraph to the next page as a whole to keep it with what follows: not one of many lines. */
const SHORT = 4 * GBT_9704.charactersOnLine.value;

function isShort(block: Block): boolean {
  return block.kind === 'paragraph' && charactersOf(inlineText(block.text)) <= SHORT;
}

/**
 * The text of the document, headings numbered, as WordprocessingML. A short last paragraph stays with what follows, so that
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
      return blockXml(block, width, styles, write, i === blocks.length - 1 && isShort(block));
    })
    .join('');
}

/** Signatures and date 落款. */
export function signatureXml(document: Pick<OfficialDocument, 'signatures' | 'date'>, styles: StyleIds): string {
  const lines = signatureLines(document);
  return lines
    .map(({ text, indent }, i) => {
      const keep = i === lines.length - 1 ? '' : KEEP;
      const right = `<w:ind w:rightChars="${indent * 100}" w:right="${indent * GBT_9704.bodySize.value * 20}"/>`;
      return paragraph(styles.公文落款, run(text), keep + right);
    })
    .join('');
}
