import { DAY_SECONDS, HOUR_SECONDS, QingshanError, type Moment } from '@qingshan/kernel';
import { momentOfStamp, stampOf } from './stamps.ts';
import type { Field } from './telegram.ts';

/** What the host asks of a device. */
export interface Request {
  readonly cn: string;
  readonly fields: readonly Field[];
}

type Check = (value: string) => boolean;

const whole =
  (from: number, to: number): Check =>
  (value) =>
    /^\d{1,4}$/.test(value) && Number(value) >= from && Number(value) <= to;
const isStamp: Check = (value) => value.length === 14 && momentOfStamp(value) !== null;
export const MINUTE_INTERVALS = ['1', '2', '3', '4', '5', '6', '10', '12', '15', '20', '30'];

/** Fields that requests carry (HJ 212-2017, field table). */
const FIELDS: Readonly<Record<string, Check>> = {
  OverTime: whole(1, 99),
  ReCount: whole(1, 99),
  SystemTime: isStamp,
  RtdInterval: whole(30, 3600),
  MinInterval: (value) => MINUTE_INTERVALS.includes(value),
  NewPW: (value) => /^[0-9A-Za-z]{6}$/.test(value),
  BeginTime: isStamp,
  EndTime: isStamp,
  PolId: (value) => /^\w{2,10}$/.test(value),
  InfoId: (value) => /^\w{2,10}$/.test(value),
};

/** Requests that can be made, with the fields that each must carry. The others of Table 9 are not built. */
const REQUESTS: Readonly<Record<string, readonly string[]>> = {
  '1000': ['OverTime', 'ReCount'],
  '1011': [],
  '1012': ['SystemTime'],
  '1061': [],
  '1062': ['RtdInterval'],
  '1063': [],
  '1064': ['MinInterval'],
  '1072': ['NewPW'],
  '2011': [],
  '2012': [],
  '2021': [],
  '2022': [],
  '2031': ['BeginTime', 'EndTime'],
  '2041': ['BeginTime', 'EndTime'],
  '2051': ['BeginTime', 'EndTime'],
  '2061': ['BeginTime', 'EndTime'],
  '3019': ['PolId'],
  '3020': ['PolId', 'InfoId'],
};

/** Commands of the host that are notices: answered by 9013, without a result. */
const NOTICES = new Set(['2012', '2022']);

export function isNotice(cn: string): boolean {
  return NOTICES.has(cn);
}

/** The time may be asked of the logger or of the analyser of one pollutant. */
const OPTIONAL: Readonly<Record<string, readonly string[]>> = { '1011': ['PolId'], '1012': ['PolId'] };

/**
 * A request with its fields checked.
 *
 * @throws QingshanError `bad-request`
 */
export function requestOf(cn: string, values: Readonly<Record<string, string>> = {}): Request {
  const needed = REQUESTS[cn];
  if (!needed) throw badRequest(`不能发出命令 ${cn}`, `command ${cn} cannot be sent`, Object.keys(REQUESTS).join(', '));
  const fields = Object.entries(values).map(([name, value]) => ({ name, value }));
  const allowed = new Set([...needed, ...(OPTIONAL[cn] ?? [])]);
  for (const { name, value } of fields) {
    if (!allowed.has(name) || !FIELDS[name]?.(value))
      throw badRequest(`命令 ${cn} 的 ${name} 不能是“${value}”`, `${name} of command ${cn} may not be “${value}”`);
  }
  const missing = needed.find((name) => !(name in values));
  if (missing !== undefined) throw badRequest(`命令 ${cn} 缺少 ${missing}`, `command ${cn} lacks ${missing}`);
  return { cn, fields };
}

function badRequest(zh: string, en: string, hint = ''): QingshanError {
  return new QingshanError('bad-request', { why: { zh: `${zh}。`, en: `${en}.` }, hint });
}

/** Seconds between two values of a command that keeps history. */
const STEPS: Readonly<Record<string, number>> = { '2051': 60, '2061': HOUR_SECONDS, '2031': DAY_SECONDS };

/**
 * The requests that fetch again what a device measured in periods that began in `from` to `to` (`to` not included), each
 * for a part that a device can answer at once.
 *
 * @param cn 2051, 2061 or 2031
 * @param most periods that one request asks for
 * @throws QingshanError `bad-request`
 */
export function recollection(cn: string, from: Moment, to: Moment, most = 24): Request[] {
  const step = STEPS[cn];
  if (step === undefined)
    throw badRequest(`命令 ${cn} 没有历史数据`, `command ${cn} has no history`, '2051, 2061, 2031');
  const requests: Request[] = [];
  const first = Math.ceil(from / step) * step;
  for (let begin = first; begin < to; begin += most * step) {
    const count = Math.min(most, Math.ceil((to - begin) / step));
    const end = begin + (count - 1) * step;
    requests.push(requestOf(cn, { BeginTime: stampOf(begin), EndTime: stampOf(end) }));
  }
  return requests;
}

/** How a device is to be set when it comes for the first time; what is `null` is left as it is. */
export interface Settings {
  readonly overTime: number;
  readonly reCount: number;
  /** Seconds */
  readonly realTimeInterval: number | null;
  readonly minuteInterval: number | null;
  readonly realTime: boolean;
  readonly state: boolean;
}

/** What the host asks at the first connection, in the order of HJ 212-2017 6.7. */
export function firstRequests(now: Moment, settings: Settings): Request[] {
  const { overTime, reCount, realTimeInterval, minuteInterval, realTime, state } = settings;
  return [
    requestOf('1012', { SystemTime: stampOf(now) }),
    requestOf('1000', { OverTime: String(overTime), ReCount: String(reCount) }),
    ...(realTimeInterval === null ? [] : [requestOf('1062', { RtdInterval: String(realTimeInterval) })]),
    ...(minuteInterval === null ? [] : [requestOf('1064', { MinInterval: String(minuteInterval) })]),
    requestOf(realTime ? '2011' : '2012'),
    requestOf(state ? '2021' : '2022'),
  ];
}
