import { QingshanError, type Completeness, type Localized, type Verdict } from '@qingshan/kernel';
import type { Block, Cell, Column, Figure, Inline, Row, Table } from '../document.ts';
import { cellOf, PROVISIONAL_MARK } from '../inline.ts';

/** A verdict as documents write it; `running` while the period lasts and nothing can be judged yet. */
export type ShownVerdict = Verdict | 'running';

const VERDICT_TEXT: Readonly<Record<ShownVerdict, string>> = {
  met: '达标',
  'not-met': '未达标',
  'insufficient-data': '数据不足，不作判定',
  'not-applicable': '不作判定',
  running: '时段未结束，暂不判定',
};

const OF_TEXT: Readonly<Record<Completeness['of'], string>> = {
  hours: '小时',
  days: '天',
  months: '个月',
  windows: '个时段',
  stations: '个点位',
  towns: '个镇街',
  sections: '个断面',
  samples: '个样品',
};

export const TO_BE_CHECKED_MARK = '（待核对）';

export function verdictText(verdict: ShownVerdict, toBeChecked: boolean): string {
  return VERDICT_TEXT[verdict] + (toBeChecked ? TO_BE_CHECKED_MARK : '');
}

/** `305/335天`, with what the rule asks for where it asks for something: `（不少于324天）`. */
export function completenessText(completeness: Completeness | null): string {
  if (completeness === null) return '—';
  const { valid, expected, required } = completeness;
  const of = OF_TEXT[completeness.of];
  return `${valid}/${expected}${of}${required === null ? '' : `（不少于${required}${of}）`}`;
}

export const heading = (text: string, level: 1 | 2 | 3 | 4 = 1): Block => ({ kind: 'heading', level, text });
export const say = (...text: readonly Inline[]): Block => ({ kind: 'paragraph', text });
export const note = (...text: readonly Inline[]): Block => ({ kind: 'note', text });
export const tabled = (table: Table): Block => ({ kind: 'table', table });

/** Numbered paragraphs of the third level, or the sentence that there are none. */
export function listed(texts: readonly string[], none: string): Block[] {
  if (texts.length === 0) return [say(none)];
  return texts.map((text, i) => say(`${i + 1}.${text}${/[。！？；：]$/.test(text) ? '' : '。'}`));
}

export interface ColumnSpec<T> extends Omit<Column, 'align'> {
  readonly align?: Column['align'];
  readonly cell: (fact: T, index: number) => Cell | Inline;
}

function isCell(value: Cell | Inline): value is Cell {
  return typeof value === 'object' && 'text' in value;
}

function columnOf<T>(spec: ColumnSpec<T>): Column {
  const { key, title, width, align = 'center', group, workbookOnly } = spec;
  return {
    key,
    title,
    width,
    align,
    ...(group === undefined ? {} : { group }),
    ...(workbookOnly === undefined ? {} : { workbookOnly }),
  };
}

/** A table with a row for each fact; cells are centred unless the column says otherwise. */
export function tableOf<T>(
  head: Pick<Table, 'id' | 'caption' | 'empty'>,
  facts: readonly T[],
  columns: readonly ColumnSpec<T>[],
  totals: readonly Row[] = [],
): Table {
  const rows = facts.map((fact, i): Row => ({
    cells: Object.fromEntries(
      columns.map(({ key, cell }) => {
        const value = cell(fact, i);
        return [key, isCell(value) ? value : cellOf(value)];
      }),
    ),
  }));
  return {
    ...head,
    columns: columns.map(columnOf),
    rows: rows.length === 0 ? [] : [...rows, ...totals],
  };
}

/** Counts the rows: 序号. */
export const ordinal: ColumnSpec<unknown> = { key: 'ordinal', title: '序号', width: 7, cell: (_, i) => String(i + 1) };

/** What the marks in a document mean, for those marks that it uses. */
export function markNotes(provisional: boolean, toBeChecked: boolean): Block[] {
  return [
    ...(provisional ? [note(`注：标“${PROVISIONAL_MARK.slice(1, -1)}”的数值未经审核或时段尚未结束，还会变化。`)] : []),
    ...(toBeChecked
      ? [note(`注：标“${TO_BE_CHECKED_MARK.slice(1, -1)}”的结论，所依据的条款尚未与标准原文核对。`)]
      : []),
  ];
}

/**
 * Refuses facts that contradict each other.
 *
 * @throws QingshanError `bad-facts`
 */
export function demand(holds: boolean, document: Localized, why: Localized): void {
  if (!holds) throw new QingshanError('bad-facts', { document, why });
}

/** The whole number that a count shows, or `null`. */
export function countOf(figure: Figure): number | null {
  return /^\d+$/.test(figure.shown) ? Number(figure.shown) : null;
}
