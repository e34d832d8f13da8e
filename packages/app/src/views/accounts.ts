import { z } from 'zod';
import { assessment, localized, orNull } from './common.ts';

/** One version of what somebody has accounted or found out by hand for an indicator and period. */
export const accountVersion = z
  .object({
    /** `null`: it comes with the district's data and cannot be withdrawn */
    id: z.number().nullable(),
    indicator: z.string(),
    period: z.string(),
    /** The day from which it counts */
    available: z.string(),
    note: localized,
    /** Input of the indicator's method */
    input: z.record(z.string(), z.unknown()),
    recordedBy: z.string().nullable(),
    recordedAt: z.string().nullable(),
    withdrawnBy: z.string().nullable(),
    withdrawnAt: z.string().nullable(),
    /** Answers for its indicator and period as known now */
    current: z.boolean(),
    simulated: z.boolean(),
  })
  .meta({ id: 'AccountVersion' });
export type AccountVersionView = z.infer<typeof accountVersion>;

/** What a person sends to record an account. */
export const accountInput = z
  .strictObject({
    indicator: z.string(),
    period: z.string(),
    /** The day from which it counts; absent: today */
    available: z.string().optional(),
    /** What it is and where from */
    note: z.string().trim().min(1),
    input: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AccountInput' });
export type AccountInput = z.infer<typeof accountInput>;

/** What an account would answer. */
export const accountPreview = z
  .object({
    assessment,
    /** The version that answers now and would no longer do so */
    replaces: orNull(accountVersion),
  })
  .meta({ id: 'AccountPreview' });
export type AccountPreviewView = z.infer<typeof accountPreview>;

export const accountRecorded = z
  .object({
    account: accountVersion,
    /** False: the same content had been recorded already, nothing was changed */
    added: z.boolean(),
    assessment,
  })
  .meta({ id: 'AccountRecorded' });
export type AccountRecordedView = z.infer<typeof accountRecorded>;

/** The accounts behind a target that rests on them, newest first. */
export const targetAccounts = z
  .object({ method: z.string(), period: z.string(), versions: z.array(accountVersion) })
  .meta({ id: 'TargetAccounts' });
