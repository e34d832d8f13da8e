import type { Role } from '../measures.ts';

/** The words of a unit cell by role; a role that the cell does not set apart is `null`. */
export interface RoleWords {
  readonly lead: string | null;
  readonly responsible: string | null;
  readonly assisting: string | null;
  readonly due: string | null;
}

export const NO_ROLES: RoleWords = { lead: null, responsible: null, assisting: null, due: null };

const SEPARATORS = /[\n、,，;；。/\t]|(?<=[局委部室处办队司心院所园会街道镇)）]) +/;

/** Splits a cell into the names in it: line breaks, 、 ， ； / part them, but not within brackets. */
export function splitUnits(words: string): string[] {
  const guarded = words
    .replaceAll(/[（(][^（）()]*[）)]/g, (bracket) => bracket.replaceAll('、', '\u0001').replaceAll(/[,，]/g, '\u0002'))
    .replaceAll(/(镇|街道)、(?=街道|镇(?!街))/g, '$1\u0001');
  return guarded
    .split(SEPARATORS)
    .map((part) => part.replaceAll('\u0001', '、').replaceAll('\u0002', '，').trim())
    .filter((part) => part !== '' && !/^[-—－无\s]+$/.test(part));
}

const LABELS: readonly (readonly [RegExp, keyof RoleWords])[] = [
  [/^(?:牵头)(?:单位|部门)?$/, 'lead'],
  [/^(?:责任|主责|负责|落实|主体责任)(?:单位|部门)?$/, 'responsible'],
  [/^(?:配合|协办|协助|参与|参加)(?:单位|部门)?$/, 'assisting'],
  [/^(?:完成)?(?:时限|期限|时间)$/, 'due'],
];

const LABELLED =
  /(牵头(?:单位|部门)?|(?:责任|主责|负责|落实|主体责任)(?:单位|部门)|(?:配合|协办|协助|参与|参加)(?:单位|部门)?|完成(?:时限|期限|时间))\s*[:：]/g;

/** 牵头单位：…；责任单位：…；完成时限：… */
function labelled(words: string): RoleWords | null {
  const marks = [...words.matchAll(LABELLED)];
  if (marks.length === 0) return null;
  const result: Record<keyof RoleWords, string | null> = { ...NO_ROLES };
  marks.forEach((mark, i) => {
    const from = mark.index + mark[0].length;
    const text = words.slice(from, marks[i + 1]?.index ?? words.length).replace(/[;；。，,\s]+$/, '');
    const role = LABELS.find(([pattern]) => pattern.test(mark[1] ?? ''))?.[1];
    if (role) result[role] = result[role] === null ? text : `${result[role]}、${text}`;
  });
  return result;
}

const ROLE_VERBS: readonly (readonly [RegExp, Role])[] = [
  [/^牵头(?:负责|落实)?$/, 'lead'],
  [/^(?:按(?:照)?职责(?:分工)?)?(?:负责|落实)$/, 'responsible'],
  [/^(?:按(?:照)?职责(?:分工)?)?(?:参与|配合|协办|协助|参加)(?:落实)?$/, 'assisting'],
];
const VERBS = /(牵头(?:负责|落实)?|(?:按(?:照)?职责(?:分工)?)?(?:负责|落实|参与|配合|协办|协助|参加)(?:落实)?)/g;

/** 生态环境局牵头，水务局、各镇街参与 */
function spoken(words: string): RoleWords | null {
  const result: Record<keyof RoleWords, string | null> = { ...NO_ROLES };
  let from = 0;
  for (const verb of words.matchAll(VERBS)) {
    const role = ROLE_VERBS.find(([pattern]) => pattern.test(verb[1] ?? ''))?.[1];
    const text = words.slice(from, verb.index).replace(/^[，,;；、。\s由]+/, '');
    from = verb.index + verb[0].length;
    if (role && text !== '') result[role] = result[role] === null ? text : `${result[role]}、${text}`;
  }
  const rest = words.slice(from).replaceAll(/[，,;；、。\s]/g, '');
  return from > 0 && rest === '' ? result : null;
}

/** Text without the bracket around all of it. */
export function unbracketed(text: string): string {
  return /^[（(]([^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*)[）)][。.]?$/.exec(text)?.[1] ?? text;
}

/** The roles that a text sets apart by labels or verbs, or `null` when it does not. */
export function rolesIn(words: string): RoleWords | null {
  return labelled(words) ?? spoken(words);
}

/** A longer text is no measure, and brackets in it are not looked for. */
const LONGEST_PARAGRAPH = 20_000;

const BRACKET = /[（(]([^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*)[）)]\s*[。.]?/g;

/**
 * Parts a paragraph at the brackets that name units with 牵头, 参与, 负责: what stands before each bracket belongs to it.
 * Other brackets stay in the text.
 */
export function partsByBrackets(text: string): { words: string; roles: RoleWords }[] {
  const parts: { words: string; roles: RoleWords }[] = [];
  if (text.length > LONGEST_PARAGRAPH) return parts;
  let from = 0;
  for (const bracket of text.matchAll(BRACKET)) {
    const roles = rolesIn(bracket[1] ?? '');
    if (!roles) continue;
    parts.push({ words: text.slice(from, bracket.index).trim(), roles });
    from = bracket.index + bracket[0].length;
  }
  const rest = text.slice(from).trim();
  if (rest !== '' && parts.length > 0) parts.push({ words: rest, roles: NO_ROLES });
  return parts;
}
