import { z } from 'zod';
import { localized, orNull } from './common.ts';

const hour = z.string().describe('End of an hour, 2024-08-01T13:00');
const note = z.string().trim().min(1).max(500);

export const qualityQuery = z.object({
  month: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .describe('2024-08'),
  parameter: z.string().min(1),
});

/** Hours of a site that are judged together. */
const hours = z.object({ site: z.string(), parameter: z.string(), first: hour, last: hour });
export const excludeHoursInput = hours.extend({ check: z.string().nullable(), note }).meta({ id: 'ExcludeHoursInput' });
export const keepHoursInput = hours.extend({ check: z.string(), note }).meta({ id: 'KeepHoursInput' });
export const reopenHoursInput = keepHoursInput.omit({ note: true }).meta({ id: 'ReopenHoursInput' });
export type ExcludeHoursInput = z.infer<typeof excludeHoursInput>;
export type KeepHoursInput = z.infer<typeof keepHoursInput>;
export type ReopenHoursInput = z.infer<typeof reopenHoursInput>;

const spare = z.object({
  id: z.string().describe('The month that it is of, or `total` for the whole period'),
  required: z.number(),
  valid: z.number(),
  left: z.number(),
  spare: z.number().describe('How many of the days left may be lost; negative: the month is invalid whatever comes'),
});

export const qualitySite = z
  .object({
    id: z.string(),
    name: localized,
    due: z.number().describe('Hours of the month up to today'),
    valid: z.number(),
    missing: z.number().describe('Without a value, and not in maintenance'),
    maintenance: z.number().describe('Without a value, in a planned maintenance'),
    late: z.number().nullable().describe('Came late; null: came as a file'),
    setAside: z.number().describe('Hours with a value that does not count: excluded, in maintenance, quarantined'),
    suspect: z.number().describe('Suggestions that nobody has judged'),
    quarter: orNull(spare).describe('The part of its quarter that may lose the fewest days'),
    year: orNull(spare).describe('The part of its year that may lose the fewest days'),
    month: orNull(spare).describe('What the rule of validity still allows; null: it asks nothing of the month'),
  })
  .meta({ id: 'QualitySite' });

export const suspectHours = z
  .object({
    site: z.string(),
    siteName: localized,
    parameter: z.string(),
    check: z.string(),
    checkName: localized,
    first: hour,
    last: hour,
    hours: z.number(),
    why: localized,
    from: hour.describe('End of the first hour of the two lists'),
    own: z.array(z.number().nullable()),
    expected: z.array(z.number().nullable()).describe('Median of the sites around'),
  })
  .meta({ id: 'SuspectHours' });
export type SuspectHoursView = z.infer<typeof suspectHours>;

export const judgedHours = z
  .object({
    site: z.string(),
    siteName: localized,
    judgement: z.enum(['excluded', 'kept']),
    check: z.string().nullable(),
    first: hour,
    last: hour,
    note: z.string(),
    by: z.string(),
    at: z.string(),
    again: z.number().describe('Excluded hours whose value was corrected since, so that they count again'),
    batch: z.number().nullable().describe('Excluded hours are taken back by undoing this batch'),
  })
  .meta({ id: 'JudgedHours' });

export const maintenanceInput = z
  .object({
    site: z.string().min(1),
    parameter: z.string().nullable().describe('null: all of the site'),
    from: z.string().describe('Full hour, 2024-11-03T08:00'),
    to: z.string(),
    reason: note,
  })
  .meta({ id: 'MaintenanceInput' });
export type MaintenanceInput = z.infer<typeof maintenanceInput>;

/** A planned maintenance of a site. */
export const maintenanceWindow = maintenanceInput
  .extend({ id: z.number(), siteName: localized, by: z.string(), at: z.string() })
  .meta({ id: 'MaintenanceWindow' });
export type MaintenanceView = z.infer<typeof maintenanceWindow>;

export const qualityReview = z
  .object({
    month: z.string(),
    parameter: z.object({ id: z.string(), name: localized, unit: z.string() }),
    parameters: z.array(z.object({ id: z.string(), name: localized })),
    through: z.string().describe('Last day that counts as over'),
    checks: z.array(z.object({ id: z.string(), name: localized, looksFor: localized })),
    sites: z.array(qualitySite),
    suspects: z.array(suspectHours),
    judged: z.array(judgedHours),
    maintenance: z.array(maintenanceWindow).describe('Planned windows that touch the month'),
    places: z.array(z.object({ id: z.string(), name: localized })).describe('Sites for which one can be planned'),
    simulated: z.boolean(),
  })
  .meta({ id: 'QualityReview' });
export type QualityReviewView = z.infer<typeof qualityReview>;
