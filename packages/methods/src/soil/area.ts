import { z } from 'zod';

/** An area or a number of parcels, in one unit throughout a question. */
export const areaSchema = z.union([z.number().min(0), z.string().regex(/^\d+(\.\d+)?$/)]);
