import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, client, type Schemas } from '../api/client.ts';
import type { Asking } from '../api/queries.ts';

export type TownMap = Schemas['TownMap'];
export type TownFigure = Schemas['TownRow'];
export type MapLayers = Schemas['MapLayers'];
export type MapFeature = Schemas['MapFeature'];

export const townMapQuery = (query: Asking & { period?: string; parameter?: string }) =>
  queryOptions({
    queryKey: ['town-map', query],
    queryFn: ({ signal }) => answer(client.GET('/map/towns', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

export const mapLayersQuery = queryOptions({
  queryKey: ['map-layers'],
  queryFn: ({ signal }) => answer(client.GET('/map/layers', { params: { query: {} }, signal })),
});
