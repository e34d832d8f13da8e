import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDay, type Day } from '@qingshan/kernel';
import { describe, expect, it } from 'vitest';
import { compareEditions } from './compare-editions.ts';
import { hashEditions, loadStandards } from './load-standards.ts';

const FOLDER = join(import.meta.dirname, '../../../standards');

function day(text: string): Day {
  const found = parseDay(text);
  if (found === null) throw new RangeError(text);
  return found;
}

const library = await loadStandards(FOLDER);

function resolved(family: string, on: string, options: Parameters<typeof library.resolve>[2] = {}): string {
  return library.resolve(family, day(on), options).id;
}

function pm25LimitOfYear(on: string): string | null {
  const edition = library.resolve('gb-3095', day(on));
  return edition.figure('limits', { parameter: 'pm25', averaging: 'year', class: '2' }, day(on)).value;
}

function temperatureOfGases(on: string): string | null {
  const edition = library.resolve('gb-3095', day(on));
  return edition.figure('reference-state', { of: 'gases', quantity: 'temperature' }, day(on)).value;
}

describe('the standards of the product', () => {
  it('hold every edition', async () => {
    const entries = await readdir(FOLDER, { withFileTypes: true });
    const folders = entries.filter((e) => e.isDirectory()).map((e) => e.name);
    expect(folders).toEqual(
      expect.arrayContaining(['gb-3095-2012', 'gb-3095-2026', 'hj-633-2012', 'hj-633-2026', 'hj-663-2013']),
    );
    expect(library.editions.map((e) => e.id).sort()).toEqual(folders.sort());
  });

  it('keep a released edition as it was released', async () => {
    const frozen: unknown = JSON.parse(await readFile(join(FOLDER, 'frozen.json'), 'utf8'));
    expect(await hashEditions(FOLDER)).toMatchObject(frozen ?? {});
    expect(Object.keys(frozen ?? {})).toContain('gb-3095-2012');
  });

  it('notice one changed digit, but not other line ends', async () => {
    const copy = await mkdtemp(join(tmpdir(), 'standards-'));
    try {
      await cp(FOLDER, copy, { recursive: true });
      const file = join(copy, 'gb-3095-2012/limits.yaml');
      const text = await readFile(file, 'utf8');
      const before = await hashEditions(copy);
      await writeFile(file, text.replaceAll('\n', '\r\n'));
      expect(await hashEditions(copy)).toEqual(before);
      await writeFile(file, text.replace('2: 35', '2: 36'));
      const after = await hashEditions(copy);
      expect(Object.keys(after).filter((id) => after[id] !== before[id])).toEqual(['gb-3095-2012']);
    } finally {
      await rm(copy, { recursive: true });
    }
  });
});

describe('which edition judges a day', () => {
  it.each(['gb-3095', 'hj-633'])('%s changes on 2026-03-01', (family) => {
    expect(resolved(family, '2026-02-28')).toBe(`${family}-2012`);
    expect(resolved(family, '2026-03-01')).toBe(`${family}-2026`);
  });

  it('HJ 663 begins on 2013-10-01 and changes on 2026-03-01', () => {
    expect(() => resolved('hj-663', '2013-09-30')).toThrow('hj-663');
    expect(resolved('hj-663', '2013-10-01')).toBe('hj-663-2013');
    expect(resolved('hj-663', '2026-02-28')).toBe('hj-663-2013');
    expect(resolved('hj-663', '2026-03-01')).toBe('hj-663-2026');
  });

  it('GB 3095-2012 holds in Beijing from 2013, elsewhere from 2016', () => {
    expect(() => resolved('gb-3095', '2012-12-31', { place: '北京市' })).toThrow('2012-12-31');
    expect(resolved('gb-3095', '2013-01-01', { place: '北京市' })).toBe('gb-3095-2012');
    expect(() => resolved('gb-3095', '2015-12-31', { place: '拉萨市' })).toThrow('2015-12-31');
    expect(resolved('gb-3095', '2016-01-01', { place: '拉萨市' })).toBe('gb-3095-2012');
  });

  it('an early adopter is assumed where no place is named', () => {
    expect(resolved('gb-3095', '2014-07-01')).toBe('gb-3095-2012');
    expect(() => resolved('gb-3095', '2012-12-31')).toThrow('2012-12-31');
  });

  it('early adoption ends with the edition', () => {
    expect(resolved('gb-3095', '2026-03-01', { place: '北京市' })).toBe('gb-3095-2026');
  });

  it('a pin goes before dates', () => {
    expect(resolved('gb-3095', '2027-01-01', { pins: { 'gb-3095': 'gb-3095-2012' } })).toBe('gb-3095-2012');
    expect(resolved('hj-663', '2010-01-01', { pins: { 'hj-663': 'hj-663-2013' } })).toBe('hj-663-2013');
    expect(() => resolved('gb-3095', '2024-01-01', { pins: { 'gb-3095': 'hj-663-2013' } })).toThrow('hj-663-2013');
  });

  it('the PM2.5 limit of the year is 35, then 30, then 25', () => {
    expect(['2026-02-28', '2026-03-01', '2030-12-31', '2031-01-01'].map(pm25LimitOfYear)).toEqual([
      '35',
      '30',
      '30',
      '25',
    ]);
  });

  it('the reference state of gases changes on 2018-09-01', () => {
    expect(['2014-01-01', '2018-08-31', '2018-09-01'].map(temperatureOfGases)).toEqual(['273', '273', '298.15']);
  });
});

describe('what the library does not have', () => {
  it('an edition, a parameter, a figure', () => {
    expect(() => library.edition('gb-3095-1996')).toThrow('gb-3095-1996');
    expect(() => library.parameter('pm1')).toThrow('pm1');
    const edition = library.edition('gb-3095-2012');
    expect(edition.find('limits', { parameter: 'co', averaging: 'year', class: '2' })).toBeNull();
    expect(() => edition.figure('limits', { parameter: 'co', averaging: 'year', class: '2' })).toThrow(
      'GB 3095-2012 has no figure for limits co year 2',
    );
    expect(edition.figures('nothing')).toEqual([]);
  });
});

describe('what changed between editions', () => {
  it('GB 3095: four class-2 limits of PM at the transition', () => {
    const changes = compareEditions(library.edition('gb-3095-2012'), library.edition('gb-3095-2026'));
    const limits = changes.filter((c) => c.table === 'limits');
    expect(limits).toEqual([
      {
        table: 'limits',
        keys: { parameter: 'pm10', averaging: 'year', class: '2' },
        kind: 'changed',
        before: '70',
        after: '60',
        unit: 'ug/m3',
      },
      {
        table: 'limits',
        keys: { parameter: 'pm10', averaging: 'day', class: '2' },
        kind: 'changed',
        before: '150',
        after: '120',
        unit: 'ug/m3',
      },
      {
        table: 'limits',
        keys: { parameter: 'pm25', averaging: 'year', class: '2' },
        kind: 'changed',
        before: '35',
        after: '30',
        unit: 'ug/m3',
      },
      {
        table: 'limits',
        keys: { parameter: 'pm25', averaging: 'day', class: '2' },
        kind: 'changed',
        before: '75',
        after: '60',
        unit: 'ug/m3',
      },
    ]);
  });

  it('GB 3095-2026: from the transition to the final stage', () => {
    const edition = library.edition('gb-3095-2026');
    const changes = compareEditions(edition, edition, { before: day('2030-12-31'), after: day('2031-01-01') });
    const class2 = changes
      .filter((c) => c.keys['class'] === '2')
      .map((c) => `${c.keys['parameter']} ${c.keys['averaging']} ${c.before}→${c.after}`);
    expect(class2).toEqual([
      'so2 year 60→20',
      'so2 day 150→50',
      'so2 hour 500→150',
      'no2 year 40→30',
      'no2 day 80→50',
      'pm10 year 60→50',
      'pm10 day 120→100',
      'pm25 year 30→25',
      'pm25 day 60→50',
      'nox year 50→40',
      'nox day 100→70',
    ]);
  });

  it('HJ 633: the daily index loses the largest hour of O3 and gains rounding', () => {
    const changes = compareEditions(library.edition('hj-633-2012'), library.edition('hj-633-2026'));
    expect(changes).toContainEqual({
      table: 'items',
      keys: { report: 'daily', parameter: 'o3', averaging: 'max-1h' },
      kind: 'removed',
      before: 'o3-hour',
      after: null,
      unit: null,
    });
    expect(changes).toContainEqual({
      table: 'rounding',
      keys: { parameter: 'co', use: 'before-iaqi' },
      kind: 'added',
      before: null,
      after: '1',
      unit: 'decimals',
    });
  });
});
