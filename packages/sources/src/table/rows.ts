import {
  canonicalUnit,
  Decimal,
  displayUnit,
  FLAGS,
  formatMoment,
  unitFactor,
  type Flag,
  type HourLabel,
  type Moment,
} from '@qingshan/kernel';
import type { Parameter } from '@qingshan/standards';
import type { ObservationBuilder } from '../columns.ts';
import type { SourceContext } from '../define.ts';
import type { FaultCode, FaultLog, FaultValues } from '../faults.ts';
import { nearestHint, plain } from '../read/nearest.ts';
import { isInRange } from '../read/range.ts';
import { isNumber, isPlausible, STORED_DECIMALS } from '../read/values.ts';
import { columnLetter, type Field, type Head } from './head.ts';
import { readHour } from './hour.ts';
import { isBlank, textOf, type TableRecord } from './record.ts';
import { RowTally } from './row-tally.ts';

const FLAG_NAMES: Readonly<Record<Flag, readonly string[]>> = {
  valid: ['', '有效', '正常', 'valid'],
  quarantined: ['隔离', '存疑', 'quarantined'],
  maintenance: ['维护', '校准', 'maintenance'],
  invalid: ['无效', 'invalid'],
  'not-detected': ['未检出', 'not-detected'],
};

/** Written where there is no value. */
const NO_VALUE = new Set(['', '-', '--', '—', '——']);

/**
 * Reads the data rows of one table. A row with any fault but a quarantined value refuses the file as a whole: the
 * tables are made by hand, so the hand that made them can correct them, and half a table is worse than none.
 */
export class TableReader {
  readonly #head: Head;
  readonly #label: HourLabel;
  readonly #context: SourceContext;
  readonly #builder: ObservationBuilder;
  readonly #log: FaultLog;
  readonly #columnName: (column: number) => string;
  readonly #sites: ReadonlyMap<string, string>;
  readonly #parameters: ReadonlyMap<string, Parameter>;
  readonly #factors = new Map<string, Decimal | null>();
  readonly #tally = new RowTally();

  constructor(
    head: Head,
    label: HourLabel,
    context: SourceContext,
    builder: ObservationBuilder,
    log: FaultLog,
    columnName = columnLetter,
  ) {
    this.#head = head;
    this.#label = label;
    this.#context = context;
    this.#builder = builder;
    this.#log = log;
    this.#columnName = columnName;
    this.#sites = new Map(Array.from(context.sites, ([name, id]) => [plain(name), id]));
    this.#parameters = parameterNames(context.parameters);
  }

  read(record: TableRecord): void {
    if (isBlank(record)) return;
    this.#tally.row();
    const site = this.#site(record);
    const parameter = this.#parameter(record);
    const time = this.#time(record);
    const flag = this.#flag(record);
    const value = parameter && this.#value(record, parameter);
    if (site === null || !parameter || time === null || flag === null || value === null) return;
    const place = () => this.#place(record, 'value');
    const kept = flag === 'valid' && !isPlausible(value, parameter, this.#log, place) ? 'quarantined' : flag;
    const { sites, parameters } = this.#builder;
    this.#builder.push(sites.number(site), parameters.number(parameter.id), time, value, kept, record.row);
  }

  /**
   * @returns the number of data rows
   * @throws Refusal `no-rows`, `all-outside`, `rows-refused`
   */
  finish(): number {
    return this.#tally.finish(this.#context, this.#log);
  }

  #text(record: TableRecord, field: Field): string {
    return textOf(record.cells[this.#head.get(field) ?? -1]);
  }

  #place(record: TableRecord, field: Field) {
    const column = this.#head.get(field) ?? 0;
    return { row: record.row, column: this.#columnName(column), value: this.#text(record, field) };
  }

  #fault(record: TableRecord, field: Field, code: FaultCode, values?: () => FaultValues): null {
    this.#log.add(code, this.#place(record, field), values);
    return null;
  }

  #site(record: TableRecord): string | null {
    const text = this.#text(record, 'site');
    const name = plain(text);
    const site = this.#sites.get(name) ?? (this.#context.isNetworkSite?.(text) === true ? text : undefined);
    return site ?? this.#fault(record, 'site', 'unknown-site', () => nearestHint(name, this.#sites.keys()));
  }

  #parameter(record: TableRecord): Parameter | null {
    const name = plain(this.#text(record, 'parameter')).toLowerCase();
    const parameter = this.#parameters.get(name);
    if (parameter) return parameter;
    const hint = () => nearestHint(name, this.#parameters.keys());
    return this.#fault(record, 'parameter', 'unknown-parameter', hint);
  }

  #time(record: TableRecord): Moment | null {
    const time = readHour(record.cells[this.#head.get('time') ?? -1] ?? '', this.#label);
    if (time === null) return this.#fault(record, 'time', 'bad-time');
    const place = () => ({ ...this.#place(record, 'time'), value: formatMoment(time) });
    return isInRange(time, this.#context, this.#log, place) ? time : null;
  }

  #flag(record: TableRecord): Flag | null {
    const name = plain(this.#text(record, 'flag')).toLowerCase();
    return FLAGS.find((flag) => FLAG_NAMES[flag].includes(name)) ?? this.#fault(record, 'flag', 'unknown-flag');
  }

  /** The value in the unit of the parameter, worked out in decimals. */
  #value(record: TableRecord, parameter: Parameter): number | null {
    const factor = this.#factor(record, parameter);
    const text = plain(this.#text(record, 'value'));
    if (NO_VALUE.has(text)) {
      this.#tally.count('empty-values', record.row);
      return null;
    }
    if (!isNumber(text)) return this.#fault(record, 'value', 'bad-number');
    if (factor === null) return null;
    const exact = factor.times(text);
    const stored = exact.toDecimalPlaces(STORED_DECIMALS, Decimal.ROUND_HALF_EVEN);
    if (!stored.eq(exact)) this.#tally.count('rounded-values', record.row);
    return isNumber(stored.toFixed()) ? stored.toNumber() : this.#fault(record, 'value', 'bad-number');
  }

  #factor(record: TableRecord, parameter: Parameter): Decimal | null {
    const text = this.#text(record, 'unit');
    const key = `${parameter.id} ${text}`;
    let factor = this.#factors.get(key);
    if (factor === undefined) {
      const unit = unitOf(text, parameter);
      factor = unit === null ? null : unitFactor(unit, parameter.unit);
      this.#factors.set(key, factor);
    }
    if (factor) return factor;
    const code = unitOf(text, parameter) === null ? 'unknown-unit' : 'wrong-unit';
    return this.#fault(record, 'unit', code, () => ({ parameter: parameter.name, unit: displayUnit(parameter.unit) }));
  }
}

/** A number without dimension needs no unit. */
export function unitOf(text: string, parameter: Parameter): string | null {
  if (text === '') return parameter.unit === '1' ? '1' : null;
  return canonicalUnit(text) ?? canonicalUnit(plain(text));
}

export function parameterNames(parameters: readonly Parameter[]): ReadonlyMap<string, Parameter> {
  const names = new Map<string, Parameter>();
  for (const p of parameters) {
    for (const name of [p.id, p.name.zh, p.name.en, p.code ?? '', ...p.aliases])
      names.set(plain(name).toLowerCase(), p);
  }
  names.delete('');
  return names;
}
