import type { Localized } from '@qingshan/kernel';
import type PizZip from 'pizzip';
import { partText } from './template-file.ts';

/** What is wrong with a template and where. */
export interface TemplateProblem {
  readonly where: Localized;
  readonly why: Localized;
}

const PARTS: readonly (readonly [RegExp, Localized])[] = [
  [/^word\/document\d*\.xml$/, { zh: '正文', en: 'text' }],
  [/^word\/header\d*\.xml$/, { zh: '页眉', en: 'page head' }],
  [/^word\/footer\d*\.xml$/, { zh: '页脚', en: 'page foot' }],
  [/^docProps\//, { zh: '文档属性', en: 'properties' }],
];

function partName(file: string): Localized {
  return PARTS.find(([pattern]) => pattern.test(file))?.[1] ?? { zh: file, en: file };
}

/** Texts of the paragraphs that have any, in order. */
function paragraphTexts(xml: string): string[] {
  return [...xml.matchAll(/<w:p[ >][\s\S]*?<\/w:p>/g)]
    .map(([p]) => [...p.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((t) => t[1] ?? '').join(''))
    .filter((text) => text.trim() !== '');
}

const QUOTE_LIMIT = 30;

/** Where one of the texts stands, counting the paragraphs that are not empty: 正文第 3 段“…”. */
export function placeOf(zip: PizZip, file: string, texts: readonly string[]): Localized {
  const part = partName(file);
  const paragraphs = paragraphTexts(partText(zip, file));
  const index = texts.map((text) => paragraphs.findIndex((p) => p.includes(text))).find((i) => i >= 0);
  if (index === undefined) return part;
  const quote = (paragraphs[index] ?? '').slice(0, QUOTE_LIMIT);
  return { zh: `${part.zh}第 ${index + 1} 段“${quote}”`, en: `${part.en}, paragraph ${index + 1} “${quote}”` };
}

interface Fault {
  readonly id: string;
  readonly tag: string;
  readonly opening: string;
  readonly closing: string;
  readonly file: string;
  readonly explanation: string;
}

const REASONS: Readonly<Record<string, (fault: Fault) => Localized>> = {
  unopened_tag: ({ tag }) => ({ zh: `“${tag}}”前面缺少“{”`, en: `“{” is missing before “${tag}}”` }),
  unclosed_tag: ({ tag }) => ({ zh: `“{${tag}”后面缺少“}”`, en: `“}” is missing after “{${tag}”` }),
  duplicate_open_tag: ({ tag }) => ({ zh: `“${tag}”处“{”写了两次`, en: `“{” is written twice at “${tag}”` }),
  duplicate_close_tag: ({ tag }) => ({ zh: `“${tag}”处“}”写了两次`, en: `“}” is written twice at “${tag}”` }),
  unclosed_loop: ({ tag }) => ({
    zh: `{#${tag}} 没有结束，缺少 {/${tag}}`,
    en: `{#${tag}} has no end, {/${tag}} is missing`,
  }),
  unopened_loop: ({ tag }) => ({
    zh: `{/${tag}} 没有开始，缺少 {#${tag}}`,
    en: `{/${tag}} has no start, {#${tag}} is missing`,
  }),
  closing_tag_does_not_match_opening_tag: ({ opening, closing }) => ({
    zh: `{#${opening}} 以 {/${closing}} 结束，名称应当相同`,
    en: `{#${opening}} is ended by {/${closing}}; the names must agree`,
  }),
  raw_xml_tag_should_be_only_text_in_paragraph: ({ tag }) => ({
    zh: `{@${tag}} 必须独占一段，前后不能有文字或空格`,
    en: `{@${tag}} must stand alone in its paragraph, without words or spaces around it`,
  }),
  raw_tag_outerxml_invalid: ({ tag }) => ({
    zh: `{@${tag}} 必须独占一段`,
    en: `{@${tag}} must stand alone in its paragraph`,
  }),
  loop_position_produces_invalid_xml: ({ tag }) => ({
    zh: `{#${tag}} 和 {/${tag}} 的位置不配对，例如一个在表格里，一个在表格外`,
    en: `{#${tag}} and {/${tag}} do not match in position, perhaps one is within a table and the other is not`,
  }),
};

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function faultOf(error: unknown): Fault {
  const properties = field(error, 'properties');
  return {
    id: text(field(properties, 'id')),
    tag: text(field(properties, 'xtag')),
    opening: text(field(properties, 'openingtag')),
    closing: text(field(properties, 'closingtag')),
    file: text(field(properties, 'file')),
    explanation: text(field(properties, 'explanation')) || (error instanceof Error ? error.message : String(error)),
  };
}

/** The faults that docxtemplater found while compiling, in words for people. */
export function compileProblems(error: unknown, zip: PizZip): TemplateProblem[] {
  const list = field(field(error, 'properties'), 'errors');
  const errors: readonly unknown[] = Array.isArray(list) ? list : [error];
  return errors.map((one) => {
    const fault = faultOf(one);
    const marks = [fault.tag, fault.opening].filter((t) => t !== '');
    const written = marks.flatMap((t) => [`{#${t}`, `{/${t}`, `{@${t}`, `{${t}`, t]);
    const why = REASONS[fault.id]?.(fault) ?? { zh: fault.explanation, en: fault.explanation };
    return { where: placeOf(zip, fault.file === '' ? 'word/document.xml' : fault.file, written), why };
  });
}
