import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sharedFile } from '../../testing/shared-data.ts';
import { contextOf, standards } from '../../testing/standards.ts';
import { hasReference, workedExample, WorkedExample } from '../../testing/worked-examples.ts';
import { runMethod } from '../define.ts';
import { methodById } from '../registry.ts';

function run(method: string, input: unknown) {
  return runMethod(methodById(method), input, contextOf());
}

function cutOf(method: string, input: object) {
  return run(method, input).details['cut'] as Record<string, number>;
}

const file = sharedFile('reference/air.json');
const air = new WorkedExample(file ? JSON.parse(readFileSync(file, 'utf8')) : null);

const BEIJING_2022 = { series: 'beijing', factorYear: 2022 };

describe.skipIf(!hasReference || file === null)('worked examples of the references', () => {
  const truck = (stage: string) => ({ vehicle: 'truck-heavy', fuel: 'diesel', stage, count: 20, distance: 40000 });

  test.each([
    ['E01', 'emissions.vehicle-cuts', truck('4')],
    ['E02', 'emissions.vehicle-cuts', truck('5')],
    ['E03', 'emissions.non-road-cuts', { count: 50, fuel: 3500 }],
  ])('%s', (id, method, line) => {
    const example = air.list('workedExamples', 'electrification').find((e) => e.text('id') === id);
    const found = cutOf(method, { year: 2024, lines: [line] });
    const NAMES = { NOx: 'nox', HC: 'hc', PM25: 'pm25', PM10: 'pm10', CO: 'co', PM: 'pm25' } as const;
    const expected = example?.record('expected_t') ?? {};
    expect(Object.keys(expected).length).toBeGreaterThan(3);
    for (const [name, pollutant] of Object.entries(NAMES)) {
      if (name in expected) expect(found[pollutant]).toBeCloseTo(expected[name] ?? 0, 3);
    }
  });

  test('every base factor stands in the edition', () => {
    const edition = standards.edition('road-emission-guide-2014');
    const rows = air.list('emissionFactors', 'roadBase');
    const printed = rows.flatMap((r) => ['CO', 'HC', 'NOx', 'PM25', 'PM10'].flatMap((p) => r.numbers(p)));
    const kept = new Set(edition.figures('base').map((f) => Number(f.value)));
    expect(printed.filter((x) => !kept.has(x))).toEqual([]);
    const heavy = edition.figures('base', { vehicle: 'truck-heavy', fuel: 'diesel', pollutant: 'nox' });
    expect(heavy.map((f) => Number(f.value))).toEqual(
      rows.find((r) => r.text('vehicle') === 'truck heavy' && r.text('fuel') === 'diesel')?.numbers('NOx'),
    );
  });

  test('CO2-7 a forklift', () => {
    const example = workedExample('CO2-7');
    const of = (key: string) => example.number('inputs', key);
    const forklifts = (count: number) =>
      cutOf('emissions.non-road-cuts', {
        year: 2023,
        grid: BEIJING_2022,
        lines: [{ count, hours: of('hours'), litres: of('L_per_h'), electricity: of('kWh_per_h') }],
      })['co2'];
    expect(forklifts(1)).toBeCloseTo(example.number('outputs', 'reduction_tCO2'), 3);
    expect(forklifts(100)).toBeCloseTo(example.number('outputs', 'reduction_per_100_units'), 1);
  });

  test('CO2-8 a taxi, with and without leakage', () => {
    const example = workedExample('CO2-8');
    const of = (key: string) => example.number('inputs', key);
    const line = { vehicle: 'taxi', fuel: 'gasoline', stage: '5', count: 1, distance: of('km') };
    const full = { ...line, consumption: of('L_100km'), electricity: of('kWh_100km') };
    const input = { year: 2023, grid: BEIJING_2022, lines: [full] };
    const cut = cutOf('emissions.vehicle-cuts', { ...input, leakage: of('leakage') })['co2'] ?? Number.NaN;
    expect(cut).toBeCloseTo(example.number('outputs', 'reduction_t'), 3);
    expect(cutOf('emissions.vehicle-cuts', { ...input, leakage: 1 })['co2']).toBeCloseTo(cut - 1, 9);
    const retired = cutOf('emissions.vehicle-cuts', { ...input, lines: [{ ...full, replacedBy: 'nothing' }] });
    expect(retired['co2']).toBeCloseTo(example.number('outputs', 'baseline_t'), 2);
  });

  test('CO2-9 three ways to heat', () => {
    const example = workedExample('CO2-9');
    const of = (...path: string[]) => example.number('inputs', ...path);
    const energy = (kind: string, efficiency: number) => {
      const before = { kind, efficiency };
      const heating = { demand: of('demand_kWh_m2'), area: of('area_m2'), before, after: null };
      const found = run('emissions.boilers', { year: 2023, grid: BEIJING_2022, lines: [{ heating }] });
      return new WorkedExample((found.details['energy'] as unknown[])[0]);
    };
    const out = (key: string) => example.number('outputs', key);
    const [coal, gas, pump] = [
      energy('coal', of('eff', 'coal')),
      energy('gas', of('eff', 'gas')),
      energy('heat-pump', of('eff', 'COP')),
    ];
    expect(coal.number('heat')).toBe(out('heat_GJ'));
    expect(coal.number('before', 'amount')).toBeCloseTo(out('coal_t'), 2);
    expect(coal.number('before', 'co2')).toBeCloseTo(out('coal_tCO2'), 1);
    expect(gas.number('before', 'amount')).toBeCloseTo(out('gas_m3'), 0);
    expect(gas.number('before', 'co2')).toBeCloseTo(out('gas_tCO2'), 1);
    expect(pump.number('before', 'amount')).toBeCloseTo(out('hp_kWh'), 1);
    expect(pump.number('before', 'co2')).toBeCloseTo(out('hp_tCO2'), 2);
  });
});

test.each(
  standards
    .edition('gb-20891-2014')
    .figures('ranges', { bound: 'from' })
    .map((f) => [f.keys['stage'], f.keys['power'], Number(f.value)] as const),
)('stage %s: the range %s begins at %d kW', (stage, range, from) => {
  const limits = standards.edition('gb-20891-2014');
  const co = (power: number) =>
    cutOf('emissions.non-road-cuts', {
      year: 2024,
      lines: [{ method: 'power', count: 1, power, load: 1, hours: 1000, stage }],
    })['co'];
  const limit = Number(limits.figure('limits', { stage: stage ?? '', power: range ?? '', pollutant: 'co' }).value);
  expect(co(from)).toBeCloseTo((from * limit) / 1000, 9);
});

test('cuts grow with the number and add up over lines', () => {
  const number = fc.integer({ min: 1, max: 500 });
  const line = (count: number) => ({ vehicle: 'truck-heavy', fuel: 'diesel', stage: '4', count, distance: 1000 });
  const of = (...counts: number[]) =>
    run('emissions.vehicle-cuts', { year: 2024, lines: counts.map(line) }).value ?? Number.NaN;
  fc.assert(
    fc.property(number, number, (a, b) => {
      expect(of(a, b)).toBeCloseTo(of(a + b), 9);
      expect(of(a + b)).toBeGreaterThan(of(a));
    }),
    { numRuns: 25 },
  );
});

test('the order of measures moves a repeated item, never the total of items', () => {
  const ids = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 8 });
  fc.assert(
    fc.property(fc.array(ids, { maxLength: 4 }), (lists) => {
      const measures = lists.map((list, i) => ({ measure: `m${i}`, items: list.map((id) => ({ id, cut: 1 })) }));
      const there = run('emissions.double-count-guard', { year: 2024, measures });
      const back = run('emissions.double-count-guard', { year: 2024, measures: measures.toReversed() });
      expect(there.value).toBe(back.value);
      expect(there.details['unique']).toBe(new Set(lists.flat()).size);
      expect(there.details['cut']).toBe(back.details['cut']);
      expect(Number(there.details['cut']) + Number(there.details['doubled'])).toBe(lists.flat().length);
    }),
    { numRuns: 50 },
  );
});
