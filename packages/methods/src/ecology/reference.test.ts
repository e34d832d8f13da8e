import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contextOf } from '../../testing/standards.ts';
import { hasReference, workedExample } from '../../testing/worked-examples.ts';
import { runMethod } from '../define.ts';
import { methodById } from '../registry.ts';

function run(method: string, input: unknown) {
  return runMethod(methodById(method), input, contextOf());
}

const LAND: Readonly<Record<string, string>> = {
  有林地: 'forest-closed',
  灌木林地: 'shrub',
  疏林地和其他林地: 'forest-open',
  高覆盖度草地: 'grass-high',
  中覆盖度草地: 'grass-medium',
  低覆盖度草地: 'grass-low',
  '河流(渠)': 'river',
  '湖泊(库)': 'lake',
  滩涂湿地: 'tidal-flat',
  水田: 'paddy',
  旱地: 'dryland',
  城镇建设用地: 'urban',
  农村居民点: 'rural',
  其他建设用地: 'other-built',
  沙地: 'sand',
  盐碱地: 'saline',
  裸土地: 'bare-soil',
  裸岩石砾: 'bare-rock',
};
const POLLUTANTS: Readonly<Record<string, string>> = {
  COD: 'cod',
  'NH3-N': 'nh3n',
  SO2: 'so2',
  烟粉尘: 'dust',
  NOx: 'nox',
  固废: 'solid',
  NH3: 'nh3n',
  YFC: 'dust',
  NOX: 'nox',
  SOL: 'solid',
};
const INDICES = ['bio', 'veg', 'water', 'stress', 'pollution'] as const;

function renamed(record: Readonly<Record<string, number>>, names: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(record).map(([name, x]) => [names[name] ?? name, x]));
}

describe.skipIf(!hasReference)('worked examples of the reference', () => {
  test.each(['EI-1', 'EI-2', 'EI-3', 'EI-4', 'EI-5', 'EI-6'])('%s', (id) => {
    const example = workedExample(id);
    const of = (key: string) => example.number('inputs', key);
    const { value, details } = run('ecology.ei', {
      year: 2023,
      measured: {
        area: of('area_km2'),
        land: renamed(example.record('inputs', 'land_km2'), LAND),
        bi: example.at('inputs', 'BI'),
        ndvi: of('ndvi_MaySep_mean_DN'),
        riverLength: of('river_km'),
        waterArea: of('water_area_km2'),
        waterResource: of('water_resource_Mm3'),
        waterResourceMean: of('water_resource_mean_Mm3'),
        erosionSevere: of('erosion_heavy_km2'),
        erosionModerate: of('erosion_mid_km2'),
        otherStress: of('other_stress_km2'),
        pollutants: renamed(example.record('inputs', 'pollutants_t'), POLLUTANTS),
        precipitation: of('precip_mm'),
      },
      restriction: { level: example.text('inputs', 'restriction_level') },
    });
    const out = (key: string) => example.number('outputs', key);
    const indices = details['indices'] as Record<string, number>;
    expect(details['habitat']).toBeCloseTo(out('HQ'), 3);
    for (const [name, key] of [
      ['bio', '生物丰度'],
      ['veg', '植被覆盖'],
      ['water', '水网密度'],
      ['stress', '土地胁迫'],
      ['pollution', '污染负荷'],
    ] as const) {
      expect(indices[name]).toBeCloseTo(out(key), 3);
    }
    expect(details['waterResource']).toBe(out('水资源量_采用值'));
    expect(details['precipitationVolume']).toBe(out('precip_total_Mm3'));
    const used = details['used'] as Record<string, number>;
    expect(INDICES.map((i) => used[i])).toEqual(example.numbers('outputs', 'rounded'));
    expect(details['beforeRestriction']).toBe(out('EI'));
    expect(value).toBe(out('EI_after_restriction'));
    expect(details['gradeName']).toMatchObject({ zh: example.text('outputs', 'grade') });
  });

  test('EI-7 the class of change at every boundary', () => {
    const example = workedExample('EI-7');
    const expected = example.list('outputs', 'rows');
    for (const [i, pair] of example.list('inputs', 'pairs_base_now').entries()) {
      const [before, now] = pair.numbers();
      const found = run('ecology.ei-change', {
        before: { year: 2022, value: before },
        now: { year: 2023, value: now },
      });
      expect(found.value).toBe(expected[i]?.number('delta'));
      expect(found.details['className']).toMatchObject({ zh: expected[i]?.text('cls') });
    }
  });

  test('EI-7 no one-decimal pair falls on the wrong side', () => {
    for (const [size, name] of [
      [1, 'slight'],
      [3, 'clear'],
      [8, 'marked'],
    ] as const) {
      for (let tenths = 200; tenths <= 919; tenths++) {
        const found = run('ecology.ei-change', {
          before: { year: 2022, value: tenths / 10 },
          now: { year: 2023, value: (tenths + size * 10) / 10 },
        });
        expect(found.details['class']).toBe(name);
      }
    }
  });

  test('EI-8 water conservation', () => {
    const example = workedExample('EI-8');
    const of = (key: string) => example.number('inputs', key);
    const found = run('ecology.water-conservation', {
      year: 2023,
      area: of('area_km2'),
      river: of('river'),
      lake: of('lake'),
      wetland: of('tidal_marsh') + of('swamp'),
      forest: of('forest'),
      shrub: of('shrub'),
      otherWood: of('other_wood'),
      grassHigh: of('grass_hi'),
      grassMedium: of('grass_mid'),
      grassLow: of('grass_low'),
    });
    expect(found.value).toBeCloseTo(example.number('outputs', 'index_uncapped'), 3);
    expect(found.details['capped']).toBeCloseTo(example.number('outputs', 'index_capped'), 3);
    const shares = found.details['shares'] as Record<string, number>;
    expect(shares['forest']).toBeCloseTo(example.number('outputs', 'forest_ratio'), 3);
    expect(shares['grass']).toBeCloseTo(example.number('outputs', 'grass_ratio'), 3);
    expect(shares['waterWetland']).toBeCloseTo(example.number('outputs', 'water_wetland_ratio'), 3);
  });

  test('EI-9 habitat quality of reserves, first-level weights only', () => {
    const example = workedExample('EI-9');
    const { area_km2: area, ...classes } = example.record('inputs');
    for (const [reserve, name] of Object.entries({
      forest: '森林',
      steppe: '草原与草甸',
      desert: '荒漠',
      wetland: '水域湿地',
    })) {
      const found = run('ecology.reserve-habitat', { year: 2023, reserve, area, classes });
      expect(found.value).toBeCloseTo(example.number('outputs', name), 3);
      expect(found.warnings.map((w) => w.code)).toContain('first-level-only');
    }
  });

  test('EI-10 the two editions on the same sub-indices', () => {
    const example = workedExample('EI-10');
    const of = (key: string) => example.number('inputs', key);
    const shared = { bio: of('生物丰度'), veg: of('植被覆盖'), water: of('水网密度') };
    const of2006 = { ...shared, degradation: of('土地退化'), quality: of('环境质量') };
    const of2015 = { ...shared, stress: of('土地退化'), pollution: of('污染负荷') };
    expect(run('ecology.ei', { year: 2010, indices: of2006 }).value).toBe(example.number('outputs', 'EI_2006'));
    expect(run('ecology.ei', { year: 2020, indices: of2015 }).value).toBe(example.number('outputs', 'EI_2015'));
  });

  test('EI-11 the unit of the water terms', () => {
    const example = workedExample('EI-11');
    const load = (precipitation: number) =>
      run('ecology.ei', {
        year: 2023,
        measured: {
          area: example.number('inputs', 'area_km2'),
          pollutants: renamed(example.record('inputs', 'totals_t'), { ...POLLUTANTS, SO2: 'so2', COD: 'cod' }),
          precipitation,
        },
      }).details;
    const rain = example.number('inputs', 'precip_mm');
    const found = load(rain);
    expect(found['precipitationVolume']).toBe(example.number('inputs', 'precip_total_Mm3'));
    const terms = renamed(example.record('outputs', 'terms'), { ...POLLUTANTS, SO2: 'so2', COD: 'cod' });
    for (const [name, expected] of Object.entries(terms)) {
      expect((found['pollutionTerms'] as Record<string, number>)[name]).toBeCloseTo(expected, 2);
    }
    const index = (details: typeof found) => (details['indices'] as Record<string, number>)['pollution'];
    expect(index(found)).toBeCloseTo(example.number('outputs', 'index'), 2);
    // The program that was read divides by mm × km2, a volume a thousand times as large.
    expect(index(load(rain * 1000))).toBeCloseTo(example.number('outputs', 'index_if_precip_in_mm_km2'), 2);
  });

  test('BI-1 and BI-2', () => {
    const NAMES = { RV: 'animals', RP: 'plants', DE: 'ecosystems', ED: 'endemism', RT: 'threatened', EI: 'invasion' };
    for (const [id, out, extra] of [
      ['BI-1', 'partial_BI', { ecosystems: 0, endemism: 0, threatened: 0 }],
      ['BI-2', 'BI', {}],
    ] as const) {
      const example = workedExample(id);
      const { invasive: _, ...measures } = example.record('inputs');
      const found = run('ecology.biodiversity', { year: 2020, ...renamed(measures, NAMES), ...extra });
      expect(found.value).toBeCloseTo(example.number('outputs', out), 3);
      expect(found.details['normalised']).toMatchObject(
        Object.fromEntries(
          Object.entries(renamed(example.record('outputs', 'terms'), NAMES)).map(([k, v]) => [k, expect.closeTo(v, 2)]),
        ),
      );
    }
    const anxiang = workedExample('BI-1');
    const rest = anxiang.number('published', 'BI') - anxiang.number('outputs', 'partial_BI');
    expect(rest).toBeCloseTo(anxiang.number('outputs', 'remaining_for_DE_ED_RT'), 3);
  });
});

test('EI rises with each better sub-index and falls with each worse one', () => {
  const share = fc.integer({ min: 0, max: 99 });
  fc.assert(
    fc.property(fc.record({ bio: share, veg: share, water: share, stress: share, pollution: share }), (indices) => {
      const of = (given: object) => run('ecology.ei', { year: 2023, indices: given }).value ?? Number.NaN;
      const base = of(indices);
      for (const up of ['bio', 'veg', 'water'] as const) {
        expect(of({ ...indices, [up]: indices[up] + 1 })).toBeGreaterThan(base);
      }
      for (const down of ['stress', 'pollution'] as const) {
        expect(of({ ...indices, [down]: indices[down] + 1 })).toBeLessThan(base);
      }
    }),
    { numRuns: 25 },
  );
});
