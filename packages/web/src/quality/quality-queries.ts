import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../api/client.ts';
import { useRefreshingStep } from '../shared/use-refreshing-step.ts';

export type Review = Schemas['QualityReview'];
export type Suspect = Schemas['SuspectHours'];
export type Judged = Schemas['JudgedHours'];

export const qualityQuery = (query: { month: string; parameter: string }) =>
  queryOptions({
    queryKey: ['quality', query],
    queryFn: ({ signal }) => answer(client.GET('/quality', { params: { query }, signal })),
    placeholderData: keepPreviousData,
    enabled: query.month !== '',
  });

/** What is said of hours changes figures on every page. */
export function useJudging<Input, Output>(run: (input: Input) => Promise<Output>) {
  return useRefreshingStep(run, (queries) => queries.invalidateQueries());
}

export const excludeHours = (body: Schemas['ExcludeHoursInput']) =>
  answer(client.POST('/quality/exclusions', { body }));
export const keepHours = (body: Schemas['KeepHoursInput']) => answer(client.POST('/quality/keeps', { body }));
export const reopenHours = (body: Schemas['ReopenHoursInput']) => answer(client.POST('/quality/reopenings', { body }));
export const planMaintenance = (body: Schemas['MaintenanceInput']) =>
  answer(client.POST('/quality/maintenance', { body }));
export const cancelMaintenance = (id: number) =>
  answer(client.POST('/quality/maintenance/{id}/cancel', { params: { path: { id } } }));
export const undoBatch = (id: number) => answer(client.POST('/batches/{id}/undo', { params: { path: { id } } }));
