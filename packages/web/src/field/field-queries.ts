import { queryOptions } from '@tanstack/react-query';
import { answer, ApiProblem, client } from '../api/client.ts';
import type { Me } from '../api/people-queries.ts';
import type { FieldWork, LocalCheck } from './check.ts';
import type { LocalFinding } from './finding.ts';
import {
  checksOf,
  devicePerson,
  findingsOf,
  keepPerson,
  keepWork,
  keptWork,
  type DevicePerson,
} from './device-store.ts';

/** Questions that the device answers itself when there is no network; so none of them waits for one. */
const ALWAYS = { networkMode: 'always', retry: false, staleTime: 0 } as const;
const FIELD = 'field';

export const deviceKeys = { all: [FIELD] } as const;

/** Who uses the page, and whether the server says so too. */
export interface FieldPerson {
  readonly person: DevicePerson | null;
  /** `unknown`: the server could not be asked */
  readonly session: 'live' | 'ended' | 'unknown';
}

function asked(): Promise<Me | null> {
  return answer(client.GET('/me')).catch((error: unknown) => {
    if (error instanceof ApiProblem && error.status < 500) throw error;
    return null;
  });
}

/** Whoever is signed in; without network, or when the session has ended, whoever used the device last. */
async function whoIsHere(): Promise<FieldPerson> {
  const me = await asked();
  if (me?.signedIn === true) {
    const { id, name } = me.actor;
    await keepPerson({ id, name });
    return { person: { id, name }, session: 'live' };
  }
  return { person: await devicePerson(), session: me === null ? 'unknown' : 'ended' };
}

export const fieldPersonQuery = queryOptions({ queryKey: [FIELD, 'person'], queryFn: whoIsHere, ...ALWAYS });

export interface KnownWork {
  readonly fetchedAt: string;
  readonly work: FieldWork;
  /** From the server just now, or from the device */
  readonly fresh: boolean;
}

/** The clock of the device, `2024-06-03T09:15` */
export function deviceTime(now = new Date()): string {
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** What is to be checked: from the server, else as the device knew it last. */
async function workOf(person: string): Promise<KnownWork | null> {
  try {
    const work = await answer(client.GET('/field'));
    // Somebody else has signed in meanwhile: their work is not this person's.
    if (work.person === person) {
      const fetchedAt = deviceTime();
      await keepWork(work, fetchedAt);
      return { work, fetchedAt, fresh: true };
    }
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'not-allowed') throw error;
  }
  const kept = await keptWork(person);
  return kept === null ? null : { ...kept, fresh: false };
}

export const fieldWorkQuery = (person: string) =>
  queryOptions({ queryKey: [FIELD, 'work', person], queryFn: () => workOf(person), ...ALWAYS });

export const checksQuery = (person: string) =>
  queryOptions({
    queryKey: [FIELD, 'checks', person],
    queryFn: (): Promise<LocalCheck[]> => checksOf(person),
    ...ALWAYS,
  });

export const findingsQuery = (person: string) =>
  queryOptions({
    queryKey: [FIELD, 'findings', person],
    queryFn: (): Promise<LocalFinding[]> => findingsOf(person),
    ...ALWAYS,
  });
