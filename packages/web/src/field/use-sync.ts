import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { answer, client } from '../api/client.ts';
import { refreshLoop, reportPath } from '../loop/loop-queries.ts';
import { checksOf, findingsOf, keepCheck, keepFinding, photoOf, removePhoto } from './device-store.ts';
import { checksQuery, deviceKeys, findingsQuery } from './field-queries.ts';
import { syncDevice, type SyncEnd, type SyncPorts } from './sync.ts';

const PORTS: SyncPorts = {
  checksOf,
  keepCheck,
  findingsOf,
  keepFinding,
  photoOf,
  removePhoto,
  async signedIn() {
    const me = await answer(client.GET('/me'));
    return me.signedIn ? me.actor.id : null;
  },
  async bring(name, bytes) {
    const params = { query: { name } };
    const headers = { 'Content-Type': 'application/octet-stream' };
    return (await answer(client.POST('/evidence', { params, body: '', bodySerializer: () => bytes, headers }))).id;
  },
  send: (body) => answer(client.POST('/field/checks', { body })),
  sendFinding: (body) => answer(client.POST('/field/findings', { body })),
  reportNow: (report) =>
    answer(client.GET('/reports/{measure}/{unit}/{period}', { params: { path: { ...reportPath(report) } } })),
};

/** One sync at a time on the device, however many windows are open; the others have nothing to do then. */
function syncAlone(person: string): Promise<SyncEnd> {
  return navigator.locks.request('qingshan-field-sync', () => syncDevice(PORTS, person));
}

/** Sends what waits: when the page opens, when the network comes back, and when asked. */
export function useSync(person: string): UseMutationResult<SyncEnd, Error, void> {
  const queries = useQueryClient();
  const sync = useMutation({
    mutationFn: () => syncAlone(person),
    networkMode: 'always',
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: checksQuery(person).queryKey });
      await queries.invalidateQueries({ queryKey: findingsQuery(person).queryKey });
      await Promise.all([queries.invalidateQueries({ queryKey: deviceKeys.all }), refreshLoop(queries)]);
    },
  });
  const { mutate } = sync;
  useEffect(() => {
    const run = (): void => mutate();
    if (navigator.onLine) run();
    addEventListener('online', run);
    return () => removeEventListener('online', run);
  }, [mutate]);
  return sync;
}
