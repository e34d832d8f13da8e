import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { runMethod } from '../define.ts';
import { sharedFile } from '../../testing/shared-data.ts';
import { contextOf } from '../../testing/standards.ts';
import { classSymbol } from './classes.ts';
import { sectionClassMethod } from './section-class/method.ts';

/**
 * The section class against what the publisher of the national automatic stations gave for the same values: 17,914 rows
 * of 8 May to 30 September 2020, one a day and section.
 *
 * The publisher classes the unrounded values of dissolved oxygen, permanganate index, ammonia, total phosphorus and pH
 * and leaves out what is missing. Which limits of total phosphorus apply to a section is not published; it was inferred
 * from the same rows, where they tell.
 */
const FOLDER = 'data/water-national-auto';
const file = sharedFile(`${FOLDER}/national_sections_2020-05-08_2020-09-30.csv.gz`);
const familyFile = sharedFile(`${FOLDER}/section_tp_family_inferred.csv`);

const COLUMNS = { ph: 'ph', do: 'do_mgL', codmn: 'codmn_mgL', nh3n: 'nh3n_mgL', tp: 'tp_mgL' } as const;
const BODIES: Readonly<Record<string, 'river' | 'lake'>> = { river: 'river', lake_or_reservoir: 'lake' };
type Row = Readonly<Record<string, string>>;

function rowsOf(text: string): Row[] {
  const [head = '', ...lines] = text.trim().split(/\r?\n/);
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i] ?? '', cell])));
}

function key(row: Row): string {
  return `${row['province']} ${row['section']}`;
}

function classed(row: Row): boolean {
  return !['', '-', undefined].includes(row['class']);
}

const rows = file === null ? [] : rowsOf(gunzipSync(readFileSync(file)).toString('utf8'));
const families = new Map(
  familyFile === null ? [] : rowsOf(readFileSync(familyFile, 'utf8')).map((r) => [key(r), r['tp_limits_inferred']]),
);
const bodyOf = (row: Row) => BODIES[families.get(key(row)) ?? ''];
const determined = rows.filter((row) => classed(row) && bodyOf(row));
const undetermined = rows.filter((row) => classed(row) && !bodyOf(row));

function assess(row: Row, suffix: '' | '_orig', body: 'river' | 'lake', judgeBy: 'exact' | 'shown'): string {
  const items = Object.entries(COLUMNS).flatMap(([id, column]) => {
    const text = row[column + suffix] ?? '';
    return ['', '--', '*'].includes(text) ? [] : [[id, Number(text)]];
  });
  const input = {
    on: row['file_date'],
    body,
    items: Object.fromEntries(items),
    itemSet: { set: 'custom', extra: Object.keys(COLUMNS) },
    judgeBy,
  };
  return classSymbol(runMethod(sectionClassMethod, input, contextOf()).value ?? 0);
}

describe.skipIf(file === null || familyFile === null)('published classes of the national automatic stations', () => {
  test('what is compared and what is left out', () => {
    expect(rows).toHaveLength(17_914);
    // Left out: no class was published (6,524 rows empty, 77 with a dash).
    expect(rows.filter((row) => !classed(row))).toHaveLength(6_601);
    // Left out of the strict comparison: classes that fit under the limits of rivers and of lakes alike, at sections that
    // never told which apply, and twenty sections whose names occur in two provinces, of which the file of the families
    // has one.
    expect(undetermined.filter((row) => families.has(key(row)))).toHaveLength(2_884);
    expect(undetermined.filter((row) => !families.has(key(row)))).toHaveLength(28);
    expect(determined).toHaveLength(8_401);
  });

  test('of the rows whose TP limits are known none disagrees', () => {
    const wrong = determined.filter((row) => assess(row, '_orig', bodyOf(row) ?? 'river', 'exact') !== row['class']);
    expect(wrong.map((row) => `${row['file_date']} ${key(row)}`)).toEqual([]);
  });

  test('the others agree under the limits of rivers, and 2,884 under those of lakes as well', () => {
    const agree = (body: 'river' | 'lake', list: readonly Row[]) =>
      list.filter((row) => assess(row, '_orig', body, 'exact') === row['class']).length;
    expect(agree('river', undetermined)).toBe(2_912);
    const known = undetermined.filter((row) => families.has(key(row)));
    expect(agree('lake', known)).toBe(2_884);
  });

  // Counted with a program of its own in Python: 28 and 185.
  test.each([
    ['rounded values as displayed', '', 'exact', 28],
    ['values rounded for assessment', '_orig', 'shown', 185],
  ] as const)('%s change some classes', (_, suffix, judgeBy, expected) => {
    const changed = determined.filter((row) => assess(row, suffix, bodyOf(row) ?? 'river', judgeBy) !== row['class']);
    expect(changed).toHaveLength(expected);
  });
});
