import { DEFINITIONS, isId, type SetName } from './entity-sets.ts';
import type { Subject } from './evaluate.ts';
import { isComplex, type Complex, type Value } from './values.ts';

/** What a link leads to; observations are read from their store when they are asked for, so only their series are here. */
export type Linked = readonly Entity[] | { readonly series: readonly number[] };

/** An entity of a set, with its properties by name. */
export class Entity implements Subject {
  readonly set: SetName;
  readonly id: string | number;
  readonly #properties: Complex;
  readonly #linked: (name: string) => Linked;

  constructor(set: SetName, id: string | number, properties: Complex, linked: (name: string) => Linked) {
    this.set = set;
    this.id = id;
    this.#properties = properties;
    this.#linked = linked;
  }

  property(name: string): Value {
    return this.#properties[name] ?? null;
  }

  linked(name: string): Linked {
    return this.#linked(name);
  }

  /** As it stands in a path: `Things('a')` */
  get key(): string {
    const { set, id } = this;
    return `${set}(${typeof id === 'number' ? id : `'${encodeURIComponent(id.replaceAll("'", "''"))}'`})`;
  }

  follow([name = '', ...rest]: readonly string[]): readonly Value[] {
    if (isId(name)) return [this.id];
    if (!Object.hasOwn(DEFINITIONS[this.set].links, name)) return [partOf(this.property(name), rest)];
    const linked = this.linked(name);
    // Observations are not followed here: conditions on them are refused before, see `checkQuery`.
    return 'series' in linked ? [] : linked.flatMap((entity) => entity.follow(rest));
  }
}

function partOf(value: Value, names: readonly string[]): Value {
  return names.reduce<Value>(
    (part, name) => (isComplex(part) && Object.hasOwn(part, name) ? (part[name] ?? null) : null),
    value,
  );
}
