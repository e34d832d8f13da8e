import { glob, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  auditInterrupted,
  checkWatchRules,
  DEFAULT_SETTINGS,
  recover,
  sealStored,
  secretBox,
  settingsSchema,
  type Clock,
  type Inbox,
  type Messenger,
  type Workspace,
} from '@qingshan/app';
import { districtFolder, loadDistrict } from '@qingshan/campaign';
import { momentOfTimestamp, QingshanError, type Localized } from '@qingshan/kernel';
import { parseCases, validationResultsSchema, type ValidationResults } from '@qingshan/methods';
import { loadQualitySettings } from '@qingshan/quality';
import { loadRegisters } from '@qingshan/registers';
import { loadStandards } from '@qingshan/standards';
import {
  lockFolder,
  openFiles,
  openFrames,
  openInbox,
  sharedObservations,
  type CopyableObservations,
  type StoredRegistry,
} from '@qingshan/store';
import { z } from 'zod';
import root from '../../../package.json' with { type: 'json' };
import { exists, idIn } from './folder-ids.ts';
import { openObservationsOf, type ObservationsOptions } from './observations-of-folder.ts';
import { openRegistryOf, type RegistryOptions } from './registry-of-folder.ts';
import { secretKeyOf } from './secret-key.ts';

/**
 * A workspace on disk: `workspace.json`, `registry/` (PGlite), `observations.duckdb`, `files/`, `frames/`,
 * `secret.key` and a lock. With
 * DATABASE_URL the registry is in a PostgreSQL server instead, and `registry.id` says which one goes with the folder; with
 * OBSERVATIONS_URL the observations are in ClickHouse, and `observations.id` says so. With both, several folders may go with
 * them, each named by its `member.id`.
 */

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const MANIFEST = 'workspace.json';
/** Names the folder among those that go with the same registry and observations */
const MEMBER_ID = 'member.id';

export const VERSION = root.version;
export const DEFAULT_FOLDER = '.qingshan';

export const manifestSchema = z.strictObject({
  district: z.string(),
  plan: z.string(),
  demonstration: z.object({ today: z.string(), seed: z.number().int() }).nullable(),
  settings: settingsSchema.default(DEFAULT_SETTINGS),
});
export type Manifest = z.infer<typeof manifestSchema>;

const systemClock: Clock = { now: () => momentOfTimestamp(Date.now()) };

export interface OpenWorkspace extends Workspace {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly registry: StoredRegistry;
  readonly observations: CopyableObservations;
  /** Whether other processes may work on the same registry and observations */
  readonly shared: boolean;
  /** Whether the key of its secrets is the one in the folder */
  readonly keyInFolder: boolean;
  close(): Promise<void>;
}

export async function isWorkspace(folder: string): Promise<boolean> {
  return exists(join(folder, MANIFEST));
}

export async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, MANIFEST);
  if (!(await exists(path))) throw new QingshanError('workspace-missing', { folder });
  try {
    return manifestSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    throw new QingshanError('workspace-damaged', {
      folder,
      file: MANIFEST,
      why: unknownKeysIn(error) ?? String(error),
    });
  }
}

/** Newer versions add settings; so does somebody who misspells one. */
function unknownKeysIn(error: unknown): Localized | null {
  if (!(error instanceof z.ZodError)) return null;
  const unknown = error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key].join('.')) : [],
  );
  if (unknown.length === 0) return null;
  return {
    zh: `本版本不认识 ${unknown.join('、')}：或者拼写有误，或者由更新的版本写成，请用那个版本`,
    en: `this version does not know ${unknown.join(', ')}: misspelt, or written by a newer version, which is to be used then`,
  };
}

/** Writes the manifest last, in one rename, so that a folder is a workspace wholly or not at all. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const draft = join(folder, `${MANIFEST}.new`);
  await writeFile(draft, `${JSON.stringify(manifest, null, 2)}\n`);
  await rename(draft, join(folder, MANIFEST));
}

/**
 * Loads a district and its plan from the product's own data; without a plan id its latest plan.
 *
 * @throws QingshanError `not-found`
 */
export function districtAndPlan(manifest: {
  readonly district: string;
  readonly plan: string | null;
}): Pick<Workspace, 'district' | 'plan'> {
  const district = loadDistrict(districtFolder(manifest.district));
  const plan = manifest.plan === null ? district.plans.at(-1) : district.plans.find((p) => p.id === manifest.plan);
  if (plan) return { district, plan };
  const hint = district.plans.map((p) => p.id).join('、');
  throw new QingshanError('not-found', { what: { zh: '计划', en: 'plan' }, id: manifest.plan ?? '', hint });
}

/** The cases of every method, from the files beside them. */
async function loadCases(): Promise<Workspace['cases']> {
  const folder = join(ROOT, 'packages', 'methods', 'src');
  const files = await Array.fromAsync(glob('**/cases.yaml', { cwd: folder }));
  const read = await Promise.all(files.map(async (file) => parseCases(await readFile(join(folder, file), 'utf8'))));
  const byMethod = new Map(read.map((file) => [file.方法, file.算例]));
  return (method) => byMethod.get(method) ?? [];
}

/** What the methods were validated against. */
async function loadValidation(): Promise<ValidationResults> {
  const path = join(ROOT, 'packages', 'methods', 'validation', 'results.json');
  return validationResultsSchema.parse(JSON.parse(await readFile(path, 'utf8')));
}

export interface Surroundings extends RegistryOptions, ObservationsOptions {
  /** Absent: the system's */
  readonly clock?: Clock;
  /** Seals secrets in the registry, 32 bytes in base64; absent: the key of the folder */
  readonly secretKey?: string | undefined;
  /** Where files of evidence are kept when several folders share them; absent: in the folder */
  readonly filesFolder?: string | undefined;
  /** Ways to reach people; absent: none. A demonstration uses none whatever is given. */
  readonly messengers?: readonly Messenger[];
  /** Instead of the folder in the settings, where files are dropped */
  readonly watchFolder?: string | undefined;
}

/** From the data folder on, which itself is no place to drop files into. */
function inboxOf(folder: string, watched: string | null): Inbox | null {
  return watched === null ? null : openInbox(resolve(folder, watched));
}

/**
 * Opens a workspace for this process alone and brings it to a consistent state.
 *
 * @throws QingshanError `workspace-missing`, `workspace-locked`, `workspace-damaged` `bad-secret-key` and those of
 * `openRegistryOf` and `openObservationsOf`
 */
export async function openWorkspace(folder: string, surroundings: Surroundings = {}): Promise<OpenWorkspace> {
  return openFolder(folder, await readManifest(folder), surroundings);
}

/** Names a folder whose stores are all in servers, so that other folders may go with them; `undefined`: they are not. */
async function memberOf(folder: string, { databaseUrl, observationsUrl }: Surroundings): Promise<string | undefined> {
  const isShared = [databaseUrl, observationsUrl].every((url) => url !== undefined && url !== '');
  return isShared ? ((await idIn(folder, MEMBER_ID, true)) ?? undefined) : undefined;
}

/** Opens the stores of a folder, making them where they are missing. */
export async function openFolder(
  folder: string,
  manifest: Manifest,
  { clock = systemClock, messengers = [], secretKey, watchFolder, filesFolder = '', ...where }: Surroundings = {},
): Promise<OpenWorkspace> {
  await mkdir(folder, { recursive: true });
  const opened: (() => Promise<void>)[] = [await lockFolder(folder)];
  const close = async (): Promise<void> => {
    for (const one of opened.toReversed()) await one();
  };
  try {
    const { district, plan } = districtAndPlan(manifest);
    const [standards, cases, validation] = await Promise.all([loadStandards(), loadCases(), loadValidation()]);
    const registers = loadRegisters();
    checkWatchRules({ district, registers, standards });
    const secrets = secretBox(await secretKeyOf(folder, secretKey));
    const member = await memberOf(folder, where);
    const registry = await openRegistryOf(folder, { ...where, member });
    opened.push(() => registry.close());
    const opening = await openObservationsOf(folder, where);
    opened.push(() => opening.close());
    const observations = member === undefined ? opening : sharedObservations(opening, registry.peers);
    let frames: ReturnType<typeof openFrames> | null = null;
    opened.push(async () => (await frames?.catch(() => null))?.close());
    await recover(registry, observations);
    await auditInterrupted(registry);
    await sealStored(registry.people, secrets);
    const { demonstration, settings } = manifest;
    return {
      version: VERSION,
      folder,
      manifest,
      shared: member !== undefined,
      keyInFolder: secretKey === undefined || secretKey === '',
      district,
      plan,
      demonstration,
      settings,
      standards,
      registers,
      quality: loadQualitySettings(),
      registry,
      observations,
      inbox: inboxOf(folder, watchFolder === undefined ? settings.watchFolder : watchFolder),
      files:
        filesFolder === '' ? await openFiles(join(folder, 'files')) : await openFiles(filesFolder, { shared: true }),
      frames: () => (frames ??= openFrames(join(folder, 'frames'), { name: member ?? '' })),
      secrets,
      cases,
      validation,
      clock,
      messengers: demonstration === null ? messengers : [],
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
