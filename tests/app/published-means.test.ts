import { join } from 'node:path';
import { createApplication, type Application } from '@qingshan/app';
import { sourceById } from '@qingshan/sources';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AIR, fileAt, hasShared, OPERATOR, testWorkspace, type TestWorkspace } from './support.ts';

/**
 * Annual means of the district's stations from the network's published hourly values. The expected means and numbers of
 * valid days were worked out outside the product: hourly values of labels 1..23 and the next 0, at least 20 a day, mean
 * of the unrounded daily means.
 */
const EXPECTED = [
  { station: '门头沟双峪', year: '2023', mean: 31.93, days: 361, verdict: 'met' },
  { station: '门头沟三家店', year: '2023', mean: 34.22, days: 208, verdict: 'insufficient-data' },
  { station: '门头沟', year: '2016', mean: 63.24, days: 339 },
  { station: '门头沟', year: '2019', mean: 37.8, days: 344 },
  { station: '门头沟', year: '2020', mean: 32.79, days: 354 },
  { station: '门头沟双峪', year: '2022', mean: 28.73, days: 255, verdict: 'insufficient-data' },
] as const;

describe.skipIf(!hasShared)('annual means of real years', () => {
  let test: TestWorkspace;
  let application: Application;

  beforeAll(async () => {
    test = await testWorkspace(false);
    application = createApplication(test.workspace).as(OPERATOR);
    const years = [...new Set(EXPECTED.map((e) => e.year))];
    for (const year of years) {
      const preview = await application.previewImport(sourceById('bjmemc'), [
        fileAt(join(AIR, `beijing_${year}.csv.gz`)),
      ]);
      await application.commitImport(preview);
    }
  });
  afterAll(() => test.remove());

  it.each(EXPECTED)('$station $year: $mean from $days valid days', async ({ station, year, mean, days, ...rest }) => {
    const [a] = await application.assess({
      period: year,
      scope: `station:${station}`,
      indicator: 'air.pm25.annual-mean',
    });
    expect(a?.value).toBeCloseTo(mean, 2);
    expect(a?.completeness).toMatchObject({ valid: days, required: 324, of: 'days' });
    expect(a?.editions).toContain('GB 3095-2012');
    expect(a?.shown).toBe(String(Math.round(mean)));
    if ('verdict' in rest) expect(a?.verdict).toBe(rest.verdict);
    if (a?.verdict === 'insufficient-data') expect(a.provisional).toBe(true);
  });

  it('re-adds to the same mean from the hourly rows behind it', async () => {
    const [a] = await application.assess({
      period: '2023',
      scope: 'station:门头沟双峪',
      indicator: 'air.pm25.annual-mean',
    });
    const hours = new Map<string, number[]>();
    for (let offset = 0; ; offset += 5000) {
      const page = await application.inputs(a?.id ?? '', { offset, limit: 5000 });
      for (const row of page.rows) {
        if (row.flag !== 'valid') continue;
        // The hour ending at 00:00 belongs to the day before.
        const day = new Date(Date.parse(`${row.time}:00Z`) - 1000).toISOString().slice(0, 10);
        hours.set(day, [...(hours.get(day) ?? []), row.value]);
      }
      if (offset + 5000 >= page.total) break;
    }
    const means = [...hours.values()].filter((h) => h.length >= 20).map((h) => h.reduce((x, y) => x + y) / h.length);
    expect(means).toHaveLength(361);
    expect(means.reduce((x, y) => x + y) / means.length).toBeCloseTo(a?.value ?? 0, 9);
  });

  it('explains an assessment as it was given', async () => {
    const [a] = await application.assess({
      period: '2023',
      scope: 'station:门头沟双峪',
      indicator: 'air.pm25.annual-mean',
    });
    expect(await application.explain(a?.id ?? '')).toEqual(a);
    expect(a?.trace.length).toBeGreaterThan(2);
    await expect(application.explain('a-none')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('makes the district of the stations in service: one until 2021, two afterwards', async () => {
    const ask = (period: string) =>
      application.assess({ period, scope: 'district', indicator: 'air.pm25.annual-mean' });
    const [old] = await ask('2019');
    expect(old?.value).toBeCloseTo(37.8, 2);
    const [both] = await ask('2023');
    // At least half of the two stations is one, so the district has every day that either has.
    expect(both?.completeness?.valid).toBeGreaterThanOrEqual(361);
    expect(both?.value).toBeGreaterThan(31.5);
    expect(both?.value).toBeLessThan(34);
  });
});
