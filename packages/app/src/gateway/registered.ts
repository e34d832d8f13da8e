import type { StandardsLibrary } from '@qingshan/standards';
import type { hj212 } from '@qingshan/sources';
import type { SecretBox } from '../people/secret-box.ts';
import type { DeviceRecord, Registration } from './ports.ts';

/** For whom the password of a device is sealed. */
export function ownerOf(mn: string): string {
  return `device:${mn}`;
}

export function registrationOf(device: hj212.Device): Registration {
  const { system, site, units, crc, version, hourLabel, minutes, mappings } = device;
  const plain = Array.from(mappings, ([code, { parameter, unit }]) => ({ code, parameter: parameter.id, unit }));
  return { system, site, units, crc, version, hourLabel, minutes, mappings: plain };
}

/** The device of a record, as the protocol takes it. */
export function deviceOf(
  { mn, password, registration }: Pick<DeviceRecord, 'mn' | 'password' | 'registration'>,
  { standards, secrets }: { readonly standards: Pick<StandardsLibrary, 'parameter'>; readonly secrets: SecretBox },
): hj212.Device {
  const mappings = registration.mappings.map(
    ({ code, parameter, unit }) => [code, { parameter: standards.parameter(parameter), unit }] as const,
  );
  return { ...registration, mn, password: secrets.open(password, ownerOf(mn)), mappings: new Map(mappings) };
}
