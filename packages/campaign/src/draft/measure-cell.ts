import { readCircled } from './numerals.ts';

/** One measure in a cell. */
export interface MeasurePart {
  /** Its ordinal in the cell, `null` without one */
  readonly ordinal: number | null;
  readonly words: string;
}

const CIRCLED = /[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳]/g;
/** An ordinal at the beginning of a line: 1. 1、 （1） 1) */
const LINE_ORDINAL = /^(?:[（(](\d{1,2})[）)]|(\d{1,2})(?:[.．、)）](?!\d)))\s*/;

function byCircles(text: string): { leadIn: string; parts: MeasurePart[] } | null {
  const marks = [...text.matchAll(CIRCLED)];
  if (marks.length === 0) return null;
  const parts = marks.map((mark, i) => ({
    ordinal: readCircled(mark[0]),
    words: text.slice(mark.index + 1, marks[i + 1]?.index ?? text.length).trim(),
  }));
  return { leadIn: text.slice(0, marks[0]?.index).trim(), parts };
}

function byLines(lines: readonly string[]): { leadIn: string; parts: MeasurePart[] } | null {
  const parts: { ordinal: number; words: string }[] = [];
  const leadIn: string[] = [];
  for (const line of lines) {
    const mark = LINE_ORDINAL.exec(line);
    const last = parts.at(-1);
    if (mark) parts.push({ ordinal: Number(mark[1] ?? mark[2]), words: line.slice(mark[0].length).trim() });
    else if (last) last.words = `${last.words}\n${line}`;
    else leadIn.push(line);
  }
  return parts.length === 0 ? null : { leadIn: leadIn.join('\n'), parts };
}

export interface MeasureCell {
  /** Words before the first ordinal */
  readonly leadIn: string;
  readonly parts: readonly MeasurePart[];
  /** Paragraphs without ordinals that stand in one cell, 1 where there is nothing to ask */
  readonly loose: number;
}

/**
 * Parts a cell into its measures: by ①②③ anywhere, or by 1. （1） 1、 at the beginning of its lines. Without ordinals it
 * is one measure, whatever its paragraphs.
 */
export function splitMeasures(paragraphs: readonly string[]): MeasureCell {
  const split = byCircles(paragraphs.join('\n')) ?? byLines(paragraphs);
  if (split) return { ...split, loose: 1 };
  const closed = paragraphs.filter((line) => /[。；;]$/.test(line)).length;
  return {
    leadIn: '',
    parts: [{ ordinal: null, words: paragraphs.join('\n') }],
    loose: paragraphs.length > 1 && closed >= paragraphs.length - 1 ? paragraphs.length : 1,
  };
}

/** The parts of a cell that numbers its parts as its measures are numbered, or the whole text for all of them. */
export function alignParts(words: string, ordinals: readonly (number | null)[]): { words: string[]; differ: boolean } {
  const split = byCircles(words);
  if (!split) return { words: ordinals.map(() => words), differ: false };
  const found = new Map(split.parts.map((part) => [part.ordinal, part.words]));
  const matched = ordinals.map((ordinal) => found.get(ordinal));
  if (found.size !== ordinals.length || matched.includes(undefined)) {
    return { words: ordinals.map(() => words.replaceAll(CIRCLED, '\n').trim()), differ: true };
  }
  return { words: matched.map((text) => (text ?? '').replace(/[;；，,、\s]+$/, '')), differ: false };
}

/** The first measure that breaks the sequence begun with the one before, or -1. */
export function brokenOrdinal(ordinals: readonly (number | null)[], before: number): number {
  return ordinals.findIndex((ordinal, i) => {
    const previous = i === 0 ? before : (ordinals[i - 1] ?? 0);
    return ordinal !== null && ordinal !== previous + 1 && !(i === 0 && ordinal === 1);
  });
}
