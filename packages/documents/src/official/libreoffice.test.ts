import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { convertWithLibreOffice, HAS_LIBRE_OFFICE } from '../testing/libre-office.ts';
import type { Workbook } from '../xlsx/workbook.ts';
import { writeWorkbook } from '../xlsx/write-workbook.ts';
import { DOCUMENT_KINDS, type OfficialDocument } from './document.ts';
import { renderDocx } from './docx/render-docx.ts';
import { figuresOf, figureText } from './inline.ts';
import { produce } from './produce.ts';
import { SAMPLES } from './samples/index.ts';
import { documentWorkbook } from './xlsx/document-workbook.ts';

const folder = HAS_LIBRE_OFFICE ? mkdtempSync(join(tmpdir(), 'qingshan-office-')) : '';

/** The text of each page, without spaces, which the layout puts between scripts. */
function pagesOf(name: string): string[] {
  const text = execFileSync('pdftotext', ['-layout', join(folder, 'out', `${name}.pdf`), '-'], { encoding: 'utf8' });
  return text.split('\f').slice(0, -1);
}

const squeezed = (text: string) => text.replaceAll(/\s/g, '');

/** Body text alone: enough for three full pages. */
const FULL_PAGES: OfficialDocument = {
  ...produce(SAMPLES['supervision-letter']),
  simulated: false,
  blocks: [{ kind: 'paragraph', text: ['青'.repeat(28 * 22 * 3)] }],
};

const SCORES = documentWorkbook(produce(SAMPLES['score-sheet']));

/** The workbook with nothing but noughts where its formulas have their results. */
function emptied(workbook: Workbook): Workbook {
  const sheets = workbook.sheets.map((sheet) => ({
    ...sheet,
    rows: sheet.rows.map((row) => row.map((cell) => (cell?.formula === undefined ? cell : { ...cell, text: '0' }))),
  }));
  return { ...workbook, sheets };
}

describe.skipIf(!HAS_LIBRE_OFFICE)('in LibreOffice', () => {
  beforeAll(() => {
    for (const kind of DOCUMENT_KINDS) writeFileSync(join(folder, `${kind}.docx`), renderDocx(produce(SAMPLES[kind])));
    writeFileSync(join(folder, 'full-pages.docx'), renderDocx(FULL_PAGES));
    writeFileSync(join(folder, 'scores.xlsx'), writeWorkbook(emptied(SCORES)));
    convertWithLibreOffice(
      folder,
      'pdf',
      [...DOCUMENT_KINDS, 'full-pages'].map((name) => `${name}.docx`),
    );
    convertWithLibreOffice(folder, 'xlsx', ['scores.xlsx']);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(DOCUMENT_KINDS)('%s shows every figure in its order, the mark and the number on every page', (kind) => {
    const document = produce(SAMPLES[kind]);
    const pages = pagesOf(kind);
    for (const [i, page] of pages.entries()) {
      expect(squeezed(page)).toMatch(/^模拟数据/);
      expect(squeezed(page)).toContain(`—${i + 1}—`);
    }
    const all = squeezed(pages.join(''));
    for (const figure of figuresOf(document)) expect(all).toContain(squeezed(figure.shown));
    const sentences = document.blocks.flatMap((b) => (b.kind === 'paragraph' ? b.text : []));
    for (const part of sentences) {
      if (typeof part !== 'string') expect(all).toContain(squeezed(figureText(part)));
    }
  });

  it.each([
    ['supervision-letter', 2],
    ['town-ranking', 1],
    ['register-ledger', 3],
  ] as const)('%s has %d pages of A4', (kind, count) => {
    const info = execFileSync('pdfinfo', [join(folder, 'out', `${kind}.pdf`)], { encoding: 'utf8' });
    expect(info).toMatch(new RegExp(`Pages: +${count}\\n`));
    expect(info).toContain('(A4)');
  });

  it('repeats the head of a table on each page', () => {
    const heads = pagesOf('register-ledger').map((page) => squeezed(page).includes('序号工地名称镇街施工阶段'));
    expect(heads).toEqual([true, true, true]);
  });

  it('has 22 lines of 28 characters on a full page', () => {
    const lines = (pagesOf('full-pages')[1] ?? '').split('\n').filter((line) => line.includes('青'));
    expect(lines.map((line) => squeezed(line).length)).toEqual(Array.from({ length: 22 }, () => 28));
  });

  it('adds up the scores by formula to the figures given', () => {
    const book = read(readFileSync(join(folder, 'out', 'scores.xlsx')));
    for (const [i, sheet] of SCORES.sheets.entries()) {
      const rows = utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[i] ?? ''] ?? {}, {
        header: 1,
        defval: '',
      });
      const formulas = sheet.rows.flatMap((row, r) =>
        row.flatMap((cell, c) => (cell?.formula === undefined ? [] : [[String(rows[r]?.[c]), cell.text]])),
      );
      expect(formulas.length).toBeGreaterThan(0);
      expect(formulas.map(([worked]) => worked)).toEqual(formulas.map(([, given]) => given));
    }
  });
});
