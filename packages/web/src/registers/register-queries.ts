import { keepPreviousData, queryOptions, type QueryClient } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../api/client.ts';
import { refreshLoop } from '../loop/loop-queries.ts';

export type RegisterSummary = Schemas['RegisterSummary'];
export type RegisterDetail = Schemas['RegisterDetail'];
export type RegisterField = Schemas['RegisterField'];
export type RegisterEntry = Schemas['RegisterEntry'];
export type EntryValue = Schemas['EntryValue'];
export type EntryPage = Schemas['RegisterEntryPage'];
export type ImportJob = Schemas['RegisterImportJob'];
export type ImportFinding = Schemas['RegisterFinding'];

export interface EntryQuery {
  q?: string;
  unit?: string;
  state?: string;
  count?: string;
  of?: string;
  duplicates?: 'yes';
  withdrawn?: 'yes';
  sort?: string;
  order?: 'up' | 'down';
}

const REGISTERS = 'registers';

/** Measures follow registers: what is shown of either is asked anew. */
export async function refreshRegisters(queries: QueryClient): Promise<void> {
  await Promise.all([queries.invalidateQueries({ queryKey: [REGISTERS] }), refreshLoop(queries)]);
}

export const registersQuery = queryOptions({
  queryKey: [REGISTERS],
  queryFn: ({ signal }) => answer(client.GET('/registers', { signal })),
});

export const registerQuery = (id: string) =>
  queryOptions({
    queryKey: [REGISTERS, id],
    queryFn: ({ signal }) => answer(client.GET('/registers/{id}', { params: { path: { id } }, signal })),
  });

export const entriesQuery = (id: string, query: EntryQuery, page: { offset: number; limit: number }) =>
  queryOptions({
    queryKey: [REGISTERS, id, 'entries', query, page],
    queryFn: ({ signal }) =>
      answer(client.GET('/registers/{id}/entries', { params: { path: { id }, query: { ...query, ...page } }, signal })),
    placeholderData: keepPreviousData,
  });

const ENTRY = '/registers/{id}/entries/{key}';
const entryPath = (id: string, key: string) => ({ params: { path: { id, key } } });

export const entryQuery = (id: string, key: string) =>
  queryOptions({
    queryKey: [REGISTERS, id, 'entry', key],
    queryFn: ({ signal }) => answer(client.GET(ENTRY, { ...entryPath(id, key), signal })),
  });

export const addEntry = (id: string, cells: Record<string, string>): Promise<EntryPage> =>
  answer(client.POST('/registers/{id}/entries', { params: { path: { id } }, body: { cells } }));

export const changeEntry = (id: string, key: string, body: Schemas['RegisterEntryChange']): Promise<EntryPage> =>
  answer(client.PUT(ENTRY, { ...entryPath(id, key), body }));

export const withdrawEntry = (id: string, key: string, seen: number): Promise<EntryPage> =>
  answer(client.POST(`${ENTRY}/withdrawal`, { ...entryPath(id, key), body: { seen } }));

export const restoreEntry = (id: string, key: string, seen: number): Promise<EntryPage> =>
  answer(client.POST(`${ENTRY}/restoration`, { ...entryPath(id, key), body: { seen } }));

export const startImport = (id: string, file: File): Promise<ImportJob> =>
  answer(
    client.POST('/registers/{id}/imports', {
      params: { path: { id }, query: { name: file.name } },
      body: '',
      bodySerializer: () => file,
      headers: { 'Content-Type': 'application/octet-stream' },
    }),
  );

/** Whether something works on a job now. */
export const isWorking = ({ state }: ImportJob): boolean => state === 'checking' || state === 'storing';

const ASK_EVERY_MS = 400;

export const jobQuery = (id: string) =>
  queryOptions({
    queryKey: ['register-job', id],
    queryFn: ({ signal }) => answer(client.GET('/register-jobs/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data && isWorking(state.data) ? ASK_EVERY_MS : false),
  });

export const MOST_FINDINGS = 20_000;

export const findingsQuery = (job: string, severity: ImportFinding['severity'], limit: number) =>
  queryOptions({
    queryKey: ['register-job', job, severity, limit],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/register-jobs/{id}/findings', {
          params: { path: { id: job }, query: { severity, offset: 0, limit } },
          signal,
        }),
      ),
  });

export const commitImport = (job: string, skipRefused: boolean): Promise<ImportJob> =>
  answer(client.POST('/register-jobs/{id}/commit', { params: { path: { id: job } }, body: { skipRefused } }));

export const undoImport = (id: number): Promise<Schemas['RegisterImport']> =>
  answer(client.POST('/register-imports/{id}/undoing', { params: { path: { id } } }));

export const templateAddress = (id: string): string => `/api/v1/registers/${id}/template`;

export function exportAddress(id: string, query: EntryQuery): string {
  const text = new URLSearchParams({ ...query }).toString();
  return `/api/v1/registers/${id}/export${text === '' ? '' : `?${text}`}`;
}

export const entryAddress = (register: string, key: string): string =>
  `/registers/${register}/entries/${encodeURIComponent(key)}`;
