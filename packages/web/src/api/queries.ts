import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from './client.ts';

/** What every question about data carries: data through a day, as known at a moment. */
export interface Asking {
  through?: string;
  asOf?: string;
}

export const INPUTS_PAGE = 200;

export const workspaceQuery = queryOptions({
  queryKey: ['workspace'],
  queryFn: ({ signal }) => answer(client.GET('/workspace', { signal })),
});

export const boardQuery = (asking: Asking) =>
  queryOptions({
    queryKey: ['board', asking],
    queryFn: ({ signal }) => answer(client.GET('/board', { params: { query: asking }, signal })),
    placeholderData: keepPreviousData,
  });

export const targetQuery = (id: string, asking: Asking) =>
  queryOptions({
    queryKey: ['target', id, asking],
    queryFn: ({ signal }) => answer(client.GET('/targets/{id}', { params: { path: { id }, query: asking }, signal })),
  });

export const explanationQuery = (id: string) =>
  queryOptions({
    queryKey: ['assessment', id],
    queryFn: ({ signal }) => answer(client.GET('/assessments/{id}', { params: { path: { id } }, signal })),
  });

export const inputsQuery = (id: string, offset: number, limit = INPUTS_PAGE) =>
  queryOptions({
    queryKey: ['inputs', id, offset, limit],
    queryFn: ({ signal }) =>
      answer(client.GET('/assessments/{id}/inputs', { params: { path: { id }, query: { offset, limit } }, signal })),
    placeholderData: keepPreviousData,
  });

export const townsQuery = (query: Asking & { period?: string; parameter?: string }) =>
  queryOptions({
    queryKey: ['towns', query],
    queryFn: ({ signal }) => answer(client.GET('/towns', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

export const planQuery = queryOptions({
  queryKey: ['plan'],
  queryFn: ({ signal }) => answer(client.GET('/plan', { signal })),
});

export const methodsQuery = queryOptions({
  queryKey: ['methods'],
  queryFn: ({ signal }) => answer(client.GET('/methods', { signal })),
});

export const methodQuery = (id: string) =>
  queryOptions({
    queryKey: ['method', id],
    queryFn: ({ signal }) => answer(client.GET('/methods/{id}', { params: { path: { id } }, signal })),
  });

export const validationQuery = queryOptions({
  queryKey: ['validation'],
  queryFn: ({ signal }) => answer(client.GET('/validation', { signal })),
});

export const calculate = (id: string, body: unknown): Promise<Schemas['Calculation']> =>
  answer(client.POST('/methods/{id}/calculations', { params: { path: { id } }, body }));

export const confirmFigure = (body: Schemas['ConfirmationInput']): Promise<Schemas['EditionDetail']> =>
  answer(client.POST('/confirmations', { body }));

export const previewAccount = (body: Schemas['AccountInput']): Promise<Schemas['AccountPreview']> =>
  answer(client.POST('/account-previews', { body }));

export const recordAccount = (body: Schemas['AccountInput']): Promise<Schemas['AccountRecorded']> =>
  answer(client.POST('/accounts', { body }));

export const withdrawAccount = (id: number): Promise<Schemas['AccountVersion']> =>
  answer(client.POST('/accounts/{id}/withdrawal', { params: { path: { id } } }));

export const standardsQuery = queryOptions({
  queryKey: ['standards'],
  queryFn: ({ signal }) => answer(client.GET('/standards', { signal })),
});

export const standardQuery = (id: string) =>
  queryOptions({
    queryKey: ['standard', id],
    queryFn: ({ signal }) => answer(client.GET('/standards/{id}', { params: { path: { id } }, signal })),
  });

export const comparisonQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ['standards-comparison', from, to],
    queryFn: ({ signal }) => answer(client.GET('/standards-comparison', { params: { query: { from, to } }, signal })),
  });

export const aqiComparisonQuery = (query: Asking & { day: string }) =>
  queryOptions({
    queryKey: ['aqi-comparison', query],
    queryFn: ({ signal }) => answer(client.GET('/aqi-comparison', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

interface ChosenFile {
  readonly source: string;
  readonly file: File;
}

const observationFile = ({ source, file }: ChosenFile) => ({
  params: { path: { source }, query: { name: file.name } },
  body: '',
  bodySerializer: () => file,
  headers: { 'Content-Type': 'application/octet-stream' },
});
export const previewObservations = (chosen: ChosenFile) =>
  answer(client.POST('/observation-imports/{source}/preview', observationFile(chosen)));
export const importObservations = (chosen: ChosenFile) =>
  answer(client.POST('/observation-imports/{source}', observationFile(chosen)));
export const undoBatch = (id: number) => answer(client.POST('/batches/{id}/undo', { params: { path: { id } } }));

export const batchesQuery = (query: { by?: 'devices' | 'others'; offset: number; limit: number }) =>
  queryOptions({
    queryKey: ['batches', query],
    queryFn: ({ signal }) => answer(client.GET('/batch-page', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
