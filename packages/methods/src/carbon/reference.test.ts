import { formatRounded } from '@qingshan/kernel';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contextOf, standards } from '../../testing/standards.ts';
import { hasReference, workedExample } from '../../testing/worked-examples.ts';
import { runMethod } from '../define.ts';
import { methodById } from '../registry.ts';
import { fuelFactor } from './factors.ts';
import { lastDayOf } from '../year.ts';

function run(method: string, input: unknown, pins = {}) {
  return runMethod(methodById(method), input, contextOf(pins));
}

const STATISTICAL: Readonly<Record<string, string>> = {
  原煤: 'coal-raw',
  焦炭: 'coke',
  原油: 'crude',
  燃料油: 'fuel-oil',
  汽油: 'gasoline',
  煤油: 'kerosene',
  柴油: 'diesel',
  液化石油气: 'lpg',
  炼厂干气: 'refinery-gas',
  天然气: 'natural-gas',
};
const SECTOR: Readonly<Record<string, string>> = { ...STATISTICAL, 烟煤: 'bituminous', 无烟煤: 'anthracite' };

/** The worked examples CO2-1 to -6 and -10 to -12 as the reference has them; -7 to -9 are with the emission cuts. */
describe.skipIf(!hasReference)('worked examples of the reference', () => {
  test('CO2-1 the printed factors are the product of their parts', () => {
    const edition = standards.edition('fuel-co2-statistical-2011');
    for (const row of workedExample('CO2-1').list('outputs', 'rows')) {
      const fuel = STATISTICAL[row.text('fuel')] ?? '';
      const part = (table: string) => Number(edition.figure(table, { fuel }).value);
      const computed = ((part('heat-value') * part('carbon') * part('oxidation')) / 1e6) * (44 / 12);
      expect(computed).toBeCloseTo(Number(edition.figure('co2', { fuel }).value), 4);
      expect(part('co2')).toBe(row.number('printed'));
      expect(edition.figure('co2', { fuel }).unit).toBe(row.text('unit'));
    }
  });

  test('CO2-2 a district under five electricity factors', () => {
    const example = workedExample('CO2-2');
    const of = (key: string) => example.number('inputs', key);
    const totals = Object.entries({
      beijing_2022: { series: 'beijing', factorYear: 2022 },
      beijing_2021: { series: 'beijing', factorYear: 2021 },
      national_2023: { series: 'national', factorYear: 2023 },
      north_china_2023: { series: 'north-china', factorYear: 2023 },
      market_0604: { series: 'beijing-market' },
    }).map(([name, choice]) => {
      const found = run('carbon.emissions', {
        year: 2023,
        fuels: [
          { fuel: 'natural-gas', amount: of('天然气_wan_m3'), unit: '10^4 m3' },
          { fuel: 'diesel', amount: of('柴油_t') },
          { fuel: 'gasoline', amount: of('汽油_t') },
          { fuel: 'lpg', amount: of('液化石油气_t') },
          { fuel: 'coal-raw', amount: of('原煤_t') },
        ],
        heat: { amount: of('heat_GJ') },
        electricity: { amount: of('elec_MWh'), ...choice },
      });
      expect(found.shown).toBe(example.number('outputs', 'total_t', name).toFixed(1));
      expect(formatRounded(Number(found.details['direct']), 1)).toBe(example.number('outputs', 'direct_t').toFixed(1));
      return found.value ?? Number.NaN;
    });
    const spread = (Math.max(...totals) / Math.min(...totals) - 1) * 100;
    expect(spread).toBeCloseTo(example.number('outputs', 'spread_pct'), 2);
  });

  test('CO2-3 intensity at constant prices, chained', () => {
    const example = workedExample('CO2-3');
    const growth = example.numbers('inputs', 'real_growth_index');
    const emissions = example.numbers('inputs', 'emission_wan_t');
    for (const [i, expected] of example.numbers('outputs', 'intensity_t_per_wan').entries()) {
      const found = run('carbon.intensity', {
        year: 2020 + i,
        emissions: emissions[i],
        baseGdp: example.number('inputs', 'GDP2020_yi'),
        growth: growth.slice(1).map((index, j) => ({ year: 2021 + j, index })),
      });
      expect(found.value).toBeCloseTo(expected, 6);
      expect(found.details['constantGdp']).toBeCloseTo(example.numbers('outputs', 'GDP_const_yi')[i] ?? 0, 4);
    }
    const found = run('carbon.cumulative-reduction', {
      year: 2024,
      years: emissions.map((e, i) => ({ year: 2020 + i, emissions: e, growth: growth[i] })),
    });
    expect(found.value).toBeCloseTo(example.number('outputs', 'cumulative_direct') * 100, 4);
    expect(found.details['sumOfYearly']).toBeCloseTo(example.number('outputs', 'sum_of_yearly') * 100, 4);
    const yearly = Object.values(found.details['yearly'] ?? {});
    for (const [i, link] of example.list('outputs', 'yearly_reduction').slice(1).entries()) {
      expect(yearly[i]).toBeCloseTo(link.number() * 100, 4);
    }
  });

  test('CO2-4 and CO2-5 the path to a target and the rate still needed', () => {
    const [path, behind] = [workedExample('CO2-4'), workedExample('CO2-5')];
    for (const [i, expected] of path.numbers('outputs', 'path').entries()) {
      if (i === 0) continue;
      const found = run('carbon.cumulative-reduction', {
        year: 2020 + i,
        years: Array.from({ length: i }, (_, j) => ({ year: 2021 + j, rate: 0 })),
        target: { value: path.number('inputs', 'target') * 100, by: 2025 },
      });
      expect(found.details['path']).toBeCloseTo(expected * 100, 4);
    }
    const found = run('carbon.cumulative-reduction', {
      year: 2023,
      years: [8.8, 0, 0].map((rate, i) => ({ year: 2021 + i, rate })),
      target: { value: behind.number('inputs', 'target') * 100, by: 2025 },
    });
    expect(found.details['path']).toBeCloseTo(behind.number('outputs', 'required_by_path') * 100, 4);
    expect(found.details['behind']).toBeCloseTo(behind.number('outputs', 'behind') * 100, 4);
    expect(found.details['remaining']).toBeCloseTo(behind.number('outputs', 'remaining_total') * 100, 4);
    expect(found.details['neededPerYear']).toBeCloseTo(behind.number('outputs', 'needed_per_year') * 100, 4);
  });

  test.each(['A', 'B'])('CO2-6 per tonne of coal equivalent, set %s', (set) => {
    const example = workedExample('CO2-6');
    const found = run('carbon.emissions', {
      year: 2023,
      fuelSet: `per-tce-${set.toLowerCase()}`,
      fuels: Object.entries(example.record('inputs', 'wan_tce')).map(([fuel, amount]) => ({
        fuel,
        amount,
        unit: '10^4 tce',
      })),
    });
    expect(found.value).toBeCloseTo(example.number('outputs', `set${set}_wan_t`) * 1e4, 4);
  });

  test('CO2-6 what the statistical table implies for a tonne of coal equivalent', () => {
    const edition = standards.edition('fuel-co2-statistical-2011');
    const implied = (fuel: string) =>
      Number(edition.figure('co2', { fuel }).value) / Number(edition.figure('coal-equivalent', { fuel }).value);
    const expected = workedExample('CO2-6').record('outputs', 'implied_from_table');
    expect({
      coal: implied('coal-raw').toFixed(4),
      oil_diesel: implied('diesel').toFixed(4),
      oil_crude: implied('crude').toFixed(4),
      gas: implied('natural-gas').toFixed(4),
    }).toEqual(Object.fromEntries(Object.entries(expected).map(([k, v]) => [k, v.toFixed(4)])));
  });

  test('CO2-10 the order of magnitude of the district', () => {
    const example = workedExample('CO2-10');
    const found = run('carbon.intensity', {
      year: 2020,
      emissions: example.number('outputs', 'order_of_emission_wan_t'),
      baseGdp: example.number('inputs', 'GDP_yi'),
    });
    expect(found.value).toBeCloseTo(example.number('inputs', 'intensity_t_per_wan'), 9);
  });

  test('CO2-11 the factors of the sector guides', () => {
    for (const row of workedExample('CO2-11').list('outputs', 'rows')) {
      const fuel = SECTOR[row.text('fuel')] ?? '';
      const factor = fuelFactor(contextOf(), 'sector-guides', fuel, lastDayOf(2023));
      expect(factor.tonnes.toNumber()).toBeCloseTo(row.number('tCO2'), 3);
      expect(factor.per).toBe(row.text('per'));
    }
  });

  test('CO2-12 frozen and current electricity factor side by side', () => {
    const example = workedExample('CO2-12');
    const [first = 0, second = 0] = example.numbers('inputs', 'EF');
    const year = (i: number, factor: number) => {
      const power = example.numbers('inputs', 'elec_MWh')[i] ?? 0;
      return ((example.numbers('inputs', 'direct_t')[i] ?? 0) + power * factor) / 1e4;
    };
    const [before = 1, after = 1] = example.numbers('inputs', 'GDP_yi');
    const found = run('carbon.cumulative-reduction', {
      baseYear: 2021,
      year: 2022,
      years: [
        { year: 2021, emissions: year(0, first), current: year(0, first) },
        { year: 2022, emissions: year(1, first), current: year(1, second), growth: after / before },
      ],
    });
    expect(found.value).toBeCloseTo(example.number('outputs', 'frozen') * 100, 4);
    expect(found.details['current']).toBeCloseTo(example.number('outputs', 'current') * 100, 4);
  });
});

const amount = fc.integer({ min: 1, max: 1_000_000 });

test('more fuel is more CO2, and units do not matter', () => {
  const of = (tonnes: number, unit = 't') =>
    run('carbon.emissions', { year: 2023, fuels: [{ fuel: 'diesel', amount: tonnes, unit }] }).value ?? Number.NaN;
  fc.assert(
    fc.property(amount, amount, (a, b) => {
      expect(of(a) < of(a + b)).toBe(true);
      expect(of(a * 1000, 'kg')).toBeCloseTo(of(a), 6);
    }),
    { numRuns: 30 },
  );
});

test('the three effects add up to the change, whatever the years', () => {
  const side = fc.record({ energy: fc.integer({ min: 0, max: 5000 }), factor: fc.integer({ min: 0, max: 50 }) });
  const carriers = fc.array(fc.record({ name: fc.constant('x'), before: side, after: side }), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(carriers, amount, amount, (list, before, after) => {
      const found = run('carbon.decomposition', { from: 2022, to: 2023, activity: { before, after }, carriers: list });
      const change = list.reduce(
        (sum, c) => sum + c.after.energy * c.after.factor - c.before.energy * c.before.factor,
        0,
      );
      const { activity = 0, intensity = 0, factor = 0 } = found.details as Record<string, number>;
      expect(found.value).toBe(change);
      // Effects carry 12 digits; large ones of opposite sign leave that much of the largest.
      const largest = Math.max(1, Math.abs(activity), Math.abs(intensity), Math.abs(factor));
      expect(Math.abs(activity + intensity + factor - change) / largest).toBeLessThan(1e-10);
    }),
    { numRuns: 50 },
  );
});
