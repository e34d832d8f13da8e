import { calendarOf, dayOfDate, formatDay, type Day, type Localized } from '@qingshan/kernel';
import { dayBeforeSeason, dueDateText, RHYTHM_TEXTS } from '../due.ts';
import type { Due } from '../types.ts';
import type { DoubtCode } from './doubt-texts.ts';

/** What a due term was taken to mean; with a code it is doubtful and `due` is only a suggestion. */
export interface ReadDue {
  readonly due: Due | null;
  readonly code: DoubtCode | null;
}

const sure = (due: Due): ReadDue => ({ due, code: null });
const doubtful = (code: DoubtCode, due: Due | null = null): ReadDue => ({ due, code });

const RHYTHMS: readonly (readonly [RegExp, 'month' | 'quarter' | 'all-year'])[] = [
  [/^(每月|按月|逐月|月度|每个月)$/, 'month'],
  [/^(每季度?|按季度?|季度|逐季)$/, 'quarter'],
  [/^(全年|长期|长期坚持|长期实施|持续(推进|实施|开展)?|常态化?(推进|开展)?|贯穿全年|日常)$/, 'all-year'],
];

const IMMEDIATE = /^(立行立改|立即|立即(整改|完成|落实)|即知即改|即行即改)$/;
/** Words that may stand after a day or month without changing it. */
const ENDING = '(?:前|之前|以前|前完成|完成|止)?';

/** The words without white space, width variants and full stop. */
function plain(words: string): string {
  return words
    .normalize('NFKC')
    .replaceAll(/\s+/g, '')
    .replace(/[。.;;]$/, '');
}

function dated(day: Day | null, words: string, year: number): ReadDue {
  if (day === null) return doubtful('due-unclear');
  const due: Due = { kind: 'date', date: formatDay(day), text: { zh: words, en: dueDateText(day).en } };
  return calendarOf(day).year === year ? sure(due) : doubtful('due-other-year');
}

function monthEnd(year: number, month: number): Day | null {
  const next = month === 12 ? dayOfDate(year + 1, 1, 1) : dayOfDate(year, month + 1, 1);
  return next === null ? null : next - 1;
}

/** A full date: 2024.3.5, 2024-03-05, 2024年3月5日前, 3月5日前. */
function fullDate(text: string, words: string, year: number): ReadDue | null {
  const m =
    new RegExp(`^(\\d{4})[-./年](\\d{1,2})[-./月](\\d{1,2})日?${ENDING}$`).exec(text) ??
    new RegExp(`^()(\\d{1,2})月(\\d{1,2})日${ENDING}$`).exec(text);
  if (!m) return null;
  return dated(dayOfDate(m[1] === '' ? year : Number(m[1]), Number(m[2]), Number(m[3])), words, year);
}

/** The end of a month or of the year: 6月底前, 2024年6月底, 年底前. */
function periodEnd(text: string, words: string, year: number): ReadDue | null {
  const month = new RegExp(`^(?:(\\d{4})年|当年|今年)?(\\d{1,2})月(?:底|末)${ENDING}$`).exec(text);
  if (month && Number(month[2]) <= 12) {
    const of = month[1] === undefined ? year : Number(month[1]);
    return dated(monthEnd(of, Number(month[2])), words, year);
  }
  const end = new RegExp(`^(?:(\\d{4})年?|当年|今年)?(?:年?底|年?末|年内)${ENDING}$`).exec(text);
  if (!end) return null;
  return dated(monthEnd(end[1] === undefined ? year : Number(end[1]), 12), words, year);
}

const QUARTER_WORDS: Readonly<Record<string, number>> = { 一: 1, 二: 2, 三: 3, 四: 4, '1': 1, '2': 2, '3': 3, '4': 4 };

/** Terms whose last day is only likely: 6月, 上半年, 三季度. */
function vague(text: string, words: string, year: number): ReadDue | null {
  const month = new RegExp(`^(?:(\\d{4})[年.]|当年|今年)?(\\d{1,2})(?:月|月份)?${ENDING}$`).exec(text);
  const quarter = new RegExp(`^(?:\\d{4}年)?第?([一二三四1-4])季度(?:底|末|内)?${ENDING}$`).exec(text);
  const half = new RegExp(`^(?:\\d{4}年)?(上|下)半年(?:底|末)?${ENDING}$`).exec(text);
  const last = quarter
    ? 3 * (QUARTER_WORDS[quarter[1] ?? ''] ?? 0)
    : half
      ? half[1] === '上'
        ? 6
        : 12
      : month && /月|\./.test(text)
        ? Number(month[2])
        : 0;
  if (last < 1 || last > 12) return null;
  const of = month?.[1] === undefined ? year : Number(month[1]);
  const read = dated(monthEnd(of, last), words, year);
  return read.due ? doubtful('due-vague', read.due) : read;
}

/** A season by its words, or the eve of one: 采暖季, 汛期, 采暖季前, 汛前. */
function seasonal(text: string, words: string, year: number, terms: readonly Due[]): ReadDue | null {
  for (const term of terms) {
    if (plain(term.text.zh) === text) return sure({ ...term, text: { zh: words, en: term.text.en } });
  }
  const eve = /^(?:\d{4}年)?(.+?)(?:来临|开始)?前$/.exec(text)?.[1];
  const season = terms.find((t) => t.kind === 'season' && eve !== undefined && isNamed(t.text.zh, eve));
  const date = season?.kind === 'season' ? dayBeforeSeason(season.from, year) : null;
  if (date === null || season === undefined) return null;
  const en = `Before the ${season.text.en.toLowerCase()}`;
  return sure({ kind: 'date', date, text: { zh: words, en } });
}

/** 汛 and 汛期 both name the season 汛期. */
function isNamed(season: string, words: string): boolean {
  const name = plain(season).replace(/[（(].*$/, '');
  return name === words || name.replace(/[期季]$/, '') === words;
}

/** 5—9月 and the like name a season only when the district has it. */
function serial(text: string, words: string, year: number): ReadDue | null {
  if (!/^4\d{4}$|^5\d{4}$/.test(text)) return null;
  const day = Number(text) - 25_569;
  const read = dated(day, words, year);
  return read.due ? doubtful('due-serial', { ...read.due, text: dueDateText(day) }) : null;
}

/** Ends of a sentence part within a due cell. */
const PARTS = /[；;，,、\n]/;

/**
 * Reads a due term as plans write it. What is not certain comes with a doubt code, and then `due` is a suggestion.
 *
 * @param words the cell as written
 * @param year of the plan
 * @param terms seasons and rhythms of the district
 */
export function readDue(words: string, year: number, terms: readonly Due[]): ReadDue {
  const text = plain(words);
  if (text === '' || text === '-' || text === '—' || text === '/') return doubtful('due-missing');
  const seasons = seasonal(text, words, year, terms);
  if (seasons) return seasons;
  for (const [pattern, every] of RHYTHMS) {
    if (pattern.test(text)) {
      return sure({ kind: 'rhythm', every, text: { zh: words, en: RHYTHM_TEXTS[every].en } });
    }
  }
  if (IMMEDIATE.test(text)) return doubtful('due-immediate');
  const read =
    fullDate(text, words, year) ??
    periodEnd(text, words, year) ??
    serial(text, words, year) ??
    vague(text, words, year);
  if (read) return read;
  const parts = words.split(PARTS).filter((part) => part.trim() !== '');
  if (parts.length > 1) return doubtful('due-several', lastOf(parts, year, terms));
  return doubtful('due-unclear');
}

/** The latest of several dates, where all of them are certain. */
function lastOf(parts: readonly string[], year: number, terms: readonly Due[]): Due | null {
  const dues = parts.map((part) => readDue(leadingTerm(part), year, terms));
  const dates = dues.flatMap(({ due, code }) => (code === null && due?.kind === 'date' ? [due] : []));
  if (dates.length !== parts.length) return null;
  return dates.reduce((a, b) => (b.date > a.date ? b : a));
}

/** 6月底前完成方案 → 6月底前 */
function leadingTerm(part: string): string {
  return /^.*?前/.exec(part.trim())?.[0] ?? part.trim();
}

const IN_TEXT = /(?:\d{4}年)?(?:\d{1,2}月\d{1,2}日|\d{1,2}月底|年底)前/g;

/** The only due term that stands in the words of a measure, or `null`; good for a suggestion. */
export function dueInWords(words: string, year: number, terms: readonly Due[]): Due | null {
  const found = [...new Set(words.normalize('NFKC').match(IN_TEXT))];
  const [only = ''] = found;
  return found.length === 1 ? readDue(only, year, terms).due : null;
}

/** The date of a suggestion for people. */
export function dueForPeople(due: Due): Localized {
  return due.kind === 'date' ? { zh: due.date, en: due.date } : due.text;
}
