import { yearPeriod, type Day, type Moment } from '@qingshan/kernel';
import type { DailyReduction } from '@qingshan/methods';
import type { SeriesRecord } from '../ports.ts';
import type { Workspace } from '../workspace.ts';

const KEPT_YEARS = 64;

type YearOfParameter = ReadonlyMap<string, DailyReduction>;

/**
 * Reads daily reductions by whole years of a parameter and keeps them while the data stay the same. A page that asks for
 * the same year of thirteen towns reads the engine once.
 */
export class DailyReader {
  readonly #workspace: Workspace;
  readonly #years = new Map<string, Promise<YearOfParameter>>();

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** The reduction of each site's series over a calendar year; sites without a series are absent. */
  year(parameter: string, year: number, asOf: Moment | null): Promise<YearOfParameter> {
    const key = `${parameter} ${year} ${asOf ?? 'now'}`;
    const found = this.#years.get(key);
    if (found) return found;
    if (this.#years.size >= KEPT_YEARS) this.#years.clear();
    const reading = this.#read(parameter, year, asOf);
    this.#years.set(key, reading);
    reading.catch(() => this.#years.delete(key));
    return reading;
  }

  /** Forgets all years; the data have changed. */
  forget(): void {
    this.#years.clear();
  }

  async #read(parameter: string, year: number, asOf: Moment | null): Promise<YearOfParameter> {
    const series: readonly SeriesRecord[] = await this.#workspace.registry.series({ parameter });
    const { first, last } = yearPeriod(year);
    const range = { series: series.map((s) => s.id), first, last };
    const reductions = await this.#workspace.observations.daily(asOf === null ? range : { ...range, asOf });
    return new Map(series.flatMap((s, i) => (reductions[i] ? [[s.site, reductions[i]] as const] : [])));
  }
}

/** The part of a reduction between two days, both included. */
export function cut(reduction: DailyReduction, first: Day, last: Day): DailyReduction {
  const [from, to] = [Math.max(0, first - reduction.first), Math.max(0, last - reduction.first + 1)];
  return {
    first: reduction.first + from,
    hours: reduction.hours.subarray(from, to),
    sum: reduction.sum.subarray(from, to),
    max: reduction.max.subarray(from, to),
    windows: reduction.windows.subarray(from, to),
    top8x168: reduction.top8x168.subarray(from, to),
  };
}
