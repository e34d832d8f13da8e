import { readNumber } from './numerals.ts';
import type { Counts } from './types.ts';

const NUMBER = '([\\d一二两三四五六七八九十百]+)';

const STATED: readonly (readonly [keyof Counts, RegExp])[] = [
  ['boards', new RegExp(`${NUMBER}\\s*(?:大|个)(?:方面)?板块`)],
  ['tasks', new RegExp(`${NUMBER}\\s*项(?:重点|主要)?(?:工作)?任务`)],
  ['measures', new RegExp(`${NUMBER}\\s*(?:项|条)(?:具体|工作|任务)?措施`)],
  ['initiatives', new RegExp(`${NUMBER}\\s*项特色举措|特色举措\\s*${NUMBER}\\s*项`)],
];

export const COUNT_NAMES: Readonly<Record<keyof Counts, { readonly zh: string; readonly en: string }>> = {
  boards: { zh: '板块', en: 'boards' },
  tasks: { zh: '重点任务', en: 'tasks' },
  measures: { zh: '具体措施', en: 'measures' },
  initiatives: { zh: '特色举措', en: 'initiatives' },
};

export const COUNT_KEYS = ['boards', 'tasks', 'measures', 'initiatives'] as const;

function countsIn(text: string): Partial<Counts> {
  const found = STATED.flatMap(([key, pattern]) => {
    const m = pattern.exec(text);
    const value = m ? readNumber(m[1] ?? m[2] ?? '') : null;
    return value === null ? [] : [[key, value] as const];
  });
  return Object.fromEntries(found);
}

/**
 * The totals that a document states in its text. A plan says them together (五大板块、88项重点任务、200项具体措施), so the
 * paragraph that states most of them speaks for the plan; a total that only another one states is added.
 */
export function statedCounts(texts: readonly string[]): Partial<Counts> {
  const all = texts.map(countsIn).filter((counts) => Object.keys(counts).length > 0);
  const ranked = all.toSorted((a, b) => Object.keys(b).length - Object.keys(a).length);
  const [first = {}] = ranked;
  if (Object.keys(first).length < 2) return {};
  const initiatives = ranked.find((counts) => counts.initiatives !== undefined)?.initiatives;
  return initiatives === undefined ? first : { initiatives, ...first };
}
