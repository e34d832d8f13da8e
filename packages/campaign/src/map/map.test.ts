import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QingshanError } from '@qingshan/kernel';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadDistrict } from '../load.ts';
import { cellsAround } from './sketch.ts';

const MENTOUGOU = join(import.meta.dirname, '../../../../districts/mentougou');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qingshan-map-'));
  cpSync(MENTOUGOU, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const change = (file: string, from: string, to: string): void => {
  const text = readFileSync(join(folder, file), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(folder, file), text.replace(from, to));
};

function refused(): QingshanError {
  try {
    loadDistrict(folder);
  } catch (error) {
    if (error instanceof QingshanError) return error;
  }
  throw new Error('nothing was refused');
}

describe('the sketch of the towns', () => {
  test('has every town of the district in one piece, no two in one cell, and says that it is no survey map', () => {
    const { map, towns } = loadDistrict(folder);
    const sketched = map.sketch?.towns ?? [];
    expect(sketched.map((town) => town.unit).toSorted()).toEqual(towns.map((town) => town.id).toSorted());
    const cells = sketched.flatMap((town) => town.cells.map(({ row, column }) => `${row} ${column}`));
    expect(new Set(cells).size).toBe(cells.length);
    expect(map.sketch?.note.zh).toContain('示意图');
  });

  // Odd rows stand half a cell to the right: the cell above the second of an odd row are the second and third of the row above.
  test('cells have six neighbours', () => {
    expect(cellsAround({ row: 1, column: 1 })).toEqual([
      { row: 1, column: 0 },
      { row: 1, column: 2 },
      { row: 0, column: 1 },
      { row: 0, column: 2 },
      { row: 2, column: 1 },
      { row: 2, column: 2 },
    ]);
    expect(cellsAround({ row: 2, column: 1 }).slice(2, 4)).toEqual([
      { row: 1, column: 0 },
      { row: 1, column: 1 },
    ]);
  });

  test.each([
    ['a letter that is no town', 'Q Z Z D W W L C', 'Q Z Z D W W L B', 'B'],
    ['a town that is missing', ' W M J ', ' W M . ', 'mtg-junzhuang'],
    ['a town in two pieces', 'Q Q . . T T G G', 'Q Q . G T T . G', 'mtg-yongding'],
    ['a town twice', 'W: mtg-wangping', 'W: mtg-datai', 'mtg-datai'],
  ])('with %s is refused', (_, from, to, named) => {
    change('map.yaml', from, to);
    const { code, text } = refused();
    expect(code).toBe('bad-plan');
    expect(text.zh).toContain('map.yaml');
    expect(text.en).toContain(`“${named}”`);
  });
});

/** A square of 0.01° around a place. */
const square = (lon: number, lat: number) => {
  const [w = 0, e = 0, s = 0, n = 0] = [lon - 0.005, lon + 0.005, lat - 0.005, lat + 0.005].map((x) =>
    Number(x.toFixed(4)),
  );
  return {
    type: 'Polygon',
    coordinates: [
      [
        [w, s],
        [e, s],
        [e, n],
        [w, n],
        [w, s],
      ],
    ],
  };
};

function giveGround(features: readonly unknown[], system = 'GCJ-02'): void {
  const layer = `ground:
  - id: towns
    zh: 镇街界线
    en: Town borders
    kind: towns
    file: towns.geojson
    system: ${system}
    source: { zh: 测试, en: test }
`;
  change('map.yaml', 'ground: []', layer);
  writeFileSync(join(folder, 'towns.geojson'), JSON.stringify({ type: 'FeatureCollection', features }));
}
const feature = (name: string, lon: number, lat: number) => ({
  type: 'Feature',
  properties: { name },
  geometry: square(lon, lat),
});

describe('own vector data', () => {
  test('are converted from the system that is named, and towns are found by name', () => {
    giveGround([feature('大峪街道', 116.1, 39.93)]);
    const [layer] = loadDistrict(folder).map.ground;
    const [town] = layer?.features ?? [];
    expect(town).toMatchObject({ name: '大峪街道', town: 'mtg-dayu', geometry: { type: 'Polygon' } });
    // GCJ-02 lies some hundred metres to the north-east of CGCS2000 here.
    const [corner] = town?.geometry.type === 'Polygon' ? (town.geometry.coordinates[0] ?? []) : [];
    expect(corner?.[0]).toBeGreaterThan(116.095 - 0.008);
    expect(corner?.[0]).toBeLessThan(116.095 - 0.004);
    expect(corner?.[1]).toBeGreaterThan(39.925 - 0.003);
    expect(corner?.[1]).toBeLessThan(39.925 - 0.0005);
  });

  test('in CGCS2000 stay as they are', () => {
    giveGround([feature('110109007', 116.1, 39.94)], 'CGCS2000');
    const [layer] = loadDistrict(folder).map.ground;
    expect(layer?.features[0]).toMatchObject({ town: 'mtg-longquan', geometry: square(116.1, 39.94) });
  });

  test.each([
    ['a system that is not known', [feature('大峪街道', 116.1, 39.93)], 'BD-09', 'system'],
    ['a town that is none', [feature('海淀街道', 116.1, 39.93)], 'CGCS2000', '海淀街道'],
    ['a place outside the district', [feature('大峪街道', 116.6, 39.93)], 'CGCS2000', 'outside'],
    ['longitude and latitude swapped', [feature('大峪街道', 39.93, 80)], 'WGS-84', 'swapped'],
    [
      'a geometry that is none',
      [{ type: 'Feature', properties: {}, geometry: { type: 'Circle' } }],
      'WGS-84',
      'GeoJSON',
    ],
  ])('with %s are refused, with the file', (_, features, system, said) => {
    giveGround(features, system);
    const { code, text } = refused();
    expect(code).toBe('bad-plan');
    expect(text.en).toMatch(/(towns\.geojson|map\.yaml)/);
    expect(text.en).toContain(said);
  });

  test('that are named and not there are asked for', () => {
    giveGround([]);
    rmSync(join(folder, 'towns.geojson'));
    expect(refused().text.en).toContain('towns.geojson: 1: there is no such file; add it');
  });
});

describe('the position of a site', () => {
  const give = (position: string) =>
    change('sites.yaml', '    aliases: [门头沟双峪]', `    aliases: [门头沟双峪]\n    position: ${position}`);
  const source = 'source: { zh: 测试, en: test }';

  test('is converted and keeps its source', () => {
    give(`{ lon: 116.1, lat: 39.93, system: WGS-84, ${source} }`);
    const site = loadDistrict(folder).sites.find(({ id }) => id === 'bjmemc/门头沟双峪');
    expect(site?.position).toEqual({ lon: 116.1, lat: 39.93, source: { zh: '测试', en: 'test' } });
  });

  test.each([
    ['without its system', `{ lon: 116.1, lat: 39.93, ${source} }`, 'system'],
    ['without its source', '{ lon: 116.1, lat: 39.93, system: WGS-84 }', 'source'],
    [
      'outside the district',
      `{ lon: 116.4, lat: 39.93, system: WGS-84, ${source} }`,
      'lies outside Mentougou District',
    ],
  ])('%s is refused', (_, position, said) => {
    give(position);
    const { text } = refused();
    expect(text.en).toContain('sites.yaml');
    expect(text.en).toContain(said);
  });
});

test('a district without a map has neither sketch nor ground, and positions anywhere in China', () => {
  rmSync(join(folder, 'map.yaml'));
  const { map } = loadDistrict(folder);
  expect(map).toMatchObject({ sketch: null, ground: [], frame: { west: 73, north: 54 } });
});
