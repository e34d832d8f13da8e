import { chineseDate } from '../chinese.ts';
import { tablesOf, type Column, type OfficialDocument, type Table } from '../document.ts';
import { inlineText } from '../inline.ts';
import { SIMULATED_MARK } from '../layout.ts';
import { bodyXml, signatureXml } from './body.ts';
import type { StyleIds } from './styles.ts';
import { titleLines } from '../title-lines.ts';

/** What a place of a template is filled with: a text, whether something is there, or rows to repeat. */
export type TemplateValue = string | boolean | readonly Readonly<Record<string, string>>[];
export type TemplateData = Readonly<Record<string, TemplateValue>>;

/** Places that take whole paragraphs and are written {@…}. */
export const PARAGRAPH_PLACES: ReadonlySet<string> = new Set(['正文', '落款']);

/** The name of a column's cells: its title, behind that of its group. */
export function cellPlace(column: Column): string {
  return `${column.group ?? ''}${column.title}`;
}

function rowsOf(table: Table): Readonly<Record<string, string>>[] {
  return table.rows.map((row) =>
    Object.fromEntries(table.columns.map((c) => [cellPlace(c), inlineText(row.cells[c.key]?.text ?? [])])),
  );
}

/** A single attachment carries no number; several are numbered and stand under each other. */
export function attachmentLines(names: readonly string[]): { readonly 标号: string; readonly 名称: string }[] {
  if (names.length === 1) return names.map((name) => ({ 标号: '附件：', 名称: name }));
  return names.map((name, i) => ({ 标号: `${i === 0 ? '附件：' : '　　　'}${i + 1}. `, 名称: name }));
}

/**
 * Everything that a template may ask for, by the Chinese names that stand in it. Tables have their captions as names,
 * their cells the titles of the columns.
 *
 * @param width width of the text area in twips
 */
export function templateData(document: OfficialDocument, width: number, styles: StyleIds): TemplateData {
  return {
    ...Object.fromEntries(tablesOf(document).map((table) => [table.caption, rowsOf(table)])),
    红头: document.redHead !== null,
    机关标志: document.redHead?.agency ?? '',
    签发人: document.redHead?.signer ?? '',
    文号: document.number ?? '',
    标题: titleLines(document.title).join('\n'),
    主送: document.addressees.join('，'),
    正文: bodyXml(document, width, styles),
    附件: attachmentLines(document.attachments),
    落款: signatureXml(document, styles),
    署名: document.signatures.join('、'),
    日期: chineseDate(document.date),
    附注: document.remark ?? '',
    版记: document.copies.length > 0 || document.printed !== null,
    抄送: document.copies.join('，'),
    印发机关: document.printed?.office ?? '',
    印发日期: document.printed === null ? '' : chineseDate(document.printed.date),
    模拟标记: document.simulated ? SIMULATED_MARK : '',
  };
}
