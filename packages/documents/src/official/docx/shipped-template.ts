import { corePropertiesXml } from '../../core-properties.ts';
import { XML_HEAD } from '../../xml.ts';
import { packZip } from '../../zip.ts';
import { GBT_9704, LINE_PITCH, twips } from '../layout.ts';
import { alignment, KEEP, OFFICE_RELATIONS, paragraph, run, WORD_NAMESPACE } from './ooxml.ts';
import { fontTableXml, GRID, SHIPPED_STYLE_IDS as S, STYLES, stylesXml } from './styles.ts';

const WORD_ML = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** Parts that only the template's relations name: type of relation and content, and file. */
const PARTS = [
  ['styles', 'styles.xml'],
  ['settings', 'settings.xml'],
  ['fontTable', 'fontTable.xml'],
  ['header', 'header1.xml'],
  ['header', 'header2.xml'],
  ['footer', 'footer1.xml'],
  ['footer', 'footer2.xml'],
] as const;

function relationId(file: string): string {
  return `rId${PARTS.findIndex(([, name]) => name === file) + 1}`;
}

function contentTypes(): string {
  const parts = PARTS.map(
    ([type, file]) => `<Override PartName="/word/${file}" ContentType="${WORD_ML}.${type}+xml"/>`,
  );
  return (
    `${XML_HEAD}<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `<Override PartName="/word/document.xml" ContentType="${WORD_ML}.document.main+xml"/>` +
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>' +
    `${parts.join('')}</Types>`
  );
}

const ROOT_RELATIONS =
  `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">` +
  `<Relationship Id="rId1" Type="${OFFICE_RELATIONS}/officeDocument" Target="word/document.xml"/>` +
  `<Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
  '</Relationships>';

function documentRelations(): string {
  const list = PARTS.map(
    ([type, file]) => `<Relationship Id="${relationId(file)}" Type="${OFFICE_RELATIONS}/${type}" Target="${file}"/>`,
  );
  return `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">${list.join('')}</Relationships>`;
}

const SETTINGS =
  `${XML_HEAD}<w:settings xmlns:w="${WORD_NAMESPACE}"><w:zoom w:percent="100"/><w:evenAndOddHeaders/>` +
  '<w:characterSpacingControl w:val="compressPunctuation"/>' +
  '<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:adjustLineHeightInTable/>' +
  '<w:useFELayout/><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>' +
  '</w:compat></w:settings>';

function header(): string {
  const content = paragraph(S.公文页眉, run('{模拟标记}'));
  return `${XML_HEAD}<w:hdr xmlns:w="${WORD_NAMESPACE}">${content}</w:hdr>`;
}

/** Page number in dashes, one character from the outer edge: odd pages right, even pages left. */
function footer(side: 'left' | 'right'): string {
  const field =
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>' +
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>';
  const indent = `<w:ind w:${side}Chars="100" w:${side}="${STYLES.公文页码.size * 20}"/>`;
  const content = paragraph(S.公文页码, `${run('— ')}${field}${run(' —')}`, indent + alignment(side));
  return `${XML_HEAD}<w:ftr xmlns:w="${WORD_NAMESPACE}">${content}</w:ftr>`;
}

/** Page and margins in twips: upright as the standard has it, or turned with the same margins around the text. */
function pageMeasures(landscape: boolean) {
  const m = GBT_9704;
  const [width, height] = [twips(m.pageWidth.value), twips(m.pageHeight.value)];
  const [top, right] = [twips(m.top.value), twips(m.right.value)];
  const [bottom, left] = [twips(m.bottom.value), twips(m.left.value)];
  if (!landscape) return { width, height, top, right, bottom, left };
  return { width: height, height: width, top: left, right: bottom, bottom: right, left: top };
}

/** Height of the line of the page number */
const PAGE_LINE = 6;

function sectionXml(landscape: boolean): string {
  const page = pageMeasures(landscape);
  const foot = page.bottom - twips(GBT_9704.pageNumberGap.value + PAGE_LINE);
  return (
    '<w:sectPr>' +
    `<w:headerReference w:type="default" r:id="${relationId('header1.xml')}"/>` +
    `<w:headerReference w:type="even" r:id="${relationId('header2.xml')}"/>` +
    `<w:footerReference w:type="default" r:id="${relationId('footer1.xml')}"/>` +
    `<w:footerReference w:type="even" r:id="${relationId('footer2.xml')}"/>` +
    `<w:pgSz w:w="${page.width}" w:h="${page.height}"${landscape ? ' w:orient="landscape"' : ''}/>` +
    `<w:pgMar w:top="${page.top}" w:right="${page.right}" w:bottom="${page.bottom}" w:left="${page.left}" ` +
    `w:header="${twips(15)}" w:footer="${foot}" w:gutter="0"/>` +
    `${GRID}</w:sectPr>`
  );
}

function spaceBefore(twipsBefore: number, pitch: number): string {
  return `<w:spacing w:before="${twipsBefore}" w:after="0" w:line="${pitch}" w:lineRule="exact"/>`;
}

/** From the top of the text area to the red name */
const RED_HEAD_TOP_MM = 35;
const RED_LINE = '<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="11" w:color="FF0000"/></w:pBdr>';

function redHead(width: number): string {
  const numberSpace = spaceBefore(2 * LINE_PITCH, LINE_PITCH);
  const tab = `<w:tabs><w:tab w:val="right" w:pos="${width - STYLES.公文文号.size * 20}"/></w:tabs>`;
  const indent = `<w:ind w:leftChars="100" w:left="${STYLES.公文文号.size * 20}"/>`;
  const blank = paragraph(S.公文文号, '');
  return [
    paragraph(S.公文正文, run('{#红头}')),
    paragraph(S.公文红头, run('{机关标志}'), spaceBefore(twips(RED_HEAD_TOP_MM), STYLES.公文红头.line * 20)),
    paragraph(S.公文正文, run('{#签发人}')),
    paragraph(
      S.公文文号,
      `${run('{文号}')}<w:r><w:tab/></w:r>${run('签发人：')}${run('{签发人}')}`,
      RED_LINE + tab + numberSpace + indent + alignment('left'),
    ),
    paragraph(S.公文正文, run('{/签发人}')),
    paragraph(S.公文正文, run('{^签发人}')),
    paragraph(S.公文文号, run('{文号}'), RED_LINE + numberSpace),
    paragraph(S.公文正文, run('{/签发人}')),
    blank,
    blank,
    paragraph(S.公文正文, run('{/红头}')),
  ].join('');
}

/** A block of the template that is there only when `name` has something in it. */
function onlyWith(name: string, content: string, sign = '#'): string {
  return paragraph(S.公文正文, run(`{${sign}${name}}`)) + content + paragraph(S.公文正文, run(`{/${name}}`));
}

function line(side: 'top' | 'bottom' | 'insideH', mm: number): string {
  return `<w:${side} w:val="single" w:sz="${Math.round((mm * 72 * 8) / 25.4)}" w:space="0" w:color="000000"/>`;
}

/**
 * The closing record 版记, a table that floats to the foot of the last page. It is placed from the edge of the page,
 * without which LibreOffice leaves a table of full width where it stands.
 */
function record(left: number, width: number): string {
  const size = STYLES.公文版记.size * 20;
  const [thick, thin] = [GBT_9704.thickLine.value, GBT_9704.thinLine.value];
  const indent = `<w:ind w:leftChars="100" w:left="${size}" w:rightChars="100" w:right="${size}"/>`;
  const tab = `<w:tabs><w:tab w:val="right" w:pos="${width - size}"/></w:tabs>`;
  const row = (content: string) =>
    `<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${content}</w:tc></w:tr>`;
  const copies = paragraph(S.公文版记, run('{#抄送}抄送：{抄送}。{/抄送}'), indent);
  const date = `${run('{印发机关}')}<w:r><w:tab/></w:r>${run('{#印发机关}{印发日期}印发{/印发机关}')}`;
  return (
    '<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page" ' +
    `w:tblpX="${left}" w:tblpYSpec="bottom"/><w:tblW w:w="${width}" w:type="dxa"/>` +
    `<w:tblBorders>${line('top', thick)}${line('bottom', thick)}${line('insideH', thin)}</w:tblBorders>` +
    '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>' +
    `</w:tblPr><w:tblGrid><w:gridCol w:w="${width}"/></w:tblGrid>${row(copies)}${row(paragraph(S.公文版记, date, tab + indent))}</w:tbl>`
  );
}

/** A table cannot be the last thing of a document; the paragraph behind it takes no room. */
const LAST_PARAGRAPH = paragraph(S.公文注, '', spaceBefore(0, 20));

function documentXml(landscape: boolean): string {
  const page = pageMeasures(landscape);
  const width = page.width - page.left - page.right;
  const body = [
    redHead(width),
    onlyWith(
      '红头',
      onlyWith('文号', paragraph(S.公文文号, run('{文号}'), alignment('right')) + paragraph(S.公文文号, '')),
      '^',
    ),
    paragraph(S.公文标题, run('{标题}')),
    paragraph(S.公文文号, ''),
    onlyWith('主送', paragraph(S.公文主送, run('{主送}：'))),
    paragraph(S.公文正文, run('{@正文}')),
    onlyWith('附件', paragraph(S.公文附件说明, run('{标号}{名称}'), KEEP)),
    paragraph(S.公文正文, '', KEEP),
    paragraph(S.公文落款, run('{@落款}')),
    onlyWith('附注', paragraph(S.公文附注, run('（{附注}）'))),
    onlyWith('版记', record(page.left, width)),
    LAST_PARAGRAPH,
  ];
  return (
    `${XML_HEAD}<w:document xmlns:w="${WORD_NAMESPACE}" xmlns:r="${OFFICE_RELATIONS}"><w:body>` +
    `${body.join('')}${sectionXml(landscape)}</w:body></w:document>`
  );
}

/**
 * The template that ships: the frame of an official document with the places that are filled in. Offices take it as the
 * start of their own. Equal every time it is made.
 */
export function shippedTemplate(landscape: boolean): Uint8Array {
  return packZip([
    ['[Content_Types].xml', contentTypes()],
    ['_rels/.rels', ROOT_RELATIONS],
    ['docProps/core.xml', corePropertiesXml('{标题}')],
    ['word/document.xml', documentXml(landscape)],
    ['word/_rels/document.xml.rels', documentRelations()],
    ['word/styles.xml', stylesXml()],
    ['word/settings.xml', SETTINGS],
    ['word/fontTable.xml', fontTableXml()],
    ['word/header1.xml', header()],
    ['word/header2.xml', header()],
    ['word/footer1.xml', footer('right')],
    ['word/footer2.xml', footer('left')],
  ]);
}
