import {
  endOfHour,
  hourOfDay,
  monitoringDayOf,
  parseDay,
  parsePeriod,
  snap,
  yearPeriod,
  type Day,
} from '@qingshan/kernel';
import {
  aggregateDaily,
  assessMean,
  coverageFor,
  dailySeries,
  dayRuleFor,
  methodById,
  reduceHours,
  type DailySeries,
} from '@qingshan/methods';
import { both, linesOf, outcome, rowsOf, type Bench, type Comparison, type Row } from './shared.ts';

const FOLDER = 'air-beijing-hourly';
/** Until January 2021 only the station of Mentougou can be told to a district from the files. */
const OLD_STATIONS: ReadonlyMap<string, readonly string[]> = new Map([['门头沟', ['门头沟']]]);

function stationsOf(bench: Bench, year: number): ReadonlyMap<string, readonly string[]> {
  if (year < 2021) return OLD_STATIONS;
  const rows = rowsOf(bench, `${FOLDER}/stations_from_2021-01.csv`);
  const grouped = Map.groupBy(rows, (row) => row['district_inferred'] ?? '');
  return new Map([...grouped].map(([district, own]) => [district, own.map((row) => row['name'] ?? '')]));
}

/** Hourly PM2.5 of every station of a yearly file, by day of the year. */
function hoursOf(bench: Bench, year: number): Map<string, (number | null)[][]> {
  const { first, last } = yearPeriod(year);
  const empty = () =>
    Array.from({ length: last - first + 1 }, () => Array.from({ length: 24 }, (): number | null => null));
  const plausible = bench.context.standards.parameter('pm25').plausible ?? { min: 0, max: Number.POSITIVE_INFINITY };
  const [head = '', ...lines] = linesOf(bench, `${FOLDER}/beijing_${year}.csv.gz`);
  const stations = head.split(',').map((name) => ({ name, days: empty() }));
  for (const cells of lines.map((line) => line.split(','))) {
    const day = parseDay(cells[0] ?? '');
    if (cells[2] !== 'PM2.5' || day === null) continue;
    const end = endOfHour(day, Number(cells[1]), 'hour-ending');
    for (const [i, station] of stations.entries()) {
      const text = cells[i] ?? '';
      const hours = station.days[monitoringDayOf(end) - first];
      if (i < 3 || text === '' || hours === undefined) continue;
      const x = Number(text);
      if (x >= plausible.min && x <= plausible.max) hours[hourOfDay(end) - 1] = x;
    }
  }
  return new Map(stations.map(({ name, days }) => [name, days]));
}

/** The daily means of every district of a year, by the rules for the day and for the stations of a district. */
function districtsOf(bench: Bench, year: number): ReadonlyMap<string, DailySeries> {
  const span = yearPeriod(year);
  const on: Day = span.last;
  const { rule } = dayRuleFor(bench.context, 'pm25', 'day', '2', on);
  const { rule: coverage } = coverageFor(bench.context, on);
  const hours = hoursOf(bench, year);
  const seriesOf = (station: string): DailySeries =>
    dailySeries(reduceHours(span.first, hours.get(station) ?? []), rule);
  return new Map(
    [...stationsOf(bench, year)].map(([district, own]) => [
      district,
      aggregateDaily(own.map(seriesOf), span, coverage),
    ]),
  );
}

interface Compared {
  readonly row: Row;
  readonly published: number;
  readonly computed: number;
}

const HOME = '门头沟';

/** PM2.5 of districts as the bureau publishes it every month, against the means of the unreviewed hourly values. */
export const districtMeans: Comparison = (bench) => {
  const method = methodById('air.period-mean');
  const years = new Map<number, ReadonlyMap<string, DailySeries>>();
  const published = rowsOf(bench, `${FOLDER}/official_district_pm25.csv`);
  const compared = published.flatMap((row): Compared[] => {
    const text = row['period'] ?? '';
    const period = parsePeriod(text);
    const year = Number(text.slice(0, 4));
    const series = (years.get(year) ?? years.set(year, districtsOf(bench, year)).get(year))?.get(row['district'] ?? '');
    if (period === null || series === undefined) return [];
    const found = assessMean(
      { parameter: 'pm25', period: period.id, class: '2', judgeBy: 'shown' },
      series,
      bench.context,
    );
    return found.value === null ? [] : [{ row, published: Number(row['pm25_ugm3']), computed: found.value }];
  });
  const home = compared.filter((c) => c.row['district'] === HOME);
  return {
    id: 'district-means-beijing',
    method: method.id,
    methodVersion: method.version,
    title: both('PM2.5 平均浓度：北京市各区按月公布值', 'Mean PM2.5: districts of Beijing as published every month'),
    publisher: both('北京市生态环境局', 'Beijing Municipal Ecology and Environment Bureau'),
    period: '2019-06..2023-05',
    rule: both(
      'HJ 663-2013：每日至少20个小时值、逐日平均后再求时段平均，区值为参评点位逐日平均；用实时发布的小时值计算，修约到整数后与公布值比较。各区点位由站名推断；2021年以前只有门头沟能够对应。',
      'HJ 663-2013: at least 20 hours a day, means of days and then of the period, a district as the daily mean of its stations; worked out from the hourly values of the live release and compared with the published figure after rounding to a whole number. Which station belongs to which district was inferred from the names; before 2021 only Mentougou can be told.',
    ),
    outcomes: [
      comparedAs(home, both('门头沟区', 'Mentougou'), 0),
      comparedAs(
        compared.filter((c) => c.row['district'] !== HOME),
        both('其他各区，2023年', 'The other districts, 2023'),
        published.length - compared.length,
      ),
    ],
    figures: home.map(({ row, published, computed }) => ({
      what: both(`门头沟区 ${row['period']} PM2.5`, `Mentougou ${row['period']} PM2.5`),
      published: String(published),
      computed: snap(computed).toFixed(1),
      unit: 'ug/m3',
      source: row['source'] ?? '',
    })),
  };
};

function comparedAs(list: readonly Compared[], what: ReturnType<typeof both>, undetermined: number) {
  const largest = Math.max(...list.map((c) => Math.abs(c.computed - c.published)));
  return outcome({
    what,
    compared: list.length,
    agreed: list.filter((c) => Math.round(c.computed) === c.published).length,
    undetermined,
    largest: `${snap(largest).toFixed(1)} ug/m3`,
    reason: both(
      '公布值用的是审核后的数据并剔除沙尘天气影响（推断），实时小时值两者都没有做；2023年3月有沙尘过程，含3月的累计值相差最大。各区实际参评点位未公布。',
      'The published figures are of reviewed data without sand-dust days (inferred), the live hourly values are neither; there were dust storms in March 2023, and the figures that include it differ most. The stations that count for each district are not published.',
    ),
  });
}
