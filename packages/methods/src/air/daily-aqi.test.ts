import { expect, test } from 'vitest';
import { contextOf } from '../../testing/standards.ts';
import { aqiInput, dailyAqi } from './daily-aqi.ts';
import { dayOf, seriesOf } from './daily-series.ts';

const CLEAN = { 'so2-day': 6, 'no2-day': 20, 'co-day': 0.4, 'pm10-day': 40, 'o3-mda8': 60, 'o3-max-1h': 80 };

function series(first: string, pm25: (number | null)[]) {
  const rest = Object.entries(CLEAN).map(([key, x]) => [key, seriesOf({ first, values: pm25.map(() => x) })] as const);
  return { ...Object.fromEntries(rest), 'pm25-day': seriesOf({ first, values: pm25 }) };
}

test('each day is judged by the edition of that day', () => {
  // PM2.5 70: 50/40 × 35 + 50 = 93.75 → 94 under 2012; 50/55 × 10 + 100 = 109.09 → 110 under 2026.
  const span = { first: dayOf('2026-02-28'), last: dayOf('2026-03-01') };
  const days = dailyAqi(series('2026-02-28', [70, 70]), span, contextOf());
  expect(days.map((d) => d.aqi)).toEqual([94, 110]);
  expect(days.map((d) => d.result.level?.level)).toEqual([2, 3]);
  const pinned = dailyAqi(series('2026-02-28', [70, 70]), span, contextOf({ 'hj-633': 'hj-633-2012' }));
  expect(pinned.map((d) => d.aqi)).toEqual([94, 94]);
});

test('a day with a missing item counts only when its index is above 100 all the same', () => {
  const span = { first: dayOf('2024-06-01'), last: dayOf('2024-06-03') };
  const all = series('2024-06-01', [10, null, null]);
  const heavy = { ...all, 'pm10-day': seriesOf({ first: '2024-06-01', values: [40, 40, 300] }) };
  // PM10 300: (200 − 150) ÷ (350 − 250) × 50 + 150 = 175.
  const days = dailyAqi(heavy, span, contextOf());
  expect(days.map((d) => d.aqi)).toEqual([40, null, 175]);
  expect(aqiInput(days)).toEqual({ first: '2024-06-01', aqi: [40, null, 175], primary: [[], [], ['pm10']] });
});

test('days outside the series have no index', () => {
  const span = { first: dayOf('2024-05-31'), last: dayOf('2024-06-01') };
  expect(dailyAqi(series('2024-06-01', [10]), span, contextOf()).map((d) => d.aqi)).toEqual([null, 40]);
});
