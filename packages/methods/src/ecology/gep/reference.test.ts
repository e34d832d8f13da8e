import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contextOf } from '../../../testing/standards.ts';
import { hasReference, workedExample } from '../../../testing/worked-examples.ts';
import { runMethod } from '../../define.ts';
import { methodById } from '../../registry.ts';

function run(method: string, input: unknown) {
  return runMethod(methodById(method), input, contextOf());
}

interface Product {
  readonly of: string;
  readonly quantity: number;
  readonly value: number | null;
}

/** One service accounted alone, in 10^4 yuan. */
function account(service: string, data: unknown, prices: object = {}, year = 2010) {
  const found = run('ecology.gep', { year, services: { [service]: data }, include: [service], prices });
  const services = found.details['services'] as Record<string, { value: number; products: Product[] }>;
  const products = services[service]?.products ?? [];
  const of = (name: string) => products.find((p) => p.of === name);
  return { found, value: services[service]?.value ?? Number.NaN, products, of };
}

const YI_IN_WAN = 1e4;

describe.skipIf(!hasReference)('worked examples of the reference', () => {
  test('GEP-1 water retention and its evapotranspiration', () => {
    const example = workedExample('GEP-1');
    const TYPES: Readonly<Record<string, string>> = {
      落叶阔叶林: 'deciduous-broadleaf',
      落叶阔叶灌丛: 'deciduous-shrub',
      草丛: 'tussock',
    };
    const [rain, potential] = [example.number('inputs', 'P_mm'), example.number('inputs', 'PET_mm')];
    const rows = example.list('outputs', 'rows');
    const { of, value } = account(
      'water-retention',
      {
        rows: rows.map((row) => ({
          area: row.number('area_km2'),
          rain,
          potential,
          w: row.number('zhang_w'),
          ...(TYPES[row.text('type')] ? { type: TYPES[row.text('type')] } : { runoff: row.number('runoff_coef_pct') }),
        })),
      },
      { own: [{ price: 'reservoir', value: example.number('inputs', 'price_yuan_m3'), year: 2011, source: 'paper' }] },
    );
    expect(of('water')?.quantity).toBeCloseTo(example.number('outputs', 'total_m3'), 0);
    expect(value).toBeCloseTo(example.number('outputs', 'value_wan_yuan'), 1);
    for (const row of rows) {
      const et = run('ecology.evapotranspiration', { year: 2020, rain, potential, w: row.number('zhang_w') });
      expect(et.value).toBeCloseTo(row.number('ET_mm'), 2);
    }
  });

  test('GEP-1b, 3, 4b, 6b and 9b against the values printed for Garze 2010', () => {
    const water = workedExample('GEP-1b');
    const m3 = water.number('inputs', 'Q_yi_m3') * 1e8;
    const retention = account('water-retention', {
      rows: [{ area: m3 / 1e6, rain: 1000, evapotranspiration: 0, runoff: 0 }],
    });
    expect(retention.value / YI_IN_WAN).toBeCloseTo(water.number('outputs', 'value_yi'), 2);
    expect(retention.value / YI_IN_WAN).toBeCloseTo(water.number('published', 'value_yi'), 1);

    const soil = workedExample('GEP-3');
    const kept = account('soil-retention', { mass: soil.number('inputs', 'mass_t') });
    expect((kept.of('silt')?.quantity ?? 0) / 1e8).toBeCloseTo(soil.number('outputs', 'silt_yi_m3'), 3);
    expect((kept.of('nitrogen')?.quantity ?? 0) / 1e4).toBeCloseTo(soil.number('outputs', 'N_wan_t'), 2);
    for (const [name, key] of [
      ['silt', 'silt_value_yi'],
      ['nitrogen', 'N_value_yi'],
      ['phosphorus', 'P_value_yi'],
    ] as const) {
      expect((kept.of(name)?.value ?? 0) / YI_IN_WAN).toBeCloseTo(soil.number('outputs', key), 2);
      expect((kept.of(name)?.value ?? 0) / YI_IN_WAN).toBeCloseTo(soil.number('published', key), 1);
    }

    const sand = workedExample('GEP-4b');
    const fixed = account('sand-fixation', { mass: sand.number('inputs', 'mass_t') });
    expect((fixed.of('area')?.quantity ?? 0) / 1e6).toBeCloseTo(sand.number('published', 'area_km2'), 2);
    expect(fixed.value / YI_IN_WAN).toBeCloseTo(sand.number('published', 'value_yi'), 2);

    const carbon = workedExample('GEP-6b');
    const fixation = account('carbon', { carbon: carbon.number('inputs', 'C_yi_t') * 1e8 });
    expect(fixation.value / YI_IN_WAN).toBeCloseTo(carbon.number('outputs', 'C_value_yi'), 2);
    const oxygen = account('oxygen', { oxygen: carbon.number('inputs', 'O2_yi_t') * 1e8 });
    expect(oxygen.value / YI_IN_WAN).toBeCloseTo(carbon.number('outputs', 'O2_value_yi'), 2);

    const climate = workedExample('GEP-9b');
    for (const [key, out] of [
      ['veg_yi_kWh', 'veg_yi'],
      ['water_yi_kWh', 'water_yi'],
    ] as const) {
      const saved = account('climate', { electricity: climate.number('inputs', key) * 1e8 });
      expect(Math.abs(saved.value / YI_IN_WAN - climate.number('published', out))).toBeLessThan(0.011);
    }
  });

  test('GEP-5 flood regulation', () => {
    const example = workedExample('GEP-5');
    const of = (key: string) => example.number('inputs', key);
    const found = account('flood-regulation', {
      reservoir: of('reservoir_capacity_wan_m3'),
      lake: of('lake_km2'),
      exchanges: of('exchanges'),
      marsh: of('marsh_km2'),
    });
    const out = (key: string) => example.number('outputs', key);
    expect((found.of('reservoir')?.quantity ?? 0) / 1e4).toBeCloseTo(out('reservoir_wan_m3'), 6);
    expect((found.of('lake')?.quantity ?? 0) / 1e4).toBeCloseTo(out('lake_wan_m3_QTplateau'), 2);
    expect((found.of('marsh')?.quantity ?? 0) / 1e8).toBeCloseTo(out('marsh_yi_m3_at_0_3m'), 6);
    expect(found.of('reservoir')?.value).toBeCloseTo(out('value_reservoir_wan_yuan'), 2);
  });

  test('GEP-6 carbon and oxygen', () => {
    const example = workedExample('GEP-6');
    const of = (key: string) => example.number('inputs', key);
    const own = (price: string, key: string) => ({ own: [{ price, value: of(key), year: 2020, source: 'example' }] });
    const area = { nep: of('NEP_gC_m2_a'), area: of('area_km2') };
    expect(account('carbon', area).of('carbon')?.quantity).toBe(example.number('outputs', 'C_t'));
    const co2 = account('carbon', { ...area, priceOf: 'co2' }, own('co2', 'price_CO2_yuan_t'));
    expect(co2.of('co2')?.quantity).toBeCloseTo(example.number('outputs', 'CO2_t'), 6);
    expect(co2.value).toBeCloseTo(example.number('outputs', 'CO2_value_wan'), 2);
    const oxygen = account('oxygen', area, own('oxygen', 'price_O2_yuan_t'));
    expect(oxygen.of('oxygen')?.quantity).toBeCloseTo(example.number('outputs', 'O2_t'), 6);
    expect(oxygen.value).toBeCloseTo(example.number('outputs', 'O2_value_wan'), 2);
  });

  test('GEP-7 and GEP-8 purification is the smaller of emission and capacity', () => {
    const air = workedExample('GEP-7');
    const emissions = {
      so2: air.number('inputs', 'emission_t', 'SO2'),
      nox: air.number('inputs', 'emission_t', 'NOx'),
      dust: air.number('inputs', 'emission_t', 'dust'),
    };
    const data = { ...air.record('inputs', 'hm2'), emissions };
    for (const [prices, key] of [
      [{}, 'value_wan'],
      [{ set: 'beijing-tax' }, 'value_wan_at_beijing_tax_12'],
    ] as const) {
      const found = account('air-purification', data, prices);
      for (const [of, name] of [
        ['so2', 'SO2'],
        ['nox', 'NOx'],
        ['dust', 'dust'],
      ] as const) {
        expect(found.of(of)?.quantity).toBeCloseTo(air.number('outputs', 'purified_t', name), 6);
        expect(found.of(of)?.value).toBeCloseTo(air.number('outputs', key, name), 2);
      }
    }
    const water = workedExample('GEP-8');
    const wetland = account('water-purification', {
      wetland: water.number('inputs', 'wetland_km2'),
      emissions: {
        cod: water.number('inputs', 'emission_t', 'COD'),
        tn: water.number('inputs', 'emission_t', 'TN'),
        tp: water.number('inputs', 'emission_t', 'TP'),
      },
    });
    for (const name of ['COD', 'TN', 'TP']) {
      const expected = water.number('outputs', 'purified_t', name);
      expect(wetland.of(name.toLowerCase())?.quantity).toBeCloseTo(expected, 6);
    }
    expect(wetland.of('cod')?.value).toBeCloseTo(water.number('outputs', 'COD_value_wan'), 6);
  });

  test('GEP-9 climate regulation', () => {
    const example = workedExample('GEP-9');
    const of = (...path: string[]) => example.number('inputs', ...path);
    const data = {
      forest: of('area_km2', 'forest'),
      shrub: of('area_km2', 'shrub'),
      grass: of('area_km2', 'grass'),
      days: of('days'),
      water: of('water_evap_m3'),
      epp: of('EPP_kJ_m2_d', 'forest'),
    };
    const found = account('climate', data);
    for (const cover of ['forest', 'shrub', 'grass']) {
      expect(found.of(cover)?.quantity).toBeCloseTo(example.number('outputs', 'veg_kWh', cover), 0);
    }
    expect(found.of('water')?.quantity).toBeCloseTo(example.number('outputs', 'water_kWh'), 0);
    expect(found.value).toBeCloseTo(example.number('outputs', 'value_wan'), 1);
    const divided = account('climate', { ...data, divideWater: true }).of('water')?.quantity ?? Number.NaN;
    const latent = example.number('outputs', 'water_kWh_per_m3_latent');
    expect(divided).toBeCloseTo(of('water_evap_m3') * (latent / 3 + of('humidifier_kWh_m3')), -4);
  });

  test('GEP-10, GEP-11 and GEP-12', () => {
    const noise = workedExample('GEP-10');
    expect(account('noise', { belt: noise.number('inputs', 'belt_km') }).value).toBe(
      noise.number('outputs', 'value_wan'),
    );
    const species = workedExample('GEP-11');
    const { products } = account('species', {
      stands: species.list('inputs', 'stands_hm2_H_Em_Bn_Or').map((stand) => {
        const [area, shannon, endangered, endemic, old] = stand.numbers();
        return { area, shannon, endangered, endemic, old };
      }),
    });
    expect(products.map((p) => p.value)).toEqual(species.list('outputs', 'rows').map((r) => r.number('value_wan')));
    const travel = workedExample('GEP-12');
    const zones = Object.keys(travel.at('inputs', 'zones') ?? {}).map((name) => {
      const [visits, spending, hours] = travel.numbers('inputs', 'zones', name);
      return { name, visits, spending, hours };
    });
    const found = account('recreation', {
      zones,
      wage: travel.number('inputs', 'wage_yuan_h'),
      timeShare: travel.number('inputs', 'time_share'),
    });
    expect(found.value).toBe(travel.number('outputs', 'total_wan'));
    for (const { name } of zones) {
      expect(found.of(name)?.value).toBe(travel.number('outputs', 'rows', name, 'value_wan'));
    }
  });

  test('GEP-13 and GEP-14 totals and shares as published', () => {
    const garze = workedExample('GEP-13');
    const parts = garze.record('inputs');
    const wan = (...names: string[]) => ({ value: names.reduce((sum, n) => sum + (parts[n] ?? 0), 0) * YI_IN_WAN });
    const found = run('ecology.gep', {
      year: 2010,
      include: ['oxygen'],
      services: {
        'soil-retention': wan('silt', 'N', 'P'),
        'sand-fixation': wan('sand'),
        'water-retention': wan('water'),
        'flood-regulation': wan('flood'),
        carbon: wan('carbon'),
        oxygen: wan('O2'),
        climate: wan('climate_veg', 'climate_water'),
      },
    });
    expect((found.value ?? 0) / YI_IN_WAN).toBeCloseTo(garze.number('outputs', 'sum_read_yi'), 6);
    const regulating = garze.number('published', 'regulating_yi');
    const residual = regulating - (found.value ?? 0) / YI_IN_WAN;
    expect(residual).toBeCloseTo(garze.number('outputs', 'residual_air_and_water_purification_yi'), 6);
    const total = garze.number('published', 'GEP_yi');
    const whole = run('ecology.gep', {
      year: 2010,
      services: { carbon: { value: regulating }, farming: { value: total - regulating } },
    });
    const groupsOfGarze = whole.details['groups'] as Record<string, { share: number }>;
    expect(groupsOfGarze['regulating']?.share).toBeCloseTo(garze.number('outputs', 'regulating_share_of_GEP'), 4);

    const yanqing = workedExample('GEP-14');
    const out = (key: string) => yanqing.number('outputs', key);
    const { value, details } = run('ecology.gep', {
      year: 2016,
      services: {
        carbon: { value: out('regulating_yi') },
        farming: { value: out('supply_yi') },
        tourism: { value: out('culture_yi') },
      },
    });
    expect(value).toBeCloseTo(yanqing.number('inputs', 'GEP_yi'), 6);
    const groups = details['groups'] as Record<string, { share: number }>;
    for (const group of ['regulating', 'supply', 'culture']) {
      expect(groups[group]?.share).toBeCloseTo(yanqing.number('inputs', 'shares', group), 4);
    }
  });
});

test('the value of a service is proportional to its price and lies within the range shown', () => {
  const price = fc.integer({ min: 1, max: 20_000 });
  fc.assert(
    fc.property(price, (value) => {
      const own = (x: number) => ({ own: [{ price: 'so2', value: x, year: 2020, source: 'x' }] });
      const data = { broadleaf: 62000, conifer: 15000, emissions: { so2: 80 } };
      const once = account('air-purification', data, own(value));
      expect(account('air-purification', data, own(value * 2)).value).toBeCloseTo(once.value * 2, 6);
      const range = once.found.details['range'] as { low: number; high: number };
      expect(range.low).toBeLessThanOrEqual(once.value);
      expect(range.high).toBeGreaterThanOrEqual(once.value);
    }),
    { numRuns: 25 },
  );
});
