import { canonicalUnit, displayUnit, unitFactor, type Decimal } from '@qingshan/kernel';
import { foldName, MEDIUM_SUFFIXES, type Parameter } from '@qingshan/standards';
import { Refusal, type FaultLog } from '../faults.ts';
import { nearestHint, plain } from '../read/nearest.ts';
import { columnLetter } from '../table/head.ts';
import { textOf, type TableRecord } from '../table/record.ts';
import { FLOW_STATE } from './layouts.ts';

/** Names of the columns beside the items; of several in a head the one named first here counts. */
const NAMES = {
  site: '点位 点位名称 断面 断面名称 监测断面 监测点 监测点位 采样点 采样点位 水源地 水源地名称 水源 井 井名 井名称 监测井 地块 地块名称 site section well source plot'.split(
    ' ',
  ),
  date: ['采样日期', '监测日期', '日期', '采样时间', '监测时间', 'date', 'sampling date'],
  flow: ['水情', '水流状态', '有无水', 'flow', 'flow state'],
  remark: ['备注', '说明', 'remark', 'remarks', 'note'],
} as const satisfies Record<string, readonly string[]>;
type Field = keyof typeof NAMES;

/** A title may stand above the head. */
const SEARCHED_ROWS = 10;

export interface ItemColumn {
  readonly column: number;
  readonly parameter: Parameter;
  /** From the unit of the head to that of the parameter */
  readonly factor: Decimal;
}

export interface SampleHead {
  readonly site: number;
  readonly date: number;
  readonly flow: number | null;
  readonly remark: number | null;
  readonly items: readonly ItemColumn[];
}

/** `铬(六价)(mg/L)` is `铬(六价)` in mg/L; without a unit in the last brackets the whole is the name. */
export function splitHead(text: string): { readonly name: string; readonly unit: string | null } {
  const head = plain(text.replaceAll(/\s+/g, ' '));
  for (let at = head.lastIndexOf('('); at > 0 && head.endsWith(')'); at = head.lastIndexOf('(', at - 1)) {
    const unit = canonicalUnit(head.slice(at + 1, -1));
    if (unit !== null) return { name: head.slice(0, at).replace(/\/$/, '').trim(), unit };
  }
  return { name: head, unit: null };
}

/** Air is not sampled with this table. */
function isSampled({ id, unit }: Parameter): boolean {
  return id !== FLOW_STATE && unitFactor(unit, 'ug/m3') === null;
}

/** Finds the head and its columns; what is wrong with them is reported. */
export class SampleHeadFinder {
  readonly #log: FaultLog;
  readonly #parameters: ReadonlyMap<string, Parameter>;
  #searched = 0;

  constructor(parameters: readonly Parameter[], log: FaultLog) {
    this.#log = log;
    this.#parameters = new Map(
      parameters
        .filter(isSampled)
        .flatMap((p) => [p.id, p.name.zh, p.name.en, ...p.aliases].map((name) => [foldName(name), p] as const)),
    );
  }

  /**
   * @returns `null` while no row looks like a head
   * @throws Refusal `no-sample-head`, `repeated-column`
   */
  look(record: TableRecord): SampleHead | null {
    const names = record.cells.map((cell) => plain(textOf(cell).replaceAll(/\s+/g, ' ')).toLowerCase());
    const [site, date] = [columnFor('site', names), columnFor('date', names)];
    this.#searched += 1;
    if (site !== null && date !== null) {
      const [flow, remark] = [columnFor('flow', names), columnFor('remark', names)];
      const head = { site, date, flow, remark, items: this.#items(record, [site, date, flow, remark]) };
      if (head.items.length > 0 || this.#log.refusals > 0) return head;
    }
    if (this.#searched === SEARCHED_ROWS) this.refuse();
    return null;
  }

  refuse(): never {
    throw new Refusal(this.#log.file, 'no-sample-head', {}, { rows: this.#searched });
  }

  #items(record: TableRecord, taken: readonly (number | null)[]): ItemColumn[] {
    const extra: string[] = [];
    const items: ItemColumn[] = [];
    for (const [column, cell] of record.cells.entries()) {
      const text = textOf(cell);
      if (text === '' || taken.includes(column)) continue;
      const item = this.#item(column, text, record.row, extra);
      if (!item) continue;
      if (items.some((i) => i.parameter.id === item.parameter.id)) {
        const place = { row: record.row, column: columnLetter(column) };
        throw new Refusal(this.#log.file, 'repeated-column', place, { name: item.parameter.name });
      }
      items.push(item);
    }
    if (extra.length > 0) this.#log.add('extra-columns', { row: record.row }, { names: extra });
    return items;
  }

  #item(column: number, text: string, row: number, extra: string[]): ItemColumn | null {
    const { name, unit } = splitHead(text);
    const named = ['', MEDIUM_SUFFIXES.water.zh, MEDIUM_SUFFIXES.soil.zh].flatMap(
      (suffix) => this.#parameters.get(foldName(`${name}${suffix}`)) ?? [],
    );
    for (const parameter of named) {
      const factor = unitFactor(unit ?? '1', parameter.unit);
      if (factor) return { column, parameter, factor };
    }
    const place = { row, column: columnLetter(column), value: text };
    const [first] = named;
    if (first && unit === null) {
      const wanted = `${name}(${displayUnit(first.unit)})`;
      this.#log.add('unit-missing', place, { wanted });
    } else if (first) {
      this.#log.add('wrong-unit', place, { parameter: first.name, unit: displayUnit(first.unit) });
    } else if (unit === null) extra.push(text);
    else this.#log.add('unknown-item', place, () => nearestHint(name, this.#parameters.keys()));
    return null;
  }
}

function columnFor(field: Field, names: readonly string[]): number | null {
  const named = NAMES[field].map((name) => names.indexOf(name)).find((column) => column >= 0);
  return named ?? null;
}
