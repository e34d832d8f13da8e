import { FLAGS, type Flag, type Moment } from '@qingshan/kernel';
import type { ParsedObservations } from './define.ts';

/** A dictionary that numbers texts in the order in which they come. */
export class Dictionary {
  readonly #numbers = new Map<string, number>();

  number(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  texts(): string[] {
    return [...this.#numbers.keys()];
  }
}

const FLAG_CODES: Readonly<Record<Flag, number>> = Object.fromEntries(FLAGS.map((f, i) => [f, i])) as Record<
  Flag,
  number
>;

/** Gathers observations in typed arrays that grow by doubling: no object per value. */
export class ObservationBuilder {
  readonly sites = new Dictionary();
  readonly parameters = new Dictionary();
  #length = 0;
  #site = new Int32Array(1024);
  #parameter = new Int32Array(1024);
  #time = new Float64Array(1024);
  #value = new Float64Array(1024);
  #flag = new Uint8Array(1024);
  #row = new Int32Array(1024);

  get length(): number {
    return this.#length;
  }

  /** @param site, parameter numbers of the dictionaries */
  push(site: number, parameter: number, time: Moment, value: number, flag: Flag, row: number): void {
    const i = this.#length;
    if (i === this.#site.length) this.#grow();
    this.#site[i] = site;
    this.#parameter[i] = parameter;
    this.#time[i] = time;
    this.#value[i] = value;
    this.#flag[i] = FLAG_CODES[flag];
    this.#row[i] = row;
    this.#length = i + 1;
  }

  finish(): ParsedObservations {
    const n = this.#length;
    return {
      sites: this.sites.texts(),
      parameters: this.parameters.texts(),
      site: this.#site.slice(0, n),
      parameter: this.#parameter.slice(0, n),
      time: this.#time.slice(0, n),
      value: this.#value.slice(0, n),
      flag: this.#flag.slice(0, n),
      row: this.#row.slice(0, n),
    };
  }

  #grow(): void {
    const size = this.#site.length * 2;
    this.#site = copied(this.#site, new Int32Array(size));
    this.#parameter = copied(this.#parameter, new Int32Array(size));
    this.#time = copied(this.#time, new Float64Array(size));
    this.#value = copied(this.#value, new Float64Array(size));
    this.#flag = copied(this.#flag, new Uint8Array(size));
    this.#row = copied(this.#row, new Int32Array(size));
  }
}

function copied<A extends Int32Array | Float64Array | Uint8Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
