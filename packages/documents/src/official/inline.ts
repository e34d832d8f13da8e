import { tablesOf, type Cell, type Figure, type Inline, type OfficialDocument } from './document.ts';

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

/** Joins texts with a sign between them. */
export function joined(parts: readonly (readonly Inline[])[], sign: string): Inline[] {
  return parts.flatMap((part, i) => (i === 0 ? [...part] : [sign, ...part]));
}

/** Every figure of the document in reading order; the same figure may come more than once. */
export function figuresOf(document: Pick<OfficialDocument, 'blocks'>): Figure[] {
  const inCells = tablesOf(document).flatMap((table) =>
    table.rows.flatMap((row) => table.columns.flatMap((column) => row.cells[column.key]?.text ?? [])),
  );
  const inText = document.blocks.flatMap((b) => (b.kind === 'paragraph' || b.kind === 'note' ? b.text : []));
  return [...inText, ...inCells].filter((part) => typeof part !== 'string');
}
