import { readFileSync } from 'node:fs';
import { formatRounded, monthsOf, yearPeriod } from '@qingshan/kernel';
import { describe, expect, test } from 'vitest';
import { runMethod } from './define.ts';
import { methodById } from './registry.ts';
import { sharedFile } from '../testing/shared-data.ts';
import { contextOf } from '../testing/standards.ts';

/** Runs every worked example of the air reference exactly as it stands there. */
type Example = Record<string, unknown>;

const file = sharedFile('reference/air.json');
const examples: Record<string, Example[]> = file ? JSON.parse(readFileSync(file, 'utf8')).workedExamples : {};

const IDS: Record<string, string> = {
  SO2: 'so2',
  NO2: 'no2',
  CO: 'co',
  O3: 'o3',
  PM10: 'pm10',
  'PM2.5': 'pm25',
  PM25: 'pm25',
};

function run(method: string, input: unknown) {
  return runMethod(methodById(method), input, contextOf());
}

function rename(record: unknown, name: (key: string) => string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record as Example).map(([key, value]) => [name(key), value]));
}

function itemOf(report: unknown, key: string): string {
  if (report === 'hourly') return `${IDS[key]}-hour`;
  return { O3: 'o3-mda8', O3_8h: 'o3-mda8', O3_1h: 'o3-max-1h' }[key] ?? `${IDS[key]}-day`;
}

function each(name: string, check: (example: Example) => void): void {
  describe.skipIf(file === null)(name, () => {
    test('is there', () => expect(examples[name]?.length).toBeGreaterThan(0));
    test.each((examples[name] ?? []).map((example, i) => [String(example['id'] ?? i), example] as const))(
      '%s',
      (_, example) => check(example),
    );
  });
}

function ids(names: unknown) {
  return (names as string[]).map((p) => IDS[p]).toSorted();
}

function checkAqi(example: Example): void {
  const { report, standard, input, expected } = example as Record<string, Example>;
  const found = run(`air.aqi-${report}`, {
    date: String(standard) === 'HJ 633-2026' ? '2026-06-01' : '2024-06-01',
    concentrations: rename(input, (key) => itemOf(report, key)),
    notInPlan: ((example['notInMonitoringPlan'] ?? []) as string[]).map((p) => IDS[p]),
  });
  expect(found.value).toBe(expected?.['aqi']);
  expect(found.editions[0]).toBe(standard);
  expect(found.details).toMatchObject({
    iaqi: rename(expected?.['iaqi'], (key) => itemOf(report, key)),
    level: expected?.['level'],
    ...(expected?.['rounded'] ? { rounded: rename(expected['rounded'], (key) => itemOf(report, key)) } : {}),
    ...(expected?.['maxOfAvailable'] === undefined ? {} : { largest: expected['maxOfAvailable'] }),
  });
  expect((found.details['primary'] as string[]).toSorted()).toEqual(ids(expected?.['primary']));
  if (expected?.['exceeding']) {
    expect((found.details['exceeding'] as string[]).toSorted()).toEqual(ids(expected['exceeding']));
  }
}

each('aqi_2026', checkAqi);
each('aqi_2012', checkAqi);

each('rounding', ({ x, dp, expected }) => expect(formatRounded(String(x), Number(dp))).toBe(expected));

each('percentile', ({ values, n, p, m, k, rounded, dp }) => {
  const list = (values as unknown[] | null) ?? Array.from({ length: Number(n) }, (_, i) => i + 1);
  const found = run('air.period-percentile', {
    parameter: 'so2',
    period: '2020-01-01..2020-12-31',
    percentile: p,
    decimals: dp,
    series: { first: '2020-01-01', values: list.map(Number) },
  });
  expect(found.value).toBe(Number(m));
  expect(found.details['position']).toBe(Number(k));
  expect(found.shown).toBe(rounded);
});

each('mda8', ({ hours, expected }) => {
  const found = run('air.o3-max-8h', { date: '2024-06-01', hours });
  const { validWindows, mda8, rounded, windowEnd, valid } = expected as Example;
  expect(found.value).toBeCloseTo(Number(mda8), 9);
  expect(found.shown).toBe(String(rounded));
  expect(found.completeness?.valid).toBe(validWindows);
  expect(found.details['windowEnd']).toBe(windowEnd);
  expect(found.verdict !== 'insufficient-data').toBe(valid);
});

each('validity_year', ({ monthValidDays, total, expectedValid }) => {
  const counts = monthValidDays as number[];
  const values = monthsOf(yearPeriod(2023)).flatMap((month, i) =>
    Array.from({ length: month.last - month.first + 1 }, (_, day) => (day < (counts[i] ?? 0) ? 20 : null)),
  );
  const found = run('air.period-mean', {
    parameter: 'pm25',
    period: '2023',
    series: { first: '2023-01-01', values },
  });
  expect(found.completeness?.valid).toBe(total);
  expect(found.verdict !== 'insufficient-data').toBe(expectedValid);
});

each('validity_day', ({ validHours, expectedValid }) => {
  const hours = Array.from({ length: 24 }, (_, i) => (i < Number(validHours) ? 20 : null));
  const found = run('air.daily-mean', { date: '2024-06-01', parameter: 'pm25', hours });
  expect(found.verdict !== 'insufficient-data').toBe(expectedValid);
});

each('validity_8h', ({ validHoursOf8, expectedValid }) => {
  // Only the first hours of the day have data, so that the window ending at 08:00 has exactly that many.
  const hours = Array.from({ length: 24 }, (_, i) => (i < Number(validHoursOf8) ? 20 : null));
  const windows = run('air.o3-max-8h', { date: '2024-06-01', hours }).details['windows'] as { mean: number | null }[];
  expect(windows[0]?.mean !== null).toBe(expectedValid);
});

each('composite', (example) => {
  const variants = [
    ['expected_2012_limits', '2023', false],
    ['expected_transition_limits', '2027', false],
    ['expected_2031_limits', '2031', false],
    ['unconfirmed_weighted_transition', '2027', true],
  ] as const;
  for (const [key, period, weighted] of variants) {
    const expected = example[key] as Example;
    const concentrations = rename(example['input'], (p) => IDS[p] ?? p);
    const found = run('air.composite-index', { period, concentrations, weighted });
    expect(found.value).toBeCloseTo(Number(expected['sum']), 12);
    expect(found.shown).toBe(expected['index']);
    expect(found.details['single']).toEqual(rename(expected['single'], (p) => IDS[p] ?? p));
    expect((found.details['main'] as string[]).toSorted()).toEqual(
      (expected['main'] as string[]).map((p) => IDS[p]).toSorted(),
    );
  }
});

each('exceed', ({ C, S, expected }) => {
  const found = run('air.exceed-multiple', { on: '2024-12-31', concentration: C, limit: S });
  expect(found.shown).toBe(String(expected).split(' ')[0]);
  expect(found.verdict).toBe(String(expected).includes('not exceeding') ? 'met' : 'not-met');
});

each('compliance_rate', ({ compliantDays, validDays, expected }) => {
  expect(run('air.compliance-rate', { on: '2024-12-31', compliantDays, validDays }).shown).toBe(expected);
});

each('city_aggregation', ({ stations, expected }) => {
  const list = (stations as number[]).map((value, i) => ({ id: String(i), value }));
  const found = run('air.station-aggregate', { date: '2024-06-01', parameter: 'o3', stations: list });
  expect(found.shown).toBe(expected);
});

each('dustfall', ({ W1_g, W0_g, Wc_g, S_cm2, n_days, expected }) => {
  const found = run('air.dustfall', { on: '2024-06-30', w1: W1_g, w0: W0_g, wc: Wc_g, area: S_cm2, days: n_days });
  expect(found.shown).toBe(expected);
});
