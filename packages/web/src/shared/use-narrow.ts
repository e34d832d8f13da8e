import { useSyncExternalStore } from 'react';

/** The width below which a page is laid out for a phone; the style sheets say the same. */
const NARROW = '(width <= 760px)';

function listen(changed: () => void): () => void {
  const query = matchMedia(NARROW);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

/** Whether the page is laid out for a phone: for what stands elsewhere there, not for what only looks different. */
export function useNarrow(): boolean {
  return useSyncExternalStore(listen, () => matchMedia(NARROW).matches);
}
