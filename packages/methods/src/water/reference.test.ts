import { readFileSync } from 'node:fs';
import type { Assessment } from '@qingshan/kernel';
import { describe, expect, test } from 'vitest';
import { runMethod } from '../define.ts';
import { sharedFile } from '../../testing/shared-data.ts';
import { contextOf, standards } from '../../testing/standards.ts';
import { waterMethods } from './methods.ts';

/** Runs every worked example of the water reference exactly as it stands there, and compares the tables. */
type Example = Record<string, unknown>;
type Numbers = Record<string, number>;

const file = sharedFile('reference/water-soil.json');
const reference = file ? JSON.parse(readFileSync(file, 'utf8')) : { workedExamples: { other: {} } };
const sections: Example[] = reference.workedExamples.surfaceSections ?? [];
const other: Record<string, unknown> = reference.workedExamples.other;

const ON = '2024-12-31';
const CLASSES = ['I', 'II', 'III', 'IV', 'V', '劣V'];
const classNumber = (name: unknown) => CLASSES.indexOf(String(name)) + 1;

function run(id: string, input: unknown): Assessment {
  const method = waterMethods.find((m) => m.id === id);
  if (!method) throw new Error(id);
  return runMethod(method, input, contextOf());
}

function lower<T>(record: unknown): Record<string, T> {
  return Object.fromEntries(Object.entries(record as Record<string, T>).map(([k, v]) => [k.toLowerCase(), v]));
}

function list(name: string): Example[] {
  return Array.isArray(other[name]) ? other[name] : [];
}

describe.skipIf(file === null)('worked examples', () => {
  test('are there', () => {
    expect(sections).toHaveLength(24);
    const names = ['basin', 'targets', 'tli', 'spearman', 'trendLevels', 'trendTwoPeriods', 'blackOdorous'];
    expect(names.filter((n) => list(n).length === 0)).toEqual([]);
  });

  test.each(sections)('$id', ({ body, input, expected }) => {
    const found = run('water.section-class', { on: ON, body, items: lower(input) });
    const { class: name, quality, perItem, decidingItems, mainPollutants, allOver } = expected as Example;
    const itemsOf = (ids: unknown) => (ids as string[]).map((id) => id.toLowerCase());
    expect(found.value).toBe(classNumber(name));
    expect(found.details).toMatchObject({
      level: { zh: quality },
      deciding: itemsOf(decidingItems),
      main: (mainPollutants as Example[]).map((m) => ({
        item: String(m['item']).toLowerCase(),
        class: classNumber(m['class']),
        multiple: m['display'],
      })),
      items: Object.fromEntries(
        Object.entries(lower<Example>(perItem)).map(([id, x]) => [
          id,
          { rounded: x['rounded'], class: classNumber(x['class']) },
        ]),
      ),
      ...(allOver === undefined ? {} : { over: itemsOf(allOver) }),
    });
  });

  test('the mean of pH', () => {
    const { input, mean, rounded } = other['phMean'] as { input: number[]; mean: number; rounded: number };
    const samples = input.map((value, i) => ({ date: `2024-03-1${i}`, value }));
    const found = run('water.period-mean', { item: 'ph', period: '2024-03', samples });
    expect(found.value).toBeCloseTo(mean, 3);
    expect(found.shown).toBe(String(rounded));
  });

  test('a value below the detection limit', () => {
    const example = other['nonDetect'] as { input: unknown[]; mean: number; rounded: string; class: string };
    const samples = example.input.map((value, i) => ({ date: `2024-03-1${i}`, value }));
    const found = run('water.period-mean', { item: 'oil', period: '2024-03', samples });
    expect(found.value).toBeCloseTo(example.mean, 5);
    expect(found.shown).toBe(example.rounded);
    expect(found.details['class']).toBe(classNumber(example.class));
  });

  test('annual means with ten and with seven months', () => {
    const example = other['annualMean'] as { input: (number | null)[]; rounded: string; class: string };
    const samples = example.input.map((value, i) => ({ date: `2023-${String(i + 1).padStart(2, '0')}-10`, value }));
    const found = run('water.period-mean', { item: 'nh3n', period: '2023', samples });
    expect(found).toMatchObject({ shown: example.rounded, completeness: { valid: 10, required: 8 } });
    expect(found.details['class']).toBe(classNumber(example.class));
    const few = samples.filter((s) => s.value !== null).slice(0, 7);
    expect(run('water.period-mean', { item: 'nh3n', period: '2023', samples: few }).verdict).toBe('insufficient-data');
  });

  test.each(list('targets'))('$class against $target', ({ class: found, target, meets }) => {
    const section = { id: 'a', target: classNumber(target), class: classNumber(found) };
    expect(run('water.target-class', { period: '2024', sections: [section] }).verdict).toBe(meets ? 'met' : 'not-met');
  });

  test.each(list('basin'))('basin of $sections: $I-III good, $worseThanV bad', (example) => {
    const [n, good, bad] = ['sections', 'I-III', 'worseThanV'].map((key) => Number(example[key])) as [
      number,
      number,
      number,
    ];
    const classes = Array.from({ length: n }, (_, i) => (i < good ? 3 : i < good + bad ? 6 : 5));
    const found = run('water.basin-shares', { on: ON, sections: classes.map((c, i) => ({ id: `${i}`, class: c })) });
    expect(found.value).toBeCloseTo(Number(example['pctI-III']), 9);
    expect(found.details).toMatchObject({ bad: example['pctWorseV'], level: { zh: example['quality'] } });
  });

  test('a basin of four sections goes by its means', () => {
    const example = other['basinFewSections'] as { sections: Numbers[]; expected: Example };
    const given = example.sections.map((items, i) => ({ id: `${i}`, items: lower(items) }));
    const found = run('water.basin-shares', { on: ON, sections: given });
    expect(found.details['mean']).toMatchObject({
      class: classNumber(example.expected['class']),
      level: { zh: example.expected['quality'] },
      deciding: (example.expected['decidingItems'] as string[]).map((id) => id.toLowerCase()).toSorted(byTable),
    });
  });

  test('shares by length with water', () => {
    const example = other['riverLengthShare'] as { segments: Example[]; shareI_IIIPct: number };
    const given = example.segments.map((s, i) => ({
      id: `${i}`,
      km: s['km'],
      class: s['class'] === '无水' ? 'no-flow' : classNumber(s['class']),
    }));
    const found = run('water.basin-shares', { on: ON, by: 'length', noFlow: { policy: 'exclude' }, sections: given });
    expect(found.shown).toBe(example.shareI_IIIPct.toFixed(1));
  });

  test.each(list('trendLevels'))('from $from to $to', ({ from, to, result }) => {
    const names = ['优', '良好', '轻度污染', '中度污染', '重度污染'];
    const ids = ['excellent', 'good', 'light', 'moderate', 'heavy'];
    const id = (name: unknown) => ids[names.indexOf(String(name))];
    const found = run('water.trend', { kind: 'levels', on: ON, from: id(from), to: id(to) });
    expect(found.details['text']).toMatchObject({ zh: result });
  });

  test.each(list('trendTwoPeriods'))('shares $G1/$D1 to $G2/$D2', (example) => {
    const [g1, d1, g2, d2] = ['G1', 'D1', 'G2', 'D2'].map((key) => example[key]);
    const found = run('water.trend', {
      kind: 'shares',
      on: ON,
      from: { good: g1, bad: d1 },
      to: { good: g2, bad: d2 },
    });
    expect(found.value).toBe(example['dG-dD']);
    expect(found.details['text']).toMatchObject({ zh: example['result'] });
  });

  test.each(list('spearman'))('$desc', ({ input, sumD2, rs, result }) => {
    const found = run('water.trend', { kind: 'spearman', on: ON, values: input });
    expect(Number(found.value?.toFixed(3))).toBe(rs);
    expect(found.details['sumOfSquares']).toBe(sumD2);
    expect(found.details['text']).toMatchObject({ zh: String(result).replace('(', '（').replace(')', '）') });
  });

  test.each(list('tli'))('TLI $TLI', ({ input, parts, TLI, grade }) => {
    const found = run('water.tli', { on: ON, items: lower(input) });
    expect(Number(found.shown)).toBe(TLI);
    const own = Object.entries(found.details['parts'] as Record<string, string>).map(([k, v]) => [k, Number(v)]);
    expect(Object.fromEntries(own)).toEqual(lower(parts));
    expect(found.details['grade']).toMatchObject({ zh: grade });
  });

  test('CWQI', () => {
    const example = other['cwqi'] as Record<string, Numbers> & { riverSections: Numbers[] };
    const found = run('water.cwqi', {
      on: ON,
      base: example['changeExample']?.['base'],
      rivers: example.riverSections.map((items, i) => ({ id: `${i}`, items: lower(items) })),
      lakes: [{ id: 'l', items: lower(example['lakePoint']) }],
    });
    expect(Number(found.shown)).toBe(example['CWQI_city']);
    expect(Number(found.details['river'])).toBe(example['CWQI_river']);
    expect(Number(found.details['lake'])).toBe(example['CWQI_lake']);
    expect(Number(found.details['change'])).toBe(example['changeExample']?.['deltaPct']);
  });

  test('drinking sources by source and by volume', () => {
    const example = other['drinkingSource'] as Numbers & { input: Example[] };
    const given = example.input.map((s) => ({ id: s['name'], volume: s['volume'], compliant: s['ok'] }));
    const rate = (by: string) => Number(run('water.source-compliance', { on: ON, by, sources: given }).shown);
    expect([rate('sources'), rate('volume')]).toEqual([example['sourceRatePct'], example['volumeRatePct']]);
  });

  test('ecological flow', () => {
    const example = other['ecoFlow'] as Numbers & { dailyFlow_m3s: number[]; meets: boolean };
    const flows = example.dailyFlow_m3s.map((flow, i) => ({ date: `2024-06-${String(i + 1).padStart(2, '0')}`, flow }));
    const period = '2024-06-01..2024-06-10';
    const found = run('water.ecological-flow', { kind: 'flow', period, flows, target: example['target'] });
    expect(found.value).toBe(example['assurancePct']);
    expect(found.limit).toBe(String(example['requiredPct']));
    expect(found.verdict).toBe(example.meets ? 'met' : 'not-met');
  });

  test.each(list('blackOdorous'))('black and odorous: $result', ({ SD_cm, DO, NH3N, depth_cm, result }) => {
    const items = { sd: SD_cm, do: DO, nh3n: NH3N };
    const found = run('water.black-odorous', { on: ON, items, depth: depth_cm });
    const { zh } = found.details['grade'] as { zh: string };
    expect(zh.startsWith(String(result))).toBe(true);
  });
});

function byTable(a: string, b: string): number {
  const order = standards
    .edition('gb-3838-2002')
    .figures('indicators')
    .map((f) => f.keys['indicator']);
  return order.indexOf(a) - order.indexOf(b);
}

describe.skipIf(file === null)('the tables against the independently typed reference', () => {
  const gb = standards.edition('gb-3838-2002');
  const rows = (name: string) => (reference.gb3838_2002?.[name] ?? []) as Example[];

  test('Table 1: limits of rivers and lakes', () => {
    const limited = rows('table1').filter((r) => r['limits'] !== null);
    expect(limited).toHaveLength(23);
    for (const row of limited) {
      const indicator = String(row['key']).toLowerCase();
      for (const body of ['river', 'lake']) {
        if (indicator === 'tn' && body === 'river') continue;
        const wanted = (body === 'lake' ? (row['lakeLimits'] ?? row['limits']) : row['limits']) as Example;
        const own = gb.figures('limits', { indicator, body });
        expect(
          own.map((f) => f.values?.map(Number) ?? Number(f.value)),
          indicator,
        ).toEqual(Object.values(wanted));
      }
    }
    expect(gb.figures('limits')).toHaveLength(225);
  });

  test('Tables 2 and 3', () => {
    const names = new Map(
      gb.figures('indicators').map((f) => [`${f.keys['table']} ${f.keys['no']}`, f.keys['indicator']]),
    );
    const wanted = [2, 3].flatMap((table) =>
      rows(`table${table}`).map((r) => [names.get(`${table} ${r['no']}`), Number(r['limit'])]),
    );
    expect(gb.figures('source-limits').map((f) => [f.keys['indicator'], Number(f.value)])).toEqual(wanted);
    expect(wanted).toHaveLength(85);
    const preferred = rows('table3')
      .filter((r) => r['preferred33'])
      .map((r) => names.get(`3 ${r['no']}`));
    expect(gb.figures('preferred').map((f) => f.keys['indicator'])).toEqual(preferred);
    expect(preferred).toHaveLength(33);
  });

  test('decimals and the items that count', () => {
    const own = standards.edition('water-statistics-2020').figures('rounding');
    expect(Object.fromEntries(own.map((f) => [f.keys['indicator'], Number(f.value)]))).toMatchObject(
      lower(reference.rounding.assessmentDecimals),
    );
    const basic = standards.edition('water-assessment-2011').figure('item-sets', { set: 'basic' });
    expect(basic.values).toEqual(reference.surfaceWaterAssessment.items21.map((id: string) => id.toLowerCase()));
  });

  test('critical values and coefficients', () => {
    const { Wp_remembered: printed, exact_computed: exact } = reference.surfaceWaterAssessment.trend.spearman;
    const edition = standards.edition('water-assessment-2011');
    const table = (name: string) => edition.figures(name).map((f) => [f.keys['n'], f.keys['alpha'], Number(f.value)]);
    expect(table('spearman')).toEqual(
      Object.entries(printed as Record<string, number[]>).flatMap(([n, [a, b]]) => [
        [n, '0.05', a],
        [n, '0.01', b],
      ]),
    );
    expect(table('spearman-exact')).toEqual(
      Object.entries(exact as Record<string, Record<string, number[]>>).flatMap(([n, row]) =>
        ['0.05', '0.01'].map((alpha) => [n, alpha, row[alpha]?.[0]]),
      ),
    );
    const tli = standards.edition('tli-2001').figures('coefficients');
    const wanted = lower<Numbers>(reference.tli.coefficients);
    expect(tli).toHaveLength(15);
    for (const { keys, value } of tli)
      expect(Number(value)).toBe(wanted[keys['indicator'] ?? '']?.[keys['item'] ?? '']);
  });
});
