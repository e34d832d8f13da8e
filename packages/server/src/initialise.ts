import { mkdir } from 'node:fs/promises';
import { createApplication, DEFAULT_SETTINGS } from '@qingshan/app';
import { districtIds, SYSTEM } from '@qingshan/campaign';
import { QingshanError } from '@qingshan/kernel';
import { DEMONSTRATION_SEED } from '@qingshan/sources';
import { districtAndPlan, isWorkspace, openFolder, writeManifest, type Manifest } from './workspace-folder.ts';

/**
 * Makes a workspace in a folder: empty, or with the simulated years of a demonstration. The folder becomes a workspace
 * only when all is done; killed in between it is made anew.
 *
 * @throws QingshanError `not-found`, `workspace-locked`
 */
export async function initWorkspace(
  folder: string,
  options: { readonly district: string; readonly demonstration: boolean },
): Promise<Manifest> {
  const { district, plan } = districtAndPlan({ district: options.district, plan: null });
  const { demonstration } = district;
  if (options.demonstration && !demonstration) {
    throw new QingshanError('not-found', { what: { zh: '演示数据', en: 'demonstration' }, id: district.id, hint: '' });
  }
  const manifest: Manifest = {
    district: district.id,
    plan: plan.id,
    demonstration:
      options.demonstration && demonstration ? { today: demonstration.today, seed: DEMONSTRATION_SEED } : null,
    settings: DEFAULT_SETTINGS,
  };
  await mkdir(folder, { recursive: true });
  const workspace = await openFolder(folder, manifest);
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
export async function ensureWorkspace(folder: string): Promise<boolean> {
  const [district, ...others] = districtIds();
  if ((await isWorkspace(folder)) || district === undefined || others.length > 0) return false;
  await initWorkspace(folder, { district, demonstration: false });
  return true;
}
