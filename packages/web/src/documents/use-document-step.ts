import { useRefreshingStep } from '../shared/use-refreshing-step.ts';
import { refreshDocuments } from './documents-queries.ts';

/** An act on documents; everything shown of them is asked anew when it is done. */
export function useDocumentStep<Input, Output>(run: (input: Input) => Promise<Output>) {
  return useRefreshingStep(run, refreshDocuments);
}
