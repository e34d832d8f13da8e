import { parseDay, type Day } from '@qingshan/kernel';
import { z } from 'zod';
import { readYaml } from './load-yaml.ts';
import type { ReportingRules } from './loop/reporting-rules.ts';
import type { WorkingDays } from './loop/working-days.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const workingDaysFile = z.strictObject({
  years: z.array(
    z.strictObject({
      year: z.number().int(),
      certainty: z.enum(['read', 'read-third-party', 'memory']),
      rest: z.array(z.strictObject({ zh: z.string(), from: day, to: day })),
      work: z.array(day),
    }),
  ),
});

const reportingFile = z.strictObject({
  due: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('working-day'), n: z.number().int().min(1).max(20) }),
    z.strictObject({
      kind: z.literal('day'),
      day: z.number().int().min(1).max(31),
      of: z.enum(['same-month', 'next-month']),
    }),
  ]),
  silentAfter: z.number().int().min(1).max(12),
  recheckAfterDays: z.number().int().min(1).max(366),
});

function daysOf(from: string, to: string): Day[] {
  const [first, last] = [parseDay(from) ?? 0, parseDay(to) ?? -1];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

/** Holidays and working weekends of all districts. @throws QingshanError `bad-plan` */
export function readWorkingDays(districts: string): WorkingDays {
  const { years } = readYaml(districts, 'working-days.yaml', workingDaysFile).data;
  return {
    rest: new Set(years.flatMap((y) => y.rest.flatMap(({ from, to }) => daysOf(from, to)))),
    work: new Set(years.flatMap((y) => y.work.flatMap((text) => daysOf(text, text)))),
    years: new Set(years.map((y) => y.year)),
  };
}

/** When a district's units report. @throws QingshanError `bad-plan` */
export function readReporting(folder: string, calendar: WorkingDays): ReportingRules {
  return { ...readYaml(folder, 'reporting.yaml', reportingFile).data, calendar };
}
