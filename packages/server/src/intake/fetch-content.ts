import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { shownAddress, type ContentVersion, type FetchContent, type Fetched, type PullDefinition } from '@qingshan/app';
import { QingshanError, type Localized } from '@qingshan/kernel';

/** A file that was written to so shortly ago may be written to still. */
const SETTLED_MS = 10_000;

const NOTHING: Localized = { zh: '', en: '' };

function failed({ address }: PullDefinition, why: Localized, hint = NOTHING): QingshanError {
  return new QingshanError('pull-failed', { address: shownAddress(address), why, hint });
}

function tooLarge(pull: PullDefinition): QingshanError {
  const { maxMegabytes: most } = pull;
  return failed(
    pull,
    { zh: `内容超过 ${most} MB`, en: `the content is over ${most} MB` },
    { zh: '请分成几份，或调高 maxMegabytes（最多 64）。', en: 'Split it, or raise maxMegabytes (64 at most).' },
  );
}

function stillWritten(pull: PullDefinition): QingshanError {
  return failed(
    pull,
    { zh: '文件正在写入', en: 'the file is being written' },
    { zh: '稍后会再试。', en: 'It is tried again soon.' },
  );
}

function causeOf(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (inner instanceof Error) return 'code' in inner && typeof inner.code === 'string' ? inner.code : inner.message;
  return String(inner);
}

/** @throws QingshanError `pull-failed` naming a variable that is not set */
function headersOf(pull: PullDefinition, environment: NodeJS.ProcessEnv): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [header, variable] of Object.entries(pull.headers)) {
    const value = environment[variable];
    if (value === undefined || value === '')
      throw failed(
        pull,
        {
          zh: `没有设置环境变量 ${variable}（请求头 ${header}）`,
          en: `the environment variable ${variable} (header ${header}) is not set`,
        },
        { zh: '请在启动服务前设置它。', en: 'Set it before the server starts.' },
      );
    headers[header] = value;
  }
  return headers;
}

/** @throws QingshanError `pull-failed` for every answer but a whole content */
function checkStatus(pull: PullDefinition, { status, headers }: Response): void {
  if (status === 200) return;
  if (status >= 300 && status < 400) {
    const to = shownAddress(headers.get('location') ?? '');
    throw failed(
      pull,
      { zh: `对方要求转到 ${to}（${status}）`, en: `the other side points to ${to} (${status})` },
      {
        zh: '只访问写明的地址；如果可信，请改写 address。',
        en: 'Only addresses that are written down are visited; if it is trusted, write it as address.',
      },
    );
  }
  throw failed(
    pull,
    { zh: `对方答复 ${status}`, en: `the other side answered ${status}` },
    {
      zh: '请核对地址和请求头中的口令，或联系对方。',
      en: 'Check the address and the secret in the headers, or ask the other side.',
    },
  );
}

/** The body, given up as soon as it is too large. */
async function bodyOf(pull: PullDefinition, { body }: Response): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of body ?? []) {
    bytes += piece.length;
    if (bytes > pull.maxMegabytes * 2 ** 20) throw tooLarge(pull);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

async function fetchAddress(
  pull: PullDefinition,
  known: ContentVersion | null,
  environment: NodeJS.ProcessEnv,
): Promise<Fetched | null> {
  const conditions = {
    ...(known?.etag != null && { 'if-none-match': known.etag }),
    ...(known?.modified != null && { 'if-modified-since': known.modified }),
  };
  const headers = { ...headersOf(pull, environment), ...conditions };
  try {
    const signal = AbortSignal.timeout(pull.timeoutSeconds * 1000);
    const response = await fetch(pull.address, { headers, redirect: 'manual', signal });
    if (response.status === 304 && known !== null) return null;
    checkStatus(pull, response);
    const version = { etag: response.headers.get('etag'), modified: response.headers.get('last-modified') };
    const name = basename(new URL(pull.address).pathname);
    return { name: name === '' ? pull.name : name, bytes: await bodyOf(pull, response), version };
  } catch (error) {
    if (error instanceof QingshanError) throw error;
    const hint = { zh: '请检查网络和地址；会自动再试。', en: 'Check the network and the address; it is tried again.' };
    if (error instanceof Error && error.name === 'TimeoutError')
      throw failed(
        pull,
        { zh: `${pull.timeoutSeconds} 秒内没有取完`, en: `it was not done in ${pull.timeoutSeconds} s` },
        hint,
      );
    const cause = causeOf(error);
    throw failed(pull, { zh: `连不上（${cause}）`, en: `it cannot be reached (${cause})` }, hint);
  }
}

async function fetchFile(pull: PullDefinition, known: ContentVersion | null, folder: string): Promise<Fetched | null> {
  const path = resolve(folder, pull.address);
  const look = async (): Promise<ContentVersion & { readonly size: number; readonly written: number }> => {
    const { size, mtimeMs } = await stat(path);
    return { etag: `${size}-${mtimeMs}`, modified: null, size, written: mtimeMs };
  };
  try {
    const { etag, modified, size, written } = await look();
    if (known?.etag === etag) return null;
    if (Date.now() - written < SETTLED_MS) throw stillWritten(pull);
    if (size > pull.maxMegabytes * 2 ** 20) throw tooLarge(pull);
    const bytes = await readFile(path);
    if ((await look()).etag !== etag) throw stillWritten(pull);
    return { name: basename(path), bytes, version: { etag, modified } };
  } catch (error) {
    if (error instanceof QingshanError) throw error;
    const cause = causeOf(error);
    throw failed(
      pull,
      { zh: `打不开文件（${cause}）`, en: `the file cannot be opened (${cause})` },
      { zh: '请检查文件是否存在、服务进程能否读取。', en: 'Check that it exists and that the server may read it.' },
    );
  }
}

/**
 * Fetches from the addresses of pulls: HTTP and HTTPS without following to other addresses, and files.
 *
 * @param folder where paths begin
 */
export function contentFetcher(folder: string, environment: NodeJS.ProcessEnv): FetchContent {
  return (pull, known) =>
    /^https?:\/\//i.test(pull.address) ? fetchAddress(pull, known, environment) : fetchFile(pull, known, folder);
}
