import { formatMoment, parseDay } from '@qingshan/kernel';

/** The hours 1 to 24 of days, each with its value, as a long table. */
export function hourlyTable(
  days: Readonly<Record<string, number | readonly number[]>>,
  parameter = 'PM2.5',
  site = '门头沟双峪',
): string {
  const rows = Object.entries(days).flatMap(([text, values]) => {
    const day = parseDay(text) ?? 0;
    const all = typeof values === 'number' ? Array.from({ length: 24 }, () => values) : values;
    return all.map((value, i) => {
      const time = formatMoment(day * 86_400 + (i + 1) * 3600).replace('T', ' ');
      return `${site},${parameter},${time},${value},ug/m3,`;
    });
  });
  return ['点位,监测项目,结束时间,监测值,单位,标记', ...rows].join('\n');
}
