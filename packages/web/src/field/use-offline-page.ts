import { useEffect, useState } from 'react';

/** `insecure`: browsers keep pages only on localhost and over https. */
export type OfflinePage = 'preparing' | 'ready' | 'insecure' | 'failed';

function canKeepPages(): boolean {
  return isSecureContext && 'serviceWorker' in navigator;
}

/** Keeps the page on the device, and says whether it opens without network. */
export function useOfflinePage(): OfflinePage {
  const [state, setState] = useState<OfflinePage>(() => (canKeepPages() ? 'preparing' : 'insecure'));
  useEffect(() => {
    if (!canKeepPages()) return;
    navigator.serviceWorker
      .register('/field-worker.js', { scope: '/field' })
      .then(async (registration) => {
        if (registration.active === null) await activated(registration);
        setState('ready');
      })
      .catch(() => setState('failed'));
  }, []);
  return state;
}

function activated({ installing, waiting }: ServiceWorkerRegistration): Promise<void> {
  const worker = installing ?? waiting;
  return new Promise((resolve, reject) => {
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'activated') resolve();
      if (worker.state === 'redundant') reject(new Error('the worker could not be installed'));
    });
  });
}
