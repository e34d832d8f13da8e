import { canonicalUnit, displayUnit, unitFactor, type Decimal } from '@qingshan/kernel';
import type { Parameter } from '@qingshan/standards';
import { Refusal, type FaultLog } from '../faults.ts';
import { plain } from '../read/nearest.ts';
import { plainText } from './html-cell.ts';

const FIELDS = ['province', 'section', 'time', 'class', 'status', 'fileDate'] as const;
export type Field = (typeof FIELDS)[number];

/** Names of the columns: of the JSON as published, and of the tables that are made of it. */
const NAMES: Readonly<Record<Field, readonly string[]>> = {
  province: ['省份', 'province'],
  section: ['断面名称', 'section'],
  time: ['监测时间', 'obs_time'],
  class: ['水质类别', 'class', 'class_code'],
  status: ['站点情况', 'station_status'],
  fileDate: ['file_date'],
};

const ITEMS: Readonly<Record<string, readonly string[]>> = {
  wt: ['水温', 'water_temp_c'],
  ph: ['ph', 'ph值'],
  do: ['溶解氧', 'do_mgl'],
  ec: ['电导率', 'conductivity_uscm'],
  turbidity: ['浊度', 'turbidity_ntu'],
  codmn: ['高锰酸盐指数', 'codmn_mgl'],
  nh3n: ['氨氮', 'nh3n_mgl'],
  tp: ['总磷', 'tp_mgl'],
  tn: ['总氮', 'tn_mgl'],
  chla: ['叶绿素α', '叶绿素a', 'chla_mgl'],
  algae: ['藻密度', 'algae_cellsl'],
};

/** Units of the columns whose head does not write one: those of the release system. */
const UNITS: Readonly<Record<string, string>> = {
  wt: '℃',
  ph: '1',
  ec: 'uS/cm',
  turbidity: 'NTU',
  algae: '/L',
};
const OTHER_UNIT = 'mg/L';

/** Columns that say where a section lies, which the site's register knows. */
const IGNORED = new Set(['流域', 'basin']);

export interface ItemColumn {
  readonly parameter: Parameter;
  /** From the published unit to that of the parameter */
  readonly factor: Decimal;
  readonly name: string;
  readonly shown: number;
  /** Column of the unrounded value, where the table has one of its own */
  readonly original: number | null;
}

export interface Columns {
  readonly fields: ReadonlyMap<Field, number>;
  readonly items: readonly ItemColumn[];
}

/**
 * Finds the columns of a table in its head.
 *
 * @param head cells of the head, markup included
 * @param required fields without which nothing can be read
 * @throws Refusal `missing-columns`, `repeated-column`, `wrong-unit`
 */
export function readColumns(
  head: readonly string[],
  required: readonly Field[],
  parameters: readonly Parameter[],
  log: FaultLog,
): Columns {
  const names = head.map((cell) => splitHead(plain(plainText(cell))));
  const at = (wanted: readonly string[], suffix = '') => {
    const found = names.flatMap(({ name }, i) => (wanted.some((w) => name === w + suffix) ? [i] : []));
    if (found.length > 1) throw new Refusal(log.file, 'repeated-column', { row: 1 }, { name: wanted[0] ?? '' });
    return found[0] ?? null;
  };
  const fields = new Map<Field, number>();
  for (const field of FIELDS) {
    const column = at(NAMES[field]);
    if (column !== null) fields.set(field, column);
  }
  const missing = required.filter((f) => !fields.has(f)).map((f) => NAMES[f][0] ?? f);
  if (missing.length > 0) throw new Refusal(log.file, 'missing-columns', { row: 1 }, { names: missing });
  const items = Object.entries(ITEMS).flatMap(([id, wanted]) => {
    const shown = at(wanted);
    const parameter = parameters.find((p) => p.id === id);
    if (shown === null || !parameter) return [];
    const { name, unit } = names[shown] ?? { name: id, unit: null };
    const factor = factorOf(unit, parameter, name, log);
    return [{ parameter, factor, name, shown, original: at(wanted, '_orig') }];
  });
  if (items.length === 0) throw new Refusal(log.file, 'missing-columns', { row: 1 }, { names: ['pH', '溶解氧'] });
  reportExtra(
    names.map((n) => n.name),
    fields,
    items,
    log,
  );
  return { fields, items };
}

/** `溶解氧(mg/L)` as name and unit. */
function splitHead(text: string): { readonly name: string; readonly unit: string | null } {
  const m = /^([^(]+)\(([^)]*)\)$/.exec(text);
  return { name: (m?.[1] ?? text).trim().toLowerCase(), unit: m?.[2] ?? null };
}

function factorOf(written: string | null, parameter: Parameter, name: string, log: FaultLog): Decimal {
  const unit = written === null ? (UNITS[parameter.id] ?? OTHER_UNIT) : canonicalUnit(written);
  const factor = unit === null ? null : unitFactor(unit, parameter.unit);
  if (factor) return factor;
  const place = { row: 1, column: name, value: written ?? '' };
  const values = { parameter: parameter.name, unit: displayUnit(parameter.unit) };
  throw new Refusal(log.file, unit === null ? 'unknown-unit' : 'wrong-unit', place, values);
}

function reportExtra(
  names: readonly string[],
  fields: Columns['fields'],
  items: readonly ItemColumn[],
  log: FaultLog,
): void {
  const used = new Set([...fields.values(), ...items.flatMap((i) => [i.shown, i.original ?? -1])]);
  const extra = names.filter((name, i) => !used.has(i) && name !== '' && !IGNORED.has(name));
  if (extra.length > 0) log.add('extra-columns', { row: 1 }, { names: extra });
}
