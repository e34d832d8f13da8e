import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadDistrict } from './load.ts';
import { sitesOf, type SiteFilter } from './sites.ts';
import { nearestUnit, unitName } from './units.ts';

const district = loadDistrict(join(import.meta.dirname, '../../../districts/mentougou'));
const ids = (filter: SiteFilter) => sitesOf(district, filter).map((s) => s.id);

describe('sites', () => {
  it('are the old station until January 2021 and the two new ones since', () => {
    const real = { simulated: false, kind: 'air-station', assessed: true } as const;
    expect(ids({ ...real, on: '2020-12-31' })).toEqual(['bjmemc/门头沟']);
    expect(ids({ ...real, on: '2021-01-23' })).toEqual(['bjmemc/门头沟双峪', 'bjmemc/门头沟三家店']);
  });

  it('are one simulated station and one simulated dust jar in each town', () => {
    for (const town of district.towns) {
      const name = town.name.zh;
      expect(ids({ simulated: true, town: town.id })).toEqual([`sim/${name}站`, `sim/${name}降尘缸`]);
    }
  });

  it('stand for the district in the demonstration: two stations and all jars', () => {
    const demonstration = { simulated: true, assessed: true } as const;
    expect(ids({ ...demonstration, kind: 'air-station' })).toEqual(['sim/大峪街道站', 'sim/龙泉镇站']);
    expect(ids({ ...demonstration, kind: 'dust-jar' })).toHaveLength(13);
  });

  it('say that they are simulated in their names', () => {
    for (const site of sitesOf(district, { simulated: true })) {
      expect(site.name.zh).toContain('(模拟)');
      expect(site.name.en).toContain('(simulated)');
    }
  });
});

describe('units', () => {
  it('have names in both languages', () => {
    expect(unitName(district, 'mtg-water')).toEqual({ zh: '区水务局', en: 'District Water Bureau' });
    expect(unitName(district, 'mtg-longquan').zh).toBe('龙泉镇');
    expect(unitName(district, 'towns')).toEqual({ zh: '各镇街', en: 'All 13 towns and subdistricts' });
    expect(unitName(district, 'mtg-nobody').zh).toBe('mtg-nobody');
  });

  it('are found by what comes nearest', () => {
    expect(nearestUnit(district, '水务居')?.id).toBe('mtg-water');
    expect(nearestUnit(district, 'mtg-finanse')?.id).toBe('mtg-finance');
  });

  it('lie in the plain where a published plain-area table lists them, else it is inferred', () => {
    const read = district.towns.filter((t) => t.terrainCertainty !== 'inferred');
    expect(read.map((t) => [t.name.zh, t.terrain])).toEqual([
      ['大峪街道', 'plain'],
      ['东辛房街道', 'plain'],
    ]);
  });
});
