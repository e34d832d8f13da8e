import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, ApiProblem, client, type Schemas } from '../api/client.ts';
import { useRefreshingStep } from '../shared/use-refreshing-step.ts';

export type Draft = Schemas['PlanDraft'];
export type Doubt = Schemas['DraftDoubt'];
export type Decision = Schemas['DraftDecision'];
export type Version = Schemas['PlanVersionRow'];
export type Diff = Schemas['PlanDiff'];
export type Preview = Schemas['IssuePreview'];
export type IssueInput = Schemas['IssueInput'];
export type Cascade = Schemas['Cascade'];

const PLANS = 'plans';

export const draftsQuery = queryOptions({
  queryKey: [PLANS, 'drafts'],
  queryFn: ({ signal }) => answer(client.GET('/plan-drafts', { signal })),
});

export const draftQuery = (id: number) =>
  queryOptions({
    queryKey: [PLANS, 'draft', id],
    queryFn: ({ signal }) => answer(client.GET('/plan-drafts/{id}', { params: { path: { id } }, signal })),
  });

export const versionsQuery = queryOptions({
  queryKey: [PLANS, 'versions'],
  queryFn: ({ signal }) => answer(client.GET('/plan-versions', { signal })),
});

export const differenceQuery = (from: number, to: number) =>
  queryOptions({
    queryKey: [PLANS, 'difference', from, to],
    queryFn: ({ signal }) =>
      answer(client.GET('/plan-versions/difference', { params: { query: { from, to } }, signal })),
  });

export const cascadeQuery = queryOptions({
  queryKey: [PLANS, 'cascade'],
  queryFn: ({ signal }) => answer(client.GET('/cascade', { signal })),
});

/** A step that changes plans: everything shown is asked anew, since the plan in force may be another one. */
export function usePlanStep<Input, Output>(run: (input: Input) => Promise<Output>) {
  return useRefreshingStep(run, (queries) => queries.invalidateQueries());
}

/** A step on a draft: its answer is the draft as it is then. */
export function useDraftStep<Input>(id: number, run: (input: Input) => Promise<Draft>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: async (draft) => {
      queries.setQueryData(draftQuery(id).queryKey, draft);
      await queries.invalidateQueries({ queryKey: draftsQuery.queryKey });
    },
  });
}

const at = (id: number) => ({ params: { path: { id } } });

export const decideDraft = (id: number, body: Schemas['DraftDecisionsInput']) =>
  answer(client.POST('/plan-drafts/{id}/decisions', { ...at(id), body }));
export const undoDraft = (id: number, seen: number) =>
  answer(client.POST('/plan-drafts/{id}/undo', { ...at(id), body: { seen } }));
export const discardDraft = (id: number, seen: number) =>
  answer(client.POST('/plan-drafts/{id}/discard', { ...at(id), body: { seen } }));
export const previewIssue = (id: number, body: IssueInput) =>
  answer(client.POST('/plan-drafts/{id}/issue-preview', { ...at(id), body }));
export const issuePlan = (id: number, body: IssueInput) =>
  answer(client.POST('/plan-drafts/{id}/issue', { ...at(id), body }));
export const copyPlan = (body: Schemas['CopyInput']) => answer(client.POST('/plan-drafts/copy', { body }));
export const linkItem = (body: Schemas['CascadeLinkInput']) => answer(client.POST('/cascade/links', { body }));

const octets = (file: File) => ({
  body: '',
  bodySerializer: () => file,
  headers: { 'Content-Type': 'application/octet-stream' },
});

export const previewItems = (file: File) =>
  answer(client.POST('/municipal-items/preview', { params: { query: { name: file.name } }, ...octets(file) }));
export const importItems = (file: File, skipFaulty: boolean) =>
  answer(
    client.POST('/municipal-items', {
      params: { query: { name: file.name, skipFaulty: skipFaulty ? 'true' : 'false' } },
      ...octets(file),
    }),
  );

/**
 * Uploads a document and says how far it has come: `fetch` does not tell.
 *
 * @param progress share sent, from 0 to 1; at 1 the server reads it
 * @returns id of the draft
 */
export function uploadDraft(file: File, year: number, progress: (share: number) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1/plan-drafts?${new URLSearchParams({ name: file.name, year: String(year) })}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total }) => progress(total === 0 ? 1 : loaded / total));
    request.addEventListener('error', () => reject(new Error('offline')));
    request.addEventListener('load', () => {
      const said: unknown = request.response;
      if (typeof said === 'object' && said !== null) {
        if ('id' in said && typeof said.id === 'number') return resolve(said.id);
        if (isProblem(said)) return reject(new ApiProblem(request.status, said));
      }
      return reject(new Error(`HTTP ${request.status}`));
    });
    request.send(file);
  });
}

function isProblem(said: object): said is Schemas['Problem'] {
  return 'code' in said && 'text' in said;
}

export const draftFile = (id: number): string => `/api/v1/plan-drafts/${id}/file`;
export const versionFile = (id: number, layout: string, format: string): string =>
  `/api/v1/plan-versions/${id}/${layout}/${format}`;
