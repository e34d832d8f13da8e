import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Validation } from '@qingshan/methods';
import { loadStandards } from '@qingshan/standards';
import { districtMeans } from './district-means.ts';
import { liveAqi } from './live-aqi.ts';
import { packets } from './packets.ts';
import { sectionClass } from './section-class.ts';
import type { Comparison } from './shared.ts';
import { fengtaiRanks, roadDustRanks } from './town-ranks.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** The data that are compared with lie beside the repository and are never part of it. */
export const DATA = join(ROOT, '..', 'shared', 'data');
export const RESULTS = join(ROOT, 'packages', 'methods', 'validation', 'results.json');
export const hasData = existsSync(DATA);

const COMPARISONS: readonly Comparison[] = [sectionClass, liveAqi, districtMeans, roadDustRanks, fengtaiRanks, packets];

/** Runs every comparison over the data. */
export async function compareAll(): Promise<Validation[]> {
  const standards = await loadStandards(join(ROOT, 'standards'));
  const bench = { data: DATA, context: { standards, pins: {}, place: '北京市' } };
  return COMPARISONS.map((compare) => compare(bench));
}
