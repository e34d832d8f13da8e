import { keepPreviousData, queryOptions, type QueryClient } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../api/client.ts';

export type AssignmentRow = Schemas['AssignmentRow'];
export type AssignmentStatus = Schemas['AssignmentStatus'];
export type ReportDetail = Schemas['ReportDetail'];
export type ReportContent = Schemas['ReportContent'];

export interface AssignmentFilter {
  status?: AssignmentStatus;
  unit?: string;
  board?: string;
  measure?: string;
  doubtful?: 'yes';
}

/** Rows on a page of assignments */
export const ASSIGNMENTS_PAGE = 200;
/** More than a plan has */
const ALL = 5000;

/** Everything of the loop hangs together: after a step all of it is asked anew. */
const LOOP = 'loop';

export function refreshLoop(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ queryKey: [LOOP] });
}

export const deskQuery = queryOptions({
  queryKey: [LOOP, 'desk'],
  queryFn: ({ signal }) => answer(client.GET('/desk', { signal })),
});

export const assignmentsQuery = (filter: AssignmentFilter, offset: number) =>
  queryOptions({
    queryKey: [LOOP, 'assignments', filter, offset],
    queryFn: ({ signal }) =>
      answer(client.GET('/assignments', { params: { query: { ...filter, offset, limit: ASSIGNMENTS_PAGE } }, signal })),
    placeholderData: keepPreviousData,
  });

/** Ids of all that a filter lists, to act on them at once. */
export async function allAssignments(filter: AssignmentFilter): Promise<string[]> {
  const { rows } = await answer(
    client.GET('/assignments', { params: { query: { ...filter, offset: 0, limit: ALL } } }),
  );
  return rows.map(({ id }) => id);
}

export const worklistQuery = (unit: string) =>
  queryOptions({
    queryKey: [LOOP, 'worklist', unit],
    queryFn: ({ signal }) => answer(client.GET('/worklists/{id}', { params: { path: { id: unit } }, signal })),
  });

export const measureQuery = (id: string) =>
  queryOptions({
    queryKey: [LOOP, 'measure', id],
    queryFn: ({ signal }) => answer(client.GET('/measures/{id}', { params: { path: { id } }, signal })),
  });

export interface ReportPath {
  readonly measure: string;
  readonly unit: string;
  readonly period: string;
}

export function reportPath(id: string): ReportPath {
  const [measure = '', unit = '', period = ''] = id.split('/');
  return { measure, unit, period };
}

const REPORT = '/reports/{measure}/{unit}/{period}';

export const reportQuery = (path: ReportPath) =>
  queryOptions({
    queryKey: [LOOP, 'report', path],
    queryFn: ({ signal }) => answer(client.GET(REPORT, { params: { path: { ...path } }, signal })),
  });

export const helpsQuery = queryOptions({
  queryKey: [LOOP, 'help'],
  queryFn: ({ signal }) => answer(client.GET('/help', { signal })),
});

export const requestsQuery = queryOptions({
  queryKey: [LOOP, 'requests'],
  queryFn: ({ signal }) => answer(client.GET('/requests', { signal })),
});

export const writeReport = (id: string, body: Schemas['ReportInput']): Promise<ReportDetail> =>
  answer(client.POST(REPORT, { params: { path: { ...reportPath(id) } }, body }));

export const verifyReport = (id: string, body: Schemas['VerificationInput']): Promise<ReportDetail> =>
  answer(client.POST(`${REPORT}/verification`, { params: { path: { ...reportPath(id) } }, body }));

export const changeDispatch = (body: Schemas['DispatchInput']): Promise<Schemas['Changed']> =>
  answer(client.POST('/dispatches', { body }));

export const signFor = (assignments: string[]): Promise<Schemas['Changed']> =>
  answer(client.POST('/signatures', { body: { assignments } }));

export const specifyMeasure = (id: string, body: Schemas['SettingInput']): Promise<Schemas['MeasurePage']> =>
  answer(client.PUT('/measures/{id}/setting', { params: { path: { id } }, body }));

function itemPath(id: string) {
  const [measure = '', unit = '', number = ''] = id.split('/');
  return { params: { path: { measure, unit, number } } };
}

export const raiseHelp = (body: Schemas['HelpInput']) => answer(client.POST('/help', { body }));
export const answerHelp = (id: string, text: string) =>
  answer(client.POST('/help/{measure}/{unit}/{number}/answer', { ...itemPath(id), body: { text } }));
export const settleHelp = (id: string, body: Schemas['SettlementInput']) =>
  answer(client.POST('/help/{measure}/{unit}/{number}/settlement', { ...itemPath(id), body }));
export const askChange = (body: Schemas['RequestInput']) => answer(client.POST('/requests', { body }));
export const decideChange = (id: string, body: Schemas['DecisionInput']) =>
  answer(client.POST('/requests/{measure}/{unit}/{number}/decision', { ...itemPath(id), body }));

export const addEvidence = (file: File): Promise<Schemas['Evidence']> =>
  answer(
    client.POST('/evidence', {
      params: { query: { name: file.name } },
      body: '',
      bodySerializer: () => file,
      headers: { 'Content-Type': 'application/octet-stream' },
    }),
  );

export const evidenceQuery = (id: string) =>
  queryOptions({
    queryKey: [LOOP, 'evidence', id],
    queryFn: ({ signal }) => answer(client.GET('/evidence/{id}', { params: { path: { id } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const evidenceAddress = (id: string): string => `/api/v1/evidence/${id}/content`;
