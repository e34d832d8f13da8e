import { QingshanError, type Localized } from '@qingshan/kernel';
import type { Expand, Named, Query } from './odata/query.ts';
import type { Expression } from './odata/expression.ts';
import { badQuery } from './odata/tokens.ts';

/** The eight entity sets of the standard (18-088, clause 8): their properties, and where they lead. */

export const SETS = [
  'Things',
  'Locations',
  'HistoricalLocations',
  'Datastreams',
  'Sensors',
  'ObservedProperties',
  'Observations',
  'FeaturesOfInterest',
] as const;
export type SetName = (typeof SETS)[number];

interface Link {
  readonly set: SetName;
  readonly many: boolean;
}

interface SetDefinition {
  readonly properties: readonly string[];
  /** Properties with parts of their own */
  readonly complex: readonly string[];
  readonly links: Readonly<Record<string, Link>>;
}

const many = (set: SetName): Link => ({ set, many: true });
const one = (set: SetName): Link => ({ set, many: false });

export const DEFINITIONS: Readonly<Record<SetName, SetDefinition>> = {
  Things: {
    properties: ['name', 'description', 'properties'],
    complex: ['properties'],
    links: {
      Locations: many('Locations'),
      HistoricalLocations: many('HistoricalLocations'),
      Datastreams: many('Datastreams'),
    },
  },
  Locations: {
    properties: ['name', 'description', 'encodingType', 'location', 'properties'],
    complex: ['properties'],
    links: { Things: many('Things'), HistoricalLocations: many('HistoricalLocations') },
  },
  HistoricalLocations: {
    properties: ['time'],
    complex: [],
    links: { Thing: one('Things'), Locations: many('Locations') },
  },
  Datastreams: {
    properties: ['name', 'description', 'observationType', 'unitOfMeasurement', 'properties'],
    complex: ['unitOfMeasurement', 'properties'],
    links: {
      Thing: one('Things'),
      Sensor: one('Sensors'),
      ObservedProperty: one('ObservedProperties'),
      Observations: many('Observations'),
    },
  },
  Sensors: {
    properties: ['name', 'description', 'encodingType', 'metadata', 'properties'],
    complex: ['properties'],
    links: { Datastreams: many('Datastreams') },
  },
  ObservedProperties: {
    properties: ['name', 'definition', 'description', 'properties'],
    complex: ['properties'],
    links: { Datastreams: many('Datastreams') },
  },
  Observations: {
    properties: ['phenomenonTime', 'result', 'resultTime', 'resultQuality', 'parameters'],
    complex: ['parameters'],
    links: { Datastream: one('Datastreams'), FeatureOfInterest: one('FeaturesOfInterest') },
  },
  FeaturesOfInterest: {
    properties: ['name', 'description', 'encodingType', 'feature', 'properties'],
    complex: ['properties'],
    links: { Observations: many('Observations') },
  },
};

export function isSet(name: string): name is SetName {
  return Object.hasOwn(DEFINITIONS, name);
}

export function linkOf(set: SetName, name: string): Link | null {
  const { links } = DEFINITIONS[set];
  return Object.hasOwn(links, name) ? (links[name] ?? null) : null;
}

const IDS = ['id', '@iot.id'];
export const isId = (name: string): boolean => IDS.includes(name);

function unknown(set: SetName, name: string, { option, at }: { readonly option: string; readonly at: number }): Error {
  const { properties, links } = DEFINITIONS[set];
  const known = [...IDS, ...properties, ...Object.keys(links)].join(', ');
  const why: Localized = { zh: `${set} 没有“${name}”`, en: `${set} have no “${name}”` };
  return badQuery(option, at, why, { zh: `可用：${known}。`, en: `There are: ${known}.` });
}

/** @throws QingshanError `bad-query` when the path leads nowhere or ends at an entity */
function checkPath(set: SetName, names: readonly string[], at: number, option: string): void {
  const [name = '', ...rest] = names;
  const link = linkOf(set, name);
  if (link?.set === 'Observations') {
    const what = { zh: `在 ${set} 的条件中使用监测值`, en: `conditions on observations in a question for ${set}` };
    const hint = {
      zh: "请改问 Observations，用 Datastream/… 限定，如 Datastream/Thing/id eq '…'。",
      en: "Ask Observations and say which by Datastream/…, like Datastream/Thing/id eq '…'.",
    };
    throw new QingshanError('query-unsupported', { what, hint });
  }
  if (link && rest.length > 0) return checkPath(link.set, rest, at, option);
  const { properties, complex } = DEFINITIONS[set];
  const isWhole = rest.length === 0 && (isId(name) || name === '@iot.selfLink' || properties.includes(name));
  if (!link && (isWhole || complex.includes(name))) return undefined;
  if (!link) throw unknown(set, name, { option, at });
  const hint = { zh: `如 ${names.join('/')}/id。`, en: `Say ${names.join('/')}/id.` };
  throw badQuery(option, at, { zh: `“${name}”是对象，不是值`, en: `“${name}” is an entity, not a value` }, hint);
}

export function pathsOf(expression: Expression): Extract<Expression, { kind: 'path' }>[] {
  switch (expression.kind) {
    case 'literal':
      return [];
    case 'path':
      return [expression];
    case 'not':
    case 'negative':
      return pathsOf(expression.operand);
    case 'call':
      return expression.arguments.flatMap(pathsOf);
    case 'binary':
      return [...pathsOf(expression.left), ...pathsOf(expression.right)];
  }
}

function checkExpression(set: SetName, expression: Expression, option: string): void {
  for (const { names, at } of pathsOf(expression)) checkPath(set, names, at, option);
}

function checkSelected(set: SetName, { name, at }: Named): void {
  const known = isId(name) || name === '@iot.selfLink' || DEFINITIONS[set].properties.includes(name);
  if (!known && !linkOf(set, name)) throw unknown(set, name, { option: '$select', at });
}

function checkExpanded(set: SetName, { name, at, query }: Expand): void {
  const link = linkOf(set, name);
  if (!link) throw unknown(set, name, { option: '$expand', at });
  checkQuery(link.set, query, '$expand');
}

/** Whether every name in a query is one of its set. @throws QingshanError `bad-query` */
export function checkQuery(set: SetName, query: Query, within: string | null = null): void {
  if (query.filter) checkExpression(set, query.filter, within ?? '$filter');
  for (const { expression } of query.orderby) checkExpression(set, expression, within ?? '$orderby');
  for (const one of query.select ?? []) checkSelected(set, one);
  for (const one of query.expand) checkExpanded(set, one);
}
