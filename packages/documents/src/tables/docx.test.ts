import type { GridBlock, GridTable } from '@qingshan/campaign';
import { describe, expect, it } from 'vitest';
import { makeDocx, p, run, tbl, tc, tr } from '../testing/make-docx.ts';
import { readGrid } from './read-grid.ts';

function tableOf(blocks: readonly GridBlock[]): GridTable {
  const table = blocks.find((b) => b.kind === 'table');
  if (!table) throw new Error('no table');
  return table;
}

/** Cells as `row,column rows×columns text`, to be compared with a table drawn on paper. */
const drawn = (table: GridTable): string[][] =>
  table.rows.map((row) =>
    row.map((c) => `${c.row},${c.column} ${c.rowSpan}×${c.colSpan} ${c.paragraphs.join('|')}`.trim()),
  );

describe('tables of a docx', () => {
  it('keep merged cells, band rows and lines in a cell', () => {
    const file = makeDocx([
      tbl(3, [
        tr([tc('序号'), tc('任务'), tc('单位')], '<w:tblHeader/>'),
        tr([tc('一、蓝天', { span: 3 })]),
        tr([tc('1', { merge: 'restart' }), tc('甲'), tc('住建委\n交通局')]),
        tr([tc('', { merge: 'continue' }), tc('乙'), tc('水务局')]),
        tr([tc('2'), tc('丙丁', { span: 2 })]),
      ]),
    ]);
    expect(drawn(tableOf(readGrid('a.docx', file).blocks))).toEqual([
      ['1,1 1×1 序号', '1,2 1×1 任务', '1,3 1×1 单位'],
      ['2,1 1×3 一、蓝天'],
      ['3,1 2×1 1', '3,2 1×1 甲', '3,3 1×1 住建委|交通局'],
      ['4,2 1×1 乙', '4,3 1×1 水务局'],
      ['5,1 1×1 2', '5,2 1×2 丙丁'],
    ]);
  });

  it('may begin further right, merge the old way, and stand in content controls', () => {
    const merged = (val: string): string =>
      `<w:tc><w:tcPr><w:hMerge w:val="${val}"/></w:tcPr>${p(val === 'restart' ? '宽' : '')}</w:tc>`;
    const file = makeDocx([
      `<w:sdt><w:sdtContent>${tbl(3, [
        tr([tc('右')], '<w:gridBefore w:val="2"/>'),
        `<w:sdt><w:sdtContent>${tr([merged('restart'), merged('continue'), tc('末')])}</w:sdtContent></w:sdt>`,
      ])}</w:sdtContent></w:sdt>`,
    ]);
    expect(drawn(tableOf(readGrid('a.docx', file).blocks))).toEqual([['1,3 1×1 右'], ['2,1 1×2 宽', '2,3 1×1 末']]);
  });

  it('show the automatic numbers that Word shows, also in cells that hold nothing else', () => {
    const level = (format: string, text: string): string =>
      `<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
    const list = (id: number, inner: string): string =>
      `<w:abstractNum w:abstractNumId="${id}">${inner}</w:abstractNum>`;
    const numbering = `${list(1, level('decimal', '%1'))}${list(2, level('chineseCountingThousand', '%1、'))}<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>`;
    const numbered = (text: string, id: number): string =>
      p(text, `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${id}"/></w:numPr>`);
    const cell = (inner: string): string => `<w:tc>${inner}</w:tc>`;
    const file = makeDocx(
      [
        numbered('蓝天保卫战', 2),
        tbl(2, [tr([cell(numbered('', 1)), tc('甲')]), tr([cell(numbered('', 1)), tc('乙')])]),
        numbered('碧水保卫战', 2),
      ],
      { numbering },
    );
    const { blocks } = readGrid('a.docx', file);
    expect(blocks.filter((b) => b.kind === 'paragraph').map((b) => b.text)).toEqual([
      '一、蓝天保卫战',
      '二、碧水保卫战',
    ]);
    expect(drawn(tableOf(blocks))).toEqual([
      ['1,1 1×1 1', '1,2 1×1 甲'],
      ['2,1 1×1 2', '2,2 1×1 乙'],
    ]);
  });
});

describe('numbers beyond reason', () => {
  it('are cut to what Word has: 63 columns, nine levels of a list', () => {
    const wide = `<w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>${p('宽')}</w:tc>`;
    const far = tr([wide], '<w:gridBefore w:val="2000000000"/>');
    const numbering =
      '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="4000000000"><w:numFmt w:val="decimal"/><w:lvlText w:val="%9."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="4000000000"><w:startOverride w:val="3"/></w:lvlOverride></w:num>';
    const numbered = p('甲', '<w:numPr><w:ilvl w:val="4000000000"/><w:numId w:val="1"/></w:numPr>');
    const { blocks } = readGrid('a.docx', makeDocx([tbl(1, [far]), numbered], { numbering }));
    expect(drawn(tableOf(blocks))).toEqual([['1,64 1×63 宽']]);
    expect(blocks[1]).toMatchObject({ kind: 'paragraph', text: '3.甲' });
  });
});

describe('paragraphs of a docx', () => {
  it('carry their heading level, by style, by the style it is based on, or by outline', () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="a2"><w:name w:val="章"/><w:basedOn w:val="a1"/></w:style>';
    const file = makeDocx(
      [
        p('甲', '<w:pStyle w:val="a1"/>'),
        p('乙', '<w:pStyle w:val="a2"/>'),
        p('丙', '<w:outlineLvl w:val="2"/>'),
        p(run('丁', true)),
      ],
      { styles },
    );
    const paragraphs = readGrid('a.docx', file).blocks.filter((b) => b.kind === 'paragraph');
    expect(paragraphs.map(({ text, level, bold }) => [text, level, bold])).toEqual([
      ['甲', 1, false],
      ['乙', 1, false],
      ['丙', 3, false],
      ['丁', null, true],
    ]);
  });

  it('take inserted text, leave deleted text out, and say so', () => {
    const file = makeDocx([
      p(
        `${run('完成')}<w:del w:id="1"><w:r><w:delText>20</w:delText></w:r></w:del><w:ins w:id="2">${run('30')}</w:ins>${run('项')}`,
      ),
    ]);
    const { blocks, notes } = readGrid('a.docx', file);
    expect(blocks).toMatchObject([{ kind: 'paragraph', text: '完成30项' }]);
    expect(notes).toEqual([
      { code: 'deleted-text', count: 1, example: '20' },
      { code: 'inserted-text', count: 1, example: '30' },
    ]);
  });
});
