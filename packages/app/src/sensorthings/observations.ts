import { QingshanError } from '@qingshan/kernel';
import { isMomentOfSample } from '@qingshan/sources';
import type { ObservationRow, ObservationsAsked } from '../ports.ts';
import type { Workspace } from '../workspace.ts';
import type { Catalogue } from './catalogue.ts';
import { Entity } from './entity.ts';
import { isId } from './entity-sets.ts';
import { Evaluator } from './evaluate.ts';
import { narrow } from './narrow.ts';
import { observationId, splitId } from './observation-id.ts';
import type { Order, Query } from './odata/query.ts';
import { sorted } from './sorted.ts';
import { phenomenonTime, TimeSpan } from './values.ts';

/** Rows that are looked at one by one for a question that the engine cannot answer alone. */
const MOST_ROWS = 100_000;
const AT_ONCE = 5_000;

export interface Page {
  readonly entities: readonly Entity[];
  /** How many there are on all pages, where it was asked for */
  readonly total: number | null;
  /** Whether there are more after these */
  readonly more: boolean;
}

type EngineOrder = ObservationsAsked['order'];
const COLUMNS: Readonly<Record<string, EngineOrder[number]['by']>> = {
  phenomenonTime: 'time',
  resultTime: 'received',
  result: 'value',
};

/** The order in the words of the engine; `null` when it has none. */
function engineOrder(orderby: readonly Order[]): EngineOrder | null {
  const order: EngineOrder[number][] = [];
  for (const { expression, descending } of orderby) {
    if (expression.kind !== 'path') return null;
    const [name = '', next] = expression.names;
    if (isId(name)) order.push({ by: 'series', descending }, { by: 'time', descending });
    else if (name === 'Datastream' && next !== undefined && isId(next)) order.push({ by: 'series', descending });
    else {
      const by = Object.hasOwn(COLUMNS, name) ? COLUMNS[name] : undefined;
      if (by === undefined) return null;
      order.push({ by, descending });
    }
  }
  return order.filter(({ by }, i) => order.findIndex((one) => one.by === by) === i);
}

/** Observations of some series, read from the store. */
export class ObservationReader {
  readonly #workspace: Workspace;
  readonly #catalogue: Catalogue;
  #sources: Promise<ReadonlyMap<number, string>> | null = null;

  constructor(workspace: Workspace, catalogue: Catalogue) {
    this.#workspace = workspace;
    this.#catalogue = catalogue;
  }

  /** The observation of an id among these series. */
  async find(id: number, among: readonly number[]): Promise<Entity | null> {
    const { series, time } = splitId(id);
    if (!among.includes(series)) return null;
    const { rows } = await this.#workspace.observations.page({
      series: [series],
      time: { min: time, max: time },
      order: [],
      limit: 1,
      offset: 0,
      count: false,
    });
    return (await this.#entities(rows))[0] ?? null;
  }

  /** @throws QingshanError `bad-query`, `query-too-wide` */
  async page(among: readonly number[], query: Query, limit: number): Promise<Page> {
    const evaluator = new Evaluator('$filter', this.#workspace.clock.now());
    const { series, asked, rest } = narrow(query.filter, among, evaluator, {
      subjectOf: (id) => this.#ofSeries(id),
      isHourly: (id) => this.#catalogue.streams.get(id)?.averaging === 'hour',
    });
    const order = engineOrder(query.orderby);
    const base = { ...asked, series, order: order ?? [] };
    if (order && rest.length === 0) {
      const { count, skip: offset } = query;
      const { rows, total } = await this.#workspace.observations.page({ ...base, limit: limit + 1, offset, count });
      return { entities: await this.#entities(rows.slice(0, limit)), total, more: rows.length > limit };
    }
    const enough = order && !query.count ? query.skip + limit + 1 : Infinity;
    const found = await this.#lookedAt(base, (one) => rest.every((part) => evaluator.holds(part, one)), enough);
    const inOrder = order ? found : sorted(found, query.orderby, this.#workspace.clock.now());
    return {
      entities: inOrder.slice(query.skip, query.skip + limit),
      total: query.count ? found.length : null,
      more: inOrder.length > query.skip + limit,
    };
  }

  /** Rows that are kept, until there are enough. @throws QingshanError `query-too-wide` */
  async #lookedAt(
    base: Omit<ObservationsAsked, 'limit' | 'offset' | 'count'>,
    keep: (entity: Entity) => boolean,
    enough: number,
  ): Promise<Entity[]> {
    const kept: Entity[] = [];
    if (enough === Infinity) {
      const { total } = await this.#workspace.observations.page({ ...base, limit: 0, offset: 0, count: true });
      if ((total ?? 0) > MOST_ROWS) throw new QingshanError('query-too-wide', { most: MOST_ROWS });
    }
    for (let offset = 0; ; offset += AT_ONCE) {
      if (offset >= MOST_ROWS) throw new QingshanError('query-too-wide', { most: MOST_ROWS });
      const page = { ...base, limit: AT_ONCE, offset, count: false };
      const { rows } = await this.#workspace.observations.page(page);
      for (const entity of await this.#entities(rows)) if (keep(entity)) kept.push(entity);
      if (rows.length < AT_ONCE || kept.length >= enough) return kept;
    }
  }

  /** Stands for every observation of a series where only its datastream and feature matter. */
  #ofSeries(series: number): Entity {
    return new Entity('Observations', 0, {}, (link) => this.#linked(series, link));
  }

  #linked(series: number, link: string): readonly Entity[] {
    const stream = this.#catalogue.streams.get(series);
    if (!stream) return [];
    return [link === 'Datastream' ? this.#catalogue.datastream(stream) : this.#catalogue.feature(stream.site)];
  }

  async #entities(rows: readonly ObservationRow[]): Promise<Entity[]> {
    if (rows.length === 0) return [];
    this.#sources ??= this.#workspace.registry.batches().then((all) => new Map(all.map((b) => [b.id, b.source])));
    const sources = await this.#sources;
    return rows.map((row) => this.#entity(row, sources.get(row.batch) ?? null));
  }

  #entity({ series, time, value, flag, batch, received, revision }: ObservationRow, source: string | null): Entity {
    const averaging = this.#catalogue.streams.get(series)?.averaging ?? 'sample';
    const properties = {
      phenomenonTime: phenomenonTime(averaging, time, isMomentOfSample(time)),
      result: value,
      resultTime: new TimeSpan(received),
      resultQuality: flag,
      parameters: { batch, source, revision },
    };
    const id = observationId(series, time);
    return new Entity('Observations', id, properties, (link) => this.#linked(series, link));
  }
}
