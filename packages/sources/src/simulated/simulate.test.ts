import { dayOfDate, FLAGS, hourOfDay, monitoringDayOf, parseMoment, type Day } from '@qingshan/kernel';
import { describe, expect, test } from 'vitest';
import { DEMONSTRATION_SEED, simulate, SIMULATED_LABEL, type SimulatedObservations } from './simulate.ts';
import type { SimulatedSite } from './towns.ts';

const day = (year: number, month: number, date: number): Day => dayOfDate(year, month, date) ?? Number.NaN;
const [first, last] = [day(2023, 1, 1), day(2024, 12, 31)];

const PLAIN = ['大峪街道', '城子街道', '东辛房街道', '永定镇', '龙泉镇', '军庄镇'];
const MOUNTAIN = ['大台街道', '王平镇', '潭柘寺镇', '雁翅镇', '斋堂镇', '清水镇', '妙峰山镇'];
const ASSESSED = ['sim/大峪街道站', 'sim/龙泉镇站'];
const sites: SimulatedSite[] = [...PLAIN, ...MOUNTAIN].flatMap((town) =>
  (['air-station', 'dust-jar'] as const).map((kind) => {
    const id = `sim/${town}${kind === 'air-station' ? '站' : '降尘缸'}`;
    const terrain = PLAIN.includes(town) ? 'plain' : 'mountain';
    return { id, kind, town, terrain, assessed: kind === 'dust-jar' || ASSESSED.includes(id) };
  }),
);
const stations = sites.filter((s) => s.kind === 'air-station').map((s) => s.id);
const all = simulate({ seed: DEMONSTRATION_SEED, sites, first, last });

/** Hourly values of valid rows by site and parameter; NaN where there is none. */
function hoursOf(data: SimulatedObservations): Map<string, Float64Array> {
  const series = new Map<string, Float64Array>();
  data.time.forEach((time, i) => {
    if (FLAGS[data.flag[i] ?? 0] !== 'valid') return;
    const key = `${data.sites[data.site[i] ?? 0]} ${data.parameters[data.parameter[i] ?? 0]}`;
    const hours = series.get(key) ?? new Float64Array((last - first + 1) * 24).fill(Number.NaN);
    series.set(key, hours);
    hours[(monitoringDayOf(time) - first) * 24 + hourOfDay(time) - 1] = data.value[i] ?? Number.NaN;
  });
  return series;
}

const hourly = hoursOf(all);

function seriesOf(site: string, parameter: string): Float64Array {
  return hourly.get(`${site} ${parameter}`) ?? new Float64Array(0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}

function hoursOn(site: string, parameter: string, on: Day): number[] {
  return Array.from(seriesOf(site, parameter).subarray((on - first) * 24, (on - first + 1) * 24));
}

function dailyMean(site: string, parameter: string, on: Day): number {
  const hours = hoursOn(site, parameter, on).filter((x) => x >= 0);
  return hours.length >= 20 ? mean(hours) : Number.NaN;
}

/** Largest 8-hour mean of a day with at least 14 windows of 6 hours. */
function mda8(site: string, on: Day): number {
  const hours = hoursOn(site, 'o3', on);
  const windows = Array.from({ length: 17 }, (_, i) => hours.slice(i, i + 8).filter((x) => x >= 0));
  const valid = windows.filter((w) => w.length >= 6);
  return valid.length >= 14 ? Math.max(...valid.map(mean)) : Number.NaN;
}

function days(from: Day, to: Day, value: (on: Day) => number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => value(from + i)).filter((x) => !Number.isNaN(x));
}

/** Mean of the two stations that stand for the district; one is enough on a day. */
function district(value: (site: string, on: Day) => number): (on: Day) => number {
  return (on) => mean(ASSESSED.map((site) => value(site, on)).filter((x) => !Number.isNaN(x)));
}
const districtMean = (parameter: string) => district((site, on) => dailyMean(site, parameter, on));

function periodMean(parameter: string, from: Day, to: Day): number {
  return mean(days(from, to, districtMean(parameter)));
}

describe('published figures come out', () => {
  test('PM2.5 of the district: 2023-05 27, January to May 2023 38, January to November 2024 30', () => {
    expect(Math.round(periodMean('pm25', day(2023, 5, 1), day(2023, 5, 31)))).toBe(27);
    expect(Math.round(periodMean('pm25', day(2023, 1, 1), day(2023, 5, 31)))).toBe(38);
    expect(Math.round(periodMean('pm25', day(2024, 1, 1), day(2024, 11, 30)))).toBe(30);
  });

  test.each([
    [2023, 32, 61, 26, 3],
    [2024, 30.5, 54, 24, 3],
  ])('%i is like the city: PM2.5 %d, PM10 %d, NO2 %d, SO2 %d', (year, pm25, pm10, no2, so2) => {
    const annual = (parameter: string): number => periodMean(parameter, day(year, 1, 1), day(year, 12, 31));
    expect(Math.abs(annual('pm25') - pm25)).toBeLessThan(1);
    expect(Math.abs(annual('pm10') - pm10)).toBeLessThan(1.5);
    expect(Math.abs(annual('no2') - no2)).toBeLessThan(0.5);
    expect(Math.abs(annual('so2') - so2)).toBeLessThan(0.2);
  });

  test('good days of January to November 2024 are near the published 76.5 %', () => {
    // AQI 100 is PM2.5 75, PM10 150, NO2 80, O3 8 h 160 (HJ 633-2012 Table 1)
    const limits = { pm25: 75, pm10: 150, no2: 80 };
    const ozone = district(mda8);
    const [from, to] = [day(2024, 1, 1), day(2024, 11, 30)];
    const good = days(from, to, (on) =>
      Number(
        Object.entries(limits).every(([p, limit]) => Math.round(districtMean(p)(on)) <= limit) &&
          Math.round(ozone(on)) <= 160,
      ),
    );
    expect(Math.abs(100 * mean(good) - 76.5)).toBeLessThan(2);
  });
});

test('on 2024-10-31 the target of 30 can be met but need not be', () => {
  const toDate = days(day(2024, 1, 1), day(2024, 10, 31), districtMean('pm25'));
  expect(mean(toDate)).toBeGreaterThan(28.9);
  expect(mean(toDate)).toBeLessThan(29.6);
  expect(periodMean('pm25', day(2024, 1, 1), day(2024, 12, 31))).toBeLessThan(30);
});

test('most towns improve, two do not, and mountain towns are cleaner', () => {
  const mean10 = (site: string, year: number): number =>
    mean(days(day(year, 1, 1), day(year, 10, 31), (on) => dailyMean(site, 'pm25', on)));
  const better = stations.filter((s) => mean10(s, 2024) < mean10(s, 2023));
  expect(better.length).toBe(11);
  expect(ASSESSED.every((s) => better.includes(s))).toBe(true);
  const plain = PLAIN.map((t) => mean10(`sim/${t}站`, 2024));
  const mountain = MOUNTAIN.map((t) => mean10(`sim/${t}站`, 2024));
  expect(mean(mountain)).toBeLessThan(mean(plain) - 2);
});

test('the 90th percentile of O3 lies between 165 and 175', () => {
  for (const year of [2023, 2024]) {
    const sorted = days(day(year, 1, 1), day(year, 12, 31), district(mda8)).toSorted((a, b) => a - b);
    const p90 = sorted[Math.round(0.9 * (sorted.length - 1))] ?? 0;
    expect(p90).toBeGreaterThan(165);
    expect(p90).toBeLessThan(175);
  }
});

describe('every value', () => {
  test('is written as instruments write it, and PM2.5 is never above PM10', () => {
    for (const station of stations) {
      const [pm25, pm10] = [seriesOf(station, 'pm25'), seriesOf(station, 'pm10')];
      expect(pm25.every((x, i) => !(x > (pm10[i] ?? 0)))).toBe(true);
      for (const p of ['pm25', 'pm10', 'so2', 'no2', 'o3']) {
        expect(seriesOf(station, p).every((x) => Number.isNaN(x) || (Number.isInteger(x) && x >= 1))).toBe(true);
      }
      expect(
        seriesOf(station, 'co').every((x) => Number.isNaN(x) || (x >= 0.2 && x <= 3 && x === Number(x.toFixed(1)))),
      ).toBe(true);
    }
  });

  test('belongs to an hour of the two years, with thousands of PM10 only in the sand of spring', () => {
    const pm10 = all.parameters.indexOf('pm10');
    const storms = new Set<number>();
    all.time.forEach((time, i) => {
      if (time % 3600 !== 0) throw new Error(`not a whole hour: ${time}`);
      if (all.parameter[i] === pm10 && (all.value[i] ?? 0) >= 1000) storms.add(monitoringDayOf(time));
    });
    expect(storms.size).toBeGreaterThan(1);
    for (const on of storms) {
      const spring = [2023, 2024].some((year) => on >= day(year, 3, 1) && on <= day(year, 5, 31));
      expect(spring).toBe(true);
    }
    expect(Math.min(...all.time.subarray(0, 1))).toBe(parseMoment('2023-01-01T01:00'));
  });
});

function meanAt(parameter: string, hour: number): number {
  return mean([...seriesOf('sim/大峪街道站', parameter)].filter((x, i) => x >= 0 && i % 24 === hour - 1));
}

test('O3 peaks in the afternoon, NO2 in the rush hours', () => {
  expect(meanAt('o3', 16)).toBeGreaterThan(2 * meanAt('o3', 6));
  expect(meanAt('no2', 8)).toBeGreaterThan(1.2 * meanAt('no2', 14));
  expect(meanAt('no2', 20)).toBeGreaterThan(1.2 * meanAt('no2', 14));
});

test('months keep the days they need, but for one month of one station', () => {
  const thin = stations.flatMap((station) =>
    Array.from({ length: 24 }, (_, i) => i).filter((i) => {
      const from = day(2023 + Math.floor(i / 12), (i % 12) + 1, 1);
      const to = day(2023 + Math.floor((i + 1) / 12), ((i + 1) % 12) + 1, 1) - 1;
      const valid = days(from, to, (on) => dailyMean(station, 'pm25', on)).length;
      return valid < (i % 12 === 1 ? 25 : 27);
    }),
  );
  // July 2024
  expect(thin).toEqual([18]);
});

test('some hours are missing and some are maintenance', () => {
  const share = 1 - all.time.length / (stations.length * 6 * (last - first + 1) * 24);
  expect(share).toBeGreaterThan(0.005);
  expect(share).toBeLessThan(0.05);
  expect(all.flag.filter((f) => FLAGS[f] === 'maintenance').length).toBeGreaterThan(100);
});

const dustfall = all.parameters.indexOf('dustfall');
const rows = [...all.time.keys()].filter((i) => all.parameter[i] === dustfall);

function dustfallBetween(from: Day, to: Day): number {
  const inside = rows.filter((i) => {
    const on = monitoringDayOf(all.time[i] ?? 0);
    return on >= from && on <= to;
  });
  return mean(inside.map((i) => all.value[i] ?? 0));
}

describe('dustfall', () => {
  test('is one value a month and jar at the end of the month, received on the 8th of the next', () => {
    expect(rows.length).toBe(13 * 24);
    const [one = 0] = rows;
    expect(all.time[one]).toBe(parseMoment('2023-02-01T00:00'));
    expect(all.received[one]).toBe(parseMoment('2023-02-08T10:00'));
  });

  test('is above 5 in spring and below it over the year to date', () => {
    expect(dustfallBetween(day(2024, 3, 1), day(2024, 4, 30))).toBeGreaterThan(5);
    expect(dustfallBetween(day(2024, 1, 1), day(2024, 10, 31))).toBeLessThan(5);
  });
});

test('hourly values are received twenty minutes after their hour', () => {
  expect((all.received[0] ?? 0) - (all.time[0] ?? 0)).toBe(1200);
});

describe('the seed', () => {
  const few = sites.slice(0, 4);
  const month = { first: day(2024, 2, 1), last: day(2024, 2, 29) };
  const once = simulate({ seed: 7, sites: few, ...month });

  test('decides everything', () => {
    expect(simulate({ seed: 7, sites: few, ...month })).toEqual(once);
    expect(simulate({ seed: 8, sites: few, ...month }).value).not.toEqual(once.value);
  });

  test('gives a part of the years the values that it has in the whole', () => {
    const whole = simulate({ seed: 7, sites: few, first, last });
    const from = endOfFirstHour(month.first);
    const to = endOfFirstHour(month.last + 1);
    const inside = [...whole.time.keys()].filter((i) => (whole.time[i] ?? 0) >= from && (whole.time[i] ?? 0) < to);
    expect(inside.map((i) => whole.value[i])).toEqual([...once.value]);
  });
});

function endOfFirstHour(on: Day): number {
  return on * 86_400 + 3600;
}

test('other years are refused, not invented', () => {
  expect(() => simulate({ seed: 1, sites, first: day(2022, 12, 31), last })).toThrow(/2023/);
  expect(() => simulate({ seed: 1, sites, first, last: day(2025, 1, 1) })).toThrow(/2024/);
});

test('has its label', () => {
  expect(SIMULATED_LABEL.zh).toBe('模拟数据');
});
