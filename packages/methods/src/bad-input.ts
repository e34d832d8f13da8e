import { QingshanError, type FieldFault, type Localized } from '@qingshan/kernel';
import { z } from 'zod';

const CHINESE = z.locales.zhCN().localeError;
const ENGLISH = z.locales.en().localeError;

type Issue = z.core.$ZodIssue;

const MISSING: Localized = { zh: '须填写', en: 'is missing' };

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => Object(value)[key], input);
}

/** Rules of our own say it in both languages: `中文 / English`. */
function ownWords(message: string): Localized | null {
  const at = message.indexOf(' / ');
  return at < 0 ? null : { zh: message.slice(0, at), en: message.slice(at + 3) };
}

/** What is wrong with a value that may be of several kinds: what each of them says, where it says it of the value itself. */
function messageOf(issue: Issue, or: string): string {
  if (issue.code !== 'invalid_union') return issue.message;
  const inner = issue.errors.flatMap((issues) => issues.filter((i) => i.path.length === 0).map((i) => i.message));
  return inner.length === 0 ? issue.message : [...new Set(inner)].join(or);
}

function textOf(input: unknown, chinese: Issue, english: Issue): Localized {
  if (english.code !== 'custom' && valueAt(input, english.path) === undefined) return MISSING;
  return ownWords(english.message) ?? { zh: messageOf(chinese, '，或 '), en: messageOf(english, ', or ') };
}

/** The field that an issue is about; an unknown key is a field itself. */
function pathOf(issue: Issue): string {
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
  return path.map(String).join('.');
}

function line({ path, text }: FieldFault, language: keyof Localized): string {
  return path === '' ? text[language] : `${path} ${text[language]}`;
}

/** Says which fields of an input are wrong and why, each in both languages. The input must have been refused. */
export function badInput(method: string, schema: z.ZodType, input: unknown): QingshanError {
  const chinese = schema.safeParse(input, { error: CHINESE }).error?.issues ?? [];
  const english = schema.safeParse(input, { error: ENGLISH }).error?.issues ?? [];
  const fields = english.map((issue, i) => ({
    path: pathOf(issue),
    text: textOf(input, chinese[i] ?? issue, issue),
  }));
  const why = {
    zh: fields.map((fault) => line(fault, 'zh')).join('；'),
    en: fields.map((fault) => line(fault, 'en')).join('; '),
  };
  return new QingshanError('bad-input', { method, why }, fields);
}
