import { mkdir } from 'node:fs/promises';
import { createApplication, DEFAULT_SETTINGS } from '@qingshan/app';
import { districtIds, SYSTEM } from '@qingshan/campaign';
import { QingshanError } from '@qingshan/kernel';
import { DEMONSTRATION_SEED } from '@qingshan/sources';
import {
  districtAndPlan,
  isWorkspace,
  openFolder,
  writeManifest,
  type Manifest,
  type Surroundings,
} from './workspace-folder.ts';

/** Where registry and observations are, and what seals the secrets. */
type Where = Pick<Surroundings, 'databaseUrl' | 'observationsUrl' | 'secretKey'>;

/**
 * Makes a workspace in a folder: empty, or with the simulated years of a demonstration. The folder becomes a workspace
 * only when all is done; killed in between it is made anew.
 *
 * @throws QingshanError `not-found`, `workspace-locked` and those of `openRegistryOf` and `openObservationsOf`
 */
export async function initWorkspace(
  folder: string,
  options: {
    readonly district: string;
    readonly demonstration: boolean;
  } & Where,
): Promise<Manifest> {
  const { district: id, demonstration: isDemonstration, ...where } = options;
  const { district, plan } = districtAndPlan({ district: id, plan: null });
  const { demonstration } = district;
  if (isDemonstration && !demonstration) {
    throw new QingshanError('not-found', { what: { zh: '演示数据', en: 'demonstration' }, id: district.id, hint: '' });
  }
  const manifest: Manifest = {
    district: district.id,
    plan: plan.id,
    demonstration: isDemonstration && demonstration ? { today: demonstration.today, seed: DEMONSTRATION_SEED } : null,
    settings: DEFAULT_SETTINGS,
  };
  await mkdir(folder, { recursive: true });
  const workspace = await openFolder(folder, manifest, { ...where, isNew: true });
  try {
    if (manifest.demonstration) {
      await createApplication(workspace).as(SYSTEM).importSimulated(manifest.demonstration.seed);
    }
    await writeManifest(folder, manifest);
  } finally {
    await workspace.close();
  }
  return manifest;
}

/** Makes an empty workspace where there is none, when there is only one district to choose. Says whether it did. */
export async function ensureWorkspace(folder: string, where: Where = {}): Promise<boolean> {
  const [district, ...others] = districtIds();
  if ((await isWorkspace(folder)) || district === undefined || others.length > 0) return false;
  await initWorkspace(folder, { district, demonstration: false, ...where });
  return true;
}
