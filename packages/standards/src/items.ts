import { Decimal, unitFactor, type Localized } from '@qingshan/kernel';
import type { Edition, Figure, Parameter } from './types.ts';

/** What laboratories measure in samples: the items of the limit tables of a few documents, each a parameter to be stored. */

export type Medium = 'water' | 'soil';

interface ItemTables {
  readonly family: string;
  readonly medium: Medium;
  /** The table that names the items, and its key that holds their ids */
  readonly names: string;
  readonly key: string;
  readonly limits: readonly string[];
}

const TABLES: readonly ItemTables[] = [
  {
    family: 'gb-3838',
    medium: 'water',
    names: 'indicators',
    key: 'indicator',
    limits: ['limits', 'source-limits'],
  },
  { family: 'gb-t-14848', medium: 'water', names: 'indicators', key: 'indicator', limits: ['limits'] },
  { family: 'gb-15618', medium: 'soil', names: 'pollutants', key: 'pollutant', limits: ['screening'] },
  { family: 'gb-36600', medium: 'soil', names: 'pollutants', key: 'pollutant', limits: ['limits'] },
];

/** Written behind a name that stands for something else elsewhere: lead is measured in air, water and soil. */
export const MEDIUM_SUFFIXES: Readonly<Record<Medium, Localized>> = {
  water: { zh: '（水）', en: ' (water)' },
  soil: { zh: '（土壤）', en: ' (soil)' },
};

/** An item of a document, with the parameter under which its values are stored. */
export interface SampledItem {
  /** As the tables of the document have it, `nh3n` */
  readonly id: string;
  /** Table of the document in which it stands, `1` */
  readonly table: string;
  readonly name: Localized;
  /** Unit of the document's limits, `1` where it has none */
  readonly unit: string;
  /** Parameter id */
  readonly parameter: string;
}

type Unstored = Omit<SampledItem, 'parameter'> & { readonly medium: Medium; readonly code: string | null };

/** Width of brackets and commas, and case, make no other name. */
export function foldName(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

/** As printed, without how it is counted: `总磷（以P计）` is `总磷`. */
function shortName({ zh, en }: Localized): Localized {
  return { zh: zh.replace(/（[^）]*[以湖][^）]*）$/, ''), en: en.replace(/ \((?:[^)]*\bas|lakes)\b[^)]*\)$/, '') };
}

function itemsIn(edition: Edition, { names, key, limits, medium }: ItemTables): Unstored[] {
  const figures = edition.tables.filter((t) => limits.includes(t.name)).flatMap((t) => t.figures);
  return edition.figures(names).map((figure) => {
    const id = figure.keys[key] ?? '';
    const unit = figures.find((f) => f.keys[key] === id && f.unit !== null)?.unit ?? '1';
    const code = figure.value !== null && /^w\d+$/.test(figure.value) ? figure.value : null;
    return { id, table: figure.keys['table'] ?? '', name: figure.text ?? { zh: id, en: id }, unit, medium, code };
  });
}

/** Every name that a parameter goes by, folded. */
export function namesOf({ id, name, aliases, code }: Parameter): string[] {
  return [id, name.zh, name.en, ...aliases, code ?? ''].map(foldName);
}

/** The parameter of an item among those that there are: of the same id in a unit that converts, else of the same name. */
function parameterOf(item: Unstored, parameters: readonly Parameter[]): Parameter | undefined {
  const fits = (p: Parameter) => item.unit === '1' || unitFactor(item.unit, p.unit) !== null;
  const own = parameters.find((p) => p.id === `${item.medium}-${item.id}`);
  if (own) return own;
  const same = item.medium === 'water' ? parameters.find((p) => p.id === item.id && fits(p)) : undefined;
  const suffix = MEDIUM_SUFFIXES[item.medium].zh;
  const names = new Set([foldName(item.name.zh), foldName(`${item.name.zh}${suffix}`)]);
  return same ?? parameters.find((p) => fits(p) && [p.name.zh, ...p.aliases].some((n) => names.has(foldName(n))));
}

/** Limits below a thousandth are stored in the smaller unit, for observations keep six decimals. */
const FINE = new Decimal('0.001');
const COARSE: Readonly<Record<Medium, string>> = { water: 'mg/L', soil: 'mg/kg' };
const SMALLER: Readonly<Record<Medium, string>> = { water: 'ug/L', soil: 'ug/kg' };

function storedUnit({ id, medium, unit }: Unstored, smallest: ReadonlyMap<string, Decimal>): string {
  if (unitFactor(unit, COARSE[medium]) === null) return unit;
  return smallest.get(`${medium}-${id}`)?.lt(FINE) ? SMALLER[medium] : COARSE[medium];
}

/** The smallest limit of each item in the coarse unit of its medium, over all documents. */
function smallestLimits(editions: readonly Edition[]): ReadonlyMap<string, Decimal> {
  const smallest = new Map<string, Decimal>();
  for (const { family, medium, limits, key } of TABLES) {
    const figures = editions
      .filter((e) => e.family === family)
      .flatMap((e) => e.tables.filter((t) => limits.includes(t.name)).flatMap((t) => t.figures));
    for (const figure of figures) {
      const [id, limit] = [`${medium}-${figure.keys[key] ?? ''}`, limitIn(COARSE[medium], figure)];
      if (limit && limit.lt(smallest.get(id) ?? Infinity)) smallest.set(id, limit);
    }
  }
  return smallest;
}

function limitIn(to: string, { value, unit }: Figure): Decimal | null {
  const factor = unit === null ? null : unitFactor(unit, to);
  return factor && value !== null && /^[\d.e-]+$/i.test(value) ? factor.times(value) : null;
}

/**
 * The parameters of `parameters.yaml` and those of the items of the documents above. Ids: that of the item where the
 * file has it in a unit that converts (`nh3n`), else with the medium in front (`water-pb`, `soil-cd`).
 */
export function withItems(declared: readonly Parameter[], editions: readonly Edition[]): Parameter[] {
  const parameters = [...declared];
  const smallest = smallestLimits(editions);
  const taken = new Set(declared.flatMap(namesOf));
  const free = (names: readonly string[]) => {
    const fresh = names.filter((name, i) => !taken.has(foldName(name)) && names.indexOf(name) === i);
    for (const name of fresh) taken.add(foldName(name));
    return fresh;
  };
  for (const item of TABLES.flatMap((t) =>
    editions.filter((e) => e.family === t.family).flatMap((e) => itemsIn(e, t)),
  )) {
    const short = shortName(item.name);
    const suffix = MEDIUM_SUFFIXES[item.medium];
    const written = item.medium === 'soil' ? [] : [item.name.zh, short.zh, item.name.en, short.en];
    const known = parameterOf(item, parameters);
    if (known) {
      const aliases = [...known.aliases, ...free(item.medium === 'soil' ? [`${item.name.zh}${suffix.zh}`] : written)];
      parameters[parameters.indexOf(known)] = { ...known, aliases };
      continue;
    }
    const clash = item.medium === 'soil' || [short.zh, short.en].some((name) => taken.has(foldName(name)));
    const name = clash ? { zh: `${short.zh}${suffix.zh}`, en: `${short.en}${suffix.en}` } : short;
    free([name.zh, name.en]);
    parameters.push({
      id: `${item.medium}-${item.id}`,
      name,
      unit: storedUnit(item, smallest),
      code: item.code,
      plausible: null,
      aliases: free(written),
    });
  }
  return parameters;
}

/**
 * The items of a document in its order.
 *
 * @param family `gb-3838`, `gb-t-14848`, `gb-15618` or `gb-36600`; of another one there are none
 */
export function itemsOf(edition: Edition, parameters: readonly Parameter[]): SampledItem[] {
  const tables = TABLES.find((t) => t.family === edition.family);
  if (!tables) return [];
  return itemsIn(edition, tables).flatMap(({ medium, code, ...item }) => {
    const parameter = parameterOf({ ...item, medium, code }, parameters);
    if (!parameter) return [];
    return [{ ...item, unit: parameter.unit === '℃' ? '℃' : item.unit, parameter: parameter.id }];
  });
}
