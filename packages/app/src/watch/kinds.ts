import type { ExceedanceFigure, SeriesRule, Site } from '@qingshan/campaign';
import {
  DAY_SECONDS,
  displayUnit,
  formatDay,
  formatMoment,
  formatRounded,
  HOUR_SECONDS,
  monitoringDayOf,
  parseDay,
  parseMoment,
  type Day,
  type Localized,
  type Moment,
} from '@qingshan/kernel';
import {
  exceedingDays,
  exceedingHour,
  holdingDays,
  holdingHour,
  risesOf,
  statisticOf,
  type DailyReduction,
  type Exceedance,
  type MethodContext,
  type Risen,
} from '@qingshan/methods';

/** What a kind may read of the series that it watches. */
export interface Reading {
  readonly context: MethodContext;
  readonly reduction: DailyReduction;
  /** The valid hourly values of days of the stretch */
  hours(first: Day, last: Day): Promise<readonly { readonly time: Moment; readonly value: number }[]>;
}

/** What a kind of rules does; everything else is the same for all of them. */
interface Kind<R extends SeriesRule> {
  readonly sites: Site['kind'];
  readonly parameters: (rule: R) => readonly string[];
  /** Periods in a day: 1 or 24 */
  readonly perDay: 1 | 24;
  /** Number of the period that a figure is of */
  readonly numberOf: (figure: Pick<ExceedanceFigure, 'at'>) => number;
  readonly dayOf: (period: number) => Day;
  /** First period of a day; its last is the one before the next day's first */
  readonly firstOf: (day: Day) => number;
  /** Days of the stretch with something above the limit, from the reduction alone */
  readonly days: (rule: R, parameter: string, reading: Reading) => ReadonlySet<Day>;
  /** Everything above the limit in the stretch, by number of the period */
  readonly standing: (rule: R, parameter: string, reading: Reading, days: ReadonlySet<Day>) => Promise<Standing>;
  /** `日均值超标` */
  readonly what: (parameter: string) => Localized;
  /** Days around a touched one whose figures it decides, beside those of its episode */
  readonly around?: number;
}

/** What stands in a stretch, see `Looked`. */
interface Standing {
  readonly standing: ReadonlyMap<number, ExceedanceFigure>;
  readonly holding: ReadonlySet<number>;
}
const NOTHING: Standing = { standing: new Map(), holding: new Set() };

type AirRule = Extract<SeriesRule, { kind: 'air-day' | 'air-hour' }>;

function figureOf(at: string, { shown, unit, limit, multiple, clause }: Exceedance): ExceedanceFigure {
  return { at, value: shown, unit, limit, multiple, clause: { ...clause, figures: [...clause.figures] } };
}

const limited = (rule: AirRule, parameter: string) => ({ parameter, areaClass: rule.class });
const noonOf = (day: Day): Moment => day * DAY_SECONDS + 12 * HOUR_SECONDS;
const hourNumber = (time: Moment): number => time / HOUR_SECONDS;

/** A rise stands for a day at most, from the least of the hours before it. */
const RISE_DAYS = 2;

function riseFigure({ hour, value, base, baseHour }: Risen, rise: number, unit: string): ExceedanceFigure {
  const [rose, since] = [formatRounded(value - base, 1), formatMoment(baseHour * HOUR_SECONDS).slice(11)];
  const told = displayUnit(unit);
  return {
    at: formatMoment(hour * HOUR_SECONDS),
    value: formatRounded(value, 1),
    unit,
    limit: formatRounded(base + rise, 1),
    multiple: '',
    clause: null,
    note: {
      zh: `自 ${since} 的 ${formatRounded(base, 1)} 上升 ${rose} ${told}（规则：${rise}）`,
      en: `up ${rose} ${told} from ${formatRounded(base, 1)} at ${since} (rule: ${rise})`,
    },
  };
}

/** One row a kind of rules, see `WatchRule`; the compiler asks for one for every kind. */
export const KINDS: { readonly [K in SeriesRule['kind']]: Kind<Extract<SeriesRule, { kind: K }>> } = {
  'air-day': {
    sites: 'air-station',
    parameters: ({ parameters }) => parameters,
    perDay: 1,
    numberOf: ({ at }) => parseDay(at) ?? Number.NaN,
    dayOf: (period) => period,
    firstOf: (day) => day,
    days: (rule, parameter, { context, reduction }) =>
      new Set(exceedingDays(context, limited(rule, parameter), reduction).keys()),
    async standing(rule, parameter, { context, reduction }) {
      const of = limited(rule, parameter);
      const found = exceedingDays(context, of, reduction);
      return {
        standing: new Map([...found].map(([day, exceedance]) => [day, figureOf(formatDay(day), exceedance)])),
        holding: holdingDays(context, of, reduction, rule.endsBelow),
      };
    },
    what: (parameter) =>
      statisticOf(parameter) === 'mda8'
        ? { zh: '日最大8小时平均超标', en: 'daily maximum 8-hour mean above the limit' }
        : { zh: '日均值超标', en: 'daily mean above the limit' },
  },
  'air-hour': {
    sites: 'air-station',
    parameters: ({ parameters }) => parameters,
    perDay: 24,
    numberOf: ({ at }) => hourNumber(parseMoment(at) ?? Number.NaN),
    dayOf: (period) => monitoringDayOf(period * HOUR_SECONDS),
    firstOf: (day) => day * 24 + 1,
    days(rule, parameter, { context, reduction: { first, max } }) {
      const all = Array.from(max, (_, i) => first + i);
      return new Set(
        all.filter((day, i) => exceedingHour(context, limited(rule, parameter), noonOf(day), max[i] ?? Number.NaN)),
      );
    },
    async standing(rule, parameter, { context, hours }, days) {
      if (days.size === 0) return NOTHING;
      const of = limited(rule, parameter);
      const rows = await hours(Math.min(...days), Math.max(...days));
      return {
        standing: new Map(
          rows.flatMap(({ time, value }) => {
            const exceedance = exceedingHour(context, of, time, value);
            return exceedance ? [[hourNumber(time), figureOf(formatMoment(time), exceedance)] as const] : [];
          }),
        ),
        holding: new Set(
          rows
            .filter(({ time, value }) => holdingHour(context, of, time, value, rule.endsBelow))
            .map(({ time }) => hourNumber(time)),
        ),
      };
    },
    what: () => ({ zh: '小时值超标', en: 'hourly value above the limit' }),
  },
  rate: {
    sites: 'air-station',
    parameters: ({ parameters }) => parameters,
    perDay: 24,
    around: RISE_DAYS,
    numberOf: ({ at }) => hourNumber(parseMoment(at) ?? Number.NaN),
    dayOf: (period) => monitoringDayOf(period * HOUR_SECONDS),
    firstOf: (day) => day * 24 + 1,
    days: ({ rise }, _, { reduction: { first, max } }) =>
      // A value that rises by so much is at least so high.
      new Set(Array.from(max, (_max, i) => first + i).filter((_day, i) => (max[i] ?? Number.NaN) >= rise)),
    async standing(rule, parameter, { context, hours }, days) {
      if (days.size === 0) return NOTHING;
      const rows = await hours(Math.min(...days) - RISE_DAYS, Math.max(...days));
      const { risen, holding } = risesOf(new Map(rows.map(({ time, value }) => [hourNumber(time), value])), rule);
      const { unit } = context.standards.parameter(parameter);
      return {
        standing: new Map(risen.map((one) => [one.hour, riseFigure(one, rule.rise, unit)])),
        holding: new Set(holding),
      };
    },
    what: () => ({ zh: '小时值突升', en: 'hourly value rises fast' }),
  },
};

/** The row of a rule's kind. */
export function kindOf(rule: SeriesRule): Kind<SeriesRule> {
  return KINDS[rule.kind] as Kind<SeriesRule>;
}
