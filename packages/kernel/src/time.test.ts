import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  DAY_SECONDS,
  HOUR_SECONDS,
  calendarOf,
  dayOfDate,
  endOfHour,
  formatDay,
  formatMoment,
  hourOfDay,
  momentOfTimestamp,
  monitoringDayOf,
  parseDay,
  parseMoment,
  type Day,
} from './time.ts';

function day(text: string): Day {
  const found = parseDay(text);
  if (found === null) throw new Error(text);
  return found;
}

test('day 0 is 1970-01-01, and 2024-10-31 is day 20027', () => {
  // 54 years of 365 days and 13 leap days to 2024-01-01 = 19723; 31+29+31+30+31+30+31+31+30 = 274 to October 1st.
  expect(day('1970-01-01')).toBe(0);
  expect(day('2024-01-01')).toBe(19723);
  expect(day('2024-10-31')).toBe(19723 + 274 + 30);
  expect(formatDay(20027)).toBe('2024-10-31');
  expect(day('20241031')).toBe(20027);
  expect(calendarOf(20027)).toEqual({ year: 2024, month: 10, date: 31 });
});

test.each(['2023-02-29', '2023-02-30', '2023-13-01', '2023-00-10', '2023-04-31', '1900-02-29', '2023-1-1', '', 'x'])(
  '%s is no date',
  (text) => expect(parseDay(text)).toBeNull(),
);

test.each(['2024-02-29', '2000-02-29', '2023-12-31'])('%s is a date', (text) =>
  expect(formatDay(day(text))).toBe(text),
);

test('a day with hour-ending labels is 1..23 of the day and 0 of the next', () => {
  const d = day('2023-05-01');
  expect(monitoringDayOf(endOfHour(d, 0, 'hour-ending'))).toBe(d - 1);
  expect(hourOfDay(endOfHour(d, 0, 'hour-ending'))).toBe(24);
  expect(monitoringDayOf(endOfHour(d, 1, 'hour-ending'))).toBe(d);
  expect(hourOfDay(endOfHour(d, 1, 'hour-ending'))).toBe(1);
  expect(monitoringDayOf(endOfHour(d, 23, 'hour-ending'))).toBe(d);
  expect(endOfHour(d, 24, 'hour-ending')).toBe(endOfHour(d + 1, 0, 'hour-ending'));
});

test('a day with hour-beginning labels is 0..23 of the day', () => {
  const d = day('2023-05-01');
  for (let hour = 0; hour < 24; hour += 1) {
    const end = endOfHour(d, hour, 'hour-beginning');
    expect(monitoringDayOf(end)).toBe(d);
    expect(hourOfDay(end)).toBe(hour + 1);
  }
  // 15:00-16:00 is label 16 when hours are named by their end and label 15 when they are named by their beginning.
  expect(endOfHour(d, 16, 'hour-ending')).toBe(endOfHour(d, 15, 'hour-beginning'));
});

test('midnight at the end of a leap day belongs to the leap day', () => {
  const end = endOfHour(day('2024-03-01'), 0, 'hour-ending');
  expect(formatDay(monitoringDayOf(end))).toBe('2024-02-29');
  expect(formatMoment(end)).toBe('2024-03-01T00:00');
});

test.each([
  ['2024-10-31T08:00', '2024-10-31T08:00'],
  ['2024-10-31 08:00:00', '2024-10-31T08:00'],
  ['2024-10-31T24:00', '2024-11-01T00:00'],
  ['2024-10-31T00:00:00Z', '2024-10-31T08:00'],
  ['2024-10-31T16:30:00Z', '2024-11-01T00:30'],
  ['2024-10-31T08:00+08:00', '2024-10-31T08:00'],
  ['2024-10-31T08:00+09:00', '2024-10-31T07:00'],
])('%s is the moment %s in Beijing', (text, expected) => {
  expect(formatMoment(parseMoment(text) ?? Number.NaN)).toBe(expected);
});

test.each([
  // 2024-10-31 is day 20027; 8:00 is 28,800 s after its beginning
  ['2024-10-31T08:00:30', 20_027 * 86_400 + 28_830],
  ['2024-10-31T08:00:59.875', 20_027 * 86_400 + 28_859],
  ['2024-10-31T08:59:00', 20_027 * 86_400 + 28_800 + 3_540],
  [' 2024-10-31T08:00 ', 20_027 * 86_400 + 28_800],
  ['2024-10-31T08:01:30+08:00', 20_027 * 86_400 + 28_890],
  ['2024-10-31T08:01:30Z', 20_027 * 86_400 + 28_890 + 28_800],
])('%s is %i seconds after 1970 in Beijing', (text, seconds) => expect(parseMoment(text)).toBe(seconds));

test.each([
  '2024-10-31',
  '2024-10-31T25:00',
  '2024-10-31T08:60',
  '2024-10-31T08:00:60',
  '2024-10-31T24:01',
  '2024-10-31T24:00:01',
  '2024-02-30T08:00',
  'x2024-10-31T08:00',
  '2024-10-31T08:00x',
  '08:00',
])('%s is no moment', (text) => expect(parseMoment(text)).toBeNull());

test('a system timestamp becomes Beijing time', () => {
  expect(formatMoment(momentOfTimestamp(Date.UTC(2024, 9, 31, 16)))).toBe('2024-11-01T00:00');
});

test('every moment lies in hours 1..24 of exactly one day, and both labels name the same 24 hours', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60_000 }), fc.integer({ min: 1, max: 24 }), (d, n) => {
      const end = d * DAY_SECONDS + n * HOUR_SECONDS;
      expect(monitoringDayOf(end)).toBe(d);
      expect(hourOfDay(end)).toBe(n);
      expect(endOfHour(d, n - 1, 'hour-beginning')).toBe(end);
      expect(n === 24 ? endOfHour(d + 1, 0, 'hour-ending') : endOfHour(d, n, 'hour-ending')).toBe(end);
    }),
  );
});

test('days and dates are one to one', () => {
  fc.assert(
    fc.property(fc.integer({ min: -20_000, max: 60_000 }), (d) => {
      const { year, month, date } = calendarOf(d);
      expect(dayOfDate(year, month, date)).toBe(d);
      expect(parseDay(formatDay(d))).toBe(d);
    }),
  );
});
