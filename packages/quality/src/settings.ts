import { z } from 'zod';
import { CHECKS } from './checks/index.ts';

/** Which checks a parameter gets, with their settings. */
export const parameterSettingsSchema = z.strictObject({
  /** Unit of the settings and of the values that are looked at */
  unit: z.string().min(1),
  checks: z.strictObject(Object.fromEntries(CHECKS.map((check) => [check.id, check.settings.optional()]))),
});
export type ParameterSettings = z.infer<typeof parameterSettingsSchema>;

/** By parameter id. */
export const settingsSchema = z.record(z.string().min(1), parameterSettingsSchema);
export type QualitySettings = z.infer<typeof settingsSchema>;
