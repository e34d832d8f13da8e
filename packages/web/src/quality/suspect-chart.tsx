import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart, type ChartOption } from '../charts/chart.tsx';
import { FONT, GREEN, INK, LINE, PALE, SOFT } from '../charts/theme.ts';
import type { Suspect } from './quality-queries.ts';

const HOUR_MS = 3_600_000;

/** `2024-08-03 05:00` of each hour that the lists hold; all of it is Beijing time, so no zone takes part. */
function labelsOf({ from, own }: Suspect): string[] {
  const start = Date.parse(`${from}Z`);
  return own.map((_, i) => new Date(start + i * HOUR_MS).toISOString().slice(5, 16).replace('T', ' '));
}

/** The hours that look wrong, those around them, and what the sites near by say. */
export function SuspectChart({ suspect, unit, label }: { suspect: Suspect; unit: string; label: string }) {
  const { t } = useTranslation();
  const option = useMemo((): ChartOption => {
    const labels = labelsOf(suspect);
    const at = (moment: string): string => moment.slice(5).replace('T', ' ');
    const [first, last] = [labels.indexOf(at(suspect.first)), labels.indexOf(at(suspect.last))];
    const within = (i: number): boolean => i >= first && (last < 0 || i <= last);
    return {
      textStyle: { fontFamily: FONT, color: INK },
      grid: { left: 48, right: 12, top: 12, bottom: 24 },
      tooltip: { trigger: 'axis', valueFormatter: (value) => (typeof value === 'number' ? `${value} ${unit}` : '–') },
      xAxis: {
        type: 'category',
        data: labels,
        boundaryGap: false,
        axisLabel: { color: SOFT, hideOverlap: true },
        axisLine: { lineStyle: { color: LINE } },
        axisTick: { show: false },
      },
      yAxis: { type: 'value', axisLabel: { color: SOFT }, splitLine: { lineStyle: { color: LINE } }, splitNumber: 3 },
      series: [
        {
          name: t('quality.around'),
          type: 'line',
          data: suspect.expected,
          showSymbol: false,
          lineStyle: { color: PALE, width: 1.5, type: 'dashed' },
          itemStyle: { color: PALE },
        },
        {
          name: t('quality.own'),
          type: 'line',
          data: suspect.own.map((value, i) =>
            within(i) ? { value: value ?? '-', symbolSize: 7, itemStyle: { color: INK } } : (value ?? '-'),
          ),
          symbol: 'circle',
          symbolSize: (_: unknown, { dataIndex }: { dataIndex: number }) => (within(dataIndex) ? 7 : 0),
          lineStyle: { color: GREEN, width: 1.5 },
          itemStyle: { color: GREEN },
        },
      ],
    };
  }, [suspect, unit, t]);
  return <Chart option={option} label={label} height={150} />;
}
