import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../api/client.ts';
import { useRefreshingStep } from '../shared/use-refreshing-step.ts';

export type ResponseRow = Schemas['ResponseRow'];
export type ResponseDetail = Schemas['ResponseDetail'];
export type Enterprise = Schemas['ListedEnterprise'];
export type Check = Schemas['EnterpriseCheck'];
export type Preview = Schemas['ResponsePreview'];
export type AlertLevel = Schemas['AlertLevel'];

/** Everything about alerts hangs together: after a step all of it is asked anew. */
const RESPONSES = 'responses';

export function useResponseStep<Input, Output>(run: (input: Input) => Promise<Output>) {
  return useRefreshingStep(run, (queries) => queries.invalidateQueries({ queryKey: [RESPONSES] }));
}

export const responsesQuery = queryOptions({
  queryKey: [RESPONSES, 'list'],
  queryFn: ({ signal }) => answer(client.GET('/responses', { signal })),
});

const at = (id: string) => ({ params: { path: { id } } });

export const responseQuery = (id: string) =>
  queryOptions({
    queryKey: [RESPONSES, 'one', id],
    queryFn: ({ signal }) => answer(client.GET('/responses/{id}', { ...at(id), signal })),
  });

export const reviewQuery = (id: string) =>
  queryOptions({
    queryKey: [RESPONSES, 'review', id],
    queryFn: ({ signal }) => answer(client.GET('/responses/{id}/review', { ...at(id), signal })),
  });

export const previewResponse = (body: Schemas['AlertForecastInput']) =>
  answer(client.POST('/response-previews', { body }));
export const issueResponse = (body: Schemas['ResponseInput']) => answer(client.POST('/responses', { body }));
export const ruleOnResponse = (id: string, body: Schemas['ResponseRuling']) =>
  answer(client.POST('/responses/{id}/ruling', { ...at(id), body }));
export const receiveAlert = (id: string, unit: string, body: Schemas['ReceiptInput']) =>
  answer(client.POST('/responses/{id}/receipts/{unit}', { params: { path: { id, unit } }, body }));
export const checkEnterprise = (id: string, body: Schemas['EnterpriseCheckInput']) =>
  answer(client.POST('/responses/{id}/checks', { ...at(id), body }));

export const responseAddress = (id: string): string => `/responses/${encodeURIComponent(id)}`;
export const when = (moment: string): string => moment.replace('T', ' ');
