import { XML_HEAD } from '../xml.ts';
import { CELL_STYLES, type CellStyle } from './workbook.ts';

const FONTS = [
  '<font><sz val="11"/><name val="宋体"/><charset val="134"/></font>',
  '<font><b/><sz val="11"/><name val="宋体"/><charset val="134"/></font>',
  '<font><b/><sz val="16"/><name val="宋体"/><charset val="134"/></font>',
  '<font><b/><sz val="11"/><color rgb="FFC00000"/><name val="宋体"/><charset val="134"/></font>',
];
const FILLS = [
  '<fill><patternFill patternType="none"/></fill>',
  '<fill><patternFill patternType="gray125"/></fill>',
  '<fill><patternFill patternType="solid"><fgColor rgb="FFE7EFE9"/></patternFill></fill>',
];
const SIDES = ['left', 'right', 'top', 'bottom'].map((s) => `<${s} style="thin"/>`).join('');
const BORDERS = ['<border/>', `<border>${SIDES}</border>`];

interface Look {
  readonly font: number;
  readonly fill: number;
  readonly border: number;
  readonly align: 'left' | 'center' | 'right';
}

const LOOKS: Readonly<Record<CellStyle, Look>> = {
  title: { font: 2, fill: 0, border: 0, align: 'center' },
  mark: { font: 3, fill: 0, border: 0, align: 'center' },
  note: { font: 0, fill: 0, border: 0, align: 'left' },
  head: { font: 1, fill: 2, border: 1, align: 'center' },
  text: { font: 0, fill: 0, border: 1, align: 'left' },
  center: { font: 0, fill: 0, border: 1, align: 'center' },
  number: { font: 0, fill: 0, border: 1, align: 'right' },
  total: { font: 1, fill: 0, border: 1, align: 'center' },
};

/** More decimals than this keep a number as text. */
export const MOST_DECIMALS = 15;
const GENERAL = -1;
const FIRST_OWN_FORMAT = 164;

/** Every style with every number of decimals: a fixed table, so that a style's index does not depend on the content. */
const COMBINATIONS = CELL_STYLES.flatMap((style) =>
  Array.from({ length: MOST_DECIMALS + 2 }, (_, i) => ({ style, decimals: i - 1 })),
);

/** Index into `cellXfs`; `decimals` is `null` for text. */
export function styleIndex(style: CellStyle, decimals: number | null): number {
  return CELL_STYLES.indexOf(style) * (MOST_DECIMALS + 2) + (decimals ?? GENERAL) + 1;
}

function list(name: string, items: readonly string[]): string {
  return `<${name} count="${items.length}">${items.join('')}</${name}>`;
}

function format({ style, decimals }: { style: CellStyle; decimals: number }): string {
  const look = LOOKS[style];
  const number = decimals === GENERAL ? 0 : FIRST_OWN_FORMAT + decimals;
  return (
    `<xf numFmtId="${number}" fontId="${look.font}" fillId="${look.fill}" borderId="${look.border}" xfId="0"` +
    ' applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">' +
    `<alignment horizontal="${look.align}" vertical="center" wrapText="1"/></xf>`
  );
}

export function stylesXml(): string {
  const formats = Array.from(
    { length: MOST_DECIMALS + 1 },
    (_, d) => `<numFmt numFmtId="${FIRST_OWN_FORMAT + d}" formatCode="${d === 0 ? '0' : `0.${'0'.repeat(d)}`}"/>`,
  );
  return (
    `${XML_HEAD}<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
    list('numFmts', formats) +
    list('fonts', FONTS) +
    list('fills', FILLS) +
    list('borders', BORDERS) +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    list('cellXfs', COMBINATIONS.map(format)) +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
  );
}
