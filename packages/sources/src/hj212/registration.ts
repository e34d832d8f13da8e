import { displayUnit, unitFactor } from '@qingshan/kernel';
import { CRC_VARIANTS } from '@qingshan/methods';
import type { Parameter } from '@qingshan/standards';
import type { Fault, SourceContext, SourceFile } from '../define.ts';
import { FaultLog, Refusal, type FaultCode, type FaultValues } from '../faults.ts';
import { nearestHint, plain } from '../read/nearest.ts';
import { csvRecords } from '../table/csv.ts';
import { isBlank, textOf, type TableRecord } from '../table/record.ts';
import { parameterNames, unitOf } from '../table/rows.ts';
import { UNIT_RULES, type Device, type Mapping } from './devices.ts';
import type { Protocol } from './protocol.ts';
import { MINUTE_INTERVALS } from './requests.ts';
import { VERSIONS } from './telegram.ts';

/** Columns of a file of registrations: Chinese as in the template, or English. */
const COLUMNS = {
  mn: ['设备编码', 'mn'],
  password: ['密码', 'password'],
  system: ['系统编码', 'st'],
  site: ['点位', 'site'],
  mappings: ['编码对应', 'mappings'],
  units: ['浓度单位', 'units'],
  crc: ['CRC算法', 'crc'],
  version: ['版本', 'version'],
  hourLabel: ['时段标识', 'hour label'],
  minutes: ['分钟间隔', 'minutes'],
} as const;
type Column = keyof typeof COLUMNS;

const COLUMN_NAMES = Object.keys(COLUMNS) as Column[];
const REQUIRED: readonly Column[] = ['mn', 'password', 'system', 'site'];

/** Words of the columns that choose one of a few; the first of each is what an empty cell stands for. */
const CRC_WORDS = wordsOf(CRC_VARIANTS, ['国标', '字节颠倒', 'Modbus']);
const VERSION_WORDS = wordsOf(['2017', ...VERSIONS.filter((v) => v !== '2017')] as const, []);
const LABEL_WORDS = wordsOf(['hour-beginning', 'hour-ending'] as const, ['开始', '结束']);
const UNIT_WORDS = wordsOf(UNIT_RULES, ['附录B', '常规站']);

function wordsOf<T extends string>(values: readonly T[], chinese: readonly string[]): ReadonlyMap<string, T> {
  return new Map(
    values.flatMap((value, i) => [value, ...chinese.slice(i, i + 1)].map((w) => [plain(w).toLowerCase(), value])),
  );
}

export interface Registrations {
  readonly devices: readonly Device[];
  /** What was refused, row by row; rows without a fault are registered all the same */
  readonly faults: readonly Fault[];
}

/** Reads a CSV of device registrations. A row with a fault is left out and told, with column and value. */
export async function readDevices(
  file: SourceFile,
  context: Pick<SourceContext, 'parameters' | 'sites'>,
  protocol: Protocol,
): Promise<Registrations> {
  const log = new FaultLog(file.name);
  const devices: Device[] = [];
  try {
    let reader: DeviceReader | null = null;
    for await (const record of csvRecords(file.open(), log)) {
      if (isBlank(record)) continue;
      if (reader === null) reader = new DeviceReader(headOf(record, log), context, protocol, log);
      else devices.push(...reader.read(record));
    }
    if (reader === null) throw new Refusal(file.name, 'empty-file');
    return { devices, faults: log.list() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { devices: [], faults: [error.fault, ...log.list()] };
  }
}

function headOf(record: TableRecord, log: FaultLog): ReadonlyMap<Column, number> {
  const head = new Map<Column, number>();
  const extra: string[] = [];
  for (const [i, cell] of record.cells.entries()) {
    const name = plain(textOf(cell)).toLowerCase();
    const column = COLUMN_NAMES.find((c) => COLUMNS[c].some((own) => own.toLowerCase() === name));
    if (column === undefined) extra.push(textOf(cell));
    else if (head.has(column)) throw new Refusal(log.file, 'repeated-column', { row: record.row }, { name });
    else head.set(column, i);
  }
  const names = REQUIRED.filter((c) => !head.has(c)).map((c) => COLUMNS[c][0]);
  if (names.length > 0) throw new Refusal(log.file, 'missing-columns', { row: record.row }, { names });
  if (extra.length > 0) log.add('extra-columns', { row: record.row }, { names: extra });
  return head;
}

class DeviceReader {
  readonly #head: ReadonlyMap<Column, number>;
  readonly #sites: ReadonlyMap<string, string>;
  readonly #parameters: ReadonlyMap<string, Parameter>;
  readonly #protocol: Protocol;
  readonly #log: FaultLog;
  readonly #rows = new Map<string, number>();
  #faults = 0;

  constructor(
    head: ReadonlyMap<Column, number>,
    context: Pick<SourceContext, 'parameters' | 'sites'>,
    protocol: Protocol,
    log: FaultLog,
  ) {
    this.#head = head;
    this.#sites = new Map(Array.from(context.sites, ([name, id]) => [plain(name), id]));
    this.#parameters = parameterNames(context.parameters);
    this.#protocol = protocol;
    this.#log = log;
  }

  /** @returns the device of the row, or none when something in it is wrong */
  read(record: TableRecord): Device[] {
    this.#faults = 0;
    const device: Device = {
      mn: this.#mn(record),
      password: this.#password(record),
      system: this.#system(record),
      site: this.#site(record),
      mappings: this.#mappings(record),
      units: this.#text(record, 'units') === '' ? null : this.#word(record, 'units', UNIT_WORDS),
      crc: this.#word(record, 'crc', CRC_WORDS),
      version: this.#word(record, 'version', VERSION_WORDS),
      hourLabel: this.#word(record, 'hourLabel', LABEL_WORDS),
      minutes: this.#minutes(record),
    };
    return this.#faults === 0 ? [device] : [];
  }

  #text(record: TableRecord, column: Column): string {
    return textOf(record.cells[this.#head.get(column) ?? -1]);
  }

  #fault(record: TableRecord, column: Column, code: FaultCode, values: FaultValues = {}, value?: string): void {
    this.#faults += 1;
    const text = value ?? this.#text(record, column);
    this.#log.add(code, { row: record.row, column: COLUMNS[column][0], value: text }, values);
  }

  #mn(record: TableRecord): string {
    const mn = this.#text(record, 'mn');
    const earlier = this.#rows.get(mn);
    if (!/^[\w.-]{1,40}$/.test(mn)) this.#fault(record, 'mn', 'bad-mn');
    else if (earlier !== undefined) this.#fault(record, 'mn', 'repeated-device', { earlier });
    else this.#rows.set(mn, record.row);
    return mn;
  }

  #password(record: TableRecord): string {
    const password = this.#text(record, 'password');
    // A password is told in no message.
    if (!/^[\x21-\x7e]{0,20}$/.test(password)) this.#fault(record, 'password', 'bad-device-password', {}, '***');
    return password;
  }

  #system(record: TableRecord): string {
    const system = this.#text(record, 'system').toUpperCase();
    const { systems } = this.#protocol;
    // A0 to Z9 are free for users.
    if (!systems.has(system) && !/^[A-Z]\d$/.test(system))
      this.#fault(record, 'system', 'unknown-system', { known: [...systems.keys()] });
    return system;
  }

  #site(record: TableRecord): string {
    const name = plain(this.#text(record, 'site'));
    const site = this.#sites.get(name);
    if (site === undefined) this.#fault(record, 'site', 'unknown-site', nearestHint(name, this.#sites.keys()));
    return site ?? '';
  }

  #word<T extends string>(record: TableRecord, column: Column, words: ReadonlyMap<string, T>): T {
    const text = plain(this.#text(record, column)).toLowerCase();
    const [first] = words.values();
    const word = text === '' ? first : words.get(text);
    if (word === undefined) this.#fault(record, column, 'unknown-word', { known: [...words.keys()] });
    return (word ?? first) as T;
  }

  #minutes(record: TableRecord): number | null {
    const text = this.#text(record, 'minutes');
    if (text === '') return null;
    if (!MINUTE_INTERVALS.includes(text)) this.#fault(record, 'minutes', 'bad-minutes', { known: MINUTE_INTERVALS });
    return Number(text);
  }

  /** `a34004=PM2.5@µg/m3; B03=TSP@mg/m3`: a code of the device, our parameter, the unit in which the device sends it. */
  #mappings(record: TableRecord): ReadonlyMap<string, Mapping> {
    const mappings = new Map<string, Mapping>();
    for (const part of this.#text(record, 'mappings').split(/[;；]/)) {
      if (part.trim() === '') continue;
      const [, code, name = '', unitText = ''] = /^\s*([\w-]+)\s*=\s*([^@]+?)\s*@\s*(.+?)\s*$/.exec(part) ?? [];
      if (code === undefined || mappings.has(code)) {
        this.#fault(record, 'mappings', 'bad-mapping', {}, part.trim());
        continue;
      }
      const parameter = this.#parameters.get(plain(name).toLowerCase());
      const unit = parameter ? unitOf(unitText, parameter) : null;
      if (!parameter) {
        const hint = nearestHint(name, this.#parameters.keys());
        this.#fault(record, 'mappings', 'unknown-parameter', hint, name);
      } else if (unit === null || unitFactor(unit, parameter.unit) === null) {
        const values = { parameter: parameter.name, unit: displayUnit(parameter.unit) };
        this.#fault(record, 'mappings', unit === null ? 'unknown-unit' : 'wrong-unit', values, unitText);
      } else mappings.set(code, { parameter, unit });
    }
    return mappings;
  }
}
