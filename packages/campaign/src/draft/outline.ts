import { readNumber } from './numerals.ts';
import type { KnownBoard } from './types.ts';

/** Level of a paragraph by the number before it: 一、 1 · （一） 2 · 1. 3 · （1） 4 · ① 5 (GB/T 9704-2012 7.3.3). */
export interface Ordinal {
  readonly level: number;
  readonly number: number;
  readonly rest: string;
}

const ORDINALS: readonly (readonly [RegExp, number])[] = [
  [/^([一二三四五六七八九十]{1,3})(?:[、.．]\s*|\s+)/, 1],
  [/^[（(]([一二三四五六七八九十]{1,3})[）)]\s*、?/, 2],
  [/^(\d{1,3})[.．、](?!\d)\s*/, 3],
  [/^[（(](\d{1,3})[）)]\s*/, 4],
];

export function ordinalOf(text: string): Ordinal | null {
  for (const [pattern, level] of ORDINALS) {
    const m = pattern.exec(text);
    if (m) return { level, number: readNumber(m[1] ?? '') ?? 0, rest: text.slice(m[0].length).trim() };
  }
  return null;
}

export const withoutOrdinal = (text: string): string => ordinalOf(text)?.rest ?? text;

/** What of the title of a board tells it from others: 蓝天 of 蓝天保卫战. */
function coreOf(title: string): string {
  return title.replace(/(保卫战|攻坚战|行动)$/, '');
}

const LONGEST_TITLE = 40;

/** The one known board that a short text names, or `null`. */
export function boardIn(text: string, boards: readonly KnownBoard[]): KnownBoard | null {
  if (text.length > LONGEST_TITLE || /[。；]/.test(text)) return null;
  const named = boards.filter((board) => text.includes(coreOf(board.title.zh)));
  return named.length === 1 ? (named[0] ?? null) : null;
}

/** Words that make a short text the title of a board, known or not. */
export function looksLikeBoard(text: string): boolean {
  return text.length <= LONGEST_TITLE && /(保卫战|攻坚战|行动|污染防治)$/.test(withoutOrdinal(text));
}

export function isTitle(text: string): boolean {
  return (
    text.length <= 60 && /(行动计划|工作计划|工作方案|实施方案|实施计划|任务清单|任务分解表?)(的通知)?$/.test(text)
  );
}

const GOAL = /^(.{0,12}?)(?:主要|工作|总体|年度)?目标\s*[：:]\s*(.+)$/s;

/** A goal line, 主要目标：…… or 蓝天保卫战主要目标：……, or `null` for any other. */
export function goalIn(text: string): { readonly board: string; readonly goal: string } | null {
  const m = GOAL.exec(text);
  return m ? { board: m[1] ?? '', goal: m[2] ?? '' } : null;
}

export const isNote = (text: string): boolean => /^(注|备注|说明)\s*[：:1-9]/.test(text);
