import { corePropertiesXml } from '../core-properties.ts';
import { CHARACTER_SPACING, FONTS, GBT_9704, LINE_PITCH, twips } from '../official/layout.ts';
import { XML_HEAD } from '../xml.ts';
import { packZip } from '../zip.ts';

/** Width of the text, 156 mm upright and 225 mm on the long side. */
export const PAGE_WIDTH_TWIPS = {
  portrait: twips(GBT_9704.coreWidth.value),
  landscape: twips(GBT_9704.coreHeight.value),
} as const;

interface Style {
  readonly font: string;
  readonly halfPoints: number;
  readonly align: 'left' | 'center' | 'both';
  /** First line indented by two characters */
  readonly indent: boolean;
  /** Line pitch in twips; `null` fits the line */
  readonly pitch: number | null;
  readonly outline: number | null;
  readonly bold?: boolean;
}

const { title: TITLE, body: BODY, heading: HEADING, subheading: SUBHEADING, page: PAGE_FONT } = FONTS;
const TITLE_SIZE = 2 * GBT_9704.titleSize.value;
const BODY_SIZE = 2 * GBT_9704.bodySize.value;
/** 五号 10.5 pt, the usual size of plan tables */
const TABLE_SIZE = 21;

const STYLES = {
  title: { font: TITLE.name, halfPoints: TITLE_SIZE, align: 'center', indent: false, pitch: null, outline: null },
  body: { font: BODY.name, halfPoints: BODY_SIZE, align: 'both', indent: true, pitch: LINE_PITCH, outline: null },
  heading1: { font: HEADING.name, halfPoints: BODY_SIZE, align: 'both', indent: true, pitch: LINE_PITCH, outline: 0 },
  heading2: {
    font: SUBHEADING.name,
    halfPoints: BODY_SIZE,
    align: 'both',
    indent: true,
    pitch: LINE_PITCH,
    outline: 1,
  },
  annexMark: {
    font: HEADING.name,
    halfPoints: BODY_SIZE,
    align: 'left',
    indent: false,
    pitch: LINE_PITCH,
    outline: null,
  },
  tableHead: { font: HEADING.name, halfPoints: TABLE_SIZE, align: 'center', indent: false, pitch: null, outline: null },
  tableBand: {
    font: SUBHEADING.name,
    halfPoints: TABLE_SIZE,
    align: 'left',
    indent: false,
    pitch: null,
    outline: null,
    bold: true,
  },
  tableCenter: { font: BODY.name, halfPoints: TABLE_SIZE, align: 'center', indent: false, pitch: null, outline: null },
  tableText: { font: BODY.name, halfPoints: TABLE_SIZE, align: 'left', indent: false, pitch: null, outline: null },
  note: { font: BODY.name, halfPoints: TABLE_SIZE, align: 'left', indent: false, pitch: null, outline: null },
} as const satisfies Record<string, Style>;

export type StyleName = keyof typeof STYLES;

/** Ids of the styles in the file. */
export const STYLE: Readonly<Record<StyleName, string>> = {
  title: 'qsTitle',
  body: 'qsBody',
  heading1: 'qsHeading1',
  heading2: 'qsHeading2',
  annexMark: 'qsAnnex',
  tableHead: 'qsTableHead',
  tableBand: 'qsTableBand',
  tableCenter: 'qsTableCenter',
  tableText: 'qsTableText',
  note: 'qsNote',
};

const STYLE_TITLES: Readonly<Record<StyleName, string>> = {
  title: '公文标题',
  body: '公文正文',
  heading1: '公文一级标题',
  heading2: '公文二级标题',
  annexMark: '附件标识',
  tableHead: '表头',
  tableBand: '表中分组',
  tableCenter: '表格居中',
  tableText: '表格文字',
  note: '表注',
};

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

const fonts = (font: string): string =>
  `<w:rFonts w:ascii="${font}" w:hAnsi="${font}" w:eastAsia="${font}" w:cs="${font}"/>`;

function styleXml(name: StyleName): string {
  const style: Style = STYLES[name];
  const spacing = style.halfPoints === BODY_SIZE ? `<w:spacing w:val="${CHARACTER_SPACING}"/>` : '';
  const size = `${spacing}<w:sz w:val="${style.halfPoints}"/><w:szCs w:val="${style.halfPoints}"/>`;
  const line = style.pitch === null ? '' : ` w:line="${style.pitch}" w:lineRule="exact"`;
  const indent = style.indent ? '<w:ind w:firstLineChars="200" w:firstLine="640"/>' : '';
  const outline = style.outline === null ? '' : `<w:outlineLvl w:val="${style.outline}"/>`;
  return (
    `<w:style w:type="paragraph" w:customStyle="1" w:styleId="${STYLE[name]}"><w:name w:val="${STYLE_TITLES[name]}"/><w:qFormat/>` +
    `<w:pPr><w:spacing w:before="0" w:after="0"${line}/>${indent}<w:jc w:val="${style.align}"/>${outline}</w:pPr>` +
    `<w:rPr>${fonts(style.font)}${style.bold === true ? '<w:b/>' : ''}${size}</w:rPr></w:style>`
  );
}

function stylesXml(): string {
  const names = Object.keys(STYLES).filter((name): name is StyleName => name in STYLES);
  const defaults = `<w:docDefaults><w:rPrDefault><w:rPr>${fonts(BODY.name)}<w:sz w:val="${BODY_SIZE}"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>`;
  return `${XML_HEAD}<w:styles ${W}>${defaults}${names.map(styleXml).join('')}</w:styles>`;
}

/** A section: page upright or on its long side, page numbers below. */
export function section(turn: 'portrait' | 'landscape'): string {
  const isTurned = turn === 'landscape';
  const page = GBT_9704;
  const [width, height] = isTurned ? [page.pageHeight, page.pageWidth] : [page.pageWidth, page.pageHeight];
  const [top, right, bottom, left] = isTurned
    ? [page.left, page.bottom, page.right, page.top]
    : [page.top, page.right, page.bottom, page.left];
  return (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:footerReference w:type="even" r:id="rId3"/>' +
    `<w:pgSz w:w="${twips(width.value)}" w:h="${twips(height.value)}"${isTurned ? ' w:orient="landscape"' : ''}/>` +
    `<w:pgMar w:top="${twips(top.value)}" w:right="${twips(right.value)}" w:bottom="${twips(bottom.value)}" w:left="${twips(left.value)}" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>`
  );
}

/** 四号 page number between dashes, odd pages right, even pages left (GB/T 9704-2012 clause 7.5). */
function footerXml(align: 'left' | 'right'): string {
  const look = `<w:rPr>${fonts(PAGE_FONT.name)}<w:sz w:val="${2 * GBT_9704.smallSize.value}"/></w:rPr>`;
  const part = (inner: string): string => `<w:r>${look}${inner}</w:r>`;
  const field = ['begin', 'instr', 'end']
    .map((step) => (step === 'instr' ? '<w:instrText>PAGE</w:instrText>' : `<w:fldChar w:fldCharType="${step}"/>`))
    .map(part)
    .join('');
  const text = (words: string): string => part(`<w:t xml:space="preserve">${words}</w:t>`);
  return `${XML_HEAD}<w:ftr ${W}><w:p><w:pPr><w:ind w:leftChars="100" w:rightChars="100"/><w:jc w:val="${align}"/></w:pPr>${text('— ')}${field}${text(' —')}</w:p></w:ftr>`;
}

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

const CONTENT_TYPES = `${XML_HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${WORD}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${WORD}.styles+xml"/><Override PartName="/word/settings.xml" ContentType="${WORD}.settings+xml"/><Override PartName="/word/footer1.xml" ContentType="${WORD}.footer+xml"/><Override PartName="/word/footer2.xml" ContentType="${WORD}.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`;

const relations = (items: readonly string[]): string =>
  `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">${items.join('')}</Relationships>`;

const relation = (id: number, type: string, target: string): string =>
  `<Relationship Id="rId${id}" Type="${type}" Target="${target}"/>`;

/** Packs a body, the last section included, into a docx. Equal bodies give equal bytes. */
export function packDocx(title: string, body: string): Uint8Array {
  return packZip([
    ['[Content_Types].xml', CONTENT_TYPES],
    [
      '_rels/.rels',
      relations([
        relation(1, `${RELATION}/officeDocument`, 'word/document.xml'),
        relation(2, `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'),
      ]),
    ],
    ['docProps/core.xml', corePropertiesXml(title)],
    [
      'word/_rels/document.xml.rels',
      relations([
        relation(1, `${RELATION}/styles`, 'styles.xml'),
        relation(2, `${RELATION}/footer`, 'footer1.xml'),
        relation(3, `${RELATION}/footer`, 'footer2.xml'),
        relation(4, `${RELATION}/settings`, 'settings.xml'),
      ]),
    ],
    ['word/document.xml', `${XML_HEAD}<w:document ${W} ${R}><w:body>${body}</w:body></w:document>`],
    ['word/styles.xml', stylesXml()],
    ['word/settings.xml', `${XML_HEAD}<w:settings ${W}><w:evenAndOddHeaders/></w:settings>`],
    ['word/footer1.xml', footerXml('right')],
    ['word/footer2.xml', footerXml('left')],
  ]);
}
