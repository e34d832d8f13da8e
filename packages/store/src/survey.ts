import type { ObservationColumns } from '@qingshan/app';
import { FLAGS, formatMoment, HOUR_SECONDS, QingshanError, type Localized, type Moment } from '@qingshan/kernel';

export const MICRO = 1_000_000;
/** Values are below this, so that 8-hour windows times 168 are exact in 64 bits (reductions.ts). */
const VALUE_LIMIT = 1e9;
/** What a handful of double operations may leave behind, relative to the value. */
const NOISE = 2 ** -50;

function refuse(row: number, why: Localized): never {
  throw new QingshanError('bad-observation', { row: row + 1, why });
}

function checkValue(row: number, value: number): void {
  if (!(Math.abs(value) < VALUE_LIMIT)) {
    refuse(row, {
      zh: `数值 ${value} 超出可存储的范围（绝对值须小于 10 亿），请检查数值与单位`,
      en: `the value ${value} is out of range (its size must be below 1,000,000,000); check the value and its unit`,
    });
  }
  const micro = value * MICRO;
  if (Math.abs(micro - Math.round(micro)) > Math.abs(micro) * NOISE) {
    refuse(row, {
      zh: `数值 ${value} 的小数多于 6 位，存储会改变它，请先按仪器精度修约或换算单位`,
      en: `the value ${value} has more than 6 decimals and storing it would change it; round it to the instrument's precision or convert its unit first`,
    });
  }
}

function checkTime(row: number, time: number): void {
  if (Number.isInteger(time / HOUR_SECONDS) && time > 0) return;
  const shown = Number.isSafeInteger(time) ? formatMoment(time) : String(time);
  refuse(row, {
    zh: `时间 ${shown} 不是整点，小时值须以其结束的整点命名`,
    en: `the time ${shown} is not on the hour; an hourly value is named by the hour at which it ends`,
  });
}

/** What is known about rows before any of them is stored. */
export interface Survey {
  readonly first: Moment;
  readonly last: Moment;
  readonly series: readonly number[];
  /** Whether the rows of each series are in the order of time, so that no key can be there twice */
  readonly ascending: boolean;
}

/**
 * Looks at every row once.
 *
 * @returns `null` when there are no rows
 * @throws QingshanError `bad-observation` with the first row (1 is the first) that cannot be stored as it is
 * @throws RangeError when the columns do not fit together, which is a defect of the caller
 */
export function survey({ series, time, value, flag, received }: ObservationColumns): Survey | null {
  const lengths = [time, value, flag, received ?? time].map((column) => column.length);
  if (lengths.some((length) => length !== series.length)) throw new RangeError('columns differ in length');
  const latest = new Map<number, Moment>();
  let [first, last, ascending] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, true];
  for (let row = 0; row < series.length; row++) {
    const [id, at] = [series[row] ?? 0, time[row] ?? Number.NaN];
    checkTime(row, at);
    checkValue(row, value[row] ?? Number.NaN);
    if ((flag[row] ?? FLAGS.length) >= FLAGS.length) throw new RangeError(`no such flag: ${flag[row]}`);
    if (at <= (latest.get(id) ?? 0)) ascending = false;
    latest.set(id, at);
    first = Math.min(first, at);
    last = Math.max(last, at);
  }
  return series.length === 0 ? null : { first, last, series: [...latest.keys()], ascending };
}
