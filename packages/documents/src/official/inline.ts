import { printedColumns, type Block, type Cell, type Figure, type Inline, type OfficialDocument } from './document.ts';

export const PROVISIONAL_MARK = '（暂定）';

/** A typed or counted number. */
export function figureOf(shown: string | number, unit = '', id: string | null = null): Figure {
  return { shown: String(shown), unit, id, provisional: false };
}

/** A figure as it is read: number, unit, and 暂定 where it may still change. */
export function figureText(figure: Figure): string {
  return `${figure.shown}${figure.unit}${figure.provisional ? PROVISIONAL_MARK : ''}`;
}

export function inlineText(text: readonly Inline[]): string {
  return text.map((part) => (typeof part === 'string' ? part : figureText(part))).join('');
}

export function cellOf(...text: readonly Inline[]): Cell {
  return { text };
}

function textsOf(block: Block): (readonly Inline[])[] {
  if (block.kind === 'heading') return [];
  if (block.kind !== 'table') return [block.text];
  const columns = printedColumns(block.table);
  return block.table.rows.flatMap((row) => columns.map((column) => row.cells[column.key]?.text ?? []));
}

/** Every figure that docx and page show, in reading order; the same figure may come more than once. */
export function figuresOf(document: Pick<OfficialDocument, 'blocks'>): Figure[] {
  return document.blocks.flatMap((block) => textsOf(block).flat()).filter((part) => typeof part !== 'string');
}
