import { monthsOf, parseDay, parsePeriod, type Period } from '@qingshan/kernel';
import { loadStandards } from '@qingshan/standards';
import { describe, expect, test } from 'vitest';
import type { MethodContext } from '../define.ts';
import { assessSections, sectionMonth } from './sections.ts';
import { assessSources } from './sources.ts';
import { assessWells } from './wells.ts';
import { samplingRulesSchema, type Sample, type SampledSite } from './sampled-site.ts';

const context: MethodContext = { standards: await loadStandards(), pins: {} };
const rules = samplingRulesSchema.parse(undefined);

function day(date: string): number {
  const found = parseDay(date);
  if (found === null) throw new RangeError(date);
  return found;
}

function period(id: string): Period {
  const found = parsePeriod(id);
  if (!found) throw new RangeError(id);
  return found;
}

/** `0.01L` is not detected. */
function sample(date: string, results: Readonly<Record<string, number | string>>): Sample {
  const entries = Object.entries(results).map(([parameter, given]) => {
    const text = String(given);
    return [parameter, { value: Number(text.replace('L', '')), detected: !text.endsWith('L') }] as const;
  });
  return { day: day(date), flow: true, results: new Map(entries) };
}

const dry = (date: string): Sample => ({ day: day(date), flow: false, results: new Map() });

function site(samples: readonly Sample[], more: Partial<SampledSite> = {}): SampledSite {
  const named = { id: 'own/甲', name: { zh: '甲断面', en: 'Section A' } };
  const asked = [{ class: 3, from: null, to: null }];
  return {
    ...named,
    body: 'river',
    source: 'surface',
    targetClass: asked,
    volume: null,
    samples,
    earlier: [],
    ...more,
  };
}

function march(samples: readonly Sample[], more: Partial<SampledSite> = {}, own = rules) {
  const [month] = monthsOf(period('2024-03'));
  if (!month) throw new RangeError('month');
  return sectionMonth(site(samples, more), month, own, context);
}

/** Class I in every item of a river. */
const CLEAN = { ph: 8, do: 8.2, codmn: 1.9, cod: 12, bod5: 2.1, nh3n: 0.12, tp: 0.018 };

describe('the class of a section in a month', () => {
  test.each([
    ['one sample, every item in class I', [sample('2024-03-05', CLEAN)], 1],
    [
      'the worst item decides: ammonia of 2.3 is over the 2.0 of class V',
      [sample('2024-03-05', { ...CLEAN, nh3n: 2.3 })],
      6,
    ],
    // (0.3 + 0.8) / 2 = 0.55 is over the 0.5 of class II.
    [
      'two samples count with their mean',
      [sample('2024-03-05', { nh3n: 0.3 }), sample('2024-03-20', { nh3n: 0.8 })],
      3,
    ],
    // (0.3 + 0.6) / 2 = 0.45, although the second alone would be class III.
    ['the mean, not the worst sample', [sample('2024-03-05', { nh3n: 0.3 }), sample('2024-03-20', { nh3n: 0.6 })], 2],
    // −log10((10⁻⁵ + 10⁻⁹) / 2) = 5.30, shown as 5: outside 6 to 9, where the mean of the numbers would be 7.
    ['pH by hydrogen ions', [sample('2024-03-05', { ph: 5 }), sample('2024-03-20', { ph: 9 })], 6],
    // (0.2 + 0.7) / 2 = 0.45 is class II; with the whole limit (0.4 + 0.7) / 2 = 0.55 would be III.
    ['half the detection limit', [sample('2024-03-05', { nh3n: '0.4L' }), sample('2024-03-20', { nh3n: 0.7 })], 2],
    ['a detection limit of 0.02 stands for 0.01: class I of TP', [sample('2024-03-05', { tp: '0.02L' })], 1],
    // Half of 0.05 is 0.025, over the 0.02 of class I.
    ['a detection limit above twice the limit is no class I', [sample('2024-03-05', { tp: '0.05L' })], 2],
    // 0.04 µg/L = 0.00004 mg/L, half of it 0.00002; class I to 0.00005 mg/L.
    ['mercury in micrograms', [sample('2024-03-05', { 'water-hg': '0.04L' })], 1],
    // 0.06 µg/L = 0.00006 mg/L: over 0.00005, within the 0.0001 of class III.
    ['mercury of 0.06 µg/L', [sample('2024-03-05', { 'water-hg': 0.06 })], 3],
    ['total nitrogen and coliforms do not count', [sample('2024-03-05', { ...CLEAN, tn: 9, 'water-fc': 90_000 })], 1],
    ['a sample without flow has no values', [dry('2024-03-05'), sample('2024-03-20', CLEAN)], 1],
    ['nothing but samples without flow', [dry('2024-03-05'), dry('2024-03-20')], 'no-flow'],
    ['no sample', [sample('2024-02-29', CLEAN), sample('2024-04-01', CLEAN)], null],
    ['no item that counts', [sample('2024-03-05', { tn: 3 })], null],
  ] as const)('%s', (_, samples, expected) => expect(march(samples).result).toBe(expected));

  test('a reservoir has the limits of lakes for phosphorus', () => {
    // 0.05 mg/L: class II of rivers (0.1), class III of lakes (0.05).
    expect(march([sample('2024-03-05', { tp: 0.05 })]).result).toBe(2);
    expect(march([sample('2024-03-05', { tp: 0.05 })], { body: 'lake' }).result).toBe(3);
  });

  test('the list of items is that of the plan', () => {
    const five = samplingRulesSchema.parse({ itemSet: { set: '5+x' }, noFlow: { policy: 'no-result' } });
    const found = [sample('2024-03-05', { ...CLEAN, cod: 35 })];
    // COD of 35 mg/L is class V among the 21 items and is not one of the five.
    expect(march(found).result).toBe(5);
    expect(march(found, {}, five).result).toBe(1);
  });
});

describe('sections against their targets', () => {
  const months = [
    sample('2024-01-05', CLEAN),
    dry('2024-02-05'),
    sample('2024-03-05', { ...CLEAN, nh3n: 1.2 }),
    sample('2024-04-05', { ...CLEAN, nh3n: 0.8 }),
  ];
  const asked = (policy: 'no-result' | 'exclude' | 'met', through = '2024-04-30') =>
    assessSections(
      { period: period('2024-01..2024-04'), through: day(through) },
      [site(months)],
      samplingRulesSchema.parse({ itemSet: { set: 'basic' }, noFlow: { policy } }),
      context,
    );

  test('no flow counts as the plan says', () => {
    // January I and April III keep class III, March IV does not, February had no flow.
    expect(asked('exclude')).toMatchObject({ shown: '66.7', verdict: 'not-met', details: { met: 2, counted: 3 } });
    expect(asked('met')).toMatchObject({ shown: '75.0', verdict: 'not-met', details: { met: 3, counted: 4 } });
    expect(asked('no-result')).toMatchObject({ shown: '66.7', verdict: 'insufficient-data' });
  });

  test('says of each month when it was sampled and what decided', () => {
    const [own] = asked('exclude').trace;
    expect(own?.title.zh).toBe('甲断面');
    expect(own?.detail.zh).toBe(
      '2024-01 Ⅰ类（01-05 采样）；2024-02 断流（02-05 采样）；2024-03 Ⅳ类（03-05 采样，氨氮）；2024-04 Ⅲ类（04-05 采样，氨氮）。',
    );
    expect(own?.clauses.map((c) => c.document)).toContain('GB 3838-2002');
  });

  test('while the period runs nothing is judged', () => {
    const running = asked('exclude', '2024-03-31');
    expect(running).toMatchObject({ shown: '50.0', verdict: 'insufficient-data', provisional: true });
    expect(running.completeness).toMatchObject({ valid: 3, expected: 3 });
  });

  test('the target class is that of the last day; a section without one is named', () => {
    const stricter = [
      { class: 3, from: null, to: '2024-03-31' },
      { class: 2, from: '2024-04-01', to: null },
    ];
    const sites = [site(months, { targetClass: stricter }), site(months, { id: 'own/乙', targetClass: [] })];
    const question = { period: period('2024-04'), through: day('2024-04-30') };
    const found = assessSections(question, sites, rules, context);
    expect(found).toMatchObject({ shown: '0.0', verdict: 'not-met' });
    expect(found.warnings.map((w) => w.code)).toContain('no-target-class');
    // One section in one month: every item is shown with its class.
    expect(found.trace.map((s) => s.title.zh)).toContain('各项类别');
  });
});

describe('sources', () => {
  const question = { period: period('2024'), through: day('2024-12-31') };
  const surface = (id: string, samples: readonly Sample[]) => site(samples, { id, volume: '10' });

  test('comply when each of their samplings does', () => {
    const found = assessSources(
      question,
      [
        surface('a', [sample('2024-02-01', CLEAN), sample('2024-05-01', { ...CLEAN, 'water-fe': 0.2 })]),
        // Iron of 0.4 mg/L is over the 0.3 of Table 2.
        surface('b', [sample('2024-02-01', CLEAN), sample('2024-05-01', { ...CLEAN, 'water-fe': 0.4 })]),
        // COD does not count at sources; 50 mg/L is worse than class V.
        surface('c', [sample('2024-02-01', { ...CLEAN, cod: 50 })]),
      ],
      context,
    );
    // 2 of 3
    expect(found).toMatchObject({ shown: '66.7', verdict: 'not-met', limit: '100' });
    expect(found.trace[1]?.detail.zh).toBe('2024-02-01 达标；2024-05-01 不达标（铁）。');
    expect(found.warnings.map((w) => w.code)).toEqual(['every-sampling']);
  });

  test('what is measured in µg is compared in mg', () => {
    // Benzene: 0.01 mg/L of Table 3 are 10 µg/L.
    const at = (benzene: number) =>
      assessSources(question, [surface('a', [sample('2024-02-01', { ...CLEAN, 'water-benzene': benzene })])], context);
    expect(at(10).shown).toBe('100.0');
    expect(at(10.1).shown).toBe('0.0');
  });

  test('from groundwater keep class III of GB/T 14848', () => {
    const well = (nitrate: number) =>
      site([sample('2024-02-01', { 'water-no3n': nitrate })], { source: 'groundwater' });
    expect(assessSources(question, [well(20)], context).verdict).toBe('met');
    const over = assessSources(question, [well(20.1)], context);
    expect(over.verdict).toBe('not-met');
    expect(over.trace[0]?.detail.zh).toBe('2024-02-01 不达标（硝酸盐（以N计））。');
  });

  test('without a sample are missing, and nothing is judged', () => {
    const found = assessSources(question, [surface('a', [sample('2024-02-01', CLEAN)]), surface('b', [])], context);
    expect(found).toMatchObject({ verdict: 'insufficient-data', completeness: { valid: 1, expected: 2 } });
  });
});

describe('wells', () => {
  const question = { period: period('2024'), through: day('2024-12-31') };
  const well = (id: string, nitrate: readonly number[], earlier: readonly number[] = []) =>
    site(
      nitrate.map((n, i) => sample(`2024-0${i + 4}-01`, { 'water-no3n': n })),
      { id, earlier: earlier.map((n, i) => sample(`2023-0${i + 4}-01`, { 'water-no3n': n })) },
    );

  test('go by the means, and the share by that of the year before', () => {
    // Class V is beyond 30 mg/L: (28 + 33) / 2 = 30.5 is, (26 + 33) / 2 = 29.5 is not.
    const found = assessWells(question, [well('a', [28, 33], [35]), well('b', [26, 33], [10])], context);
    expect(found).toMatchObject({ shown: '50.0', limit: '50', verdict: 'met' });
    const worse = assessWells(question, [well('a', [31], [29]), well('b', [10], [10])], context);
    expect(worse).toMatchObject({ shown: '50.0', limit: '0', verdict: 'not-met' });
  });

  test('without the year before the share is not judged', () => {
    expect(assessWells(question, [well('a', [31])], context)).toMatchObject({
      shown: '100.0',
      verdict: 'not-applicable',
    });
  });

  test('a limit above class I that nothing was detected below leaves the indicator out', () => {
    // Lead: class I to 0.005 mg/L; not detected below 0.02 says no more than class IV or better.
    const hidden = site([sample('2024-04-01', { 'water-pb': '0.02L', 'water-no3n': 4 })]);
    expect(assessWells(question, [hidden], context).trace[0]?.detail.zh).toContain('最差单指标类别 Ⅱ 类');
  });

  test('smell that was found makes class V', () => {
    const found = assessWells(question, [site([sample('2024-04-01', { 'water-odour': 1 })])], context);
    expect(found.trace[0]?.detail.zh).toContain('嗅和味');
    expect(found.shown).toBe('100.0');
  });
});

describe('which samplings count', () => {
  const codes = (found: { readonly warnings: readonly { readonly code: string }[] }) =>
    found.warnings.map((w) => w.code);
  const year = { period: period('2024'), through: day('2024-06-30') };
  const nitrate = (date: string, value: number) => sample(date, { 'water-no3n': value });

  test('of a month those of its first and last day do', () => {
    expect(march([sample('2024-03-01', CLEAN)]).result).toBe(1);
    expect(march([sample('2024-03-31', CLEAN)]).result).toBe(1);
  });

  test('sections that all have a target are not pointed out', () => {
    const question = { period: period('2024-03'), through: day('2024-03-31') };
    const sites = [site([sample('2024-03-05', CLEAN)]), site([sample('2024-03-06', CLEAN)], { id: 'own/乙' })];
    const found = assessSections(question, sites, rules, context);
    expect(codes(found)).toEqual([]);
    // Two section-months: each has a step, and neither shows its items.
    expect(found.trace.map((s) => s.title.zh)).not.toContain('各项类别');
  });

  test('of a source those to the last day that counts do, and those with flow', () => {
    const good = sample('2024-06-30', CLEAN);
    const late = sample('2024-07-01', { ...CLEAN, 'water-fe': 0.4 });
    const found = assessSources(year, [site([good, late, dry('2024-05-01')], { volume: '10' })], context);
    expect(found.trace[0]?.detail.zh).toBe('2024-06-30 达标。');
    // One sampling of each source: nothing is inferred of several.
    expect(codes(found)).toEqual([]);
  });

  test('sources are weighed by their volumes beside their number', () => {
    const bad = sample('2024-05-01', { ...CLEAN, 'water-fe': 0.4 });
    const sites = [
      site([sample('2024-05-01', CLEAN)], { id: 'a', volume: '30' }),
      site([bad], { id: 'b', volume: '10' }),
    ];
    // 1 of 2 sources, 30 of 40 by volume
    expect(assessSources(year, sites, context)).toMatchObject({ shown: '50.0', details: { byVolume: 75 } });
  });

  test('of a well those to the last day that counts do; several are pointed out, one is not, none is said', () => {
    const one = site([nitrate('2024-06-30', 4), nitrate('2024-07-01', 40)]);
    const two = site([nitrate('2024-04-01', 4), nitrate('2024-05-01', 4)], { id: 'b' });
    const found = assessWells(year, [one], context);
    expect(found.shown).toBe('0.0');
    expect(codes(found)).toEqual([]);
    expect(codes(assessWells(year, [one, two], context))).toContain('mean-of-samplings');
    const none = assessWells(year, [site([]), one], context);
    expect(none.trace[0]?.detail.zh).toBe('没有采样。');
    expect(none.completeness).toMatchObject({ valid: 1, expected: 2 });
  });

  test('the share of class V wells is judged by the target of the plan where there is one', () => {
    const target = { value: '10', direction: 'at-most', text: { zh: '一成', en: 'a tenth' }, unit: '%' } as const;
    const found = assessWells({ ...year, target }, [site([nitrate('2024-04-01', 40)])], context);
    expect(found).toMatchObject({ shown: '100.0', limit: '10', verdict: 'not-met' });
  });
});
