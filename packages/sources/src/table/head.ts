import type { HourLabel } from '@qingshan/kernel';
import { utils } from '@e965/xlsx';
import { Refusal, type FaultLog } from '../faults.ts';
import { plain } from '../read/nearest.ts';
import { textOf, type TableRecord } from './record.ts';

export const FIELDS = ['site', 'parameter', 'time', 'value', 'unit', 'flag'] as const;
export type Field = (typeof FIELDS)[number];

/** Names of the columns, the first one being that of the template. */
const NAMES: Readonly<Record<Field, readonly string[]>> = {
  site: ['点位', '点位名称', '站点', '站点名称', '监测点位', '监测站点', '站名', 'site', 'station'],
  parameter: ['监测项目', '项目', '监测因子', '因子', '污染物', 'parameter', 'pollutant'],
  time: ['时间', '监测时间', '数据时间', 'time', 'datetime'],
  value: ['监测值', '数值', '浓度', 'value'],
  unit: ['单位', 'unit'],
  flag: ['标记', '数据标识', '数据标记', '标识', 'flag'],
};

/** Names of the time column that say which end of the hour it gives. */
export const TIME_NAMES: Readonly<Record<HourLabel, readonly string[]>> = {
  'hour-ending': ['结束时间', '时段结束', 'end time', 'time end'],
  'hour-beginning': ['开始时间', '起始时间', '时段开始', 'start time', 'begin time', 'time begin'],
};

/** A title may stand above the head. */
const SEARCHED_ROWS = 10;
const REQUIRED: readonly Field[] = ['site', 'parameter', 'time', 'value', 'unit'];

/** Column number of each field */
export type Head = ReadonlyMap<Field, number>;

export function columnLetter(column: number): string {
  return utils.encode_col(column);
}

export function templateName(field: Field, label: HourLabel): string {
  return (field === 'time' ? TIME_NAMES[label][0] : NAMES[field][0]) ?? field;
}

/** Finds the head, which is the first row that names at least three fields, and remembers its columns. */
export class HeadFinder {
  readonly #log: FaultLog;
  readonly #label: HourLabel;
  #searched = 0;

  constructor(label: HourLabel, log: FaultLog) {
    this.#label = label;
    this.#log = log;
  }

  /**
   * @returns `null` while no row looks like a head
   * @throws Refusal `no-head`, `missing-columns`, `repeated-column`, `label-conflict`
   */
  look(record: TableRecord): Head | null {
    const names = record.cells.map((cell) => plain(textOf(cell)).toLowerCase());
    const fields = names.map(fieldOf);
    this.#searched += 1;
    if (new Set(fields.filter(Boolean)).size < 3) {
      if (this.#searched === SEARCHED_ROWS) this.refuse();
      return null;
    }
    return this.#head(record, names, fields);
  }

  refuse(): never {
    const names = REQUIRED.map((field) => NAMES[field][0] ?? field);
    throw new Refusal(this.#log.file, 'no-head', {}, { rows: this.#searched, names });
  }

  #head({ row }: TableRecord, names: readonly string[], fields: readonly (Field | null)[]): Head {
    const { file } = this.#log;
    const head = new Map<Field, number>();
    for (const [i, field] of fields.entries()) {
      if (field === null) continue;
      const place = { row, column: columnLetter(i) };
      if (head.has(field)) throw new Refusal(file, 'repeated-column', place, { name: NAMES[field][0] ?? field });
      head.set(field, i);
      if (field === 'time') this.#checkLabel(names[i] ?? '', place);
    }
    const missing = REQUIRED.filter((field) => !head.has(field)).map((field) => NAMES[field][0] ?? field);
    if (missing.length > 0) throw new Refusal(file, 'missing-columns', { row }, { names: missing });
    const extra = names.filter((name, i) => name !== '' && fields[i] === null);
    if (extra.length > 0) this.#log.add('extra-columns', { row }, { names: extra });
    return head;
  }

  #checkLabel(name: string, place: { readonly row: number; readonly column: string }): void {
    const ending = this.#label === 'hour-ending';
    if (!TIME_NAMES[ending ? 'hour-beginning' : 'hour-ending'].includes(name)) return;
    throw new Refusal(this.#log.file, 'label-conflict', place, {
      name,
      source: ending ? 'table' : 'table-begin',
      how: ending ? { zh: '结束时刻', en: 'end' } : { zh: '开始时刻', en: 'beginning' },
      wanted: ending ? 'table-begin' : 'table',
    });
  }
}

function fieldOf(name: string): Field | null {
  if (Object.values(TIME_NAMES).some((names) => names.includes(name))) return 'time';
  return FIELDS.find((field) => NAMES[field].includes(name)) ?? null;
}
