import { useQueryClient } from '@tanstack/react-query';
import { meQuery, type Me } from '../api/people-queries.ts';

/** What to do when somebody else acts from now on: nothing of what the one before saw stays. */
export function useBecome(): (me: Me) => void {
  const queries = useQueryClient();
  return (me) => {
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' && queryKey[0] !== 'workspace' });
    queries.setQueryData(meQuery.queryKey, me);
  };
}
