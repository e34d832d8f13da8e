import { chineseNumber, type Board } from '@qingshan/campaign';
import { escapeXml } from '../xml.ts';
import type { OutCell, OutTable } from './out-table.ts';
import { packDocx, PAGE_WIDTH_TWIPS, section, STYLE, type StyleName } from './docx-parts.ts';
import {
  annexTable,
  fieldsTable,
  goalLines,
  measureWords,
  totalsSentence,
  unitWords,
  type PlanToWrite,
} from './plan-tables.ts';

export type DocxLayout = 'annexes' | 'fields' | 'narrative';

function paragraph(style: StyleName, text: string, properties = ''): string {
  const run = text === '' ? '' : `<w:r><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
  return `<w:p><w:pPr><w:pStyle w:val="${STYLE[style]}"/>${properties}</w:pPr>${run}</w:p>`;
}

const PARAGRAPHS: Readonly<Record<OutCell['look'], StyleName>> = {
  head: 'tableHead',
  band: 'tableBand',
  center: 'tableCenter',
  text: 'tableText',
};

function cellXml(cell: OutCell, widths: readonly number[], merge: 'restart' | 'continue' | null): string {
  const width = widths.slice(cell.column, cell.column + cell.colSpan).reduce((a, b) => a + b, 0);
  const span = cell.colSpan === 1 ? '' : `<w:gridSpan w:val="${cell.colSpan}"/>`;
  const vertical = merge === null ? '' : merge === 'restart' ? '<w:vMerge w:val="restart"/>' : '<w:vMerge/>';
  const lines = merge === 'continue' || cell.lines.length === 0 ? [''] : cell.lines;
  const properties = `<w:tcW w:w="${width}" w:type="dxa"/>${span}${vertical}<w:vAlign w:val="center"/>`;
  const paragraphs = lines.map((line) => paragraph(PARAGRAPHS[cell.look], line)).join('');
  return `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraphs}</w:tc>`;
}

/** The cells of a row with the continued ones of merged cells, from the left. */
function rowXml(table: OutTable, row: number, widths: readonly number[]): string {
  const above = table.rows
    .slice(0, row)
    .flatMap((cells, i) => cells.filter((cell) => i + cell.rowSpan > row).map((cell) => ({ cell, own: false })));
  const own = (table.rows[row] ?? []).map((cell) => ({ cell, own: true }));
  const cells = [...above, ...own]
    .sort((a, b) => a.cell.column - b.cell.column)
    .map(({ cell, own: isOwn }) => {
      const merge = cell.rowSpan === 1 ? null : isOwn ? 'restart' : 'continue';
      return cellXml(cell, widths, merge);
    });
  const head = row < table.head ? '<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>' : '<w:trPr><w:cantSplit/></w:trPr>';
  return `<w:tr>${head}${cells.join('')}</w:tr>`;
}

const side = (name: string): string => `<w:${name} w:val="single" w:sz="4" w:space="0" w:color="auto"/>`;

function tableXml(table: OutTable): string {
  const all = table.widths.reduce((a, b) => a + b, 0);
  const widths = table.widths.map((w) => Math.floor((w / all) * PAGE_WIDTH_TWIPS.landscape));
  const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(side).join('');
  const total = widths.reduce((a, b) => a + b, 0);
  const properties = `<w:tblW w:w="${total}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>${borders}</w:tblBorders><w:tblLayout w:type="fixed"/>`;
  const grid = widths.map((w) => `<w:gridCol w:w="${w}"/>`).join('');
  const rows = table.rows.map((_, row) => rowXml(table, row, widths));
  return `<w:tbl><w:tblPr>${properties}</w:tblPr><w:tblGrid>${grid}</w:tblGrid>${rows.join('')}</w:tbl>`;
}

/** Ends the upright pages before the tables. */
const endOfCover = (): string => `<w:p><w:pPr>${section('portrait')}</w:pPr></w:p>`;

function annexXml(source: PlanToWrite, board: Board, number: number): string {
  const onNewPage = number === 1 ? '' : '<w:pageBreakBefore/>';
  return [
    paragraph('annexMark', `附件${number}`, onNewPage),
    paragraph('title', `${board.title.zh}${source.plan.year}年行动计划`),
    paragraph('body', `主要目标：${board.goal.zh}`),
    tableXml(annexTable(source, board, number)),
  ].join('');
}

function measureXml(source: PlanToWrite, board: Board, index: number): string {
  const task = board.tasks[index];
  if (!task) return '';
  const measures = task.measures.flatMap((measure, i) => {
    const roles = [
      `牵头单位：${unitWords(source, measure.lead)}`,
      `责任单位：${unitWords(source, measure.responsible) || '—'}`,
      ...(measure.assisting.length === 0 ? [] : [`配合单位：${unitWords(source, measure.assisting)}`]),
      `完成时限：${measure.due.text.zh}`,
    ];
    return [paragraph('body', `${i + 1}.${measureWords(source, measure)}`), paragraph('body', roles.join('；'))];
  });
  return paragraph('heading2', `（${chineseNumber(index + 1)}）${task.title.zh}`) + measures.join('');
}

function narrativeXml(source: PlanToWrite): string {
  return source.plan.boards
    .map((board, i) => {
      const tasks = board.tasks.map((_, k) => measureXml(source, board, k)).join('');
      const goal = paragraph('body', `主要目标：${board.goal.zh}`);
      return paragraph('heading1', `${chineseNumber(i + 1)}、${board.title.zh}`) + goal + tasks;
    })
    .join('');
}

/**
 * Writes a plan as docx with page, lines and fonts of GB/T 9704-2012 (fonts are named, not shipped).
 *
 * @param layout `annexes`: one table for each board · `fields`: all boards in one table · `narrative`: paragraphs with
 *   牵头单位：…；责任单位：… below each measure
 */
export function writePlanDocx(source: PlanToWrite, layout: DocxLayout): Uint8Array {
  const title = source.plan.title.zh;
  const cover = paragraph('title', title) + paragraph('body', totalsSentence(source));
  if (layout === 'narrative') return packDocx(title, cover + narrativeXml(source) + section('portrait'));
  const goals = layout === 'fields' ? goalLines(source).map((line) => paragraph('body', line)) : [];
  const tables =
    layout === 'fields'
      ? tableXml(fieldsTable(source))
      : source.plan.boards.map((board, i) => annexXml(source, board, i + 1)).join('');
  // A table that ends a document is followed by a paragraph.
  return packDocx(title, cover + goals.join('') + endOfCover() + tables + paragraph('note', '') + section('landscape'));
}
