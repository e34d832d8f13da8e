import type { Schemas } from '../api/client.ts';

/** Where the list stands that a figure of a register counts. */
export function addressOfList({ register, count, unit }: Schemas['RegisterFigure']): string {
  const query = new URLSearchParams({ count, ...(unit === null ? {} : { unit }) });
  return `/registers/${register}?${query.toString()}`;
}
