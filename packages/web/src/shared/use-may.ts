import { useQuery } from '@tanstack/react-query';
import { meQuery } from '../api/people-queries.ts';

/** Whether the reader may run a use case; not known before the page has asked who they are. */
export function useMay(useCase: string): boolean {
  const { data } = useQuery(meQuery);
  return data?.may.includes(useCase) ?? false;
}
