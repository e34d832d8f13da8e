import {
  DAY_SECONDS,
  Decimal,
  HOUR_SECONDS,
  roundHalfEven,
  unitFactor,
  type Flag,
  type Localized,
  type Moment,
} from '@qingshan/kernel';
import { isNumber, rangeOf, STORED_DECIMALS } from '../read/values.ts';
import type { Device, Mapping } from './devices.ts';
import type { Code, Protocol } from './protocol.ts';
import { momentOfStamp } from './stamps.ts';
import { fieldOf, type Telegram } from './telegram.ts';

/** All that a telegram says of one code, as received. */
export interface Reading {
  readonly code: string;
  /** By field: Rtd, Avg, Min, Max, Cou, ZsRtd, SampleTime … */
  readonly fields: ReadonlyMap<string, string>;
  /** The data flag, `null` where none was sent */
  readonly flag: string | null;
}

export type Averaging = 'instant' | 'minutes' | 'hour' | 'day';

/** A value of a telegram as it is stored. */
export interface DeviceObservation {
  readonly parameter: string;
  readonly averaging: Averaging;
  /** End of the averaging interval; of an instant the moment itself */
  readonly time: Moment;
  /** In the parameter's unit */
  readonly value: number;
  readonly flag: Flag;
  readonly code: string;
  readonly field: string;
  /** As received */
  readonly text: string;
}

const DOUBTS = {
  'no-data-time': ['没有可用的 DataTime，数值未保存。', 'There is no usable DataTime; the values were not stored.'],
  'not-on-the-hour': [
    '小时数据的时间不在整点，数值未保存。',
    'The time of these hourly data is not on the hour; the values were not stored.',
  ],
  'minutes-unknown': [
    '设备登记中没有分钟数据间隔，数值未保存。',
    'The registration does not say the interval of minute data; the values were not stored.',
  ],
  'unknown-code': [
    '不认识的编码，登记中也没有对应的监测项目，数值未保存。',
    'The code is unknown and the registration maps it to no parameter; the value was not stored.',
  ],
  'unit-not-stated': [
    '登记中没有写明浓度单位，数值未保存。',
    'The registration does not state the unit of the concentration; the value was not stored.',
  ],
  'no-value': ['没有可作为监测值的字段（Rtd、Avg）。', 'There is no field that holds the value (Rtd, Avg).'],
  'bad-number': ['不是数值，未保存。', 'This is no number; it was not stored.'],
  'unknown-flag': [
    '不认识的数据标记，数值已隔离，不参与计算。',
    'The data flag is unknown; the value is in quarantine and takes no part in any figure.',
  ],
  'same-parameter': [
    '另一个编码已给出同一监测项目，数值未保存。请核对登记中的编码对应。',
    'Another code gave the same parameter already; the value was not stored. Check the mapping in the registration.',
  ],
  implausible: [
    '超出可信范围，已隔离，不参与计算。',
    'Outside the plausible range; it is in quarantine and takes no part in any figure.',
  ],
  'time-outside': [
    '时间早于 1970 年或晚于明天，数值未保存。请检查设备时钟。',
    'The time lies before 1970 or after tomorrow; the values were not stored. Check the clock of the device.',
  ],
  'unknown-site': [
    '登记的点位已不在点位表中，数值未保存。',
    'The site of the registration is no longer known; the values were not stored.',
  ],
  'not-registered': [
    '设备的登记已不存在，数值未保存。',
    'The registration of the device is gone; the values were not stored.',
  ],
} as const;

export type DoubtCode = keyof typeof DOUBTS;

/** A remark on one code of an accepted telegram. */
export interface Doubt {
  readonly doubt: DoubtCode;
  /** `null`: the telegram as a whole */
  readonly code: string | null;
  readonly text: string | null;
}

export function doubtText({ doubt, code, text }: Doubt): Localized {
  const [zh, en] = DOUBTS[doubt];
  const what = [code, text].filter((part) => part !== null).join(' ');
  return what === '' ? { zh, en } : { zh: `${what}：${zh}`, en: `${what}: ${en}` };
}

/** `a34004-Rtd` is field Rtd of a34004; a name without a dash is a field of no code. */
export function codeAndField(name: string): readonly [code: string, field: string] {
  const dash = name.lastIndexOf('-');
  return dash < 0 ? ['', name] : [name.slice(0, dash), name.slice(dash + 1)];
}

export function readingsOf({ items }: Pick<Telegram, 'items'>): Reading[] {
  const byCode = new Map<string, { fields: Map<string, string>; flag: string | null }>();
  for (const { name, value } of items.flat()) {
    const [code, field] = codeAndField(name);
    if (code === '') continue;
    const reading = byCode.get(code) ?? { fields: new Map<string, string>(), flag: null };
    byCode.set(code, reading);
    if (field === 'Flag') reading.flag = value;
    else reading.fields.set(field, value);
  }
  return [...byCode].map(([code, reading]) => ({ code, ...reading }));
}

interface Period {
  readonly averaging: Averaging;
  /** Seconds from DataTime to the end of the period; `null` where it is not known */
  readonly length: number | null;
  /** Fields that may hold the value, the first that is there counts */
  readonly fields: readonly string[];
}

/** Commands that carry values of pollutants. Some devices send means under 2011. */
function periodOf(cn: string, device: Device): Period | null {
  const means = ['Avg'];
  if (cn === '2011') return { averaging: 'instant', length: 0, fields: ['Rtd', 'Avg'] };
  if (cn === '2051')
    return { averaging: 'minutes', length: device.minutes === null ? null : device.minutes * 60, fields: means };
  if (cn === '2061') return { averaging: 'hour', length: HOUR_SECONDS, fields: means };
  return cn === '2031' ? { averaging: 'day', length: DAY_SECONDS, fields: means } : null;
}

export interface Readout {
  readonly observations: readonly DeviceObservation[];
  readonly doubts: readonly Doubt[];
}

/**
 * The values of an accepted telegram in the units of their parameters. DataTime is the beginning of a period, of
 * real-time data the moment (HJ 212-2017, field DataTime), unless the device is registered as naming the end. What cannot be
 * stored is said, not guessed.
 */
export function observationsOf(telegram: Telegram, device: Device, protocol: Protocol): Readout {
  const period = periodOf(telegram.cn, device);
  if (period === null) return { observations: [], doubts: [] };
  const text = fieldOf(telegram, 'DataTime');
  const from = text === null ? null : momentOfStamp(text);
  if (from === null) return { observations: [], doubts: [{ doubt: 'no-data-time', code: null, text }] };
  if (period.length === null) return { observations: [], doubts: [{ doubt: 'minutes-unknown', code: null, text }] };
  const time = device.hourLabel === 'hour-ending' ? from : from + period.length;
  if (period.averaging === 'hour' && time % HOUR_SECONDS !== 0)
    return { observations: [], doubts: [{ doubt: 'not-on-the-hour', code: null, text }] };
  const seen = new Set<string>();
  const found = readingsOf(telegram).map((reading) => {
    const observed = observe(reading, device, protocol, period);
    const { value } = observed;
    if (value === null || !seen.has(value.parameter)) {
      if (value !== null) seen.add(value.parameter);
      return observed;
    }
    return { value: null, doubt: { doubt: 'same-parameter', code: value.code, text: value.text } as const };
  });
  return {
    observations: found.flatMap(({ value }) =>
      value === null ? [] : [{ ...value, averaging: period.averaging, time }],
    ),
    doubts: found.flatMap(({ doubt }) => doubt ?? []),
  };
}

interface Observed {
  readonly value: Omit<DeviceObservation, 'averaging' | 'time'> | null;
  readonly doubt: Doubt | null;
}

function observe(reading: Reading, device: Device, protocol: Protocol, { fields }: Period): Observed {
  const { code } = reading;
  const field = fields.find((name) => reading.fields.has(name));
  const text = reading.fields.get(field ?? '') ?? null;
  const nothing = (doubt: DoubtCode): Observed => ({ value: null, doubt: { doubt, code, text } });
  if (field === undefined || text === null) return nothing('no-value');
  const mapping = mappingOf(code, device, protocol.code(code));
  if (typeof mapping === 'string') return nothing(mapping);
  const factor = unitFactor(mapping.unit, mapping.parameter.unit);
  if (factor === null || !isNumber(text)) return nothing('bad-number');
  const value = roundHalfEven(new Decimal(text).times(factor), STORED_DECIMALS).toNumber();
  const { min, max } = rangeOf(mapping.parameter);
  const sent = reading.flag === null ? 'valid' : protocol.qualities.get(reading.flag);
  const implausible = sent === 'valid' && (value < min || value > max);
  const doubt: DoubtCode | null = sent === undefined ? 'unknown-flag' : implausible ? 'implausible' : null;
  return {
    value: {
      parameter: mapping.parameter.id,
      value,
      flag: doubt === null && sent !== undefined ? sent : 'quarantined',
      code,
      field,
      text,
    },
    doubt: doubt === null ? null : { doubt, code, text },
  };
}

/** An air concentration is stored only where its unit is stated: Annex B prints units that stations do not use. */
function mappingOf(code: string, device: Device, known: Code | null): Mapping | DoubtCode {
  const own = device.mappings.get(code);
  if (own) return own;
  if (!known?.parameter) return 'unknown-code';
  const { parameter, unit } = known;
  if (unitFactor(parameter.unit, 'ug/m3') === null) return unit === null ? 'unit-not-stated' : { parameter, unit };
  if (device.units === 'ambient') return { parameter, unit: parameter.unit };
  return device.units === 'annex-b' && unit !== null ? { parameter, unit } : 'unit-not-stated';
}
