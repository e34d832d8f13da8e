import { z } from 'zod';
import type { LoopEvent } from './event.ts';

/** By the clock of the device, `2024-06-03T09:15` */
export const deviceTimeSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/);

/** Degrees, WGS-84, and metres of accuracy, as the device gave them */
export const devicePlaceSchema = z.strictObject({
  longitude: z.number().min(-180).max(180),
  latitude: z.number().min(-90).max(90),
  accuracy: z.number().min(0),
});

/** Ids of photos */
export const photosSchema = z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(20);

/** What was seen on the spot 现场检查. It is filled in on a device, perhaps without network, and sent later. */
export const siteCheckSchema = z.strictObject({
  /** Made by the device; the same act sent twice is done once */
  act: z.uuid(),
  /** Whether what the unit reported was found to be so */
  holds: z.boolean(),
  /** The quantity found, in the unit of the measure; `null` where none was read */
  reading: z
    .string()
    .regex(/^\d{1,9}(\.\d{1,6})?$/)
    .nullable(),
  at: deviceTimeSchema,
  /** `null`: it gave none */
  place: devicePlaceSchema.nullable(),
  evidence: photosSchema,
});
export type SiteCheck = z.infer<typeof siteCheckSchema>;

/** What was seen on the spot, where the event rests on it. */
export function siteCheckOf(event: LoopEvent): SiteCheck | null {
  const check = siteCheckSchema.safeParse(event.data['check']);
  return check.success ? check.data : null;
}
