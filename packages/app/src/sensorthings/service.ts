import { QingshanError, type Localized } from '@qingshan/kernel';
import type { Workspace } from '../workspace.ts';
import { Catalogue } from './catalogue.ts';
import type { Entity, Linked } from './entity.ts';
import { checkQuery, DEFINITIONS, isId, isSet, linkOf, SETS, type SetName } from './entity-sets.ts';
import { Evaluator } from './evaluate.ts';
import { ObservationReader, type Page } from './observations.ts';
import { parseQuery, type Expand, type Query } from './odata/query.ts';
import { parseResourcePath, type Step } from './odata/resource-path.ts';
import { badQuery } from './odata/tokens.ts';
import { sorted } from './sorted.ts';
import { isComplex, TimeSpan, type Value } from './values.ts';

/** A question to the service. */
export interface SensorThingsAsked {
  /** Address of the service root, without a slash at its end */
  readonly root: string;
  /** What follows the root, decoded and without a slash in front */
  readonly path: string;
  /** Options by name, decoded */
  readonly options: readonly (readonly [string, string])[];
}

/** `json` is to be written as JSON; `nothing` is a property without a value. */
export type SensorThingsAnswer =
  | { readonly kind: 'json'; readonly body: unknown }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'nothing' };

const PAGE = 100;
const PAGE_WITHIN = 25;
const MOST_OF_PAGE = 5000;
const MOST_ENTITIES = 20_000;
/** A read of the store counts as so many entities. */
const READ = 20;

const SPEC = 'http://www.opengis.net/spec/iot_sensing/1.1/req';
/** What is met in full; docs/sensorthings.md says what is not. */
export const CONFORMANCE = [
  'datamodel',
  'resource-path/resource-path-to-entities',
  ...[
    'status-code',
    'query-status-code',
    'order',
    'expand',
    'select',
    'orderby',
    'top',
    'skip',
    'count',
    'built-in-filter-operations',
    'pagination',
  ].map((part) => `request-data/${part}`),
].map((part) => `${SPEC}/${part}`);

/** Entities of one set, at the end of a path. */
interface Collection {
  readonly set: SetName;
  readonly linked: Linked;
}
type Found =
  | { readonly kind: 'collection'; readonly collection: Collection }
  | { readonly kind: 'entity'; readonly entity: Entity }
  | { readonly kind: 'property'; readonly name: string; readonly value: Value };

function notFound(what: Localized, id: string, hint: Localized | '' = ''): QingshanError {
  return new QingshanError('not-found', { what, id, hint });
}

/** The same options with another `$skip`, as they stand in an address. */
function furtherOptions(options: readonly (readonly [string, string])[], skip: number): string {
  const others = options.filter(([name]) => name !== '$skip');
  return [...others, ['$skip', String(skip)] as const]
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
}

const ENTITY: Localized = { zh: '对象', en: 'entity' };
const PATH: Localized = { zh: '路径', en: 'path' };

/** Answers one question; what it reads is read once. */
class Service {
  readonly #asked: SensorThingsAsked;
  readonly #workspace: Workspace;
  readonly #catalogue: Catalogue;
  readonly #observations: ObservationReader;
  #weight = 0;

  constructor(workspace: Workspace, catalogue: Catalogue, asked: SensorThingsAsked) {
    this.#asked = asked;
    this.#workspace = workspace;
    this.#catalogue = catalogue;
    this.#observations = new ObservationReader(workspace, catalogue);
  }

  async answer(): Promise<SensorThingsAnswer> {
    const steps = parseResourcePath(this.#asked.path);
    const query = parseQuery(this.#asked.options);
    if (steps.length === 0) return { kind: 'json', body: this.#root() };
    const last = steps.at(-1)?.name;
    const isRef = last === '$ref';
    const isValue = last === '$value';
    const found = await this.#find(isRef || isValue ? steps.slice(0, -1) : steps);
    if (found.kind === 'collection' && !isValue) {
      checkQuery(found.collection.set, query);
      return { kind: 'json', body: await this.#collection(found.collection, query, isRef) };
    }
    if (found.kind === 'entity' && !isValue) {
      this.#onlyShape(query);
      checkQuery(found.entity.set, query);
      const { entity } = found;
      return { kind: 'json', body: isRef ? this.#ref(entity) : await this.#shaped(entity, query) };
    }
    if (found.kind === 'property' && !isRef) return this.#property(found, isValue);
    throw notFound(PATH, this.#asked.path);
  }

  #root() {
    const { root } = this.#asked;
    return {
      value: SETS.map((name) => ({ name, url: `${root}/${name}` })),
      serverSettings: { conformance: CONFORMANCE },
    };
  }

  /** Options that choose among several mean nothing for one. */
  #onlyShape(query: Query): void {
    const wrong = [
      ['$filter', query.filter !== null],
      ['$orderby', query.orderby.length > 0],
      ['$top', query.top !== null],
      ['$skip', query.skip > 0],
      ['$count', query.count],
      ['$resultFormat', query.dataArray],
    ].find(([, given]) => given === true)?.[0];
    if (wrong === undefined) return;
    const why = { zh: '只用于集合，这里是单个对象', en: 'it is for collections, and this is one entity' };
    throw badQuery(String(wrong), 0, why);
  }

  #property({ name, value }: Extract<Found, { kind: 'property' }>, isValue: boolean): SensorThingsAnswer {
    if (value === null) return { kind: 'nothing' };
    if (!isValue) return { kind: 'json', body: { [name]: value } };
    if (isComplex(value)) return { kind: 'json', body: value };
    return { kind: 'text', text: value instanceof TimeSpan ? value.toJSON() : String(value) };
  }

  async #find(steps: readonly Step[]): Promise<Found> {
    const [first, ...rest] = steps;
    const { name = '', key = null } = first ?? {};
    if (!isSet(name)) {
      throw notFound(PATH, name, { zh: `可用：${SETS.join('、')}。`, en: `There are: ${SETS.join(', ')}.` });
    }
    let found = await this.#keyed({ set: name, linked: this.#all(name) }, key);
    for (const step of rest) found = await this.#follow(found, step);
    return found;
  }

  #all(set: SetName): Linked {
    return set === 'Observations' ? { series: [...this.#catalogue.streams.keys()] } : this.#catalogue.all(set);
  }

  async #keyed(collection: Collection, key: string | number | null): Promise<Found> {
    if (key === null) return { kind: 'collection', collection };
    const { set, linked } = collection;
    const entity =
      'series' in linked
        ? typeof key === 'number' && (await this.#observations.find(key, linked.series))
        : linked.find(({ id }) => id === key);
    if (!entity) throw notFound(ENTITY, `${set}(${typeof key === 'number' ? key : `'${key}'`})`);
    return { kind: 'entity', entity };
  }

  async #follow(found: Found, { name, key }: Step): Promise<Found> {
    if (found.kind === 'property' && isComplex(found.value) && Object.hasOwn(found.value, name) && key === null) {
      return { kind: 'property', name, value: found.value[name] ?? null };
    }
    if (found.kind !== 'entity') throw notFound(PATH, name);
    const { entity } = found;
    const link = linkOf(entity.set, name);
    if (link?.many === true) return this.#keyed({ set: link.set, linked: entity.linked(name) }, key);
    if (link && key === null) {
      const linked = entity.linked(name);
      const [only] = 'series' in linked ? [] : linked;
      if (only) return { kind: 'entity', entity: only };
    }
    if (!link && key === null && isId(name)) return { kind: 'property', name, value: entity.id };
    if (!link && key === null && DEFINITIONS[entity.set].properties.includes(name)) {
      return { kind: 'property', name, value: entity.property(name) };
    }
    throw notFound(PATH, `${entity.set}/${name}`);
  }

  /** @throws QingshanError `answer-too-large` */
  async #page({ linked }: Collection, query: Query, page: number): Promise<Page> {
    const limit = Math.min(query.top ?? page, MOST_OF_PAGE);
    if ('series' in linked) this.#weigh(READ);
    const found = await ('series' in linked
      ? this.#observations.page(linked.series, query, limit)
      : this.#pageOf(linked, query, limit));
    return found;
  }

  /** @throws QingshanError `answer-too-large` */
  #weigh(entities: number): void {
    this.#weight += entities;
    if (this.#weight > MOST_ENTITIES) throw new QingshanError('answer-too-large', { most: MOST_ENTITIES });
  }

  #pageOf(all: readonly Entity[], { filter, orderby, skip, count }: Query, limit: number): Page {
    const now = this.#workspace.clock.now();
    const evaluator = new Evaluator('$filter', now);
    const kept = filter ? all.filter((entity) => evaluator.holds(filter, entity)) : all;
    const inOrder = sorted(kept, orderby, now);
    return {
      entities: inOrder.slice(skip, skip + limit),
      total: count ? kept.length : null,
      more: kept.length > skip + limit,
    };
  }

  async #collection(collection: Collection, query: Query, isRef: boolean): Promise<unknown> {
    if (query.dataArray && (collection.set !== 'Observations' || query.expand.length > 0 || isRef)) {
      const why = { zh: '只用于 Observations，且不能展开', en: 'it is for Observations, and without $expand' };
      throw badQuery('$resultFormat', 0, why);
    }
    const page = await this.#page(collection, query, PAGE);
    const head = {
      ...(page.total === null ? {} : { '@iot.count': page.total }),
      ...(page.more && page.entities.length > 0 ? { '@iot.nextLink': this.#next(query, page) } : {}),
    };
    if (query.dataArray) return { ...head, value: this.#dataArrays(page.entities, query) };
    const value: unknown[] = [];
    for (const entity of page.entities) value.push(isRef ? this.#ref(entity) : await this.#shaped(entity, query));
    return { ...head, value };
  }

  /** The same question, further on. */
  #next({ skip }: Query, { entities }: Page): string {
    const { root, path, options } = this.#asked;
    return `${root}/${encodeURI(path).replaceAll('#', '%23').replaceAll('?', '%3F')}?${furtherOptions(options, skip + entities.length)}`;
  }

  #self(entity: Entity): string {
    return `${this.#asked.root}/${entity.key}`;
  }

  #ref(entity: Entity) {
    return { '@iot.selfLink': this.#self(entity) };
  }

  /** An entity as it is shown: what was selected of it, and what is expanded. */
  async #shaped(entity: Entity, { select, expand }: Query): Promise<Record<string, unknown>> {
    this.#weigh(1);
    const { properties, links } = DEFINITIONS[entity.set];
    const names = select?.map(({ name }) => name);
    const shows = (name: string) => names === undefined || names.includes(name);
    const shaped: Record<string, unknown> = {};
    if (names === undefined || names.some(isId)) shaped['@iot.id'] = entity.id;
    if (shows('@iot.selfLink')) shaped['@iot.selfLink'] = this.#self(entity);
    for (const name of properties) if (shows(name)) shaped[name] = entity.property(name);
    for (const one of expand) await this.#expanded(entity, one, shaped);
    for (const name of Object.keys(links)) {
      const isExpanded = expand.some((one) => one.name === name);
      if (shows(name) && (!isExpanded || names?.includes(name) === true)) {
        shaped[`${name}@iot.navigationLink`] = `${this.#self(entity)}/${name}`;
      }
    }
    return shaped;
  }

  async #expanded(entity: Entity, { name, query, options }: Expand, shaped: Record<string, unknown>): Promise<void> {
    const link = linkOf(entity.set, name);
    if (!link) return;
    const linked = entity.linked(name);
    if (!link.many) {
      const [only] = 'series' in linked ? [] : linked;
      shaped[name] = only ? await this.#shaped(only, query) : null;
      return;
    }
    const page = await this.#page({ set: link.set, linked }, query, PAGE_WITHIN);
    const value: unknown[] = [];
    for (const one of page.entities) value.push(await this.#shaped(one, query));
    shaped[name] = value;
    if (page.total !== null) shaped[`${name}@iot.count`] = page.total;
    if (page.more && page.entities.length > 0) {
      const further = furtherOptions(options, query.skip + page.entities.length);
      shaped[`${name}@iot.nextLink`] = `${this.#self(entity)}/${name}?${further}`;
    }
  }

  /** One array a datastream (18-088, clause 13). */
  #dataArrays(entities: readonly Entity[], { select }: Query) {
    const components = select?.map(({ name }) => (isId(name) ? 'id' : name)) ?? [
      'id',
      'phenomenonTime',
      'result',
      'resultTime',
      'resultQuality',
    ];
    const link = components.find((name) => !isId(name) && !DEFINITIONS.Observations.properties.includes(name));
    if (link !== undefined) {
      throw badQuery('$select', 0, { zh: `数组中不能有“${link}”`, en: `“${link}” cannot stand in an array` });
    }
    const streams = Map.groupBy(entities, (entity) => {
      const linked = entity.linked('Datastream');
      const [stream] = 'series' in linked ? [] : linked;
      return stream ? this.#self(stream) : '';
    });
    return [...streams].map(([stream, rows]) => ({
      'Datastream@iot.navigationLink': stream,
      components,
      'dataArray@iot.count': rows.length,
      dataArray: rows.map((row) => components.map((name) => (name === 'id' ? row.id : row.property(name)))),
    }));
  }
}

/**
 * Answers a question in the words of OGC SensorThings 1.1 (18-088), reading only.
 *
 * @throws QingshanError `not-found`, `bad-query`, `query-unsupported`, `query-too-wide`, `answer-too-large`
 */
export async function sensorThings(workspace: Workspace, asked: SensorThingsAsked): Promise<SensorThingsAnswer> {
  const catalogue = new Catalogue(workspace, await workspace.registry.series(), asked.root);
  return new Service(workspace, catalogue, asked).answer();
}
