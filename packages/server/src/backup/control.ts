import { chmod, rm } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { oneLine, QingshanError } from '@qingshan/kernel';
import { z } from 'zod';
import type { OpenWorkspace } from '../workspace-folder.ts';
import { backupSchema, type Backup, type Tell } from './backup-folder.ts';
import { makeBackup, type BackupOptions } from './make-backup.ts';

/**
 * The way in which commands on a data folder reach the process that has it open: a socket in the folder. Whoever may use
 * the folder may use it, and nobody else.
 */

const actorSchema = z.strictObject({
  id: z.string().startsWith('cli:'),
  name: z.string(),
  role: z.literal('system'),
  unit: z.null(),
});
const askedSchema = z.strictObject({ target: z.string(), withKey: z.boolean(), by: actorSchema });
const textSchema = z.strictObject({ zh: z.string(), en: z.string() });
/** One a line: steps, and at last what came of it */
const saidSchema = z.union([
  z.strictObject({ step: textSchema }),
  z.strictObject({ done: backupSchema }),
  z.strictObject({ failed: textSchema }),
]);
type Said = z.infer<typeof saidSchema>;

/** Longer ones cannot be the address of a socket. */
const LONGEST = 100;

function socketOf(folder: string): string {
  if (process.platform === 'win32') return join('\\\\.\\pipe', `qingshan-${Buffer.from(folder).toString('hex')}`);
  return join(folder, 'control.sock');
}

async function textOf(chunks: AsyncIterable<Buffer>): Promise<string> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all).toString('utf8');
}

/**
 * Listens to commands on the folder of an open workspace. Where there can be no socket there are none, and
 * the rest runs all the same.
 *
 * @returns the function that stops it
 */
export async function startControl(workspace: OpenWorkspace): Promise<() => Promise<void>> {
  const path = socketOf(workspace.folder);
  if (path.length > LONGEST) return async () => undefined;
  const server = createServer((asked, answer) => {
    const say = (said: Said): void => void answer.write(`${oneLine(JSON.stringify(said))}\n`);
    const work = async (): Promise<void> => {
      const { target, withKey, by } = askedSchema.parse(JSON.parse(await textOf(asked)));
      say({ done: await makeBackup(workspace, { target, withKey, by, tell: (step) => say({ step }) }) });
    };
    work()
      .catch((error: unknown) => {
        const text = error instanceof QingshanError ? error.text : { zh: String(error), en: String(error) };
        say({ failed: { ...text } });
      })
      .finally(() => answer.end());
  });
  // A killed process leaves its socket behind; the folder is locked, so nobody listens to it.
  if (process.platform !== 'win32') await rm(path, { force: true });
  const isListening = await new Promise<boolean>((resolve) => {
    server.once('error', (error) => {
      console.error(`运行中不能备份 / no backup while this runs: ${error.message}`);
      resolve(false);
    });
    server.listen(path, () => resolve(true));
  });
  if (!isListening) return async () => undefined;
  if (process.platform !== 'win32') await chmod(path, 0o600);
  return () => new Promise((resolve) => server.close(() => resolve()));
}

async function readAnswer(lines: AsyncIterable<string>, tell: Tell): Promise<Backup> {
  for await (const line of lines) {
    const said = saidSchema.parse(JSON.parse(line));
    if ('step' in said) tell(said.step);
    else if ('done' in said) return said.done;
    else throw new Error(`${said.failed.zh}\n${said.failed.en}`);
  }
  throw new Error('服务进程中断了备份 / the server ended before the backup was done');
}

/** Asks the process that has the folder open for a backup; `null` when none listens. */
export function askForBackup(
  folder: string,
  { tell = () => undefined, ...asked }: BackupOptions,
): Promise<Backup | null> {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath: socketOf(folder), method: 'POST', path: '/backup' }, (answer) => {
      readAnswer(createInterface({ input: answer }), tell).then(resolve, reject);
    });
    sent.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(null);
      else reject(error);
    });
    sent.end(JSON.stringify(asked));
  });
}
