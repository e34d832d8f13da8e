import { devicePlaceSchema, deviceTimeSchema, photosSchema, siteCheckSchema } from '@qingshan/campaign';
import { z } from 'zod';
import { localized, named, orNull } from './common.ts';
import { doubt, progressSpec, reportContent, reportState } from './loop.ts';

/** A report that somebody has to look at on the spot, with all that a device needs without network. */
export const fieldItem = z
  .object({
    report: z.string(),
    /** Waiting for its verification, or done and due for a re-check 回头看 */
    kind: z.enum(['verify', 'recheck']),
    measure: z.string(),
    title: localized,
    unit: z.string(),
    unitName: localized,
    period: z.string(),
    /** Day on which it was handed in, or last looked at */
    since: z.string(),
    seq: z.number(),
    state: reportState,
    spec: progressSpec,
    criteria: z.string(),
    /** What the unit claims */
    claimed: reportContent,
    doubts: z.array(doubt),
  })
  .meta({ id: 'FieldItem' });
export type FieldItemView = z.infer<typeof fieldItem>;

export const fieldWork = z
  .object({
    /** Whose work it is; a device keeps what belongs to different people apart */
    person: z.string(),
    today: z.string(),
    items: z.array(fieldItem),
    topics: z.array(named),
    towns: z.array(named),
    units: z.array(named),
  })
  .meta({ id: 'FieldWork' });
export type FieldWorkView = z.infer<typeof fieldWork>;

/** A check that was filled in on a device. */
export const fieldCheckInput = siteCheckSchema
  .extend({
    /** Who filled it in */
    person: z.string().min(1).max(64),
    report: z.string().min(1).max(200),
    do: z.enum(['accept', 'return', 'recheck', 'note']),
    remark: z.string().max(2000),
    /** Number of events of the report that the device had seen; `null`: whatever it is now */
    seen: z.number().int().min(0).nullable(),
  })
  .meta({ id: 'FieldCheckInput' });
export type FieldCheckInput = z.infer<typeof fieldCheckInput>;

/** What became of a check; the same however often it is sent. */
export const fieldReceipt = z
  .object({
    act: z.string(),
    report: z.string(),
    seq: z.number(),
    type: z.string(),
    at: z.string(),
    /** It had been recorded before */
    repeated: z.boolean(),
  })
  .meta({ id: 'FieldReceipt' });
export type FieldReceiptView = z.infer<typeof fieldReceipt>;

/** A problem found on the spot, filled in on a device; it becomes a case. */
export const fieldFindingInput = z
  .strictObject({
    /** Made by the device; the same act sent twice opens one case */
    act: z.uuid(),
    /** Who found it */
    person: z.string().min(1).max(64),
    title: z.string().trim().min(1).max(200),
    topic: z.string().min(1),
    town: z.string().nullable(),
    /** Where it is, in words */
    place: z.string().max(200),
    unit: z.string().nullable().describe('Unit that seems to be responsible; the office decides'),
    remark: z.string().max(2000),
    at: deviceTimeSchema,
    position: orNull(devicePlaceSchema),
    evidence: photosSchema,
  })
  .meta({ id: 'FieldFindingInput' });
export type FieldFindingInput = z.infer<typeof fieldFindingInput>;

/** Which case a finding has become; the same however often it is sent. */
export const fieldFindingReceipt = z
  .object({ act: z.string(), case: z.string(), repeated: z.boolean() })
  .meta({ id: 'FieldFindingReceipt' });
export type FieldFindingReceiptView = z.infer<typeof fieldFindingReceipt>;
