import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { refreshLoop } from './loop-queries.ts';

/** A step of the loop: run once at a time, and everything shown is asked anew when it is done. */
export function useStep<Input, Output>(
  run: (input: Input) => Promise<Output>,
): UseMutationResult<Output, Error, Input> {
  const queries = useQueryClient();
  return useMutation({ mutationFn: run, onSuccess: () => refreshLoop(queries) });
}
