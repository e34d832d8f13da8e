import { sha256Of } from '@qingshan/documents';
import { QingshanError } from '@qingshan/kernel';
import type { FileStore } from '../ports.ts';

/** Keeps bytes under the hash that names them; durable when it resolves. @returns 64 hexadecimal digits */
export async function keepBytes(files: FileStore, bytes: Uint8Array): Promise<string> {
  const id = sha256Of(bytes);
  await files.put(id, bytes);
  return id;
}

/**
 * The bytes that were kept, checked against their hash.
 *
 * @param name of the file, for people
 * @throws QingshanError `workspace-damaged` when they are not there or are others by now
 */
export async function keptBytes(files: FileStore, id: string, name: string): Promise<Uint8Array> {
  const bytes = await files.get(id);
  if (bytes && sha256Of(bytes) === id) return bytes;
  const why = bytes ? 'its bytes have changed' : 'the file is not there';
  throw new QingshanError('workspace-damaged', { folder: 'files', file: name, why });
}
