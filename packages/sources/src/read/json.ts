import { Refusal, type FaultLog } from '../faults.ts';
import { joinBytes } from './bytes.ts';
import { refuseWebPage } from './foreign.ts';

/** A day of all 1,900 national water stations has 3 MB. */
const LIMIT_MB = 64;

/**
 * The value of a JSON text, which can only be read whole.
 *
 * @throws Refusal `file-too-large`, `bad-encoding`, `web-page`, `bad-json`
 */
export async function readJsonValue(bytes: AsyncIterable<Uint8Array>, log: FaultLog): Promise<unknown> {
  const text = await wholeText(bytes, log);
  refuseWebPage(log.file, text);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refusal(log.file, 'bad-json', {}, { why: error instanceof Error ? error.message : '' });
  }
}

async function wholeText(bytes: AsyncIterable<Uint8Array>, log: FaultLog): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of bytes) {
    size += piece.length;
    if (size > LIMIT_MB * 2 ** 20) throw new Refusal(log.file, 'file-too-large', {}, { limit: LIMIT_MB });
    pieces.push(piece);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(joinBytes(pieces));
  } catch {
    throw new Refusal(log.file, 'bad-encoding');
  }
}
