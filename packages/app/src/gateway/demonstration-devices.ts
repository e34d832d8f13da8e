import type { Workspace } from '../workspace.ts';
import { ownerOf } from './registered.ts';

/** Of every demonstration device; registered nowhere else. */
export const DEMONSTRATION_DEVICE_PASSWORD = '123456';
/** Where a demonstration listens, on this machine only */
export const DEMONSTRATION_GATEWAY = { host: '127.0.0.1', port: 9212 } as const;

/** `SIMULATED0000000000000001`, the first of them */
function mnOf(number: number): string {
  return `SIMULATED${String(number).padStart(16, '0')}`;
}

/** Registers a device at each simulated air station of a demonstration where it is missing; nothing outside a demonstration. */
export async function addDemonstrationDevices(workspace: Workspace): Promise<void> {
  const { registry, district, demonstration, secrets, clock } = workspace;
  if (demonstration === null) return;
  const known = new Set((await registry.devices.list()).map(({ mn }) => mn));
  const stations = district.sites.filter(({ simulated, kind }) => simulated && kind === 'air-station');
  const devices = stations.map(({ id: site }, i) => {
    const mn = mnOf(i + 1);
    return {
      mn,
      password: secrets.seal(DEMONSTRATION_DEVICE_PASSWORD, ownerOf(mn)),
      registration: {
        system: '22',
        site,
        units: 'ambient',
        crc: 'hj212',
        version: '2017',
        hourLabel: 'hour-beginning',
        minutes: 10,
        mappings: [],
      },
      by: '演示 / demonstration',
      at: clock.now(),
    } as const;
  });
  await registry.devices.put(devices.filter(({ mn }) => !known.has(mn)));
}
