import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../api/client.ts';
import type { paths } from '../api/schema.d.ts';
import { useRefreshingStep } from '../shared/use-refreshing-step.ts';

export type CaseRow = Schemas['CaseRow'];
export type CaseDetail = Schemas['CaseDetail'];
export type CaseQuery = NonNullable<paths['/cases']['get']['parameters']['query']>;

/** Everything about cases hangs together: after a step all of it is asked anew. */
const CASES = 'cases';

export function useCaseStep<Input, Output>(run: (input: Input) => Promise<Output>) {
  return useRefreshingStep(run, (queries) => queries.invalidateQueries({ queryKey: [CASES] }));
}

export const caseDeskQuery = queryOptions({
  queryKey: [CASES, 'desk'],
  queryFn: ({ signal }) => answer(client.GET('/case-desk', { signal })),
});

export const casesQuery = (query: CaseQuery) =>
  queryOptions({
    queryKey: [CASES, 'list', query],
    queryFn: ({ signal }) => answer(client.GET('/cases', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: [CASES, 'one', id],
    queryFn: ({ signal }) => answer(client.GET('/cases/{id}', { params: { path: { id } }, signal })),
  });

export const ratesQuery = (query: { from?: string; to?: string }) =>
  queryOptions({
    queryKey: [CASES, 'rates', query],
    queryFn: ({ signal }) => answer(client.GET('/case-rates', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

export const proposalsQuery = queryOptions({
  queryKey: [CASES, 'proposals'],
  queryFn: ({ signal }) => answer(client.GET('/case-proposals', { signal })),
});

export const importsQuery = queryOptions({
  queryKey: [CASES, 'imports'],
  queryFn: ({ signal }) => answer(client.GET('/case-imports', { signal })),
});

export const dispatchCases = (body: Schemas['CaseDispatchInput']) => answer(client.POST('/case-dispatches', { body }));
export const escalateCases = (body: Schemas['CaseEscalationInput']) =>
  answer(client.POST('/case-escalations', { body }));
export const mergeCases = (body: Schemas['CaseMergeInput']) => answer(client.POST('/case-merges', { body }));
export const openCase = (body: Schemas['CaseInput']) => answer(client.POST('/cases', { body }));

const at = (id: string) => ({ params: { path: { id } } });
export const workOnCase = (id: string, body: Schemas['CaseWorkInput']) =>
  answer(client.POST('/cases/{id}/work', { ...at(id), body }));
export const checkCase = (id: string, body: Schemas['CaseCheckInput']) =>
  answer(client.POST('/cases/{id}/check', { ...at(id), body }));
export const ruleOnCase = (id: string, body: Schemas['CaseRulingInput']) =>
  answer(client.POST('/cases/{id}/ruling', { ...at(id), body }));
export const showComplainant = (id: string) => answer(client.POST('/cases/{id}/complainant', at(id)));
export const undoImport = (id: string) => answer(client.POST('/case-imports/{id}/undo', at(id)));

/** A workbook goes as it is. */
const bytes = (file: File) => ({
  body: '',
  bodySerializer: () => file,
  headers: { 'Content-Type': 'application/octet-stream' },
});
export const previewImport = (file: File) =>
  answer(client.POST('/case-imports/preview', { params: { query: { name: file.name } }, ...bytes(file) }));
export const commitImport = (file: File, merge: readonly string[]) =>
  answer(
    client.POST('/case-imports', { params: { query: { name: file.name, merge: merge.join(',') } }, ...bytes(file) }),
  );

/** The page of a case; ids may hold any letters. */
export const caseAddress = (id: string): string => `/cases/${encodeURIComponent(id)}`;
export const when = (moment: string | null): string => moment?.replace('T', ' ') ?? '–';
