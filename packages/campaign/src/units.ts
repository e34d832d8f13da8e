import { editDistance, type Localized } from '@qingshan/kernel';
import type { District, Unit } from './types.ts';

/** Stands for all towns wherever a unit id may stand 属地. */
export const TOWNS = 'towns';

export function unitOf(district: Pick<District, 'units'>, id: string): Unit | null {
  return district.units.find((u) => u.id === id) ?? null;
}

/** The name of a unit id for people; an id that is not in the list is shown as it stands. */
export function unitName(district: Pick<District, 'units' | 'towns'>, id: string): Localized {
  if (id === TOWNS) return { zh: '各镇街', en: `All ${district.towns.length} towns and subdistricts` };
  return unitOf(district, id)?.name ?? { zh: id, en: id };
}

/** The unit whose id, name or short name comes nearest to what was written, for messages. */
export function nearestUnit(district: Pick<District, 'units'>, written: string): Unit | null {
  let best: { unit: Unit; distance: number } | null = null;
  for (const unit of district.units) {
    const names = [unit.id, unit.name.zh, unit.short];
    const distance = Math.min(
      ...names.map((name) => editDistance(written, name) / Math.max(written.length, name.length)),
    );
    if (best === null || distance < best.distance) best = { unit, distance };
  }
  return best?.unit ?? null;
}
