import { Decimal, formatMoment, parseDay, type Day, type Flag, type Moment } from '@qingshan/kernel';
import type { ObservationBuilder } from '../columns.ts';
import type { SourceContext } from '../define.ts';
import { Refusal, type FaultCode, type FaultLog } from '../faults.ts';
import { isInRange, refuseAllOutside } from '../read/range.ts';
import { isNumber, isPlausible, STORED_DECIMALS } from '../read/values.ts';
import type { Columns, Field, ItemColumn } from './columns.ts';
import { readCell, type PublishedCell } from './html-cell.ts';
import { readObservedTime } from './observed-time.ts';

/** `--` there is no value, `*` the item is not measured there. */
const ABSENT = new Set(['', '--', '*', '-']);

const STATUSES: Readonly<Record<string, Flag>> = {
  '': 'valid',
  正常: 'valid',
  维护: 'maintenance',
  停站: 'maintenance',
};

/** Reads the data rows of one table of sections. */
export class SectionRows {
  readonly #columns: Columns;
  readonly #fileDay: Day | null;
  readonly #context: SourceContext;
  readonly #builder: ObservationBuilder;
  readonly #log: FaultLog;
  readonly #counted = new Map<FaultCode, { count: number; row: number | null }>();
  #rows = 0;
  #readable = 0;

  /** @param fileDay date of the file's name; rows may have one of their own */
  constructor(
    columns: Columns,
    fileDay: Day | null,
    context: SourceContext,
    builder: ObservationBuilder,
    log: FaultLog,
  ) {
    this.#columns = columns;
    this.#fileDay = fileDay;
    this.#context = context;
    this.#builder = builder;
    this.#log = log;
  }

  read(cells: readonly (string | null)[], row: number): void {
    if (cells.every((cell) => cell === null || cell.trim() === '')) return;
    this.#rows += 1;
    const text = (field: Field) => readCell(cells[this.#columns.fields.get(field) ?? -1] ?? null).shown;
    const status = text('status');
    const flag = STATUSES[status];
    if (flag === undefined) return this.#log.add('unknown-status', { row, column: '站点情况', value: status });
    const time = this.#time(text('time'), text('fileDate'), row);
    if (time === null) return;
    this.#readable += 1;
    if (flag === 'maintenance') this.#count('maintained-rows', row);
    if (!ABSENT.has(text('class'))) this.#count('published-classes', null);
    // Names of sections repeat from province to province.
    const site = this.#builder.sites.number(`cnemc-water/${text('province')}/${text('section')}`);
    for (const item of this.#columns.items) this.#store(cells, item, { site, time, flag, row });
  }

  /**
   * @returns the number of data rows
   * @throws Refusal `no-rows`, `all-outside`, `nothing-usable`
   */
  finish(): number {
    const [log, rows] = [this.#log, this.#rows];
    if (rows === 0) throw new Refusal(log.file, 'no-rows');
    refuseAllOutside(rows, this.#context, log);
    if (this.#readable === 0) throw new Refusal(log.file, 'nothing-usable', {}, { count: rows });
    for (const [code, { count, row }] of this.#counted) log.add(code, row === null ? {} : { row }, { count });
    return rows;
  }

  #time(text: string, ownDate: string, row: number): Moment | null {
    if (ABSENT.has(text)) {
      this.#count('stations-without-time', row);
      this.#readable += 1;
      return null;
    }
    const fileDay = ownDate === '' ? this.#fileDay : parseDay(ownDate);
    if (fileDay === null) {
      this.#log.add('bad-date', { row, column: 'file_date', value: ownDate });
      return null;
    }
    const observed = readObservedTime(text, fileDay);
    if (!observed) {
      this.#log.add('bad-observed-time', { row, column: '监测时间', value: text });
      return null;
    }
    const place = () => ({ row, column: '监测时间', value: formatMoment(observed.time) });
    if (!isInRange(observed.time, this.#context, this.#log, place)) return null;
    if (!observed.onTheHour) this.#count('minutes-dropped', row);
    if (observed.day < fileDay - 1) this.#count('older-rows', row);
    return observed.time;
  }

  #store(
    cells: readonly (string | null)[],
    item: ItemColumn,
    { site, time, flag, row }: { site: number; time: Moment; flag: Flag; row: number },
  ): void {
    const text = valueText(readCell(cells[item.shown] ?? null), item, cells);
    if (text === null) return this.#count('absent-values', null);
    const place = () => ({ row, column: item.name, value: text });
    if (!isNumber(text)) return this.#log.add('bad-number', place());
    const exact = item.factor.times(text);
    const stored = exact.toDecimalPlaces(STORED_DECIMALS, Decimal.ROUND_HALF_EVEN);
    if (!stored.eq(exact)) this.#count('rounded-values', row);
    const value = stored.toNumber();
    const kept = flag === 'valid' && !isPlausible(value, item.parameter, this.#log, place) ? 'quarantined' : flag;
    const parameter = this.#builder.parameters.number(item.parameter.id);
    this.#builder.push(site, parameter, time, value, kept, row);
  }

  #count(code: FaultCode, row: number | null): void {
    const seen = this.#counted.get(code);
    if (seen) seen.count += 1;
    else this.#counted.set(code, { count: 1, row });
  }
}

/** The unrounded value where there is one, else the one that is shown; `null` for none. */
function valueText(cell: PublishedCell, item: ItemColumn, cells: readonly (string | null)[]): string | null {
  if (ABSENT.has(cell.shown)) return null;
  const own = item.original === null ? '' : (cells[item.original] ?? '').trim();
  return cell.original ?? (own === '' ? cell.shown : own);
}
