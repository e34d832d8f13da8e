import { escapeXml } from '../../xml.ts';
import { chineseDate } from '../chinese.ts';
import { columnGroups } from '../columns.ts';
import {
  printedColumns,
  type Block,
  type Column,
  type Inline,
  type OfficialDocument,
  type Table,
} from '../document.ts';
import { signatureLines } from '../signature.ts';
import { attachmentLines } from '../docx/template-data.ts';
import { figureText } from '../inline.ts';
import { SIMULATED_MARK } from '../layout.ts';
import { numbered } from '../numbering.ts';
import { pageStyle } from './page-style.ts';
import { titleLines } from '../title-lines.ts';

export interface PageOptions {
  /** Address that explains a figure; without it figures are no links */
  readonly explain?: (figureId: string) => string;
}

type WriteInline = (text: readonly Inline[]) => string;

/** Figures with a source lead to their explanation. */
function inlineWriter({ explain }: PageOptions): WriteInline {
  return (text) =>
    text
      .map((part) => {
        if (typeof part === 'string') return escapeXml(part);
        const shown = escapeXml(figureText(part));
        if (part.id === null) return shown;
        const id = escapeXml(part.id);
        if (explain === undefined) return `<span class="figure" data-figure="${id}">${shown}</span>`;
        return `<a target="_top" class="figure" data-figure="${id}" href="${escapeXml(explain(part.id))}">${shown}</a>`;
      })
      .join('');
}

function element(tag: string, className: string, content: string): string {
  return `<${tag}${className === '' ? '' : ` class="${className}"`}>${content}</${tag}>`;
}

function titleHtml(column: Column): string {
  return element('th', '', escapeXml(column.title));
}

function headHtml(columns: readonly Column[]): string {
  if (!columns.some((c) => c.group !== undefined)) return `<tr>${columns.map(titleHtml).join('')}</tr>`;
  const top = columnGroups(columns).map(({ group, from, count }) =>
    group === undefined
      ? `<th rowspan="2">${escapeXml(columns[from]?.title ?? '')}</th>`
      : `<th colspan="${count}">${escapeXml(group)}</th>`,
  );
  const below = columns.filter((c) => c.group !== undefined).map(titleHtml);
  return `<tr>${top.join('')}</tr><tr>${below.join('')}</tr>`;
}

function tableHtml(table: Table, write: WriteInline): string {
  if (table.rows.length === 0) return element('p', 'text', escapeXml(table.empty));
  const columns = printedColumns(table);
  const shares = columns.reduce((sum, c) => sum + c.width, 0);
  const widths = columns.map((c) => `<col style="width:${((100 * c.width) / shares).toFixed(2)}%">`);
  const rows = table.rows.map((row) => {
    const cells = columns.map((c) => element('td', c.align, write(row.cells[c.key]?.text ?? [])));
    return element('tr', row.total === true ? 'total' : '', cells.join(''));
  });
  return (
    `<figure><figcaption>${escapeXml(table.caption)}</figcaption><table><colgroup>${widths.join('')}</colgroup>` +
    `<thead>${headHtml(columns)}</thead><tbody>${rows.join('')}</tbody></table></figure>`
  );
}

function blockHtml(block: Block, write: WriteInline): string {
  switch (block.kind) {
    case 'heading':
      return element(`h${block.level + 1}`, '', escapeXml(block.text));
    case 'paragraph':
      return element('p', 'text', write(block.text));
    case 'note':
      return element('p', 'note', write(block.text));
    case 'table':
      return tableHtml(block.table, write);
  }
}

function topHtml(document: OfficialDocument): string {
  const { redHead, title } = document;
  const number = escapeXml(document.number ?? '');
  const signer = redHead?.signer ?? null;
  const line =
    signer === null
      ? element('p', 'number red-line', number)
      : element('p', 'number red-line signed', `<span>${number}</span><span>签发人：${escapeXml(signer)}</span>`);
  return [
    redHead === null ? '' : element('p', 'agency', escapeXml(redHead.agency)) + line,
    redHead === null && number !== '' ? element('p', 'plain-number', number) : '',
    element(
      'h1',
      '',
      titleLines(title)
        .map((line) => element('span', '', escapeXml(line)))
        .join(''),
    ),
    document.addressees.length === 0 ? '' : element('p', 'addressee', `${escapeXml(document.addressees.join('，'))}：`),
  ].join('');
}

function bottomHtml(document: OfficialDocument): string {
  const attachments = attachmentLines(document.attachments).map(({ 标号, 名称 }) =>
    element('p', 'attachment', escapeXml(`${标号.trimStart()}${名称}`)),
  );
  const signed = signatureLines(document).map(
    ({ text, indent }) => `<p style="padding-right:${indent}em">${escapeXml(text)}</p>`,
  );
  const { copies, printed } = document;
  const record = [
    copies.length === 0 ? '' : element('p', '', escapeXml(`抄送：${copies.join('，')}。`)),
    printed === null
      ? ''
      : `<p><span>${escapeXml(printed.office)}</span><span>${chineseDate(printed.date)}印发</span></p>`,
  ].join('');
  return [
    attachments.length === 0 ? '' : element('div', 'attachments', attachments.join('')),
    element('div', 'signature', signed.join('')),
    document.remark === null ? '' : element('p', 'remark', `（${escapeXml(document.remark)}）`),
    record === '' ? '' : element('div', 'record', record),
  ].join('');
}

/** A page of its own with the same text and figures as the docx, laid out for printing; needs nothing from elsewhere. */
export function renderPage(document: OfficialDocument, options: PageOptions = {}): string {
  const write = inlineWriter(options);
  const blocks = numbered(document.blocks).map((block) => blockHtml(block, write));
  const mark = document.simulated ? element('p', 'simulated screen-only', SIMULATED_MARK) : '';
  return (
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width,initial-scale=1">' +
    `<title>${escapeXml(document.title)}</title><style>${pageStyle(document.landscape, document.simulated)}</style></head>` +
    `<body><main class="sheet">${mark}${topHtml(document)}${blocks.join('')}${bottomHtml(document)}</main></body></html>\n`
  );
}
