import { queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../api/client.ts';

export type Doors = Schemas['IntakeDoors'];
export type Device = Schemas['Device'];
export type Counted = Schemas['Gateway']['devices'][number];

/** What arrives by itself changes without anybody on the page doing anything. */
const AGAIN_MS = 15_000;

export const doorsQuery = queryOptions({
  queryKey: ['intake-doors'],
  queryFn: ({ signal }) => answer(client.GET('/intake-doors', { signal })),
  refetchInterval: AGAIN_MS,
});
export const keysQuery = queryOptions({
  queryKey: ['intake-keys'],
  queryFn: ({ signal }) => answer(client.GET('/intake-keys', { signal })),
});
export const devicesQuery = queryOptions({
  queryKey: ['devices'],
  queryFn: ({ signal }) => answer(client.GET('/devices', { signal })),
});
export const gatewayQuery = queryOptions({
  queryKey: ['gateway'],
  queryFn: ({ signal }) => answer(client.GET('/gateway', { signal })),
  refetchInterval: AGAIN_MS,
});
export const operationsQuery = queryOptions({
  queryKey: ['operations'],
  queryFn: ({ signal }) => answer(client.GET('/operations', { signal })),
  refetchInterval: AGAIN_MS,
});

export const addKey = (body: Schemas['NewIntakeKey']) => answer(client.POST('/intake-keys', { body }));
export const revokeKey = (id: string) =>
  answer(client.POST('/intake-keys/{id}/revocation', { params: { path: { id } } }));

const csv = (file: File) => ({
  params: { query: { name: file.name } },
  body: '',
  bodySerializer: () => file,
  headers: { 'Content-Type': 'text/csv' },
});
export const previewDevices = (file: File) => answer(client.POST('/devices/preview', csv(file)));
export const importDevices = (file: File) => answer(client.POST('/devices/import', csv(file)));
export const askDevice = ({ mn, question }: { mn: string; question: Schemas['DeviceQuestion'] }) =>
  answer(client.POST('/devices/{mn}/questions', { params: { path: { mn } }, body: question }));
export const withdrawDevice = (mn: string) =>
  answer(client.POST('/devices/{mn}/withdraw', { params: { path: { mn } } }));
