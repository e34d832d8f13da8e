import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { zstdDecompressSync } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';
import { createApplication } from '@qingshan/app';
import { createServer, openWorkspace, type OpenWorkspace } from '@qingshan/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OPERATOR, testClock } from '../app/support.ts';
import { answersOf, PASSWORD, PERSON, type Frozen } from './questions.ts';

const names = (await readdir(import.meta.dirname)).flatMap((file) => /^(.*)\.tar\.zst$/.exec(file)?.slice(1) ?? []);

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'qingshan-upgrade-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function unpack(file: string, folder: string): Promise<void> {
  const tar = join(root, `${basename(file)}.tar`);
  await writeFile(tar, zstdDecompressSync(await readFile(file)));
  await promisify(execFile)('tar', ['-xf', tar, '-C', folder]);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/**
 * Where an answer of now is not that of then. Fields may have been added; what the program says in two languages it may say
 * better now, what people wrote is one string. What the reader `may` do next is not stored, and there is more of it now.
 */
function changesSince(then: unknown, now: unknown, path: string): string[] {
  if (!isObject(then) || !isObject(now)) return Object.is(then, now) ? [] : [`${path}: ${then} → ${now}`];
  if ('zh' in then && 'en' in then) return [];
  if (Array.isArray(then) && Array.isArray(now) && then.length !== now.length)
    return [`${path}: ${then.length} → ${now.length}`];
  const kept = Object.keys(then).filter((key) => key !== 'may');
  return kept.flatMap((key) => changesSince(then[key], now[key], `${path}/${key}`));
}

/** Signs in as the person of the frozen workspace and asks what was asked then. */
async function askAgain(workspace: OpenWorkspace) {
  const app = createServer(createApplication(workspace), { ...workspace, version: 'test' });
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ person: PERSON, password: PASSWORD });
  const signedIn = await app.request('http://localhost/api/v1/sign-in', { method: 'POST', headers, body });
  expect(signedIn.status).toBe(200);
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return answersOf(async (path) => {
    const answer = await app.request(`http://localhost/api/v1${path}`, { headers: { cookie } });
    expect([path, answer.status]).toEqual([path, 200]);
    return answer.json();
  });
}

/** Every row of the registry but those that opening and asking add: sessions, the audit, what was last found. */
async function rowsOf(workspace: OpenWorkspace, folder: string): Promise<Record<string, string>> {
  const { tables } = await workspace.registry.copyTo(folder);
  const texts = tables.map(async ({ name }) => [name, await readFile(join(folder, `${name}.jsonl`), 'utf8')] as const);
  return Object.fromEntries(await Promise.all(texts));
}

test('there is a frozen workspace', () => expect(names).not.toEqual([]));

describe.each(names)('a workspace of %s', (name) => {
  let data: string;
  let frozen: Frozen;
  let open: (folder?: string) => Promise<OpenWorkspace>;

  beforeAll(async () => {
    const answers = await readFile(join(import.meta.dirname, `${name}.json.zst`));
    frozen = JSON.parse(zstdDecompressSync(answers).toString()) as Frozen;
    data = await mkdtemp(join(root, 'data-'));
    await unpack(join(import.meta.dirname, `${name}.tar.zst`), data);
    open = (folder = data) => openWorkspace(folder, { clock: testClock(frozen.at) });
  });

  test('answers every question as the version did that wrote it, and an opening later changes nothing', async () => {
    const first = await open();
    const before = await rowsOf(first, await mkdtemp(join(root, 'rows-')));
    expect(await createApplication(first).as(OPERATOR).verifyAudit()).toEqual({ entries: frozen.audit, broken: null });
    await first.close();

    const second = await open();
    expect(await rowsOf(second, await mkdtemp(join(root, 'rows-')))).toEqual(before);
    const now = await askAgain(second);
    expect(Object.keys(now).toSorted()).toEqual(Object.keys(frozen.answers).toSorted());
    expect(changesSince(frozen.answers, now, '')).toEqual([]);
    await second.close();
  }, 300_000);

  test('is refused where its registry or its settings are newer', async () => {
    const newer = await mkdtemp(join(root, 'newer-'));
    await cp(data, newer, { recursive: true });
    const manifest = join(newer, 'workspace.json');
    const text = await readFile(manifest, 'utf8');
    await writeFile(manifest, JSON.stringify({ ...(JSON.parse(text) as object), ofTomorrow: true }));
    await expect(open(newer)).rejects.toMatchObject({
      code: 'workspace-damaged',
      values: { why: { zh: expect.stringContaining('本版本不认识 ofTomorrow') } },
    });
    await writeFile(manifest, text);
    const registry = await PGlite.create(join(newer, 'registry'));
    await registry.query("INSERT INTO kysely_migration (name, timestamp) VALUES ('9999-of-tomorrow', '')");
    await registry.close();
    await expect(open(newer)).rejects.toMatchObject({
      code: 'workspace-newer',
      values: { migration: '9999-of-tomorrow' },
    });
  }, 300_000);
});
