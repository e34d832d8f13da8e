import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { writeWorkbook } from '../xlsx/write-workbook.ts';
import { DOCUMENT_KINDS, printedColumns, tablesOf } from './document.ts';
import { renderDocx } from './docx/render-docx.ts';
import { renderPage } from './html/render-page.ts';
import { figuresOf, figureText, inlineText } from './inline.ts';
import { produce } from './produce.ts';
import { SAMPLES } from './samples/index.ts';
import { partOf, plainText } from './testing.ts';
import { documentWorkbook } from './xlsx/document-workbook.ts';

/** The text of the body of a docx or page, without the sheet of styles. */
const docxText = (bytes: Uint8Array) => plainText(partOf(bytes, 'word/document.xml'));
const pageText = (html: string) => plainText(html.slice(html.indexOf('<body>')));

describe.each(DOCUMENT_KINDS)('%s', (kind) => {
  const document = produce(SAMPLES[kind]);
  const docx = renderDocx(document);
  const page = renderPage(document);
  const workbook = documentWorkbook(document);
  const xlsx = writeWorkbook(workbook);

  it('reads the same in docx and page: title, every block, every figure in its order', () => {
    for (const text of [docxText(docx), pageText(page)]) {
      let at = 0;
      for (const part of [document.title, ...figuresOf(document).map(figureText)]) {
        const found = text.indexOf(part, at);
        expect(found, `“${part}” after ${at}`).toBeGreaterThanOrEqual(at);
        at = found + part.length;
      }
      for (const block of document.blocks) {
        if (block.kind === 'paragraph' || block.kind === 'note') expect(text).toContain(inlineText(block.text));
      }
    }
  });

  it('has the cells of its tables in all three, as they were given', () => {
    const book = read(xlsx.slice(), { cellNF: true });
    const tables = tablesOf(document);
    expect(book.SheetNames.length).toBe(tables.length);
    for (const [i, table] of tables.entries()) {
      const rows = utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[i] ?? ''] ?? {}, {
        header: 1,
        raw: false,
        defval: '',
      });
      const given = table.rows.map((row) => table.columns.map((c) => inlineText(row.cells[c.key]?.text ?? [])));
      for (const cells of given) expect(rows).toContainEqual(cells);
      if (given.length === 0) expect(rows.flat()).toContain(table.empty);
      const printed = table.rows.flatMap((row) => printedColumns(table).map((c) => row.cells[c.key]));
      for (const cell of printed) expect(docxText(docx)).toContain(inlineText(cell?.text ?? []));
    }
  });

  it('says 模拟数据 on every page of docx, page and workbook, and only when it is so', () => {
    expect(page).toContain('@top-center { content: "模拟数据"');
    expect(plainText(partOf(docx, 'word/header1.xml'))).toBe('模拟数据');
    for (const sheet of workbook.sheets) {
      expect(sheet.pageHead).toBe('模拟数据');
      expect(sheet.rows.flat().map((cell) => cell?.text)).toContain('模拟数据');
    }
    const real = { ...document, simulated: false };
    expect(renderPage(real)).not.toContain('content: "模拟数据"');
    expect(documentWorkbook(real).sheets.map((s) => s.pageHead)).toEqual(workbook.sheets.map(() => null));
  });

  it('gives the same bytes again', () => {
    const again = produce(structuredClone(SAMPLES[kind]));
    expect(renderDocx(again)).toEqual(docx);
    expect(renderPage(again)).toBe(page);
    expect(writeWorkbook(documentWorkbook(again))).toEqual(xlsx);
  });

  it('needs nothing from elsewhere', () => {
    expect(page).not.toMatch(/https?:|<script|<link|<img|url\(/);
  });
});

it('every kind of document is in the glossary', () => {
  const glossary = readFileSync(join(import.meta.dirname, '../../../../GLOSSARY.md'), 'utf8');
  for (const kind of DOCUMENT_KINDS) expect(glossary).toContain(`\`${kind}\``);
});

describe('a page', () => {
  it('leads from each figure with a source to what explains it', () => {
    const document = produce(SAMPLES['monthly-bulletin']);
    const page = renderPage(document, { explain: (id) => `/explain/${encodeURIComponent(id)}` });
    const links = [...page.matchAll(/data-figure="([^"]*)" href="([^"]*)">([^<]*)</g)].map((m) => m.slice(1));
    expect(links[0]).toEqual(['sample-pm25', '/explain/sample-pm25', '30.4微克/立方米（暂定）']);
    expect(links.map((l) => l[0])).toEqual(figuresOf(document).flatMap((f) => f.id ?? []));
  });

  it('takes texts as texts', () => {
    const { facts } = SAMPLES['monthly-bulletin'];
    const page = renderPage(produce({ kind: 'monthly-bulletin', facts: { ...facts, problems: ['<b>&"'] } }));
    expect(page).toContain('1.&lt;b&gt;&amp;&quot;');
  });

  it('has the measures of the standard', () => {
    const page = renderPage(produce(SAMPLES['supervision-letter']));
    expect(page).toContain('@page { size: A4 portrait; margin: 37mm 26mm 35mm 28mm;');
    expect(page).toContain('@page :right { @bottom-right { content: "— " counter(page) " —"; font: 14pt');
    expect(page).toContain('font: 16pt/28.95pt "仿宋_GB2312"');
    expect(page).toContain('thead { display: table-header-group; }');
  });
});
