import { useSyncExternalStore } from 'react';

function listen(changed: () => void): () => void {
  addEventListener('online', changed);
  addEventListener('offline', changed);
  return () => {
    removeEventListener('online', changed);
    removeEventListener('offline', changed);
  };
}

/** Whether the device has a network at all; whether the server answers is another question. */
export function useOnline(): boolean {
  return useSyncExternalStore(listen, () => navigator.onLine);
}
