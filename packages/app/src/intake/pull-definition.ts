import { DAY_SECONDS, type Moment } from '@qingshan/kernel';
import { sources } from '@qingshan/sources';
import { z } from 'zod';
import type { PullRecord } from './ports.ts';

const MINUTE = 60;
const LONGEST_WAIT_MINUTES = 60;

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

function momentOfClock(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return ((hours ?? 0) * 60 + (minutes ?? 0)) * MINUTE;
}

/** The first of these times of the day after a moment. */
function nextTime(times: readonly string[], after: Moment): Moment {
  const day = after - (after % DAY_SECONDS);
  const today = times.map((time) => day + momentOfClock(time));
  const later = today.filter((moment) => moment > after);
  return later.length > 0 ? Math.min(...later) : Math.min(...today) + DAY_SECONDS;
}

/** How long is waited after so many failures in a row: 1, 2, 4 … 60 minutes. */
function backoff(failures: number): number {
  return Math.min(2 ** (failures - 1), LONGEST_WAIT_MINUTES) * MINUTE;
}

/**
 * When it is to be fetched next; `null`: at once, since it never was. A time of the day that was slept through is made up for.
 */
export function dueAt({ everyMinutes, at = [] }: PullDefinition, last: PullRecord | null): Moment | null {
  if (last === null) return null;
  if (last.failures > 0) return last.tried + backoff(last.failures);
  return everyMinutes === undefined ? nextTime(at, last.tried) : last.tried + everyMinutes * MINUTE;
}

/** What is asked for what; told of another, nothing is known of this one. */
export function targetOf({ source, address }: PullDefinition): string {
  return `${source} ${address}`;
}

/** An address without its query, which may hold what not everybody should see. */
export function shownAddress(address: string): string {
  return address.split(/[?#]/)[0] ?? address;
}
