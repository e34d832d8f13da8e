import { parseDay, snap, type Decimal } from '@qingshan/kernel';
import { aqiRules, computeAqi, methodById, type AqiRules } from '@qingshan/methods';
import { both, linesOf, outcome, type Bench, type Comparison } from './shared.ts';

/** The stations of Mentougou in the yearly files of the Beijing network. */
const YEARS = [
  { year: 2016, stations: ['门头沟'] },
  { year: 2019, stations: ['门头沟'] },
  { year: 2020, stations: ['门头沟'] },
  { year: 2022, stations: ['门头沟双峪', '门头沟三家店'] },
  { year: 2023, stations: ['门头沟双峪', '门头沟三家店'] },
] as const;
type Year = (typeof YEARS)[number];

/** Values of one station and hour by the name of the file: `PM2.5`, `PM2.5_24h`, `AQI`. */
type Hour = ReadonlyMap<string, number>;

function hoursOf(bench: Bench, { year, stations }: Year): Hour[] {
  const [head = '', ...lines] = linesOf(bench, `air-beijing-hourly/beijing_${year}.csv.gz`);
  const columns = stations.map((name) => head.split(',').indexOf(name));
  const hours = new Map<string, Map<string, number>>();
  for (const cells of lines.map((line) => line.split(','))) {
    for (const column of columns) {
      const text = cells[column] ?? '';
      if (text === '') continue;
      const key = `${cells[0]} ${cells[1]} ${column}`;
      const hour = hours.get(key) ?? new Map<string, number>();
      hours.set(key, hour.set(cells[2] ?? '', Number(text)));
    }
  }
  return [...hours.values()];
}

interface Found {
  readonly aqi: number;
  readonly published: number;
  readonly level: number;
  readonly publishedLevel: number;
}

const GASES = { 'so2-hour': 'SO2', 'no2-hour': 'NO2', 'co-hour': 'CO', 'o3-hour': 'O3' } as const;

/** The index of an hour; `null` where not all six pollutants were released. */
function indexOf(rules: AqiRules, hour: Hour, particles: '' | '_24h'): Found | null {
  const published = hour.get('AQI');
  const value = (name: string): Decimal | null => {
    const found = hour.get(name);
    return found === undefined ? null : snap(found);
  };
  const concentrations = new Map<string, Decimal | null>([
    ...Object.entries(GASES).map(([key, name]) => [key, value(name)] as const),
    ['pm10-24h', value(`PM10${particles}`)],
    ['pm25-24h', value(`PM2.5${particles}`)],
  ]);
  if (published === undefined || [...concentrations.values()].includes(null)) return null;
  const { aqi, level } = computeAqi(rules, concentrations);
  if (aqi === null || level === null) return null;
  const publishedLevel = rules.levels.find((l) => l.to === null || published <= l.to)?.level ?? 0;
  return { aqi, published, level: level.level, publishedLevel };
}

const differenceOf = (f: Found): number => Math.abs(f.aqi - f.published);

function reasonFor(year: number, found: readonly Found[]) {
  if (year === 2016) {
    const close = found.filter((f) => differenceOf(f) === 1).length;
    const far = found.filter((f) => differenceOf(f) > 1).length;
    return both(
      `当年按标准以颗粒物24小时滑动平均计算；文件中的24小时均值已修约为整数，因此 ${close} 个小时相差 1。其余 ${far} 个小时的原因未查明。`,
      `That year the release took particles as 24-hour rolling means, as the standard says; the means in the file are rounded to whole numbers, so that ${close} hours are off by 1. Why the other ${far} hours differ was not found out.`,
    );
  }
  if (year < 2022) {
    return both(
      '相差均为 1：当年的发布按四舍五入取整（由数据推断），标准规定一律进位取整。',
      'All differ by 1: the release of that year rounded to the nearest whole number (inferred from the data), the standard rounds up.',
    );
  }
  return both('未比较的小时缺少六项中的某一项。', 'Hours left out lack one of the six pollutants.');
}

/** The live index that the Beijing network releases with the hourly concentrations it is made from. */
export const liveAqi: Comparison = (bench) => {
  const method = methodById('air.aqi-hourly');
  const pinned = { ...bench.context, pins: { 'hj-633': 'hj-633-2012' } };
  const years = YEARS.map((one) => {
    const rules = aqiRules(pinned, 'hourly', parseDay(`${one.year}-01-01`) ?? 0);
    const hours = hoursOf(bench, one).filter((hour) => hour.has('AQI'));
    const found = hours.map((hour) => indexOf(rules, hour, one.year === 2016 ? '_24h' : '')).filter((f) => f !== null);
    return { ...one, found, undetermined: hours.length - found.length };
  });
  const all = years.flatMap((y) => y.found);
  return {
    id: 'live-aqi-beijing',
    method: method.id,
    methodVersion: method.version,
    title: both(
      '实时空气质量指数及级别：北京市监测网络门头沟各站',
      'Live air quality index and level: stations of the Beijing network in Mentougou',
    ),
    publisher: both(
      '北京市生态环境监测中心小时数据发布',
      'Hourly release of the Beijing environmental monitoring centre',
    ),
    period: '2016..2023',
    rule: both(
      'HJ 633-2012 分级限值、插值、进位取整和500封顶，与同一小时发布的 AQI 比较。发布系统自2019年起的文件以颗粒物1小时浓度查日均分级限值，比较时照此取值；2016年取24小时滑动平均。',
      'Breakpoints, interpolation, rounding up and the cap of 500 of HJ 633-2012, compared with the AQI released for the same hour. In the files from 2019 on the release looks the hourly particles up in the daily breakpoints, and so does the comparison; for 2016 24-hour rolling means are taken.',
    ),
    outcomes: [
      ...years.map(({ year, found, undetermined }) =>
        outcome({
          what: both(`${year}年逐小时 AQI`, `AQI of every hour of ${year}`),
          compared: found.length,
          agreed: found.filter((f) => f.aqi === f.published).length,
          undetermined,
          largest: String(Math.max(...found.map(differenceOf))),
          reason: reasonFor(year, found),
        }),
      ),
      outcome({
        what: both('五年合计的 AQI 级别（一级至六级）', 'AQI level (1 to 6), all five years'),
        compared: all.length,
        agreed: all.filter((f) => f.level === f.publishedLevel).length,
        reason: both('原因同上。', 'For the reasons above.'),
      }),
    ],
    figures: [],
  };
};
