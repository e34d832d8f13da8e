import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../api/client.ts';

export type Inbox = Schemas['Inbox'];
export type Notice = Schemas['Notice'];
export type NoticeSetting = Schemas['NoticeSetting'];

export const inboxQuery = queryOptions({
  queryKey: ['inbox'],
  queryFn: ({ signal }) => answer(client.GET('/inbox', { signal })),
  // What others do should be seen without a reload.
  refetchInterval: 120_000,
  staleTime: 30_000,
});

export const readNotices = (notices: string[]) => answer(client.POST('/inbox/read', { body: { notices } }));

export const setNotices = (body: NoticeSetting): Promise<Inbox> => answer(client.PUT('/inbox/setting', { body }));
