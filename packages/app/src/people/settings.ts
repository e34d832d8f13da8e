import { z } from 'zod';

/** What a district decides for its workspace; kept in `workspace.json`. */
export const settingsSchema = z.strictObject({
  /** Whether board, targets, plan, methods and standards may be read without signing in. A demonstration always may. */
  publicBoard: z.boolean().default(false),
});
export type Settings = z.output<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({});
