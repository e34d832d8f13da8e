import { DAY_SECONDS, Decimal, endOfHour, formatDay, type Day, type Moment } from '@qingshan/kernel';
import type { Parameter } from '@qingshan/standards';
import type { ObservationBuilder } from '../columns.ts';
import type { SourceContext } from '../define.ts';
import type { FaultLog } from '../faults.ts';
import { nearestHint, plain } from '../read/nearest.ts';
import { isInRange } from '../read/range.ts';
import { isNumber, isPlausible, STORED_DECIMALS } from '../read/values.ts';
import { columnLetter } from '../table/head.ts';
import { isBlank, textOf, type TableRecord } from '../table/record.ts';
import { RowTally } from '../table/row-tally.ts';
import { NO_FLOW, readDay, readResult, type CellResult } from './cells.ts';
import type { ItemColumn, SampleHead } from './head.ts';
import { FLOW_STATE, SEEN } from './layouts.ts';

/**
 * A sample stands at the hour that ends at ten of its day: of a sampling the day is known, and ten is no hour at which
 * the automatic stations report (00, 04, 08 …).
 */
export const SAMPLE_HOUR = 10;
const SAMPLE_SECONDS = SAMPLE_HOUR * 3600;

export function momentOfSample(day: Day): Moment {
  return endOfHour(day, SAMPLE_HOUR, 'hour-ending');
}

export function isMomentOfSample(time: Moment): boolean {
  return time % DAY_SECONDS === SAMPLE_SECONDS;
}

const HAS_WATER = /^(?:|有水|有流|正常|flowing)$/i;
/** Digits before the point that the store keeps */
const LARGEST = new Decimal('1e9');

interface Found {
  readonly parameter: Parameter;
  readonly value: number;
  readonly detected: boolean;
}

/** Reads the rows of one table: a sample each. A row with any fault refuses the file, as in the long table. */
export class SampleReader {
  readonly #head: SampleHead;
  readonly #context: SourceContext;
  readonly #builder: ObservationBuilder;
  readonly #log: FaultLog;
  readonly #sites: ReadonlyMap<string, string>;
  readonly #seen = new Map<string, number>();
  readonly #tally = new RowTally();

  constructor(head: SampleHead, context: SourceContext, builder: ObservationBuilder, log: FaultLog) {
    this.#head = head;
    this.#context = context;
    this.#builder = builder;
    this.#log = log;
    this.#sites = new Map(Array.from(context.sites, ([name, id]) => [plain(name), id]));
  }

  read(record: TableRecord): void {
    if (isBlank(record)) return;
    this.#tally.row();
    const site = this.#site(record);
    const day = this.#day(record);
    const dry = this.#isDry(record);
    const found = this.#head.items.flatMap((item) => this.#result(record, item) ?? []);
    if (dry === null || site === null || day === null) return;
    if (dry && found.length > 0) {
      this.#log.add('no-flow-with-values', { row: record.row });
      return;
    }
    if (!dry && found.length === 0) this.#tally.count('empty-samples', record.row);
    else if (this.#isFirst(record, site, day)) this.#push(record, { site, day, dry }, found);
  }

  /**
   * @returns the number of rows
   * @throws Refusal `no-rows`, `all-outside`, `rows-refused`
   */
  finish(): number {
    return this.#tally.finish(this.#context, this.#log);
  }

  #push(record: TableRecord, of: { site: string; day: Day; dry: boolean }, found: readonly Found[]): void {
    const { sites, parameters } = this.#builder;
    const [site, time] = [sites.number(of.site), momentOfSample(of.day)];
    if (of.dry || this.#head.flow !== null) {
      this.#builder.push(site, parameters.number(FLOW_STATE), time, of.dry ? 0 : 1, 'valid', record.row);
    }
    for (const { parameter, value, detected } of found) {
      const column = this.#head.items.find((i) => i.parameter === parameter)?.column ?? 0;
      const plausible = () => isPlausible(value, parameter, this.#log, () => this.#place(record, column));
      const flag = !detected ? 'not-detected' : plausible() ? 'valid' : 'quarantined';
      this.#builder.push(site, parameters.number(parameter.id), time, value, flag, record.row);
    }
  }

  #text(record: TableRecord, column: number | null): string {
    return column === null ? '' : textOf(record.cells[column]);
  }

  #place(record: TableRecord, column: number) {
    return { row: record.row, column: columnLetter(column), value: this.#text(record, column) };
  }

  #site(record: TableRecord): string | null {
    const name = plain(this.#text(record, this.#head.site));
    const site = this.#sites.get(name);
    if (site !== undefined) return site;
    this.#log.add('unknown-site', this.#place(record, this.#head.site), () => nearestHint(name, this.#sites.keys()));
    return null;
  }

  #day(record: TableRecord): Day | null {
    const day = readDay(record.cells[this.#head.date] ?? '');
    const place = this.#place(record, this.#head.date);
    if (day === null) {
      this.#log.add('bad-sample-date', place);
      return null;
    }
    return isInRange(momentOfSample(day), this.#context, this.#log, () => ({ ...place, value: formatDay(day) }))
      ? day
      : null;
  }

  /** Whether the row says that there was no water, in any of the places where it is written; `null` when that is wrong. */
  #isDry(record: TableRecord): boolean | null {
    const { flow, remark, items } = this.#head;
    const [state, said] = [plain(this.#text(record, flow)), plain(this.#text(record, remark))];
    if (flow !== null && !NO_FLOW.test(state) && !HAS_WATER.test(state)) {
      this.#log.add('unknown-flow-state', this.#place(record, flow));
      return null;
    }
    if (said !== '' && !NO_FLOW.test(said)) this.#tally.count('remarks-left-out', record.row);
    const cells = () => items.some((i) => readResult(this.#text(record, i.column)).kind === 'no-flow');
    return NO_FLOW.test(state) || NO_FLOW.test(said) || cells();
  }

  #isFirst(record: TableRecord, site: string, day: Day): boolean {
    const key = `${day} ${site}`;
    const earlier = this.#seen.get(key);
    if (earlier === undefined) this.#seen.set(key, record.row);
    else this.#log.add('repeated-sample', this.#place(record, this.#head.site), { earlier });
    return earlier === undefined;
  }

  #result(record: TableRecord, { column, parameter, factor }: ItemColumn): Found | null {
    const text = this.#text(record, column);
    const seen = SEEN.has(parameter.id) ? seenAs(text) : null;
    if (seen !== null) return { parameter, value: seen, detected: true };
    const result = readResult(text);
    if (result.kind === 'not-measured' || result.kind === 'no-flow') return null;
    const stored = storedOf(result, factor);
    if (!stored || (result.kind === 'not-detected' && stored.value.isZero())) {
      this.#log.add(result.kind === 'no-limit' ? 'no-detection-limit' : 'bad-result', this.#place(record, column));
      return null;
    }
    if (stored.rounded) this.#tally.count('rounded-values', record.row);
    return { parameter, value: stored.value.toNumber(), detected: result.kind === 'value' };
  }
}

function seenAs(text: string): number | null {
  if (/^(?:无|0|absent)$/i.test(plain(text))) return 0;
  return /^(?:有|1|present)$/i.test(plain(text)) ? 1 : null;
}

/** In the unit of the parameter and as the store keeps it; `null` when it is no number or too large. */
function storedOf(result: CellResult, factor: Decimal): { readonly value: Decimal; readonly rounded: boolean } | null {
  if (!('digits' in result) || !isNumber(result.digits)) return null;
  const exact = factor.times(result.digits);
  const value = exact.toDecimalPlaces(STORED_DECIMALS, Decimal.ROUND_HALF_EVEN);
  return value.abs().lt(LARGEST) ? { value, rounded: !value.eq(exact) } : null;
}
