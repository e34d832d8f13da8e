import { canonicalUnit, formatDay, QingshanError } from '@qingshan/kernel';
import { withCodes } from './codes.ts';
import { withItems } from './items.ts';
import { parseEdition } from './parse-edition.ts';
import { parametersSchema } from './schema.ts';
import type { Edition, Parameter, StandardsLibrary } from './types.ts';
import { badStandard, YamlFile, type SourceText } from './yaml-file.ts';

const PARAMETERS = 'parameters.yaml';

/**
 * Reads and checks everything under `standards/`.
 *
 * @param sources all its YAML files
 * @throws QingshanError `bad-standard` naming file and line of the first fault
 */
export function parseLibrary(sources: readonly SourceText[]): StandardsLibrary {
  const parameters = parseParameters(sources.find((s) => s.path === PARAMETERS));
  const folders = Object.groupBy(
    sources.filter((s) => s.path.includes('/')),
    (s) => s.path.slice(0, s.path.indexOf('/')),
  );
  const parsed = Object.entries(folders).map(([id, files]) => parseEdition(id, files ?? [], parameters));
  const inOrder = parsed.toSorted(
    (a, b) => compare(a.edition.family, b.edition.family) || compare(a.edition.inForce.from, b.edition.inForce.from),
  );
  for (const [i, { edition, file }] of inOrder.entries()) {
    const next = inOrder[i + 1];
    if (next?.edition.family === edition.family && next.edition.inForce.from <= (edition.inForce.to ?? '9999')) {
      const why = { zh: `与 ${edition.id} 同时有效`, en: `in force at the same time as ${edition.id}` };
      throw next.file.fault(['inForce'], why);
    }
    for (const [j, id] of edition.supersedes.entries()) {
      if (parsed.some((p) => p.edition.id === id)) continue;
      throw file.fault(['supersedes', j], { zh: `没有版本“${id}”`, en: `no edition “${id}”` });
    }
  }
  const editions = inOrder.map((p) => p.edition);
  return createLibrary(editions, withCodes(withItems([...parameters.values()], editions), editions));
}

function parseParameters(source: SourceText | undefined): ReadonlyMap<string, Parameter> {
  if (!source) throw badStandard(PARAMETERS, 1, { zh: '缺少这个文件', en: 'the file is missing' });
  const file = new YamlFile(source);
  const names = new Map<string, string>();
  const parameters = new Map<string, Parameter>();
  for (const [i, parameter] of file.check(parametersSchema, file.data).entries()) {
    if (canonicalUnit(parameter.unit) === null) {
      throw file.fault([i, 'unit'], { zh: '不是测量单位', en: 'not a unit of measured values' });
    }
    const { id, name, code, aliases } = parameter;
    for (const own of new Set([id, name.zh, name.en, ...aliases, ...(code === null ? [] : [code])].map(fold))) {
      const other = names.get(own);
      if (other !== undefined)
        throw file.fault([i], { zh: `“${own}”已是 ${other}`, en: `“${own}” is ${other} already` });
      names.set(own, id);
    }
    parameters.set(id, parameter);
  }
  return parameters;
}

function fold(name: string): string {
  return name.toLowerCase();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** The library over checked editions. */
export function createLibrary(editions: readonly Edition[], parameters: readonly Parameter[]): StandardsLibrary {
  const edition = (id: string): Edition => {
    const found = editions.find((e) => e.id === id);
    if (!found) throw notFound({ zh: '标准版本', en: 'edition' }, id, editions);
    return found;
  };
  const parameter = (id: string): Parameter => {
    const found = parameters.find((p) => p.id === id);
    if (!found) throw notFound({ zh: '监测项目', en: 'parameter' }, id, parameters);
    return found;
  };
  const resolve: StandardsLibrary['resolve'] = (family, on, { pins = {}, place } = {}) => {
    const ofFamily = editions.filter((e) => e.family === family);
    const pinned = pins[family];
    if (pinned !== undefined) {
      const found = ofFamily.find((e) => e.id === pinned);
      if (!found) throw notFound({ zh: `${family} 的版本`, en: `edition of ${family}` }, pinned, ofFamily);
      return found;
    }
    const found = editionOn(ofFamily, formatDay(on), place);
    if (!found) throw new QingshanError('no-edition', { family, date: formatDay(on) });
    return found;
  };
  return { editions, parameters, edition, parameter, resolve };
}

function notFound(what: { zh: string; en: string }, id: string, known: readonly { readonly id: string }[]) {
  const ids = known.map((k) => k.id).join(', ');
  return new QingshanError('not-found', { what, id, hint: { zh: `现有：${ids}`, en: `There are: ${ids}` } });
}

/**
 * The edition in force on a date: one that the place had adopted early, else the one in force everywhere. Where no place
 * is named and nothing is in force yet, an early adopter is assumed, because only cities that had adopted the document
 * measured by it.
 */
function editionOn(editions: readonly Edition[], date: string, place: string | undefined): Edition | undefined {
  const adopted = (e: Edition, where: string | undefined) =>
    date <= (e.inForce.to ?? date) &&
    e.earlyAdoption.some((a) => (where === undefined || a.place === where) && a.from <= date);
  return (
    (place === undefined ? undefined : editions.findLast((e) => adopted(e, place))) ??
    editions.find((e) => e.inForce.from <= date && date <= (e.inForce.to ?? date)) ??
    (place === undefined ? editions.find((e) => adopted(e, undefined)) : undefined)
  );
}
