import { z } from 'zod';
import { localized, orNull } from './common.ts';

/** What the city orders of the district 市级任务, and the measures that carry it out. */

export const quantity = z
  .object({ value: z.string().regex(/^\d+(\.\d+)?$/), unit: z.string().trim().min(1).max(20) })
  .meta({ id: 'Quantity' });

export const municipalItem = z
  .object({
    id: z.string(),
    document: z.string(),
    clause: z.string(),
    words: z.string(),
    quantity: orNull(quantity),
    due: z.string().nullable(),
    units: z.array(z.string()),
  })
  .meta({ id: 'MunicipalItem' });

const fault = z.object({ where: localized, words: z.string(), text: localized });

export const municipalPreview = z
  .object({
    items: z.array(municipalItem),
    faults: z.array(fault),
    added: z.number(),
    changed: z.number(),
    gone: z.number(),
  })
  .meta({ id: 'MunicipalPreview' });

const finding = z.object({ code: z.string(), measure: z.string().nullable(), text: localized });

export const cascade = z
  .object({
    year: z.number(),
    seq: z.number(),
    /** Name of the file that the items came from, who brought it and when */
    source: orNull(z.object({ name: z.string(), by: z.string(), at: z.string() })),
    items: z.array(
      municipalItem.extend({
        unitNames: z.array(localized),
        links: z.array(
          z.object({
            measure: z.string(),
            title: localized,
            due: localized,
            known: z.boolean(),
            quantity: orNull(quantity),
          }),
        ),
        findings: z.array(finding),
        /** Measures with words like it, while it has none; nothing is linked before somebody says so */
        likely: z.array(z.object({ measure: z.string(), title: localized })),
      }),
    ),
    /** Links whose item is no longer there */
    stray: z.array(z.object({ item: z.string(), measure: z.string(), text: localized })),
    counts: z.object({
      items: z.number(),
      linked: z.number(),
      withoutMeasure: z.number(),
      conflicts: z.number(),
      /** Measures of the district's own 自选动作 */
      own: z.number(),
    }),
  })
  .meta({ id: 'Cascade' });
export type CascadeView = z.infer<typeof cascade>;

export const cascadeLinkInput = z
  .object({
    item: z.string().min(1),
    measure: z.string().min(1),
    /** `null` removes the link; otherwise the share of the amount, where the item has one */
    link: orNull(z.object({ quantity: orNull(quantity) })),
    seen: z.number().int().min(0),
  })
  .meta({ id: 'CascadeLinkInput' });
