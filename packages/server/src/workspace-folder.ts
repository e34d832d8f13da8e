import { access, glob, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFAULT_SETTINGS, recover, settingsSchema, type Clock, type Workspace } from '@qingshan/app';
import { districtFolder, loadDistrict } from '@qingshan/campaign';
import { momentOfTimestamp, QingshanError } from '@qingshan/kernel';
import { parseCases, validationResultsSchema, type ValidationResults } from '@qingshan/methods';
import { loadStandards } from '@qingshan/standards';
import { folderFiles, lockFolder, openObservations, openRegistry } from '@qingshan/store';
import { z } from 'zod';
import root from '../../../package.json' with { type: 'json' };

/** A workspace on disk: `workspace.json`, `registry/` (PGlite), `observations.duckdb` and a lock. */

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const MANIFEST = 'workspace.json';

export const VERSION = root.version;
export const DEFAULT_FOLDER = '.qingshan';

const manifestSchema = z.strictObject({
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
  close(): Promise<void>;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
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
    throw new QingshanError('workspace-damaged', { folder, file: MANIFEST, why: String(error) });
  }
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

/**
 * Opens a workspace for this process alone and brings it to a consistent state.
 *
 * @throws QingshanError `workspace-missing`, `workspace-locked`, `workspace-damaged`
 */
export async function openWorkspace(folder: string, clock: Clock = systemClock): Promise<OpenWorkspace> {
  return openFolder(folder, await readManifest(folder), clock);
}

/** Opens the stores of a folder, making them where they are missing. */
export async function openFolder(
  folder: string,
  manifest: Manifest,
  clock: Clock = systemClock,
): Promise<OpenWorkspace> {
  await mkdir(folder, { recursive: true });
  const unlock = await lockFolder(folder);
  try {
    const { district, plan } = districtAndPlan(manifest);
    const [standards, cases, validation] = await Promise.all([loadStandards(), loadCases(), loadValidation()]);
    const observations = await openObservations(join(folder, 'observations.duckdb'));
    const registry = await openRegistry({ folder: join(folder, 'registry') });
    await recover(registry, observations);
    const close = async (): Promise<void> => {
      await observations.close();
      await registry.close();
      await unlock();
    };
    const { demonstration, settings } = manifest;
    return {
      version: VERSION,
      folder,
      manifest,
      district,
      plan,
      demonstration,
      settings,
      standards,
      registry,
      observations,
      files: folderFiles(join(folder, 'files')),
      cases,
      validation,
      clock,
      close,
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}
