import { useRefreshingStep } from '../shared/use-refreshing-step.ts';
import { refreshLoop } from './loop-queries.ts';

/** A step of the loop: run once at a time, and everything shown is asked anew when it is done. */
export function useStep<Input, Output>(run: (input: Input) => Promise<Output>) {
  return useRefreshingStep(run, refreshLoop);
}
