import type { Certainty } from '@qingshan/kernel';

/**
 * The measures of an official document by GB/T 9704-2012, as read through domain notes and set down here once;
 * certainty says how each stands: `read-third-party` in a reprint of the standard, `memory` common knowledge of the
 * trade, `inferred` worked out of the others.
 */
interface Measure {
  readonly value: number;
  readonly certainty: Certainty;
}

const read = (value: number): Measure => ({ value, certainty: 'read-third-party' });
const remembered = (value: number): Measure => ({ value, certainty: 'memory' });
const inferred = (value: number): Measure => ({ value, certainty: 'inferred' });

/** Lengths in mm, sizes in pt. */
export const GBT_9704 = {
  pageWidth: read(210),
  pageHeight: read(297),
  top: read(37),
  left: read(28),
  coreWidth: read(156),
  coreHeight: read(225),
  linesOnPage: read(22),
  charactersOnLine: read(28),
  /** 210 − 28 − 156 */
  right: inferred(26),
  /** 297 − 37 − 225 */
  bottom: inferred(35),
  /** 二号 */
  titleSize: remembered(22),
  /** 三号 */
  bodySize: remembered(16),
  /** 四号, of page number, 抄送 and 印发 */
  smallSize: remembered(14),
  /** From the core to the dashes of the page number */
  pageNumberGap: remembered(7),
  /** Lines of the closing record 版记: first and last, and between */
  thickLine: remembered(0.35),
  thinLine: remembered(0.25),
} as const satisfies Readonly<Record<string, Measure>>;

const POINTS_IN_MM = 72 / 25.4;
const TWIPS_IN_POINT = 20;

export function twips(mm: number): number {
  return Math.round(mm * POINTS_IN_MM * TWIPS_IN_POINT);
}

/**
 * Pitch of the lines in twips, cut and not rounded, so that 22 lines fit into 225 mm: 637.80 pt / 22 = 28.99 pt = 579.
 */
export const LINE_PITCH = Math.floor(
  (GBT_9704.coreHeight.value * POINTS_IN_MM * TWIPS_IN_POINT) / GBT_9704.linesOnPage.value,
);

/**
 * What the body text gives up between characters, in twips, so that 28 characters of 16 pt (448 pt) fit into 156 mm
 * (442.20 pt): 0.207 pt each, taken to the next whole twip. Set on the styles and not as a grid of characters, because
 * LibreOffice gives a character that is wider than its cell two cells.
 */
export const CHARACTER_SPACING = Math.floor(
  ((GBT_9704.coreWidth.value * POINTS_IN_MM) / GBT_9704.charactersOnLine.value - GBT_9704.bodySize.value) *
    TWIPS_IN_POINT,
);

/** Fonts are named, never shipped; the second name is taken where the first is missing. */
export const FONTS = {
  title: { name: '方正小标宋简体', fallback: ['方正小标宋_GBK', '华文中宋', '宋体', 'Noto Serif CJK SC'] },
  body: { name: '仿宋_GB2312', fallback: ['仿宋', 'FangSong', '华文仿宋', 'Noto Serif CJK SC'] },
  heading: { name: '黑体', fallback: ['SimHei', 'Noto Sans CJK SC'] },
  subheading: { name: '楷体_GB2312', fallback: ['楷体', 'KaiTi', '华文楷体', 'Noto Serif CJK SC'] },
  page: { name: '宋体', fallback: ['SimSun', 'Noto Serif CJK SC'] },
} as const;
export type FontUse = keyof typeof FONTS;

/** Said on every page whose figures are not measured ones. */
export const SIMULATED_MARK = '模拟数据';
