import { sources } from '@qingshan/sources';
import { z } from 'zod';

function isAddress(text: string): boolean {
  if (!/^[a-z][a-z0-9+.-]+:\/\//i.test(text)) return true;
  const url = URL.parse(text);
  // A name or password in an address would stand in the open; they go into a header.
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}

/** A file that is fetched by the clock; written by whoever keeps `workspace.json`, and nobody else. */
const pullSchema = z
  .strictObject({
    /** `气象站`; also who acts, in the audit */
    name: z.string().trim().min(1).max(60),
    source: z.enum(sources.map(({ id }) => id)),
    /** `https://…` without name and password, or the path of a file, from the data folder on */
    address: z.string().min(1).refine(isAddress, 'http(s) without name and password, or the path of a file'),
    /** Either so often … */
    everyMinutes: z.number().int().min(1).max(10_080).optional(),
    /** … or at these times of the day, `06:30` */
    at: z
      .array(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/))
      .min(1)
      .optional(),
    /** Header to the name of the environment variable that holds its value */
    headers: z.record(z.string().regex(/^[\w-]+$/), z.string().regex(/^[A-Z_][A-Z0-9_]*$/)).default({}),
    timeoutSeconds: z.number().int().min(1).max(600).default(60),
    maxMegabytes: z.number().int().min(1).max(64).default(64),
  })
  .refine((pull) => (pull.everyMinutes === undefined) !== (pull.at === undefined), 'either everyMinutes or at');
export type PullDefinition = z.output<typeof pullSchema>;

export const pullsSchema = z
  .array(pullSchema)
  .refine((pulls) => new Set(pulls.map(({ name }) => name)).size === pulls.length, 'every name once');

/** What is asked for what; told of another, nothing is known of this one. */
export function targetOf({ source, address }: PullDefinition): string {
  return `${source} ${address}`;
}

/** An address without its query, which may hold what not everybody should see. */
export function shownAddress(address: string): string {
  return address.split(/[?#]/)[0] ?? address;
}
