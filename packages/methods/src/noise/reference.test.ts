import { readFileSync } from 'node:fs';
import { Decimal } from '@qingshan/kernel';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { runMethod } from '../define.ts';
import { methodById } from '../registry.ts';
import { sharedFile } from '../../testing/shared-data.ts';
import { contextOf, standards } from '../../testing/standards.ts';
import { energyMean } from './sound.ts';

/** Worked examples and limits of the noise reference, exactly as they stand there. */
const pair = z.tuple([z.number(), z.number()]);
const reference = z.object({
  noise: z.object({
    gb3096_2008: z.object({ limits_dB: z.record(z.string(), z.object({ day: z.number(), night: z.number() })) }),
    gb12348_2008: z.object({ boundary: z.record(z.string(), pair) }),
    gb22337_2008: z.object({
      boundary: z.record(z.string(), pair),
      structureLeq: z.record(z.string(), z.object({ A: pair, B: pair })),
    }),
  }),
  workedExamples: z.object({
    other: z.object({
      noiseLdLn: z.object({
        dayHourly: z.array(z.number()),
        nightHourly: z.array(z.number()),
        Ld: z.number(),
        Ln: z.number(),
        zone: z.string(),
        dayOk: z.boolean(),
        nightOk: z.boolean(),
        nightLmaxLimit: z.number(),
      }),
      noiseCompliance: z.object({
        points: z.array(z.tuple([z.string(), z.number(), z.number()])),
        dayRatePct: z.number(),
        nightRatePct: z.number(),
      }),
      noiseGrade: z.array(z.object({ kind: z.string(), value: z.number(), grade: z.string() })),
    }),
  }),
});

const file = sharedFile('reference/water-soil.json');
const found = file ? reference.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;

function run(method: string, input: Record<string, unknown>) {
  return runMethod(methodById(method), { on: '2024-05-20', ...input }, contextOf());
}

describe.skipIf(!found)('worked examples', () => {
  test('Ld and Ln of a day', () => {
    const example = found?.workedExamples.other.noiseLdLn;
    const input = { zone: example?.zone, day: example?.dayHourly, night: example?.nightHourly };
    const assessment = run('noise.function-zone', { ...input, nightMax: example?.nightLmaxLimit });
    expect(assessment.details).toMatchObject({
      ld: { shown: String(example?.Ld) },
      ln: { shown: String(example?.Ln) },
      checks: { day: example?.dayOk ? 'met' : 'not-met', night: example?.nightOk ? 'met' : 'not-met' },
    });
    expect(assessment.verdict).toBe('met');
    const above = run('noise.function-zone', { ...input, nightMax: (example?.nightLmaxLimit ?? 0) + 0.1 });
    expect(above.verdict).toBe('not-met');
  });

  test('compliance of five points', () => {
    const example = found?.workedExamples.other.noiseCompliance;
    const points = example?.points.map(([zone, day, night], i) => ({ id: String(i), zone, day, night }));
    expect(run('noise.compliance-rate', { period: 'day', points }).value).toBe(example?.dayRatePct);
    expect(run('noise.compliance-rate', { period: 'night', points }).value).toBe(example?.nightRatePct);
  });

  test.each(found?.workedExamples.other.noiseGrade ?? [])('$kind $value: $grade', ({ kind, value, grade }) => {
    const input = { kind: kind.startsWith('区域') ? 'area' : 'road', period: kind.endsWith('昼间') ? 'day' : 'night' };
    const shown = run('noise.grade', { ...input, level: value }).shown;
    expect(shown.replace('（', '(').replace('）', ')')).toBe(grade);
  });
});

describe.skipIf(!found)('limits', () => {
  function limits(edition: string, table: string, keys: Record<string, string>): number[] {
    return standards
      .edition(edition)
      .figures(table, keys)
      .map((f) => Number(f.value));
  }

  test('GB 3096', () => {
    for (const [zone, { day, night }] of Object.entries(found?.noise.gb3096_2008.limits_dB ?? {})) {
      expect(limits('gb-3096-2008', 'limits', { zone })).toEqual([day, night]);
    }
  });

  test('GB 12348 and GB 22337', () => {
    for (const [zone, printed] of Object.entries(found?.noise.gb12348_2008.boundary ?? {})) {
      expect(limits('gb-12348-2008', 'boundary', { zone })).toEqual(printed);
    }
    for (const [zone, printed] of Object.entries(found?.noise.gb22337_2008.boundary ?? {})) {
      expect(limits('gb-22337-2008', 'boundary', { zone })).toEqual(printed);
    }
    for (const [zones, rooms] of Object.entries(found?.noise.gb22337_2008.structureLeq ?? {})) {
      for (const zone of zones.split(',')) {
        expect(limits('gb-22337-2008', 'rooms', { zone, room: 'A' })).toEqual(rooms.A);
        expect(limits('gb-22337-2008', 'rooms', { zone, room: 'B' })).toEqual(rooms.B);
      }
    }
  });
});

const rows = standards
  .edition('gb-3096-2008')
  .figures('limits')
  .map((f) => ({ zone: f.keys['zone'] ?? '', period: f.keys['period'] ?? '', limit: Number(f.value) }));

test.each(rows)('zone $zone by $period: on and 0.1 above $limit', ({ zone, period, limit }) => {
  const quiet = { day: 30, night: 30 };
  expect(run('noise.function-zone', { zone, ...quiet, [period]: limit }).verdict).toBe('met');
  expect(run('noise.function-zone', { zone, ...quiet, [period]: limit + 0.1 }).verdict).toBe('not-met');
});

const levels = fc.array(fc.integer({ min: 300, max: 900 }), { minLength: 1, maxLength: 24 });

test('the energy mean lies between the arithmetic mean and the highest level, in any order', () => {
  fc.assert(
    fc.property(levels, (tenths) => {
      const list = tenths.map((x) => new Decimal(x).div(10));
      const mean = energyMean(list) ?? new Decimal(0);
      const arithmetic = tenths.reduce((a, b) => a + b, 0) / tenths.length / 10;
      expect(mean.toNumber()).toBeGreaterThanOrEqual(arithmetic - 1e-9);
      expect(mean.toNumber()).toBeLessThanOrEqual(Math.max(...tenths) / 10 + 1e-9);
      expect(energyMean(list.toReversed())?.toFixed(8)).toBe(mean.toFixed(8));
    }),
  );
});

test('the mean of equal levels is that level, exactly', () => {
  fc.assert(
    fc.property(fc.integer({ min: 300, max: 900 }), fc.integer({ min: 1, max: 24 }), (tenths, n) => {
      const level = new Decimal(tenths).div(10);
      expect(energyMean(Array.from({ length: n }, () => level))?.toString()).toBe(level.toString());
    }),
  );
});
