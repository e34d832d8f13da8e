import type { DeviceRecord, Registry } from '@qingshan/app';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

type New = Omit<DeviceRecord, 'withdrawnAt'>;

const A: New = {
  mn: 'A',
  password: 'sealed:v1:one',
  registration: {
    system: '22',
    site: 'bjmemc/门头沟双峪',
    mappings: [{ code: 'a34004', parameter: 'pm25', unit: 'mg/m3' }],
    units: 'ambient',
    crc: 'swapped',
    version: '2017',
    hourLabel: 'hour-ending',
    minutes: 10,
  },
  by: '甲',
  at: 1_700_000_000,
};
const PLAIN = { ...A.registration, mappings: [], units: null, minutes: null };

/** What every adapter does with registered devices. */
export function devicesContract(name: string, open: () => Promise<Registry>): void {
  describe(`devices: ${name}`, () => {
    let registry: Registry;
    beforeEach(async () => {
      registry = await open();
    });
    afterEach(() => registry.close());

    test('devices come back as they were registered, by MN', async () => {
      const b = { ...A, mn: 'b-2', registration: PLAIN };
      await registry.devices.put([]);
      await registry.devices.put([b, A]);
      expect(await registry.devices.list()).toEqual([
        { ...A, withdrawnAt: null },
        { ...b, withdrawnAt: null },
      ]);
    });

    test('a new registration takes the place of the one before', async () => {
      await registry.devices.put([A]);
      const changed = { ...A, password: 'sealed:v1:two', registration: PLAIN, by: '乙', at: A.at + 60 };
      await registry.devices.put([changed]);
      expect(await registry.devices.list()).toEqual([{ ...changed, withdrawnAt: null }]);
    });

    test('a withdrawn device keeps its row, is withdrawn once, and can be registered again', async () => {
      await registry.devices.put([A, { ...A, mn: 'B' }]);
      await registry.devices.withdraw('A', A.at + 5);
      const found = async () => (await registry.devices.list()).map((d) => [d.mn, d.withdrawnAt]);
      expect(await found()).toEqual([
        ['A', A.at + 5],
        ['B', null],
      ]);
      await expect(registry.devices.withdraw('A', A.at + 9)).rejects.toMatchObject({ code: 'not-found' });
      await expect(registry.devices.withdraw('C', A.at + 9)).rejects.toMatchObject({ code: 'not-found' });
      await registry.devices.put([A]);
      expect(await found()).toEqual([
        ['A', null],
        ['B', null],
      ]);
    });

    test('of two that are put together both or none are registered', async () => {
      await expect(registry.devices.put([A, { ...A, mn: null as unknown as string }])).rejects.toThrow();
      expect(await registry.devices.list()).toEqual([]);
    });
  });
}
