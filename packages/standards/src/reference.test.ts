import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { parseDay, type Day } from '@qingshan/kernel';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadStandards } from './load-standards.ts';
import type { Edition, Figure } from './types.ts';

/**
 * Every figure of the air standards against the independently transcribed reference, both ways: nothing differs, nothing
 * is missing, nothing is added.
 */
const ROOT = join(import.meta.dirname, '../../..');
const REFERENCE = join(ROOT, '../shared/reference/air.json');

const numbers = z.array(z.number().nullable());
const byPollutant = z.record(z.string(), z.number());
const reference = z.object({
  standards: z.array(
    z.object({ id: z.string(), effectiveFrom: z.string().optional(), effectiveTo: z.string().nullish() }),
  ),
  airQualityStandard: z.object({
    limits: z.array(
      z.object({
        standard: z.string(),
        stage: z.string().nullable(),
        pollutant: z.string(),
        averaging: z.string(),
        class1: z.number(),
        class2: z.number(),
        unit: z.string(),
        clause: z.string(),
        certainty: z.string(),
      }),
    ),
    definitions: z.array(z.object({ text: z.string(), clause: z.string() })),
    referenceState: z.array(z.object({ gases: z.string().optional() })),
    informativeLimits: z.array(
      z.object({ item: z.string(), averaging: z.string(), value: z.union([z.number(), z.string()]), unit: z.string() }),
    ),
    methods: z.object({ table: z.record(z.string(), z.string()) }),
    validity: z.array(
      z.object({
        pollutants: z.array(z.string()),
        averaging: z.string(),
        params: z.record(z.string(), z.union([z.number(), z.string()])).optional(),
        certainty: z.string(),
      }),
    ),
  }),
  aqi: z.object({
    versions: z.array(
      z.object({
        id: z.string(),
        breakpoints: z.record(z.string(), numbers),
        dailyItems: z.array(z.string()),
        hourlyItems: z.array(z.string()),
        missing: z.array(z.object({ clause: z.string() })).optional(),
      }),
    ),
    levels: z.array(
      z.object({
        level: z.number(),
        range2012: z.string(),
        range2026: z.string(),
        name: z.string(),
        color: z.string(),
        rgb: z.array(z.number()),
        cmyk: z.array(z.number()),
      }),
    ),
    sensitiveGroups2026: z.record(z.string(), z.string()),
  }),
  evaluation: z.object({
    items_year: z.array(
      z.object({
        pollutant: z.string(),
        stat: z.string().nullable(),
        percentile: z.number(),
        percentileOf: z.string(),
      }),
    ),
    aggregation: z.array(z.object({ topic: z.string(), rule: z.string() })),
    exceedance: z.array(z.object({ name: z.string(), dp: z.number() })),
    rounding: z.array(z.object({ item: z.string().optional(), dp: byPollutant.optional() })),
  }),
  compositeIndex: z.object({
    standard_values: z.array(
      z.object({ from: z.string(), to: z.string().nullable(), S: byPollutant, certainty: z.string() }),
    ),
    weighted_variant: z.object({ weights: byPollutant }),
  }),
  dust: z.object({
    method: z.object({ mdl: z.string(), lowerQuantLimit: z.string() }),
    limits: z.array(z.object({ scope: z.string(), value: z.number().nullable(), doc: z.string().optional() })),
  }),
});

if (env['CI'] && !existsSync(REFERENCE)) throw new Error(`${REFERENCE} is missing`);

const library = await loadStandards(join(ROOT, 'standards'));

function parameterId(pollutant: string): string {
  return pollutant.toLowerCase().replace('.', '');
}

function day(text: string): Day {
  return parseDay(text) ?? Number.NaN;
}

function numeric(figure: Figure): number {
  return Number(figure.value);
}

function breakpointItem(name: string): string {
  return name.toLowerCase().replace('.', '').replace('_', '-');
}

function breakpointUnit(item: string | undefined): string {
  if (item === 'iaqi') return '1';
  return item?.startsWith('co-') ? 'mg/m3' : 'ug/m3';
}

function itemsOf(edition: Edition, report: string): string[] {
  return edition
    .figures('items', { report })
    .map((f) => `${f.keys['parameter']} ${f.keys['averaging']}`)
    .toSorted();
}

function coverage(rule: string): number {
  return numeric(library.edition('hj-663-2013').figure('coverage', { rule }));
}

/** The figures as `key key … value unit certainty`, sorted, to be compared as a whole. */
function lines(figures: readonly Figure[]): string[] {
  return figures.map((f) => [...Object.values(f.keys), numeric(f), f.unit, f.clause.certainty].join(' ')).toSorted();
}

describe.skipIf(!existsSync(REFERENCE))('against the reference', () => {
  let air: z.output<typeof reference>;
  beforeAll(() => {
    air = reference.parse(JSON.parse(readFileSync(REFERENCE, 'utf8')));
  });

  it('dates of the editions', () => {
    const expected = air.standards.filter((s) => /^(GB 3095|HJ 6[36]3)-\d+$/.test(s.id));
    expect(expected).toHaveLength(6);
    for (const { id, effectiveFrom, effectiveTo } of expected) {
      const { inForce } = library.edition(id.toLowerCase().replace(' ', '-'));
      // HJ 633-2012 is in force "with GB 3095-2012"
      const from = id === 'HJ 633-2012' ? library.edition('gb-3095-2012').inForce.from : effectiveFrom;
      expect(inForce, id).toEqual({ from, to: effectiveTo });
    }
  });

  it.each([
    ['gb-3095-2012', 'GB 3095-2012', [null], '2020-01-01'],
    ['gb-3095-2026', 'GB 3095-2026', ['transition', 'all'], '2026-03-01'],
    ['gb-3095-2026', 'GB 3095-2026', ['final', 'all'], '2031-01-01'],
  ] as const)('limits of %s on %s %s %s', (id, standard, stages, on) => {
    const rows = air.airQualityStandard.limits.filter(
      (l) => l.standard === standard && stages.some((s) => s === l.stage),
    );
    const expected = rows.flatMap((l) =>
      [l.class1, l.class2].map((value, i) =>
        [parameterId(l.pollutant), l.averaging, i + 1, value, l.unit, l.certainty].join(' '),
      ),
    );
    const figures = library.edition(id).figures('limits', {}, day(on));
    expect(lines(figures)).toEqual(expected.toSorted());
    for (const row of rows) {
      const figure = library
        .edition(id)
        .figure('limits', { parameter: parameterId(row.pollutant), averaging: row.averaging, class: '2' }, day(on));
      expect(row.clause.startsWith(figure.clause.clause), row.pollutant).toBe(true);
    }
  });

  it.each([
    ['gb-3095-2026', 'read'],
    ['gb-3095-2012', 'memory'],
  ])('least data of %s', (id, certainty) => {
    const names: Readonly<Record<string, [string, string]>> = {
      minDaysYear: ['min-days-year', 'days'],
      minDaysQuarter: ['min-days-quarter', 'days'],
      minDaysMonth: ['min-days-month', 'days'],
      minDaysFebruary: ['min-days-february', 'days'],
      minHours: ['min-hours', 'hours'],
      minMinutes: ['min-minutes', 'minutes'],
    };
    const rows = air.airQualityStandard.validity.filter((v) => v.averaging !== 'mda8');
    const expected = rows.flatMap((v) =>
      v.pollutants.flatMap((p) =>
        Object.entries(v.params ?? {}).map(([name, value]) => {
          const [rule, unit] = names[name] ?? ['', ''];
          return [parameterId(p), v.averaging, rule, value, unit, certainty].join(' ');
        }),
      ),
    );
    expect(lines(library.edition(id).figures('validity'))).toEqual(expected.toSorted());
  });

  it('the 8-hour maximum needs 14 windows', () => {
    const rule = air.airQualityStandard.validity.find((v) => v.averaging === 'mda8' && v.params);
    for (const id of ['hj-663-2013', 'hj-663-2026']) {
      const figure = library
        .edition(id)
        .figure('validity', { parameter: 'o3', averaging: 'mda8', rule: 'min-windows' });
      expect([numeric(figure), figure.clause.certainty, figure.clause.clause]).toEqual([
        rule?.params?.['minWindows'],
        'read-third-party',
        '6.1.2',
      ]);
    }
  });

  it('informative limits, definitions, reference state and analysis methods of GB 3095-2026', () => {
    const edition = library.edition('gb-3095-2026');
    const texts = air.airQualityStandard.informativeLimits.map((l) => {
      const values = typeof l.value === 'number' ? [l.value] : [...l.value.matchAll(/\d+\.\d+/g)].map(Number);
      return `${l.item} ${l.averaging.replace(' ', '-')} ${values.join(' ')}`;
    });
    const grouped = Object.entries(
      Object.groupBy(edition.figures('informative'), (f) => `${f.keys['item']} ${f.keys['averaging']}`),
    );
    expect(grouped.map(([key, figures]) => `${key} ${figures?.map(numeric).join(' ')}`).toSorted()).toEqual(
      texts.toSorted(),
    );
    const clauses = air.airQualityStandard.definitions.map((d) => d.clause.replace('-', '–'));
    expect([...new Set(edition.figures('definitions').map((f) => f.clause.clause))]).toEqual(clauses);
    const methods = Object.entries(air.airQualityStandard.methods.table).map(([p, text]) => [parameterId(p), text]);
    expect(edition.figures('methods').map((f) => [f.keys['parameter'], f.text?.en])).toEqual(methods);
  });

  it('the reference state of gases', () => {
    const edition = library.edition('gb-3095-2012');
    const states = ['2018-08-31', '2018-09-01'].map((on) => {
      const [t, p] = ['temperature', 'pressure'].map((quantity) =>
        edition.figure('reference-state', { of: 'gases', quantity }, day(on)),
      );
      return `${t?.value} ${t?.unit}, ${p?.value} ${p?.unit}`;
    });
    const [before, after] = air.airQualityStandard.referenceState.map((s) => s.gases ?? '');
    expect(before).toContain(states[0]);
    expect(after).toContain(states[1]);
  });

  it('breakpoints of both generations', () => {
    for (const version of air.aqi.versions) {
      const edition = library.edition(version.id.toLowerCase().replace(' ', '-'));
      const figures = edition.figures('breakpoints');
      const own = figures.map((f) => [f.keys['item'], f.values?.map((v) => (v === null ? null : Number(v)))]);
      const expected = Object.entries(version.breakpoints).map(([name, values]) => [breakpointItem(name), values]);
      expect(Object.fromEntries(own)).toEqual(Object.fromEntries(expected));
      expect(figures.map((f) => f.unit)).toEqual(figures.map((f) => breakpointUnit(f.keys['item'])));
    }
  });

  it('items of the daily and hourly index', () => {
    const averaging: Readonly<Record<string, string>> = {
      day: 'day',
      '1h': 'hour',
      '1h (daily breakpoints)': 'hour',
      'daily maximum 1 h': 'max-1h',
      MDA8: 'mda8',
      '8h rolling': '8h',
      '24h rolling': '24h',
    };
    const item = (text: string) => {
      const [, pollutant = '', rest = ''] = /^(\S+) (.*)$/.exec(text) ?? [];
      return `${parameterId(pollutant)} ${averaging[rest]}`;
    };
    for (const version of air.aqi.versions) {
      const edition = library.edition(version.id.toLowerCase().replace(' ', '-'));
      expect(itemsOf(edition, 'daily')).toEqual(version.dailyItems.map(item).toSorted());
      expect(itemsOf(edition, 'hourly')).toEqual(version.hourlyItems.map(item).toSorted());
    }
  });

  it('levels with ranges, names and colours', () => {
    for (const year of ['2012', '2026'] as const) {
      const edition = library.edition(`hj-633-${year}`);
      const own = air.aqi.levels.map(({ level }) => {
        const figure = (name: string) => edition.figure('levels', { level: String(level), item: name });
        const list = (name: string) => figure(name).values?.map(Number);
        const [from, to] = figure('range').values ?? [];
        return {
          level,
          range: to === null ? `>${Number(from) - 1}` : `${from}-${to}`,
          name: figure('name').text?.zh,
          color: figure('colour').text?.zh,
          rgb: list('rgb'),
          cmyk: list('cmyk'),
        };
      });
      expect(own).toEqual(
        air.aqi.levels.map(({ level, name, color, rgb, cmyk, ...ranges }) => ({
          level,
          range: ranges[`range${year}`],
          name,
          color,
          rgb,
          cmyk,
        })),
      );
    }
  });

  it('sensitive groups and missing-data clauses of HJ 633-2026', () => {
    const edition = library.edition('hj-633-2026');
    const groups = Object.entries(air.aqi.sensitiveGroups2026).map(
      ([p, text]) => [parameterId(p), text.split(', ').length] as const,
    );
    expect(edition.figures('groups').map((f) => [f.keys['parameter'], f.text?.en.split(', ').length])).toEqual(groups);
    const clauses = air.aqi.versions.find((v) => v.id === 'HJ 633-2026')?.missing?.map((m) => m.clause);
    expect([...new Set(edition.figures('missing').map((f) => f.clause.clause))]).toEqual(clauses);
  });

  it.each([
    ['hj-663-2013', 'memory'],
    ['hj-663-2026', 'read-third-party'],
  ])('annual items of %s', (id, certainty) => {
    const edition = library.edition(id);
    const own = air.evaluation.items_year.map(({ pollutant }) => {
      const figure = (item: string) => edition.figure('statistics', { parameter: parameterId(pollutant), item });
      return {
        pollutant,
        stat: figure('mean').value === 'yes' ? 'annual mean' : null,
        percentile: numeric(figure('percentile')),
        percentileOf: figure('percentile-of').value === 'mda8' ? 'MDA8' : 'daily mean',
      };
    });
    expect(own).toEqual(air.evaluation.items_year);
    expect(edition.figures('statistics')).toHaveLength(18);
    expect(new Set(edition.figures('statistics').map((f) => f.clause.certainty))).toEqual(new Set([certainty]));
  });

  it('decimals', () => {
    const decimals = (id: string, use: string) =>
      Object.fromEntries(
        library
          .edition(id)
          .figures('rounding', { use })
          .map((f) => [f.keys['parameter'], numeric(f)]),
      );
    const expected = (item: string) => {
      const row = air.evaluation.rounding.find((r) => r.item === item)?.dp ?? {};
      return Object.fromEntries(Object.entries(row).map(([p, dp]) => [parameterId(p), dp]));
    };
    expect(decimals('hj-633-2026', 'before-iaqi')).toEqual(expected('daily values before IAQI'));
    expect(decimals('hj-663-2013', 'period')).toEqual(expected('period statistics under HJ 663-2013'));
    const rates = ['good-days', 'exceed-multiple', 'compliance'].map((rate) =>
      numeric(library.edition('hj-663-2013').figure('rates', { rate, item: 'decimals' })),
    );
    expect(rates).toEqual(air.evaluation.exceedance.map((e) => e.dp));
    const rounding2026 = library.edition('hj-663-2026').figures('rounding', { use: 'period' });
    expect(new Set(rounding2026.map((f) => f.clause.certainty))).toEqual(new Set(['unconfirmed']));
  });

  it('station coverage', () => {
    const rule = air.evaluation.aggregation.find((a) => a.topic.startsWith('station coverage'))?.rule ?? '';
    const shares = [...rule.matchAll(/(\d+) %/g)].map((m) => Number(m[1]));
    expect([coverage('share'), coverage('share-of-few')]).toEqual(shares);
    expect(rule).toContain('fewer than four stations');
    expect(coverage('few-stations')).toBe(4);
  });

  it('composite index: limits by date, weights of the variant', () => {
    const edition = library.edition('city-ranking-2014');
    for (const { from, S, certainty } of air.compositeIndex.standard_values) {
      const figures = edition.figures('composite-limits', {}, day(from.length === 4 ? `${from}-01-01` : from));
      expect(Object.fromEntries(figures.map((f) => [f.keys['parameter'], numeric(f)]))).toEqual(
        Object.fromEntries(Object.entries(S).map(([p, s]) => [parameterId(p), s])),
      );
      expect(figures.every((f) => certainty.startsWith(f.clause.certainty))).toBe(true);
    }
    expect(
      Object.fromEntries(edition.figures('composite-weights').map((f) => [f.keys['parameter'], numeric(f)])),
    ).toEqual(
      Object.fromEntries(
        Object.entries(air.compositeIndex.weighted_variant.weights).map(([p, w]) => [parameterId(p), w]),
      ),
    );
  });

  it('dustfall', () => {
    const figure = (item: string) => library.edition('hj-1221-2021').figure('dustfall', { item });
    expect([figure('detection-limit'), figure('quantification-limit')].map((f) => `${f.value} ${f.unit}`)).toEqual(
      [air.dust.method.mdl, air.dust.method.lowerQuantLimit].map((text) => text.replace('*', '·')),
    );
    const ceiling = air.dust.limits.find((l) => l.doc === '国发〔2018〕22号')?.value;
    const own = library.edition('guofa-2018-22').figures('dustfall').map(numeric);
    expect(own).toEqual([ceiling, ceiling]);
  });
});
