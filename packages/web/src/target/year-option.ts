import type { ChartOption } from '../charts/chart.tsx';
import { FONT, GREEN, INK, LIGHT_GREEN, LINE, PALE, SOFT } from '../charts/theme.ts';
import { niceBounds } from '../charts/nice-bounds.ts';
import { decimal } from '../shared/format.ts';
import type { Values, YearSeries } from './year-series.ts';

export interface YearWords {
  readonly daily: string;
  readonly cumulative: string;
  readonly lastYear: string;
  readonly limit: string;
  readonly fan: string;
}

const quiet = { symbol: 'none', silent: true, tooltip: { show: false } } as const;
const label = { fontFamily: FONT, fontSize: 12 } as const;
const isMonthStart = (_: number, day: string): boolean => day.endsWith('-01');

function difference(upper: Values, lower: Values): Values {
  return upper.map((value, i) => {
    const below = lower[i] ?? null;
    return value === null || below === null ? null : value - below;
  });
}

function line(name: string, data: Values, color: string, width: number) {
  return {
    type: 'line' as const,
    name,
    data,
    symbol: 'none',
    lineStyle: { color, width },
    itemStyle: { color },
    emphasis: { disabled: true },
  };
}

function limitLine(limit: number | null, text: string) {
  if (limit === null) return {};
  return {
    markLine: {
      symbol: 'none',
      silent: true,
      animation: false,
      lineStyle: { color: INK, type: [1, 4], width: 1.4 },
      label: { ...label, color: INK, formatter: text },
      data: [{ yAxis: limit }],
    },
  };
}

function tooltip(series: YearSeries, unit: string, words: YearWords): NonNullable<ChartOption['tooltip']> {
  return {
    trigger: 'axis',
    confine: true,
    borderColor: LINE,
    textStyle: { ...label, color: INK },
    formatter: (given) => {
      const at = (Array.isArray(given) ? given[0] : given)?.dataIndex ?? 0;
      const rows: [string, number | null | undefined][] = [
        [words.cumulative, series.cumulative[at]],
        [words.lastYear, series.lastYear[at]],
        [words.daily, series.daily[at]],
      ];
      const lines = rows.flatMap(([name, value]) =>
        value === null || value === undefined ? [] : [`${name} <b>${decimal(value, 1)}</b>`],
      );
      const [low, high] = [series.fan.p5[at] ?? null, series.fan.p95[at] ?? null];
      if (low !== null && high !== null && high > low) {
        lines.push(`${words.fan} <b>${decimal(low, 1)}–${decimal(high, 1)}</b>`);
      }
      return [`${series.days[at] ?? ''} <small>${unit}</small>`, ...lines].join('<br>');
    },
  };
}

/** A mean over few days says little and would flatten the rest, so the axis is made for what follows. */
const SETTLED_DAYS = 20;

function boundsOf(series: YearSeries, limit: number | null) {
  const shown = [series.cumulative, series.lastYear].flatMap((values) => values.slice(SETTLED_DAYS));
  const values = [...shown, ...series.fan.p5, ...series.fan.p95, limit].filter((v) => v !== null);
  return niceBounds(values) ?? {};
}

function axes(
  series: YearSeries,
  unit: string,
  words: YearWords,
  limit: number | null,
): Pick<ChartOption, 'xAxis' | 'yAxis'> {
  const x = (gridIndex: number) => ({
    type: 'category' as const,
    gridIndex,
    data: series.days,
    boundaryGap: false,
    axisTick: { show: true, interval: isMonthStart },
    axisLine: { onZero: false, lineStyle: { color: SOFT } },
    axisLabel: {
      ...label,
      show: gridIndex === 1,
      color: SOFT,
      interval: isMonthStart,
      formatter: (day: string) => day.slice(0, 7),
      hideOverlap: true,
    },
  });
  const y = (gridIndex: number, name: string) => ({
    type: 'value' as const,
    gridIndex,
    name,
    ...(gridIndex === 0 ? boundsOf(series, limit) : {}),
    splitNumber: gridIndex === 0 ? 5 : 2,
    nameTextStyle: { ...label, color: SOFT, align: 'left' as const },
    splitLine: { lineStyle: { color: LINE } },
    axisLabel: { ...label, color: SOFT },
  });
  return { xAxis: [x(0), x(1)], yAxis: [y(0, unit), y(1, words.daily)] };
}

/**
 * How the year is drawn. Above: the mean so far solid, last year pale, the future a pale fan, the limit a dotted ink
 * line. Below, on a scale of its own: the daily values.
 */
export function yearOption(series: YearSeries, limit: number | null, unit: string, words: YearWords): ChartOption {
  const below = { xAxisIndex: 1, yAxisIndex: 1 };
  const text = `${words.limit} ${decimal(limit, 0)}`;
  return {
    grid: [
      { left: 44, right: 84, top: 26, height: 210 },
      { left: 44, right: 84, top: 276, height: 76 },
    ],
    textStyle: label,
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    tooltip: tooltip(series, unit, words),
    ...axes(series, unit, words, limit),
    series: [
      line(words.lastYear, series.lastYear, PALE, 1.6),
      { ...line('low', series.fan.p5, GREEN, 0), ...quiet, stack: 'fan' },
      {
        ...line(words.fan, difference(series.fan.p95, series.fan.p5), GREEN, 0),
        ...quiet,
        stack: 'fan',
        areaStyle: { color: GREEN, opacity: 0.16 },
      },
      { ...line('middle', series.fan.p50, GREEN, 1.4), ...quiet, lineStyle: { color: GREEN, type: [4, 4] } },
      { ...line(words.cumulative, series.cumulative, GREEN, 2.6), ...limitLine(limit, text) },
      {
        type: 'bar',
        name: words.daily,
        data: series.daily,
        ...below,
        itemStyle: { color: LIGHT_GREEN },
        barCategoryGap: '10%',
        emphasis: { disabled: true },
      },
    ],
  };
}
