import { endOfHour, formatMoment, parseDay, type Day, type Decimal, type Moment } from '@qingshan/kernel';
import type { Parameter } from '@qingshan/standards';
import type { ObservationBuilder } from '../columns.ts';
import type { SourceContext } from '../define.ts';
import { Refusal, type FaultLog } from '../faults.ts';
import { isInRange, refuseAllOutside } from '../read/range.ts';
import { isNumber, isPlausible } from '../read/values.ts';
import { splitCells } from './cells.ts';
import { KEY_COLUMNS } from './header.ts';

export interface StoredType {
  readonly parameter: Parameter;
  /** From the published unit to that of the parameter */
  readonly factor: Decimal;
}

/** AQI and means over several hours (`PM2.5_24h`, `O3_8h`), which the publisher works out. */
const DERIVED = /^AQI$|_\d+h(?:_24h)?$/;

/** Reads the data rows of one file. Label 0 of day D is the hour that ends at 00:00 of D. */
export class RowReader {
  readonly #stations: readonly string[];
  readonly #types: ReadonlyMap<string, StoredType>;
  readonly #context: SourceContext;
  readonly #builder: ObservationBuilder;
  readonly #log: FaultLog;
  readonly #sites: readonly number[];
  readonly #derived = new Map<string, number>();
  readonly #unknown = new Map<string, { count: number; row: number }>();
  readonly #days = new Map<string, Day | null>();
  #rows = 0;
  #goodRows = 0;

  constructor(
    stations: readonly string[],
    types: ReadonlyMap<string, StoredType>,
    context: SourceContext,
    builder: ObservationBuilder,
    log: FaultLog,
  ) {
    this.#stations = stations;
    this.#types = types;
    this.#context = context;
    this.#builder = builder;
    this.#log = log;
    this.#sites = stations.map((name) => builder.sites.number(`bjmemc/${name}`));
  }

  read(line: string, row: number): void {
    if (line === '') return;
    this.#rows += 1;
    const cells = splitCells(this.#log.file, row, line);
    if (!this.#hasRightWidth(cells, row)) return;
    const time = this.#time(cells, row);
    if (time === null) return;
    this.#goodRows += 1;
    const type = cells[2]?.trim() ?? '';
    const stored = this.#types.get(type);
    if (stored) this.#store(cells, stored, time, row);
    else if (DERIVED.test(type)) this.#derived.set(type, (this.#derived.get(type) ?? 0) + 1);
    else this.#countUnknown(type, row);
  }

  /** Reports what was counted. @returns the number of data rows */
  finish(): number {
    const log = this.#log;
    const count = this.#rows;
    if (count === 0) throw new Refusal(log.file, 'no-rows');
    refuseAllOutside(count, this.#context, log);
    for (const [value, at] of this.#unknown) {
      const known = [...this.#types.keys()];
      log.add('unknown-type', { row: at.row, column: 'type', value }, { count: at.count, known });
    }
    if (this.#goodRows === 0) throw new Refusal(log.file, 'nothing-usable', {}, { count });
    if (this.#derived.size > 0) {
      const derived = [...this.#derived.values()].reduce((sum, n) => sum + n, 0);
      log.add('derived-rows', {}, { count: derived, types: [...this.#derived.keys()] });
    }
    return count;
  }

  /** Empty cells beyond the last column, as spreadsheets leave them, do not count. */
  #hasRightWidth(cells: readonly string[], row: number): boolean {
    const expected = KEY_COLUMNS.length + this.#stations.length;
    if (cells.length === expected) return true;
    const count = cells.length < expected ? cells.length : cells.findLastIndex((cell) => cell.trim() !== '') + 1;
    if (cells.length > expected && count <= expected) return true;
    this.#log.add(count < expected ? 'short-row' : 'long-row', { row }, { count, expected });
    return false;
  }

  #time(cells: readonly string[], row: number): Moment | null {
    const [date = '', hour = ''] = cells;
    const day = this.#day(date);
    if (day === null) {
      this.#log.add('bad-date', { row, column: 'date', value: date });
      return null;
    }
    if (!/^\d{1,2}$/.test(hour.trim()) || Number(hour) > 23) {
      this.#log.add('bad-hour', { row, column: 'hour', value: hour });
      return null;
    }
    const time = endOfHour(day, Number(hour), 'hour-ending');
    const place = () => ({ row, column: 'date', value: formatMoment(time) });
    return isInRange(time, this.#context, this.#log, place) ? time : null;
  }

  #day(text: string): Day | null {
    const known = this.#days.get(text);
    if (known !== undefined) return known;
    const day = parseDay(text.trim());
    if (day !== null) this.#days.set(text, day);
    return day;
  }

  #store(cells: readonly string[], { parameter, factor }: StoredType, time: Moment, row: number): void {
    const index = this.#builder.parameters.number(parameter.id);
    const scaled = !factor.eq(1);
    for (const [i, site] of this.#sites.entries()) {
      const text = cells[i + KEY_COLUMNS.length]?.trim() ?? '';
      if (text === '') continue;
      const place = () => ({ row, column: this.#stations[i] ?? '', value: text });
      if (!isNumber(text)) {
        this.#log.add('bad-number', place());
        continue;
      }
      const value = scaled ? factor.times(text).toNumber() : Number(text);
      const plausible = isPlausible(value, parameter, this.#log, place);
      this.#builder.push(site, index, time, value, plausible ? 'valid' : 'quarantined', row);
    }
  }

  #countUnknown(type: string, row: number): void {
    const seen = this.#unknown.get(type);
    if (seen) seen.count += 1;
    else this.#unknown.set(type, { count: 1, row });
  }
}
