import type { CheckPhoto } from './check.ts';
import { keepPhoto } from './device-store.ts';

/** sha256 in hexadecimal: the id that the server gives to these bytes. */
async function hashOf(bytes: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await bytes.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Keeps photos on the device as they are: time and place in them are evidence too. */
export async function keepPhotos(act: string, files: readonly File[]): Promise<CheckPhoto[]> {
  return Promise.all(
    files.map(async (file): Promise<CheckPhoto> => {
      // A copy of its own: the file of a camera may be gone when it is sent.
      const bytes = new Blob([await file.arrayBuffer()], { type: file.type });
      const id = await hashOf(bytes);
      await keepPhoto(act, id, bytes);
      return { id, name: file.name.slice(0, 200), brought: false };
    }),
  );
}
