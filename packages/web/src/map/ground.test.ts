import { describe, expect, test } from 'vitest';
import { groundOf } from './ground.ts';
import type { MapFeature, MapLayers, TownMap } from './map-queries.ts';

const text = (zh: string) => ({ zh, en: zh });
const frame = { west: 115, south: 39, east: 117, north: 41 };

function feature(id: string, town: string | null, geometry: MapFeature['geometry'], layer = 'register:a'): MapFeature {
  const placing = geometry === null ? 'none' : 'placed';
  const rest = { townName: null, state: null, note: null, from: null, to: null, simulated: false, page: null };
  return { type: 'Feature', id, geometry, properties: { layer, name: text(id), town, placing, ...rest } };
}

function layers(...features: MapFeature[]): MapLayers {
  const of = (id: string, kind: MapLayers['layers'][number]['kind']) => ({
    id,
    kind,
    name: text(id),
    source: null,
    total: 0,
    placed: 0,
    outside: 0,
    shown: 0,
  });
  return {
    type: 'FeatureCollection',
    coordinateSystem: 'CGCS2000',
    today: '2024-10-31',
    simulated: false,
    frame,
    layers: [of('register:a', 'register'), of('ground:river', 'ground')],
    features,
  };
}

const square = [
  [
    [115, 39],
    [116, 39],
    [116, 40],
    [115, 40],
    [115, 39],
  ],
];
const sketch: TownMap['sketch'] = {
  note: text('sketch'),
  rows: 1,
  columns: 2,
  towns: [
    { unit: 'west', cells: [{ row: 0, column: 0 }] },
    { unit: 'east', cells: [{ row: 0, column: 1 }] },
  ],
};

function townMap(own: Pick<TownMap, 'sketch' | 'borders'>): TownMap {
  const towns = {
    parameter: 'pm25',
    parameterName: text(''),
    unitText: '',
    period: '2024',
    lastYearPeriod: '2023',
    through: '',
    headline: text(''),
    rows: [],
    clauses: [],
    simulated: false,
  };
  return { towns, parameters: [], months: [], bounds: [], target: null, short: {}, bordersSource: null, ...own };
}

describe('on a sketch', () => {
  const point = { type: 'Point' as const, coordinates: [115.5, 39.5] };
  const things = [
    ...Array.from({ length: 40 }, (_, i) => feature(`w${i}`, 'west', null)),
    // Its true position is in the west of the frame, its town in the east of the sketch.
    feature('e', 'east', point),
    feature('nowhere', null, point),
    feature('river', 'west', { type: 'LineString', coordinates: [[115, 39]] }, 'ground:river'),
  ];
  const ground = groundOf(townMap({ sketch, borders: [] }), layers());
  const placed = ground.place(things);

  test('a thing stands in its town, whatever its position is; without a town it is left out', () => {
    expect(ground.schematic).toBe(true);
    expect(placed.map(({ feature: { id } }) => id)).toEqual(things.slice(0, 41).map(({ id }) => id));
    // Two cells of the same size side by side: the middle of the frame parts them.
    for (const { feature: one, geometry } of placed) {
      const lon = geometry.type === 'Point' ? (geometry.coordinates[0] ?? 0) : 0;
      expect(lon < 116).toBe(one.properties.town === 'west');
    }
    expect(ground.lines(things)).toEqual([]);
  });

  test('no two stand at the same place, and all within the frame', () => {
    const points = placed.map(({ geometry }) => (geometry.type === 'Point' ? geometry.coordinates : []));
    expect(new Set(points.map((p) => p.map((x) => x.toFixed(6)).join(' '))).size).toBe(41);
    for (const [lon = 0, lat = 0] of points) {
      expect(lon > frame.west && lon < frame.east && lat > frame.south && lat < frame.north).toBe(true);
    }
  });

  test('the cells are as wide as the frame and not bent', () => {
    const corners = ground.towns.flatMap(({ geometry }) =>
      geometry.type === 'MultiPolygon' ? geometry.coordinates.flat(2) : [],
    );
    const [lons, lats] = [corners.map(([lon = 0]) => lon), corners.map(([, lat = 0]) => lat)];
    const width = Math.max(...lons) - Math.min(...lons);
    const height = Math.max(...lats) - Math.min(...lats);
    // Two cells with flat sides to the left and right are 2 wide and 2/√3 high; a degree of latitude at 40° is longer
    // than one of longitude by 1/cos 40°.
    expect(height / width / Math.cos((40 * Math.PI) / 180)).toBeCloseTo(1 / Math.sqrt(3), 6);
  });
});

describe('on borders of the district', () => {
  const borders: TownMap['borders'] = [{ unit: 'west', geometry: { type: 'Polygon', coordinates: square } }];
  const ground = groundOf(townMap({ sketch, borders }), layers());

  test('a thing stands at its position; without one it is left out, and so is the sketch', () => {
    const point = { type: 'Point' as const, coordinates: [115.5, 39.5] };
    const things = [
      feature('a', 'west', point),
      feature('b', 'west', null),
      feature('area', null, borders[0]?.geometry ?? null),
    ];
    expect(ground.schematic).toBe(false);
    expect(ground.place(things).map(({ geometry }) => geometry)).toEqual([point, borders[0]?.geometry]);
    expect(ground.towns).toEqual([{ unit: 'west', geometry: borders[0]?.geometry, middle: [115.5, 39.5] }]);
  });

  test('own data are the ground, no things', () => {
    const river = {
      type: 'LineString' as const,
      coordinates: [
        [115, 39],
        [116, 40],
      ],
    };
    const things = [feature('river', null, river, 'ground:river')];
    expect(ground.lines(things)).toEqual([river]);
    expect(ground.place(things)).toEqual([]);
  });
});
