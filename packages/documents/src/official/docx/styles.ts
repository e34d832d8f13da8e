import { XML_HEAD } from '../../xml.ts';
import { CHARACTER_SPACING, FONTS, GBT_9704, LINE_PITCH, type FontUse } from '../layout.ts';
import { alignment, WORD_NAMESPACE } from './ooxml.ts';

interface Style {
  readonly id: string;
  readonly font: FontUse;
  /** pt */
  readonly size: number;
  readonly align: 'left' | 'center' | 'right' | 'both';
  /** Indent of the first line in characters */
  readonly firstLine?: number;
  /** `page`: the fixed pitch of 22 lines a page; a number: a fixed pitch in pt; `null`: as the text needs */
  readonly line: 'page' | number | null;
  readonly colour?: string;
  readonly keepWithNext?: boolean;
  readonly outline?: number;
}

const BODY = GBT_9704.bodySize.value;
const SMALL = GBT_9704.smallSize.value;
/** 五号: tables and notes; the standard leaves their size open */
export const TABLE_SIZE = 10.5;

/**
 * The styles of an official document, by the names that Word shows. The office sets fonts and sizes in its template by
 * changing them; the body finds them by name, because some programs give styles new ids when they save.
 */
export const STYLES = {
  公文正文: { id: 'QsBody', font: 'body', size: BODY, align: 'both', firstLine: 2, line: 'page' },
  公文标题: { id: 'QsTitle', font: 'title', size: GBT_9704.titleSize.value, align: 'center', line: 32 },
  公文红头: { id: 'QsAgency', font: 'title', size: 32, align: 'center', line: 48, colour: 'FF0000' },
  公文文号: { id: 'QsNumber', font: 'body', size: BODY, align: 'center', line: 'page' },
  公文主送: { id: 'QsAddressee', font: 'body', size: BODY, align: 'left', line: 'page' },
  公文一级标题: head('QsHeading1', 'heading', 0),
  公文二级标题: head('QsHeading2', 'subheading', 1),
  公文三级标题: head('QsHeading3', 'body', 2),
  公文四级标题: head('QsHeading4', 'body', 3),
  公文表题: { id: 'QsCaption', font: 'heading', size: SMALL, align: 'center', line: 'page', keepWithNext: true },
  公文表头: { id: 'QsTableHead', font: 'heading', size: TABLE_SIZE, align: 'center', line: 15 },
  公文表格: { id: 'QsTableText', font: 'body', size: TABLE_SIZE, align: 'left', line: 15 },
  公文注: { id: 'QsNote', font: 'body', size: TABLE_SIZE, align: 'both', firstLine: 2, line: 18 },
  公文附件说明: { id: 'QsAttachment', font: 'body', size: BODY, align: 'left', firstLine: 2, line: 'page' },
  公文落款: { id: 'QsSignature', font: 'body', size: BODY, align: 'right', line: 'page' },
  公文附注: { id: 'QsRemark', font: 'body', size: BODY, align: 'left', firstLine: 2, line: 'page' },
  公文版记: { id: 'QsRecord', font: 'body', size: SMALL, align: 'left', line: 24 },
  公文页码: { id: 'QsPage', font: 'page', size: SMALL, align: 'right', line: null },
  公文页眉: { id: 'QsHeader', font: 'heading', size: 12, align: 'center', line: null, colour: 'C00000' },
} as const satisfies Readonly<Record<string, Style>>;

export type StyleName = keyof typeof STYLES;
export type StyleIds = Readonly<Record<StyleName, string>>;

function head<Id extends string>(id: Id, font: FontUse, outline: number) {
  return { id, font, size: BODY, align: 'both', firstLine: 2, line: 'page', outline, keepWithNext: true } as const;
}

export const STYLE_NAMES = Object.keys(STYLES).filter((name): name is StyleName => name in STYLES);

/** A table of style ids, each found by the name of its style. */
export function styleIdsBy(idOf: (name: StyleName) => string): StyleIds {
  const ids: Partial<Record<StyleName, string>> = {};
  for (const name of STYLE_NAMES) ids[name] = idOf(name);
  return ids as StyleIds;
}

/** The ids that the styles carry in our own template. */
export const SHIPPED_STYLE_IDS = styleIdsBy((name) => STYLES[name].id);

function fontXml(use: FontUse): string {
  const { name } = FONTS[use];
  return `<w:rFonts w:ascii="${name}" w:hAnsi="${name}" w:eastAsia="${name}" w:cs="${name}"/>`;
}

function lineXml(line: Style['line']): string {
  if (line === null) return '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>';
  const pitch = line === 'page' ? LINE_PITCH : line * 20;
  return `<w:spacing w:before="0" w:after="0" w:line="${pitch}" w:lineRule="exact"/>`;
}

function styleXml(name: StyleName): string {
  const style: Style = STYLES[name];
  const onGrid = style.line === 'page';
  return (
    `<w:style w:type="paragraph" w:customStyle="1" w:styleId="${style.id}"><w:name w:val="${name}"/>` +
    '<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>' +
    (style.keepWithNext === true ? '<w:keepNext/>' : '') +
    (onGrid ? '' : '<w:snapToGrid w:val="0"/>') +
    lineXml(style.line) +
    (style.firstLine === undefined
      ? ''
      : `<w:ind w:firstLineChars="${style.firstLine * 100}" w:firstLine="${style.firstLine * style.size * 20}"/>`) +
    alignment(style.align) +
    (style.outline === undefined ? '' : `<w:outlineLvl w:val="${style.outline}"/>`) +
    `</w:pPr><w:rPr>${fontXml(style.font)}` +
    (onGrid ? '' : '<w:snapToGrid w:val="0"/>') +
    (style.colour === undefined ? '' : `<w:color w:val="${style.colour}"/>`) +
    (onGrid && style.size === BODY ? `<w:spacing w:val="${CHARACTER_SPACING}"/>` : '') +
    `<w:sz w:val="${style.size * 2}"/><w:szCs w:val="${style.size * 2}"/></w:rPr></w:style>`
  );
}

/** Normal has the size of the body text, in which indents of whole characters are counted. */
export function stylesXml(): string {
  return (
    `${XML_HEAD}<w:styles xmlns:w="${WORD_NAMESPACE}"><w:docDefaults><w:rPrDefault><w:rPr>${fontXml('body')}` +
    `<w:kern w:val="0"/><w:sz w:val="${BODY * 2}"/><w:szCs w:val="${BODY * 2}"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>` +
    '</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>' +
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>' +
    `<w:pPr><w:widowControl w:val="0"/></w:pPr><w:rPr><w:sz w:val="${BODY * 2}"/><w:szCs w:val="${BODY * 2}"/></w:rPr></w:style>` +
    STYLE_NAMES.map(styleXml).join('') +
    '</w:styles>'
  );
}

/** Fonts with the names that stand in for them. */
export function fontTableXml(): string {
  const fonts = Object.values(FONTS).map(
    ({ name, fallback }) =>
      `<w:font w:name="${name}"><w:altName w:val="${fallback.join(',')}"/><w:charset w:val="86"/></w:font>`,
  );
  return `${XML_HEAD}<w:fonts xmlns:w="${WORD_NAMESPACE}">${fonts.join('')}</w:fonts>`;
}

/** The grid of the page: 22 lines. */
export const GRID = `<w:docGrid w:type="lines" w:linePitch="${LINE_PITCH}"/>`;
