import { keepPreviousData, queryOptions, type QueryClient } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../api/client.ts';

export type Kind = Schemas['DocumentKind'];
export type Words = Schemas['DraftWords'];
export type Publication = Schemas['Publication'];
export type PublicationSummary = Schemas['PublicationSummary'];

export interface Ask {
  kind: Kind;
  subject: string;
  variant: string;
  words: Words;
}

const DOCUMENTS = 'documents';

export function refreshDocuments(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ queryKey: [DOCUMENTS] });
}

export const toMakeQuery = queryOptions({
  queryKey: [DOCUMENTS, 'to-make'],
  queryFn: ({ signal }) => answer(client.GET('/documents-to-make', { signal })),
});

export const publicationsQuery = (query: { kind?: Kind; text?: string }) =>
  queryOptions({
    queryKey: [DOCUMENTS, 'list', query],
    queryFn: ({ signal }) => answer(client.GET('/publications', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

export const publicationQuery = (id: number) =>
  queryOptions({
    queryKey: [DOCUMENTS, 'one', id],
    queryFn: ({ signal }) => answer(client.GET('/publications/{id}', { params: { path: { id } }, signal })),
  });

/** The page as it was published. */
export const paperQuery = (id: number) =>
  queryOptions({
    queryKey: [DOCUMENTS, 'paper', id],
    queryFn: async ({ signal }) => {
      const response = await fetch(fileAddress(id, 'html'), { signal });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      return response.text();
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

export const draftQuery = (ask: Ask) =>
  queryOptions({
    queryKey: [DOCUMENTS, 'draft', ask],
    queryFn: ({ signal }) => answer(client.POST('/document-drafts', { body: ask, signal })),
    placeholderData: keepPreviousData,
    retry: false,
    // Somebody may have published or reported meanwhile.
    staleTime: 0,
  });

export const templatesQuery = queryOptions({
  queryKey: [DOCUMENTS, 'templates'],
  queryFn: ({ signal }) => answer(client.GET('/document-templates', { signal })),
});

export const publish = (body: Schemas['PublishInput']): Promise<Publication> =>
  answer(client.POST('/publications', { body }));

export const withdraw = ({ id, reason }: { id: number; reason: string }): Promise<Publication> =>
  answer(client.POST('/publications/{id}/withdrawal', { params: { path: { id } }, body: { reason } }));

export const verify = (id: number): Promise<Schemas['PublicationCheck'][]> =>
  answer(client.POST('/publications/{id}/verification', { params: { path: { id } } }));

export const addTemplate = ({ kind, file }: { kind: Kind; file: File }): Promise<Schemas['DocumentTemplates']> =>
  answer(
    client.POST('/document-templates/{kind}', {
      params: { path: { kind }, query: { name: file.name } },
      body: '',
      bodySerializer: () => file,
      headers: { 'Content-Type': 'application/octet-stream' },
    }),
  );

export const chooseTemplate = ({
  kind,
  version,
}: {
  kind: Kind;
  version: number | null;
}): Promise<Schemas['DocumentTemplates']> =>
  answer(client.POST('/document-templates/{kind}/choice', { params: { path: { kind } }, body: { version, note: '' } }));

export const fileAddress = (id: number, form: string): string => `/api/v1/publications/${id}/${form}`;

export const templateAddress = (kind: Kind, version: number | null): string =>
  `/api/v1/document-templates/${kind}/${version ?? 'shipped'}`;

/** Where a draft can be taken as a file, with its words. */
export function draftAddress({ kind, subject, variant, words }: Ask, form: string): string {
  const query = new URLSearchParams({ subject, variant, words: JSON.stringify(words) });
  return `/api/v1/document-drafts/${kind}/${form}?${query}`;
}

/** The page of a draft. */
export function draftPath({ kind, subject, variant }: Pick<Ask, 'kind' | 'subject' | 'variant'>): string {
  const query = new URLSearchParams({ kind, subject, ...(variant === '' ? {} : { variant }) });
  return `/documents/draft?${query}`;
}
