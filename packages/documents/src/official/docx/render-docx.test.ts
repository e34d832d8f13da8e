import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { figureText, figuresOf } from '../inline.ts';
import { monthlyBulletin } from '../producers/monthly-bulletin.ts';
import { SAMPLE_BULLETIN } from '../samples/monthly-bulletin.ts';
import { signatureLines } from '../signature.ts';
import { writeWorkbook } from '../../xlsx/write-workbook.ts';
import { partOf, plainText } from '../testing.ts';
import { renderDocx } from './render-docx.ts';
import { tablesOf } from '../document.ts';
import { SHIPPED_STYLE_IDS } from './styles.ts';
import { templateData } from './template-data.ts';
import { shippedTemplate } from './shipped-template.ts';

const document = monthlyBulletin(SAMPLE_BULLETIN);
const docx = renderDocx(document);
const text = partOf(docx, 'word/document.xml');
const styles = partOf(docx, 'word/styles.xml');

/** The attributes of the first such tag. */
function attributes(xml: string, tag: string): Record<string, string> {
  const found = new RegExp(`<w:${tag}\\b([^>]*)>`).exec(xml)?.[1] ?? '';
  return Object.fromEntries([...found.matchAll(/w:(\w+)="([^"]*)"/g)].map((m) => [m[1], m[2]]));
}

function style(name: string): string {
  return styles.split('<w:style ').find((s) => s.includes(`w:val="${name}"`)) ?? '';
}

// 1 mm = 72 / 25.4 pt = 56.6929 twips; half points in sz.
describe('a docx by GB/T 9704-2012', () => {
  it('lies on A4 with a text area of 156 by 225 mm', () => {
    expect(attributes(text, 'pgSz')).toEqual({ w: '11906', h: '16838' });
    const { top, left, right, bottom } = attributes(text, 'pgMar');
    expect({ top, left, right, bottom }).toEqual({ top: '2098', left: '1587', right: '1474', bottom: '1984' });
    // 225 mm = 12756 twips = 16838 − 2098 − 1984; 156 mm = 8844 twips, 8845 = 11906 − 1587 − 1474
    expect([16838 - 2098 - 1984, 11906 - 1587 - 1474]).toEqual([12756, 8845]);
  });

  it('has 22 lines a page: a pitch of 225 mm / 22 = 28.99 pt, cut to 579 twips', () => {
    expect(attributes(text, 'docGrid')).toEqual({ type: 'lines', linePitch: '579' });
    expect(attributes(style('公文正文'), 'spacing')).toMatchObject({ line: '579', lineRule: 'exact' });
    expect([22 * 579 <= 12756, 23 * 579 <= 12756]).toEqual([true, false]);
  });

  it('has 28 characters on a line: 16 pt less 0.25 pt each', () => {
    expect(style('公文正文')).toContain('<w:spacing w:val="-5"/>');
    const width = 16 * 20 - 5;
    expect([28 * width <= 8845, 29 * width <= 8845]).toEqual([true, false]);
  });

  it.each([
    ['公文标题', '方正小标宋简体', 22],
    ['公文正文', '仿宋_GB2312', 16],
    ['公文一级标题', '黑体', 16],
    ['公文二级标题', '楷体_GB2312', 16],
    ['公文三级标题', '仿宋_GB2312', 16],
    ['公文四级标题', '仿宋_GB2312', 16],
    ['公文版记', '仿宋_GB2312', 14],
    ['公文页码', '宋体', 14],
  ])('writes %s in %s of %d pt', (name, font, size) => {
    expect(attributes(style(name), 'rFonts')['eastAsia']).toBe(font);
    expect(attributes(style(name), 'sz')).toEqual({ val: String(size * 2) });
  });

  it('names a font to stand in for each, and ships none', () => {
    expect(attributes(partOf(docx, 'word/fontTable.xml'), 'altName')['val']).toContain('华文中宋');
    expect(Object.keys(unzipSync(docx)).filter((name) => /font/i.test(name))).toEqual(['word/fontTable.xml']);
  });

  it('has the page number in dashes on the outer side: odd pages right, even pages left', () => {
    expect(partOf(docx, 'word/settings.xml')).toContain('<w:evenAndOddHeaders/>');
    const sides = ['footer1', 'footer2'].map((name) => attributes(partOf(docx, `word/${name}.xml`), 'jc')['val']);
    expect(sides).toEqual(['right', 'left']);
    expect(text).toMatch(/footerReference w:type="default" r:id="rId6".*footerReference w:type="even" r:id="rId7"/);
    expect(partOf(docx, 'word/_rels/document.xml.rels')).toMatch(
      /Id="rId6"[^>]*footer1.xml.*Id="rId7"[^>]*footer2.xml/,
    );
    expect(plainText(partOf(docx, 'word/footer1.xml'))).toBe('—  PAGE 1 —');
  });

  it('repeats the heads of its tables, one row or two', () => {
    const heads = text
      .split('<w:tbl>')
      .slice(1)
      .map((table) => table.split('<w:tblHeader/>').length - 1);
    // targets, missing reports, units (grouped), ranking; the closing record is no table of figures
    expect(heads).toEqual([1, 1, 2, 1, 0]);
    for (const table of text.split('<w:tbl>').slice(1, 5))
      expect(table.indexOf('<w:tblHeader/>')).toBeLessThan(table.indexOf('</w:tr>'));
  });

  it('numbers the headings 一、二、…', () => {
    const headings = [...text.matchAll(/w:val="QsHeading1"\/><\/w:pPr>(.*?)<\/w:p>/g)].map((m) =>
      plainText(m[1] ?? ''),
    );
    expect(headings).toEqual([
      '一、目标完成情况',
      '二、任务推进情况',
      '三、各单位报送与核查情况',
      '四、镇街排名',
      '五、存在的问题',
      '六、下一步工作',
    ]);
  });

  it('holds every figure, as it was given, and a bookmark for each that has a source', () => {
    const plain = plainText(text);
    const figures = figuresOf(document);
    expect(figures.length).toBeGreaterThan(50);
    for (const figure of figures) expect(plain).toContain(figureText(figure));
    const names = [...text.matchAll(/<w:bookmarkStart w:id="(\d+)" w:name="([^"]*)"/g)];
    expect(names.length).toBe(figures.filter((f) => f.id !== null).length);
    expect(new Set(names.map((m) => m[2])).size).toBe(names.length);
    for (const [, , name] of names) expect(name).toMatch(/^\p{L}[\p{L}\p{N}_]{0,39}$/u);
  });

  it('says 模拟数据 in the head of odd and even pages', () => {
    expect(['header1', 'header2'].map((name) => plainText(partOf(docx, `word/${name}.xml`)))).toEqual([
      '模拟数据',
      '模拟数据',
    ]);
    const real = renderDocx({ ...document, simulated: false });
    expect(plainText(partOf(real, 'word/header1.xml'))).toBe('');
  });

  // Order of the elements in CT_PPr and CT_RPr, ISO/IEC 29500-1 A.1, as far as they are used here
  it.each([
    ['pPr', ['pStyle', 'keepNext', 'widowControl', 'pBdr', 'tabs', 'snapToGrid', 'spacing', 'ind', 'jc', 'outlineLvl']],
    ['rPr', ['rFonts', 'snapToGrid', 'color', 'spacing', 'kern', 'sz', 'szCs', 'lang']],
  ] as const)('has the elements of %s in the order of the schema', (tag, order) => {
    const parts = ['document', 'styles', 'header1', 'footer1', 'footer2'].map((n) => partOf(docx, `word/${n}.xml`));
    const found = [...parts.join('').matchAll(new RegExp(`<w:${tag}>(.*?)</w:${tag}>`, 'g'))].map((m) => m[1] ?? '');
    expect(found.length).toBeGreaterThan(15);
    for (const properties of found) {
      // borders and tab stops have elements of their own within
      const own = properties.replaceAll(/<w:(pBdr|tabs)>.*?<\/w:\1>/g, '<w:$1/>');
      const names = [...own.matchAll(/<w:(\w+)/g)].map((m) => m[1] ?? '');
      expect(names).toEqual(order.filter((name) => names.includes(name)));
    }
  });

  it('leaves no place of the template unfilled', () => {
    for (const name of Object.keys(unzipSync(docx)))
      expect(plainText(partOf(docx, name))).not.toMatch(/[{}]|undefined/);
  });

  it('gives the same bytes for the same facts', () => {
    expect(renderDocx(monthlyBulletin(structuredClone(SAMPLE_BULLETIN)))).toEqual(docx);
    expect(shippedTemplate(false)).toEqual(shippedTemplate(false));
  });
});

describe('signature and date', () => {
  // 2024年11月8日: three Chinese characters and seven digits are 6.5 characters
  const lines = (...signatures: string[]) => signatureLines({ signatures, date: '2024-11-08' }).map((l) => l.indent);

  it('are centred on each other, the date four characters from the edge', () => {
    // 区生态环境局 is 6: half of 0.5 further in
    expect(lines('区生态环境局')).toEqual([4.25, 4]);
  });

  it('move a long signature to two characters from the edge and centre the others under it', () => {
    // 16.5 characters; (16.5 − 6) / 2 and (16.5 − 6.5) / 2 further in
    expect(lines('一二三四五六七八九十一二三四五六1', '区生态环境局')).toEqual([2, 7.25, 7]);
  });
});

/** The template with changes to its parts, as an office would make them in Word. */
function changed(changes: Readonly<Record<string, (xml: string) => string>>, landscape = false): Uint8Array {
  const parts = unzipSync(shippedTemplate(landscape));
  const entries = Object.keys(parts).map((name) => {
    const xml = partOf(shippedTemplate(landscape), name);
    return [name, strToU8(changes[name]?.(xml) ?? xml)] as const;
  });
  return zipSync(Object.fromEntries(entries));
}

const paragraph = (t: string) => `<w:p><w:r><w:t>${t}</w:t></w:r></w:p>`;
const withText = (t: string) => changed({ 'word/document.xml': (xml) => xml.replace('<w:body>', `<w:body>${t}`) });
const rendered = (bytes: Uint8Array) => renderDocx(document, { name: '通报模板.docx', bytes });

describe("an office's own template", () => {
  it('may repeat a table row by row under the names that the document shows', () => {
    const row = '{#镇街排名表}{名次}、{镇街}{/镇街排名表}';
    expect(plainText(partOf(rendered(withText(paragraph(row))), 'word/document.xml'))).toContain(
      '1、斋堂镇2、军庄镇2、永定镇4、龙泉镇',
    );
  });

  it('may repeat a row of a Word table', () => {
    const cell = (t: string) => `<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/></w:tcPr>${paragraph(t)}</w:tc>`;
    const table = `<w:tbl><w:tblPr/><w:tblGrid/><w:tr>${cell('{#镇街排名表}{镇街}')}${cell('{同比}{/镇街排名表}')}</w:tr></w:tbl>`;
    const xml = partOf(rendered(withText(table)), 'word/document.xml');
    const own = xml.slice(0, xml.indexOf('</w:tbl>'));
    expect(own.split('<w:tr>').slice(1).map(plainText)).toEqual([
      '斋堂镇-8.7%',
      '军庄镇-2.9%',
      '永定镇0.0%',
      '龙泉镇4.5%',
    ]);
  });

  it('is found by the names of its styles, whatever ids a program gave them', () => {
    const xml = partOf(
      rendered(
        changed({
          'word/styles.xml': (s) => s.replaceAll('"QsBody"', '"27"'),
          'word/document.xml': (s) => s.replaceAll('"QsBody"', '"27"'),
        }),
      ),
      'word/document.xml',
    );
    expect(xml).toContain('<w:pStyle w:val="27"/></w:pPr><w:r><w:t xml:space="preserve">现将门头沟区');
    expect(xml).not.toContain('QsBody');
  });

  it('decides the width of the tables by its margins', () => {
    const xml = partOf(
      rendered(changed({ 'word/document.xml': (s) => s.replace(/w:left="1587"/, 'w:left="1701"') })),
      'word/document.xml',
    );
    expect(attributes(xml, 'tblW')['w']).toBe(String(11906 - 1701 - 1474));
  });

  it('is refused when it is no Word file', () => {
    expect(() => rendered(strToU8('PK?'))).toThrow(/^通报模板.docx 无法导入：不是 docx 或 xlsx 文件/);
    const xlsx = writeWorkbook({ title: '', sheets: [] });
    expect(() => rendered(xlsx)).toThrow(/^通报模板.docx 无法导入：不是 Word 文件/);
  });

  it.each([
    [
      'an unknown place',
      withText(paragraph('主送：{主送单位}')),
      /正文第 1 段“主送：{主送单位}”：没有名为“主送单位”的内容/,
    ],
    ['an unknown column', withText(paragraph('{#镇街排名表}{得分}{/镇街排名表}')), /没有名为“得分”的内容/],
    [
      'a loop without an end',
      withText(paragraph('{#镇街排名表}{镇街}')),
      /正文第 1 段“.*”：{#镇街排名表} 没有结束，缺少 {\/镇街排名表}/,
    ],
    ['an end without a loop', withText(paragraph('{/镇街排名表}')), /{\/镇街排名表} 没有开始/],
    [
      'a loop that ends under another name',
      withText(paragraph('{#镇街排名表}{/附件}')),
      /以 {\/附件} 结束，名称应当相同/,
    ],
    ['a missing brace', withText(paragraph('{标题')), /“{标题”后面缺少“}”/],
    ['paragraphs in the middle of a line', withText(paragraph('如下：{@正文}')), /{@正文} 必须独占一段/],
    ['paragraphs asked for as a word', withText(paragraph('{正文}')), /“正文”应写作 {@正文}/],
    ['a table asked for as a word', withText(paragraph('{镇街排名表}')), /“镇街排名表”是表，应写作 {#镇街排名表}/],
    [
      'a fault in a page head',
      changed({ 'word/header1.xml': (s) => s.replace('模拟标记', '标记') }),
      /页眉第 1 段“{标记}”/,
    ],
    [
      'a missing style',
      changed({ 'word/styles.xml': (s) => s.replaceAll('公文表头', '表头') }),
      /样式：缺少样式“公文表头”/,
    ],
    [
      'a page head without the mark',
      changed({ 'word/header2.xml': (s) => s.replace('{模拟标记}', '') }),
      /页眉：含模拟数据的公文每页都要标明/,
    ],
    [
      'no page head for the first page',
      changed({ 'word/document.xml': (s) => s.replace('<w:docGrid', '<w:titlePg/><w:docGrid') }),
      /页眉：含模拟数据的公文每页都要标明/,
    ],
  ])('is refused with %s, saying where', (_, bytes, message) => {
    expect(() => rendered(bytes)).toThrow(message);
    expect(() => rendered(bytes)).toThrow(/^模板 通报模板.docx 不能使用/);
  });
});

it('the README names every place of a template', () => {
  const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
  const captions = new Set(tablesOf(document).map((t) => t.caption));
  const names = Object.keys(templateData(document, 1, SHIPPED_STYLE_IDS)).filter((name) => !captions.has(name));
  expect(names.length).toBe(17);
  for (const name of names) expect(readme).toMatch(new RegExp(`\\{[#@]?${name}\\}`));
});
