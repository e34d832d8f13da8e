import { useMutation, useQueryClient, type QueryClient, type UseMutationResult } from '@tanstack/react-query';

/** An act of the reader: when it is done, what it may have changed is asked anew. */
export function useRefreshingStep<Input, Output>(
  run: (input: Input) => Promise<Output>,
  refresh: (queries: QueryClient) => Promise<unknown>,
): UseMutationResult<Output, Error, Input> {
  const queries = useQueryClient();
  return useMutation({ mutationFn: run, onSuccess: () => refresh(queries) });
}
