import { UNSENT, type LocalCheck } from './check.ts';
import type { LocalFinding } from './finding.ts';
import { photoOf } from './device-store.ts';

async function base64(bytes: Blob): Promise<string> {
  const reader = new FileReader();
  const done = new Promise<string>((resolve, reject) => {
    reader.addEventListener('load', () => resolve(String(reader.result)));
    reader.addEventListener('error', () => reject(reader.error ?? new Error('unreadable')));
  });
  reader.readAsDataURL(bytes);
  const address = await done;
  return address.slice(address.indexOf(',') + 1);
}

async function unsentOf<T extends LocalCheck | LocalFinding>(all: readonly T[]) {
  return Promise.all(
    all
      .filter(({ state }) => UNSENT.has(state))
      .map(async (one) => ({
        ...one,
        photos: await Promise.all(
          one.photos.map(async (photo) => {
            const bytes = await photoOf(one.act, photo.id);
            return { ...photo, type: bytes?.type ?? null, base64: bytes === null ? null : await base64(bytes) };
          }),
        ),
      })),
  );
}

/** All that the server does not have, photos included, as one JSON text that stands by itself. */
export async function exportUnsent(checks: readonly LocalCheck[], findings: readonly LocalFinding[]): Promise<string> {
  const whole = { checks: await unsentOf(checks), findings: await unsentOf(findings) };
  return JSON.stringify({ format: 'qingshan-field-checks', version: 2, ...whole }, null, 2);
}
