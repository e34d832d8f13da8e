import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { QingshanError } from '@qingshan/kernel';
import type { PeopleRegistry } from './ports.ts';

/** Keeps secrets unreadable in the registry: AES-256-GCM (NIST SP 800-38D) under a key that lies elsewhere. */
export interface SecretBox {
  /** @param of id of the person it belongs to; sealed for one, it opens for nobody else */
  seal(secret: string, of: string): string;
  /** @throws QingshanError `secret-unreadable` when it was sealed with another key or for somebody else */
  open(sealed: string, of: string): string;
}

export const SECRET_KEY_BYTES = 32;

const CIPHER = 'aes-256-gcm';
/** Nonce and tag, in bytes: SP 800-38D 5.2.1.1 and 5.2.1.2 */
const NONCE = 12;
const TAG = 16;
const MARK = 'sealed:v1:';

/** @param key 32 bytes */
export function secretBox(key: Uint8Array): SecretBox {
  return {
    seal(secret, of) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(of));
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return MARK + Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
    },
    open(sealed, of) {
      try {
        if (!sealed.startsWith(MARK)) throw new Error('not sealed');
        const bytes = Buffer.from(sealed.slice(MARK.length), 'base64');
        const [nonce, tag] = [bytes.subarray(0, NONCE), bytes.subarray(NONCE, NONCE + TAG)];
        const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG });
        decipher.setAAD(Buffer.from(of)).setAuthTag(tag);
        return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
      } catch {
        throw new QingshanError('secret-unreadable', { id: of });
      }
    },
  };
}

/** Seals secrets that were stored before there was a key. To be called whenever a workspace is opened. @returns of how many people */
export async function sealStored(people: PeopleRegistry, box: SecretBox): Promise<number> {
  let count = 0;
  for (const { id, secret, newSecret } of await people.people()) {
    const open = (text: string | null): text is string => text !== null && !text.startsWith(MARK);
    if (!open(secret) && !open(newSecret)) continue;
    await people.setPerson(id, {
      ...(open(secret) ? { secret: box.seal(secret, id) } : {}),
      ...(open(newSecret) ? { newSecret: box.seal(newSecret, id) } : {}),
    });
    count += 1;
  }
  return count;
}
