import { methodById, runMethod } from '@qingshan/methods';
import { both, outcome, rowsOf, type Comparison, type Row } from './shared.ts';

const FOLDER = 'water-national-auto';
const COLUMNS = { ph: 'ph', do: 'do_mgL', codmn: 'codmn_mgL', nh3n: 'nh3n_mgL', tp: 'tp_mgL' } as const;
const BODIES: Readonly<Record<string, Body>> = { river: 'river', lake_or_reservoir: 'lake' };
const CLASSES: Readonly<Record<number, string>> = { 1: 'Ⅰ', 2: 'Ⅱ', 3: 'Ⅲ', 4: 'Ⅳ', 5: 'Ⅴ', 6: '劣Ⅴ' };
type Body = 'river' | 'lake';

const key = (row: Row): string => `${row['province']} ${row['section']}`;
const isClassed = (row: Row): boolean => !['', '-'].includes(row['class'] ?? '');

/**
 * The section class against what the publisher of the national automatic stations gave for the same values. The publisher
 * classes the unrounded values of dissolved oxygen, permanganate index, ammonia, total phosphorus and pH and leaves out
 * what is missing. Which limits of total phosphorus apply to a section is not published; it was inferred from the same
 * rows, where they tell.
 */
export const sectionClass: Comparison = (bench) => {
  const method = methodById('water.section-class');
  const rows = rowsOf(bench, `${FOLDER}/national_sections_2020-05-08_2020-09-30.csv.gz`);
  const families = new Map(
    rowsOf(bench, `${FOLDER}/section_tp_family_inferred.csv`).map((r) => [key(r), r['tp_limits_inferred'] ?? '']),
  );
  const bodyOf = (row: Row): Body | undefined => BODIES[families.get(key(row)) ?? ''];
  const agrees = (row: Row, suffix: '' | '_orig', body: Body, judgeBy: 'exact' | 'shown'): boolean => {
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
    return CLASSES[runMethod(method, input, bench.context).value ?? 0] === row['class'];
  };
  const classed = rows.filter(isClassed);
  const known = classed.filter((row) => bodyOf(row) !== undefined);
  const unknown = classed.filter((row) => bodyOf(row) === undefined);
  const among = (list: readonly Row[], suffix: '' | '_orig', judgeBy: 'exact' | 'shown', body?: Body) => ({
    compared: list.length,
    agreed: list.filter((row) => agrees(row, suffix, body ?? bodyOf(row) ?? 'river', judgeBy)).length,
  });
  return {
    id: 'section-class-national-2020',
    method: method.id,
    methodVersion: method.version,
    title: both(
      '断面水质类别：国家地表水水质自动监测站',
      'Class of a section: national automatic surface-water stations',
    ),
    publisher: both(
      '生态环境部国家地表水水质自动监测实时数据发布系统',
      'Real-time release of the national automatic surface-water stations, Ministry of Ecology and Environment',
    ),
    period: '2020-05-08..2020-09-30',
    rule: both(
      'GB 3838-2002 表1，pH、溶解氧、高锰酸盐指数、氨氮、总磷五项单因子评价，缺测项不参评；与发布的类别逐行比较。发布方未说明每个断面适用河流还是湖库的总磷限值，由同一批数据推断。',
      'GB 3838-2002 Table 1, worst of pH, DO, CODMn, NH3-N and TP, missing items left out; compared row by row with the class as released. Whether the TP limits of rivers or of lakes apply to a section is not published and was inferred from the same rows.',
    ),
    outcomes: [
      outcome({
        what: both(
          '按未修约值评价，总磷限值类型已知的断面',
          'Judged on the unrounded values, at sections whose TP limits are known',
        ),
        ...among(known, '_orig', 'exact'),
        undetermined: rows.length - classed.length,
        reason: both('未比较的行没有发布类别。', 'Rows left out were released without a class.'),
      }),
      outcome({
        what: both(
          '按未修约值评价，总磷限值类型未知的断面，取河流限值',
          'Judged on the unrounded values, at sections whose TP limits are not known, by those of rivers',
        ),
        ...among(unknown, '_orig', 'exact', 'river'),
      }),
      outcome({
        what: both('改按网页显示的修约值评价', 'The same judged on the rounded values that the release displays'),
        ...among(known, '', 'exact'),
        reason: both(
          '发布方按未修约值定类；用显示的修约值会改变这些行的类别。',
          'The publisher classes the unrounded values; the displayed ones change the class of these rows.',
        ),
      }),
      outcome({
        what: both(
          '改按评价要求的小数位数修约后评价',
          'The same judged on values rounded to the decimals of the assessment rules',
        ),
        ...among(known, '_orig', 'shown'),
        reason: both(
          '同上：实时发布不先修约，月度、年度评价才修约。',
          'As above: the live release does not round first, monthly and yearly assessments do.',
        ),
      }),
    ],
    figures: [],
  };
};
