import { utils, write } from '@e965/xlsx';
import { FLAGS, formatMoment, parseDay, type Flag } from '@qingshan/kernel';
import { loadStandards } from '@qingshan/standards';
import { describe, expect, test } from 'vitest';
import type { ParsedFile, SourceContext } from '../define.ts';
import { day, fileOf, found, listed } from '../testing.ts';
import { readDay, readResult } from './cells.ts';
import { splitHead } from './head.ts';
import { SAMPLE_KINDS, sampleLayout } from './layouts.ts';
import { manual } from './manual.ts';
import { sampleCsv, sampleTable, sampleWorkbook, type SampleRow } from './write.ts';

const standards = await loadStandards();
const context: SourceContext = {
  parameters: standards.parameters,
  sites: new Map([
    ['甲断面', 'own/甲'],
    ['乙断面', 'own/乙'],
    ['一号井', 'own/井1'],
    ['一号地块', 'own/块1'],
  ]),
  earliest: day(2000, 1, 1),
  latest: day(2024, 12, 31),
};

const parseText = (text: string, name = 'samples.csv') => manual.parse(fileOf(name, text), context);

function book(rows: unknown[][]): Uint8Array {
  const workbook = utils.book_new();
  utils.book_append_sheet(workbook, utils.aoa_to_sheet(rows), '监测结果');
  return new Uint8Array(write(workbook, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
}

describe('cells', () => {
  test.each([
    ['2024-03-05', '2024-03-05'],
    ['2024.3.5', '2024-03-05'],
    ['2024/3/5', '2024-03-05'],
    ['2024年3月5日', '2024-03-05'],
    ['２０２４.３.５', '2024-03-05'],
    ['2024-03-05 09:30', '2024-03-05'],
    ['20240305', '2024-03-05'],
    // Day 45356 of spreadsheets: 2024-01-01 is 45292, and 5 March is 64 days later.
    ['45356', '2024-03-05'],
  ])('the date %s', (text, expected) => expect(readDay(text)).toBe(parseDay(expected)));

  test.each(['2024-02-30', '3月5日', '2024-13-01', '昨天'])('%s is no date', (text) =>
    expect(readDay(text)).toBeNull(),
  );

  test.each([
    ['8.24', 'value', '8.24'],
    ['８．２４', 'value', '8.24'],
    ['0.01L', 'not-detected', '0.01'],
    ['０.０1Ｌ', 'not-detected', '0.01'],
    ['<0.01', 'not-detected', '0.01'],
    ['＜0.01', 'not-detected', '0.01'],
    ['1.3×10⁴', 'value', '1.3e4'],
    ['1.3×10^4', 'value', '1.3e4'],
  ])('%s', (text, kind, digits) => expect(readResult(text)).toEqual({ kind, digits }));

  test.each([
    ['', 'not-measured'],
    ['/', 'not-measured'],
    ['--', 'not-measured'],
    ['—', 'not-measured'],
    ['断流', 'no-flow'],
    ['未检出', 'no-limit'],
    ['ND', 'no-limit'],
    ['1,200', 'wrong'],
    ['>24000', 'wrong'],
    ['0L', 'wrong'],
    // A power whose sign was lost on the way would be a hundred times too small or large.
    ['1.3×104', 'wrong'],
  ])('“%s” is %s', (text, kind) => expect(readResult(text)).toEqual({ kind }));

  test.each([
    ['溶解氧(mg/L)', '溶解氧', 'mg/L'],
    ['铬（六价）（mg/L）', '铬(六价)', 'mg/L'],
    ['总磷/（mg/L）', '总磷', 'mg/L'],
    ['昼间等效声级(dB(A))', '昼间等效声级', 'dB(A)'],
    ['pH值(无量纲)', 'pH值', '1'],
    ['粪大肠菌群\n(个/L)', '粪大肠菌群', '/L'],
    ['氨氮(以N计)', '氨氮(以N计)', null],
  ])('the head %s', (text, name, unit) => expect(splitHead(text)).toEqual({ name, unit }));
});

describe('a table of sections', () => {
  const HEAD = '断面名称,采样日期,水情,pH值,溶解氧(mg/L),氨氮(mg/L),汞(mg/L),备注';

  test('is a value an item, a state of flow, and a detection limit where nothing was detected', async () => {
    const parsed = await parseText(`${HEAD}\n甲断面,2024.3.5,,8.1,９.２,0.025L,0.00004L,\n`);
    expect(found(parsed)).toEqual([]);
    expect(listed(parsed)).toEqual([
      'own/甲 flow-state 2024-03-05T10:00 1 valid 2',
      'own/甲 ph 2024-03-05T10:00 8.1 valid 2',
      'own/甲 do 2024-03-05T10:00 9.2 valid 2',
      'own/甲 nh3n 2024-03-05T10:00 0.025 not-detected 2',
      // Mercury is stored in µg/L: 0.00004 mg/L = 0.04 µg/L.
      'own/甲 water-hg 2024-03-05T10:00 0.04 not-detected 2',
    ]);
  });

  test('says where there was no water, in any of the three places', async () => {
    const parsed = await parseText(
      `${HEAD}\n甲断面,2024-04-02,断流,,,,,\n乙断面,2024-04-02,,,,,,无水\n甲断面,2024-05-02,,断流,断流,断流,断流,\n`,
    );
    expect(found(parsed)).toEqual([]);
    expect(listed(parsed)).toEqual([
      'own/甲 flow-state 2024-04-02T10:00 0 valid 2',
      'own/乙 flow-state 2024-04-02T10:00 0 valid 3',
      'own/甲 flow-state 2024-05-02T10:00 0 valid 4',
    ]);
  });

  test('is refused as a whole, with row and column of each fault', async () => {
    const parsed = await parseText(
      [
        HEAD,
        '丙断面,2024-03-05,,8,9,0.1,/,',
        '甲断面,2024-02-30,,8,9,0.1,/,',
        '甲断面,2024-03-05,结冰,8,9,0.1,/,',
        '乙断面,2024-03-05,,8,未检出,约0.1,/,',
        '甲断面,2024-03-06,断流,8,,,,',
        '甲断面,2024-03-07,,8,,,,',
        '甲断面,2024-03-07,,8,,,,',
        '甲断面,2031-03-07,,8,,,,',
        '',
      ].join('\n'),
    );
    expect(parsed.refused).toBe(true);
    expect(listed(parsed)).toEqual([]);
    expect(found(parsed)).toEqual([
      'refused rows-refused - - -',
      'refused unknown-site 2 A 丙断面',
      'refused bad-sample-date 3 B 2024-02-30',
      'refused unknown-flow-state 4 C 结冰',
      'refused no-detection-limit 5 E 未检出',
      'refused bad-result 5 F 约0.1',
      'refused no-flow-with-values 6 - -',
      'refused repeated-sample 8 A 甲断面',
      'refused time-outside 9 B 2031-03-07',
    ]);
    expect(parsed.faults[5]?.text.zh).toContain('samples.csv 第 5 行“F”列：“约0.1”不是监测结果');
  });

  test('keeps impossible values in quarantine and leaves empty rows and remarks out', async () => {
    const parsed = await parseText(`${HEAD}\n甲断面,2024-03-05,,15,-1,,,水色正常\n乙断面,2024-03-05,,/,--,,,冰封\n`);
    expect(found(parsed).sort()).toEqual([
      'note empty-samples 3 - -',
      'note remarks-left-out 2 - -',
      'quarantined implausible 2 D 15',
      'quarantined negative 2 E -1',
    ]);
    expect(listed(parsed).slice(1)).toEqual([
      'own/甲 ph 2024-03-05T10:00 15 quarantined 2',
      'own/甲 do 2024-03-05T10:00 -1 quarantined 2',
    ]);
  });

  test('holds at most nine digits before the point', async () => {
    const at = (n: string) => parseText(`断面,采样日期,粪大肠菌群(个/L)\n甲断面,2024-03-05,${n}\n`);
    expect(listed(await at('999999999'))).toEqual(['own/甲 water-fc 2024-03-05T10:00 999999999 valid 2']);
    expect(found(await at('1000000000'))).toContain('refused bad-result 2 C 1000000000');
  });

  test('reads dates, numbers and texts of a workbook below a title', async () => {
    const parsed = await manual.parse(
      fileOf(
        'samples.xlsx',
        book([
          ['2024年3月地表水监测结果'],
          ['断面名称', '采样日期', '总磷（以P计）(mg/L)', '高锰酸盐指数（mg/L）', '采样人'],
          ['甲断面', new Date(Date.UTC(2024, 2, 5)), 0.07, '２.３', '某'],
          ['乙断面', 45356, '0.01L', 4, null],
        ]),
      ),
      context,
    );
    expect(found(parsed)).toEqual(['note extra-columns 2 - -']);
    expect(listed(parsed)).toEqual([
      'own/甲 tp 2024-03-05T10:00 0.07 valid 3',
      'own/甲 codmn 2024-03-05T10:00 2.3 valid 3',
      'own/乙 tp 2024-03-05T10:00 0.01 not-detected 4',
      'own/乙 codmn 2024-03-05T10:00 4 valid 4',
    ]);
  });
});

describe('the head', () => {
  test.each([
    ['断面,采样日期,溶解氧\n甲断面,2024-03-05,9\n', 'unit-missing 1 C 溶解氧'],
    ['断面,采样日期,溶解氧(℃)\n甲断面,2024-03-05,9\n', 'wrong-unit 1 C 溶解氧(℃)'],
    ['断面,采样日期,溶解痒(mg/L)\n甲断面,2024-03-05,9\n', 'unknown-item 1 C 溶解痒(mg/L)'],
    ['断面,采样日期,氨氮(mg/L),氨氮（以N计）(mg/L)\n甲断面,2024-03-05,1,1\n', 'repeated-column 1 D -'],
    ['断面,项目\n甲断面,1\n', 'no-sample-head - - -'],
  ])('%j is refused', async (text, expected) => expect(found(await parseText(text))).toContain(`refused ${expected}`));

  test('tells water from soil by the unit', async () => {
    const parsed = await parseText('井名,监测日期,铅(mg/L),六价铬(mg/L)\n', 'x.csv');
    expect(found(parsed)).toContain('refused unknown-item 1 D 六价铬(mg/L)');
    expect(listed(await parseText('井名,监测日期,铅(μg/L)\n一号井,2024/3/5,2\n'))).toEqual([
      'own/井1 water-pb 2024-03-05T10:00 0.002 valid 2',
    ]);
    expect(listed(await parseText('地块名称,采样日期,pH,铅(mg/kg)\n一号地块,2024/3/5,7.6,21\n'))).toEqual([
      'own/块1 ph 2024-03-05T10:00 7.6 valid 2',
      'own/块1 soil-pb 2024-03-05T10:00 21 valid 2',
    ]);
  });

  test('what is seen or smelt is there or not', async () => {
    const parsed = await parseText('井,监测日期,嗅和味,肉眼可见物\n一号井,2024/3/5,无,有\n');
    expect(listed(parsed)).toEqual([
      'own/井1 water-odour 2024-03-05T10:00 0 valid 2',
      'own/井1 water-visible 2024-03-05T10:00 1 valid 2',
    ]);
  });
});

/** The samples of a parsed file, as an export takes them. */
function rowsOf({ observations: o }: ParsedFile): SampleRow[] {
  const names = new Map(Array.from(context.sites, ([name, id]) => [id, name]));
  const rows = new Map<string, { site: string; day: number; results: Map<string, { value: number; flag: Flag }> }>();
  for (const [i, time] of o.time.entries()) {
    const site = names.get(o.sites[o.site[i] ?? 0] ?? '') ?? '';
    const key = `${site} ${formatMoment(time)}`;
    const row = rows.get(key) ?? { site, day: Math.floor(time / 86_400), results: new Map() };
    row.results.set(o.parameters[o.parameter[i] ?? 0] ?? '', {
      value: o.value[i] ?? 0,
      flag: FLAGS[o.flag[i] ?? 0] ?? 'invalid',
    });
    rows.set(key, row);
  }
  return [...rows.values()];
}

const withoutRow = (parsed: ParsedFile) =>
  listed(parsed)
    .map((line) => line.replace(/ \d+$/, ''))
    .sort();

describe('what was read and written out', () => {
  const text = [
    '断面,采样日期,水情,pH值,溶解氧(mg/L),汞(mg/L),六六六（总量）(μg/L),粪大肠菌群(个/L)',
    '甲断面,2024-03-05,,8.13,9.2,0.00004L,0.02L,1.3×10⁴',
    '甲断面,2024-04-05,断流,,,,,',
    '乙断面,2024-03-06,,8,-1,0.000123,/,20',
    '',
  ].join('\n');

  test.each(['csv', 'xlsx'])('reads as the same again: %s', async (form) => {
    const first = await parseText(text);
    expect(found(first)).toEqual(['quarantined negative 4 E -1']);
    const layout = sampleLayout('section', standards);
    const table = sampleTable(layout, rowsOf(first), standards.parameters);
    const written = form === 'csv' ? sampleCsv(table) : sampleWorkbook(layout, table);
    const again = await manual.parse(fileOf(`out.${form}`, written), context);
    expect(withoutRow(again)).toEqual(withoutRow(first));
    // Mercury is written in the unit of the standard, as it was read.
    expect(table[1]).toContain('0.00004L');
  });

  test.each(SAMPLE_KINDS)('the empty template of %s has a head that is understood', async (kind) => {
    const layout = sampleLayout(kind, standards);
    const [head = []] = sampleTable(layout, [], standards.parameters);
    const filled = head.map((_, i) =>
      i === 0 ? '一号井' : i === 1 ? '2024-03-05' : layout.flow && i === 2 ? null : 1,
    );
    filled[filled.length - 1] = null;
    const parsed = await manual.parse(fileOf('t.xlsx', sampleWorkbook(layout, [head, filled])), context);
    expect(found(parsed).filter((f) => !f.startsWith('quarantined'))).toEqual([]);
    const expected = [...(layout.flow ? ['flow-state'] : []), ...layout.columns.map((c) => c.parameter)];
    expect(parsed.observations.parameters).toEqual(expected);
  });

  test('the templates have the items of the documents', () => {
    const count = (kind: (typeof SAMPLE_KINDS)[number]) => sampleLayout(kind, standards).columns.length;
    // Tables 1, 1 to 3, 1 and 2, 1 of the documents.
    expect([count('section'), count('surface-source'), count('groundwater-source'), count('well')]).toEqual([
      24, 109, 93, 39,
    ]);
  });
});
