import type { Localized } from '@qingshan/kernel';
import type { DXT } from 'docxtemplater';
import type PizZip from 'pizzip';
import { tablesOf, type OfficialDocument } from '../document.ts';
import { cellPlace, PARAGRAPH_PLACES, templateData } from './template-data.ts';
import { compileTemplate, openTemplate, templateStyles, textWidth, type TemplateFile } from './template-file.ts';
import { compileProblems, placeOf, type TemplateProblem } from './template-problems.ts';
import { SHIPPED_STYLE_IDS } from './styles.ts';

/** Places of a template: names, and for those that repeat the names within. */
type Places = ReadonlyMap<string, ReadonlySet<string> | null>;

function placesOf(document: OfficialDocument): Places {
  const names = Object.keys(templateData(document, 1, SHIPPED_STYLE_IDS));
  const tables = tablesOf(document).map((t) => [t.caption, new Set(t.columns.map(cellPlace))] as const);
  return new Map<string, ReadonlySet<string> | null>([
    ...names.map((name) => [name, null] as const),
    ...tables,
    ['附件', new Set(['标号', '名称'])],
  ]);
}

/** The names that a template for documents like this one may use; those of a table stand within it. */
export function templatePlaces(document: OfficialDocument): { readonly name: string; readonly within: string[] }[] {
  return [...placesOf(document)].map(([name, within]) => ({
    name: PARAGRAPH_PLACES.has(name) ? `@${name}` : name,
    within: [...(within ?? [])],
  }));
}

function reasonOf(part: DXT.Part, places: Places, within: ReadonlySet<string>): Localized | null {
  const name = part.value;
  if (part.module === 'loop') {
    return places.has(name) ? null : unknownPlace(name);
  }
  if (name === '.' || within.has(name)) return null;
  if (!places.has(name)) return unknownPlace(name);
  const isRaw = part.module === 'rawxml';
  if (PARAGRAPH_PLACES.has(name) !== isRaw) {
    const right = isRaw ? `{${name}}` : `{@${name}}`;
    return { zh: `“${name}”应写作 ${right}`, en: `“${name}” is to be written ${right}` };
  }
  if (places.get(name) === null || places.get(name) === undefined) return null;
  return {
    zh: `“${name}”是表，应写作 {#${name}}…{/${name}}，中间写各列的名称`,
    en: `“${name}” is a table and is to be written {#${name}}…{/${name}} with names of columns between`,
  };
}

function unknownPlace(name: string): Localized {
  return {
    zh: `没有名为“${name}”的内容，请对照样板改正名称`,
    en: `there is no “${name}”; compare the name with the sample template`,
  };
}

function tagText(part: DXT.Part): string {
  if (part.module === 'loop') return `{${part.inverted === true ? '^' : '#'}${part.value}}`;
  return part.module === 'rawxml' ? `{@${part.value}}` : `{${part.value}}`;
}

function problemsIn(
  parts: readonly DXT.Part[],
  file: string,
  zip: PizZip,
  places: Places,
  within: ReadonlySet<string>,
): TemplateProblem[] {
  return parts
    .filter((part) => part.type === 'placeholder')
    .flatMap((part) => {
      const why = reasonOf(part, places, within);
      const here = why === null ? [] : [{ where: placeOf(zip, file, [tagText(part)]), why }];
      const inner = new Set([...within, ...(places.get(part.value) ?? [])]);
      // The parts within an unknown loop would all be unknown as well.
      const below = why === null ? problemsIn(part.subparsed ?? [], file, zip, places, inner) : [];
      return [...here, ...below];
    });
}

/** What a template lacks apart from its places: styles, and the size of its page. */
function frameProblems(zip: PizZip): TemplateProblem[] {
  const { missing } = templateStyles(zip);
  const styles = missing.map((name) => ({
    where: { zh: '样式', en: 'styles' },
    why: {
      zh: `缺少样式“${name}”，请从样板另存后再改`,
      en: `style “${name}” is missing; start from the sample template`,
    },
  }));
  if (textWidth(zip) !== null) return styles;
  const why = { zh: '没有纸张大小和页边距', en: 'size and margins of the page are missing' };
  return [...styles, { where: { zh: '页面设置', en: 'page set-up' }, why }];
}

/**
 * Everything that is wrong with a template for documents like this one; empty when it can be used.
 *
 * @throws QingshanError `bad-file` when it is no Word file at all
 * @param document any document of the kind, such as a sample: its tables say which names there are
 */
export function templateProblems(file: TemplateFile, document: OfficialDocument): TemplateProblem[] {
  const zip = openTemplate(file);
  try {
    const { files } = compileTemplate(zip);
    const places = placesOf(document);
    const unknown = [...files].flatMap(([name, parts]) => problemsIn(parts, name, zip, places, new Set()));
    return [...unknown, ...frameProblems(zip)];
  } catch (error) {
    return compileProblems(error, zip);
  }
}
