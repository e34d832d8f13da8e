import { describe, expect, test } from 'vitest';
import { contextOf } from '../../testing/standards.ts';
import { hasReference, workedExample } from '../../testing/worked-examples.ts';
import { runMethod } from '../define.ts';
import { methodById } from '../registry.ts';

/** The models of water, soil, wind and carbon against the reference and against the tests of InVEST. */
function run(method: string, input: unknown) {
  return runMethod(methodById(method), input, contextOf());
}

describe.skipIf(!hasReference)('worked examples of the reference', () => {
  test('GEP-2 soil loss of one slope', () => {
    const example = workedExample('GEP-2');
    const of = (key: string) => example.number('inputs', key);
    const rain = example.list('inputs', 'events').map((e) => ({ date: `2020-${e.text(0)}`, mm: e.number(1) }));
    const { value, details } = run('ecology.soil-loss', {
      year: 2020,
      rain,
      soil: { sand: of('sand'), silt: of('silt'), clay: of('clay'), carbon: of('organic_carbon_pct') },
      slope: { degrees: of('slope_deg'), length: of('length_m') },
      c: of('C'),
      p: of('P'),
    });
    const out = (key: string) => example.number('outputs', key);
    const days = details['days'] as { r: number }[];
    for (const [i, event] of example.list('outputs', 'R_events').entries()) {
      expect(days[i]?.r).toBeCloseTo(event.number('R'), 2);
    }
    expect(details['erosivity']).toBeCloseTo(out('R_MJ_mm_hm2_h'), 2);
    expect(details['erodibilityEpic']).toBeCloseTo(out('K_EPIC'), 5);
    expect(details['erodibility']).toBeCloseTo(out('K_SI'), 5);
    expect(details['exponent']).toBeCloseTo(out('m'), 4);
    expect(details['length']).toBeCloseTo(out('L'), 4);
    expect(details['steepness']).toBeCloseTo(out('S'), 4);
    expect(details['potential']).toBeCloseTo(out('potential_t_hm2'), 3);
    expect(details['actual']).toBeCloseTo(out('actual_t_hm2'), 3);
    expect(value).toBeCloseTo(out('retained_t_hm2'), 3);
  });

  test('GEP-4 wind erosion under both constants and both vegetation factors', () => {
    const example = workedExample('GEP-4');
    const of = (key: string) => example.number('inputs', key);
    const input = {
      year: 2020,
      wind: example.numbers('inputs', 'u'),
      days: of('days'),
      temperature: of('T'),
      elevation: of('elev'),
      soil: { sand: of('sand'), silt: of('silt'), clay: of('clay'), organic: of('om'), carbonate: of('caco3') },
      wetness: of('SW'),
      snow: of('SD'),
      cover: of('fvc') * 100,
      roughness: { difference: of('dH'), length: of('Ln') },
    };
    for (const [fieldLength, key] of [
      ['remembered', 's150_71'],
      ['in-code', 's105_71'],
    ] as const) {
      const { value, details } = run('ecology.wind-loss', { ...input, fieldLength });
      const out = (name: string) => example.number('outputs', key, name);
      expect(details['pressure']).toBeCloseTo(out('p_kPa'), 5);
      expect(details['density']).toBeCloseTo(out('rho'), 5);
      expect(details['weather']).toBeCloseTo(out('WF'), 5);
      expect(details['erodible']).toBeCloseTo(out('EF'), 6);
      expect(details['crust']).toBeCloseTo(out('SCF'), 6);
      expect(details['roughness']).toBeCloseTo(out('Kprime'), 5);
      expect(details['potential']).toBeCloseTo(out('potential'), 5);
      expect(details['actual']).toBeCloseTo(out('actual'), 5);
      expect(value).toBeCloseTo(out('fixed'), 5);
      expect(details['short']).toBeCloseTo(out('short'), 5);
    }
    const inCode = run('ecology.wind-loss', { ...input, fieldLength: 'remembered', vegetation: 'in-code' });
    expect(inCode.details['actual']).toBeCloseTo(example.number('outputs', 'with_C_exp_minus_0_00483', 'actual'), 5);
    const potential = (fieldLength: string) =>
      Number(run('ecology.wind-loss', { ...input, fieldLength }).details['potential']);
    expect(potential('in-code') / potential('remembered')).toBeCloseTo(
      example.number('outputs', 'ratio_potential_105_over_150'),
      3,
    );
  });

  test('PEER-1 evapotranspiration of InVEST', () => {
    const example = workedExample('PEER-1');
    for (const [i, row] of example.list('published', 'expected').entries()) {
      for (const [j, expected] of row.numbers().entries()) {
        const of = (key: string) => example.number('inputs', key, i, j);
        const { details } = run('ecology.evapotranspiration', {
          year: 2020,
          curve: 'fu',
          rain: of('precip'),
          potential: of('kc') * of('eto'),
          ...(of('veg') === 1
            ? { soil: { z: example.number('inputs', 'Z'), depth: of('soil'), root: of('root'), available: of('pawc') } }
            : {}),
        });
        expect(details['share']).toBeCloseTo(expected, 6);
      }
    }
  });

  test('PEER-2 and PEER-3 the variants of the slope factor', () => {
    const ls = (slope: object) =>
      run('ecology.soil-loss', { year: 2020, erosivity: 1, erodibility: 1, c: 0, slope }).details['ls'];
    const invest = workedExample('PEER-2');
    const cell = invest.number('inputs', 'cell');
    for (const [i, expected] of invest.numbers('published', 'expected').entries()) {
      const percent = invest.numbers('inputs', 'slope_pct')[i];
      const accumulation = invest.numbers('inputs', 'flow_accum')[i];
      expect(ls({ variant: 'invest', percent, accumulation, cell, cap: invest.number('inputs', 'l_max') })).toBeCloseTo(
        expected,
        4,
      );
    }
    const variants = workedExample('PEER-3');
    for (const [i, percent] of variants.numbers('inputs', 'slope_pct').entries()) {
      const accumulation = variants.numbers('inputs', 'flow_accum')[i];
      const out = (name: string) => variants.numbers('outputs', name)[i] ?? Number.NaN;
      const cells = { percent, accumulation, cell: variants.number('inputs', 'cell') };
      expect(ls({ variant: 'invest', ...cells })).toBeCloseTo(out('InVEST_sqrt_area'), 3);
      expect(ls({ variant: 'desmet-govers', ...cells })).toBeCloseTo(out('Desmet_Govers_true_area_aspect45'), 3);
      const degrees = (Math.atan(percent / 100) * 180) / Math.PI;
      const length = variants.number('inputs', 'equivalent_length_m');
      expect(ls({ variant: 'redline', degrees, length })).toBeCloseTo(out('red_line_guide_slope_length_90m'), 3);
    }
  });

  test('PEER-4 carbon stock of InVEST', () => {
    const example = workedExample('PEER-4');
    const pools = (key: string) => {
      const [above, below, soil, dead] = example.numbers('inputs', key);
      return { above, below, soil, dead };
    };
    const { value, details } = run('ecology.carbon-stock', {
      from: 2016,
      to: 2030,
      before: pools('pools_base'),
      after: pools('pools_alt'),
      price: example.number('inputs', 'price'),
      discount: example.number('inputs', 'discount'),
      priceChange: example.number('inputs', 'rate_change'),
    });
    expect(details['before']).toBe(example.number('outputs', 'base'));
    expect(details['after']).toBe(example.number('outputs', 'alt'));
    expect(value).toBe(example.number('outputs', 'delta'));
    expect(details['presentValue']).toBeCloseTo(example.number('published', 'NPV'), 3);
    expect(Number(details['presentValue']) / (value ?? 1)).toBeCloseTo(example.number('published', 'constant'), 5);
  });
});
