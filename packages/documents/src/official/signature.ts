import { chineseDate } from './chinese.ts';
import type { OfficialDocument } from './document.ts';

/** Width of a line of text in characters; digits and Latin letters take half a one. */
export function charactersOf(text: string): number {
  return [...text].reduce((sum, c) => sum + (c.charCodeAt(0) < 256 ? 0.5 : 1), 0);
}

/** 成文日期 stands four characters from the right edge. */
const DATE_INDENT = 4;
const LEAST_INDENT = 2;

export interface SignatureLine {
  readonly text: string;
  /** From the right edge, in characters */
  readonly indent: number;
}

/**
 * Signatures and date 落款: the date four characters from the right edge, each signature centred on it; where the
 * longest is too long for that, it stands two from the edge and the rest is centred on it.
 */
export function signatureLines(document: Pick<OfficialDocument, 'signatures' | 'date'>): SignatureLine[] {
  const date = chineseDate(document.date);
  const texts = [...document.signatures, date];
  const longest = Math.max(...texts.map(charactersOf));
  const middle = Math.max(DATE_INDENT + charactersOf(date) / 2, LEAST_INDENT + longest / 2);
  return texts.map((text) => ({ text, indent: middle - charactersOf(text) / 2 }));
}
