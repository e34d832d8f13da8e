import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { runMethod } from '../define.ts';
import { methodById } from '../registry.ts';
import { sharedFile } from '../../testing/shared-data.ts';
import { contextOf } from '../../testing/standards.ts';

const file = sharedFile('reference/air.json');
const reference = z.object({
  workedExamples: z.object({
    alert_beijing_2023: z.array(z.object({ forecastDailyAqi: z.array(z.number()), expected: z.string() })),
  }),
});
const examples = file ? reference.parse(JSON.parse(readFileSync(file, 'utf8'))).workedExamples.alert_beijing_2023 : [];

function alert(forecast: readonly number[], first = '2024-01-08', more: Record<string, unknown> = {}) {
  return runMethod(methodById('alerts.heavy-pollution'), { first, forecast, ...more }, contextOf());
}

describe.skipIf(!file)('worked examples of the reference', () => {
  test('are there', () => expect(examples.length).toBe(10));
  test.each(examples)('$forecastDailyAqi: $expected', ({ forecastDailyAqi, expected }) => {
    expect(alert(forecastDailyAqi).details['level']).toBe(expected);
  });
});

const forecasts = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 10 });
const dates = fc.constantFrom('2014-02-20', '2017-03-19', '2020-01-08', '2024-01-08');

test('a worse day never lowers the level', () => {
  fc.assert(
    fc.property(forecasts, fc.nat(9), fc.integer({ min: 1, max: 200 }), dates, (forecast, at, more, first) => {
      const worse = forecast.map((x, i) => (i === at % forecast.length ? x + more : x));
      expect(alert(worse, first).value).toBeGreaterThanOrEqual(alert(forecast, first).value ?? 0);
    }),
  );
});

test('the other readings of the rules are never milder', () => {
  fc.assert(
    fc.property(forecasts, dates, (forecast, first) => {
      const level = alert(forecast, first).value ?? 0;
      expect(alert(forecast, first, { together: 'anywhere' }).value).toBeGreaterThanOrEqual(level);
      expect(alert(forecast, first, { mergeGap: 1 }).value).toBeGreaterThanOrEqual(level);
    }),
  );
});

test('the national guidance of 2024 and the Beijing plan of 2023 agree', () => {
  fc.assert(
    fc.property(forecasts, (forecast) => {
      expect(alert(forecast, '2024-01-08', { regime: 'national' }).value).toBe(alert(forecast).value);
    }),
  );
});
