import { describe, expect, test } from 'vitest';
import { contextOf, standards } from '../../testing/standards.ts';
import { ecologyReference as reference, hasReference } from '../../testing/worked-examples.ts';
import { runMethod } from '../define.ts';
import { methodById } from '../registry.ts';

/** The figures of the editions against the independently kept reference, and the grades at each of their limits. */
function numbers(edition: string, table: string, keys: Readonly<Record<string, string>> = {}): number[] {
  return standards
    .edition(edition)
    .figures(table, keys)
    .flatMap((f) => (f.value !== null && f.unit !== null ? [Number(f.value)] : []))
    .toSorted((a, b) => a - b);
}

function sorted(...records: Readonly<Record<string, number>>[]): number[] {
  return records.flatMap((r) => Object.values(r)).toSorted((a, b) => a - b);
}

describe.skipIf(!hasReference)('the editions hold exactly the figures of the reference', () => {
  test.each(['2021', '2022', '2023'])('electricity factors of %s', (year) => {
    const of = (...path: string[]) => reference.number('carbon', 'electricity', ...path, year);
    const edition = standards.edition(`grid-co2-${year}`);
    const factor = (scope: string, kind = 'average') => Number(edition.figure('factors', { scope, kind }).value);
    expect(factor('national')).toBe(of('national'));
    expect(factor('national', 'excl-market-non-fossil')).toBe(of('national_excl_market_non_fossil'));
    expect(factor('national', 'fossil')).toBe(of('national_fossil'));
    const REGIONS = {
      'north-china': '华北',
      'north-east': '东北',
      'east-china': '华东',
      'central-china': '华中',
      'north-west': '西北',
      'south-grid': '南方',
      'south-west': '西南',
    };
    for (const [scope, name] of Object.entries(REGIONS)) expect(factor(scope)).toBe(of('regions', name));
    const beijing = reference.at('carbon', 'electricity', 'beijing', year);
    expect(edition.figure('factors', { scope: 'beijing', kind: 'average' }).value).toBe(
      beijing === null ? null : Number(beijing).toFixed(4),
    );
  });

  test('fuels of both tables', () => {
    const column = (section: string, key: string) =>
      reference
        .list('carbon', section, 'rows')
        .map((r) => r.number(key))
        .toSorted((a, b) => a - b);
    expect(numbers('fuel-co2-statistical-2011', 'co2')).toEqual(column('fuels_statistical', 'kgCO2'));
    expect(numbers('fuel-co2-statistical-2011', 'coal-equivalent')).toEqual(column('fuels_statistical', 'tce_factor'));
    expect(numbers('fuel-co2-sector-guides-2013', 'heat-value')).toEqual(column('fuels_enterprise_guides', 'NCV'));
    expect(numbers('fuel-co2-sector-guides-2013', 'carbon')).toEqual(column('fuels_enterprise_guides', 'tC_per_GJ'));
    expect(numbers('fuel-co2-sector-guides-2013', 'oxidation')).toEqual(
      column('fuels_enterprise_guides', 'oxidation_pct'),
    );
  });

  test('HJ 192-2015: coefficients, land weights, zones and reserves', () => {
    const hj = (...path: string[]) => ['ei_hj192_2015', ...path];
    const names = Object.keys(reference.at(...hj('A')) ?? {});
    expect(numbers('hj-192-2015', 'coefficients')).toEqual(
      names.map((n) => reference.number(...hj('A', n, 'value'))).toSorted((a, b) => a - b),
    );
    const classes = Object.keys(reference.at(...hj('habitat_land_weights')) ?? {}).filter(
      (c) => reference.at(...hj('habitat_land_weights', c, 'weight')) !== undefined,
    );
    expect(numbers('hj-192-2015', 'land', { sub: 'all' })).toEqual(
      classes.map((c) => reference.number(...hj('habitat_land_weights', c, 'weight'))).toSorted((a, b) => a - b),
    );
    for (const id of ['forest', 'grass', 'water', 'crop', 'built', 'unused']) {
      const weights = standards.edition('hj-192-2015').figures('land', { class: id });
      const sum = weights.filter((f) => f.keys['sub'] !== 'all').reduce((s, f) => s + Number(f.value), 0);
      expect(sum).toBeCloseTo(1, 12);
    }
    const zones = ['防风固沙', '水土保持', '水源涵养', '生物多样性维护'];
    expect(numbers('hj-192-2015', 'zone-coefficients')).toEqual(
      sorted(...zones.map((z) => reference.record(...hj('function_zones', 'coefficients', z)))),
    );
    const reserves = ['森林', '草原与草甸', '荒漠', '水域湿地'];
    expect(numbers('hj-192-2015', 'reserves')).toEqual(
      sorted(
        ...reserves.flatMap((r) => [
          { a: reference.number(...hj('nature_reserves', 'habitat_quality', r, 'A')) },
          reference.record(...hj('nature_reserves', 'habitat_quality', r, 'w')),
        ]),
      ),
    );
  });

  test('GEP: runoff, cover factors and the prices of Garze', () => {
    const parameters = (...path: string[]) => ['gep', 'parameters', ...path];
    const types = Object.keys(reference.at(...parameters('runoff_coefficient_pct')) ?? {});
    expect(numbers('redline-guide-2017', 'runoff')).toEqual(
      types.map((t) => reference.number(...parameters('runoff_coefficient_pct', t, 'value'))).toSorted((a, b) => a - b),
    );
    const covers = Object.keys(reference.at(...parameters('C_by_cover', 'values')) ?? {});
    expect(numbers('redline-guide-2017', 'cover-factor')).toEqual(
      covers.flatMap((c) => reference.numbers(...parameters('C_by_cover', 'values', c))).toSorted((a, b) => a - b),
    );
    const prices = Object.keys(reference.at(...parameters('values_garze_2010')) ?? {});
    const printed = prices.map((p) => reference.number(...parameters('values_garze_2010', p, 'value')));
    const kept = [
      ...numbers('gep-prices-2026', 'prices', { set: 'garze-2010' }),
      ...numbers('gep-prices-2026', 'parameters', { set: 'garze-2010' }),
      ...numbers('gep-guide-2020', 'flood', { item: 'reservoir-share' }),
    ];
    expect(kept.toSorted((a, b) => a - b)).toEqual(printed.toSorted((a, b) => a - b));
  });
});

function gradesOf(edition: string) {
  const figures = standards
    .edition(edition)
    .figures('grades')
    .filter((f) => Number(f.value) > 0);
  const all = standards
    .edition(edition)
    .figures('grades')
    .map((f) => f.keys['grade']);
  return figures.map((f, i) => [edition, Number(f.value), f.keys['grade'], all[i + 1]] as const);
}

test.each([...gradesOf('hj-192-2015'), ...gradesOf('hj-t-192-2006')])(
  '%s: %d is %s, a tenth less is %s',
  (edition, limit, grade, below) => {
    const indices = standards.edition(edition).figures('weights');
    const of = (value: number) =>
      runMethod(
        methodById('ecology.ei'),
        {
          year: 2020,
          indices: Object.fromEntries(
            indices.map((f) => [f.keys['index'], f.keys['sign'] === 'minus' ? (1000 - value * 10) / 10 : value]),
          ),
        },
        contextOf({ 'hj-192': edition }),
      );
    expect(of(limit).value).toBe(limit);
    expect(of(limit).details['grade']).toBe(grade);
    expect(of(limit - 0.1).details['grade']).toBe(below);
  },
);

test.each(gradesOf('eqi-2021'))('%s: %d is class %s, a hundredth less is class %s', (_, limit, grade, below) => {
  const of = (published: number) =>
    runMethod(methodById('ecology.eqi'), { year: 2023, published }, contextOf()).details['grade'];
  expect(of(limit)).toBe(grade);
  expect(of(limit - 0.01)).toBe(below);
});
