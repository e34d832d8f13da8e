import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { Asking } from '../api/queries.ts';

/** What a link keeps of the address it starts from: the day and the moment that all figures are for. */
const KEPT = ['through', 'asOf'] as const;

export function useAsking(): Asking {
  const [params] = useSearchParams();
  const through = params.get('through');
  const asOf = params.get('asOf');
  return useMemo(() => ({ ...(through ? { through } : {}), ...(asOf ? { asOf } : {}) }), [through, asOf]);
}

/** Puts the kept parameters of `search` onto `to` (a path, perhaps with its own query and hash). */
export function carry(to: string, search: URLSearchParams): string {
  const [path = '', hash] = to.split('#');
  const [pathname = '', query] = path.split('?');
  const next = new URLSearchParams(query);
  for (const key of KEPT) {
    const value = search.get(key);
    if (value !== null && !next.has(key)) next.set(key, value);
  }
  const text = next.toString();
  return `${pathname}${text === '' ? '' : `?${text}`}${hash === undefined ? '' : `#${hash}`}`;
}

export type ParamChange = Readonly<Record<string, string | null>>;

export function changed(search: URLSearchParams, change: ParamChange): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const [key, value] of Object.entries(change)) {
    if (value === null || value === '') next.delete(key);
    else next.set(key, value);
  }
  return next;
}

/** Filters and choices live in the address; empty ones are left out of it. */
export function useAddress(): [URLSearchParams, (change: ParamChange) => void] {
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    (values: ParamChange) => setParams((now) => changed(now, values), { replace: true, preventScrollReset: true }),
    [setParams],
  );
  return [params, change];
}
