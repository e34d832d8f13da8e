import { describe, expect, test } from 'vitest';
import { CHINA, isWithinFrame, readCoordinateSystem, toCgcs2000, type Frame } from './coordinates.ts';
import { QingshanError } from './error.ts';

const WELL = { zh: '示例井', en: 'example well' };
/** A box around the centre of Beijing. */
const CENTRE: Frame = { name: { zh: '城区', en: 'the centre' }, west: 116.3, south: 39.8, east: 116.5, north: 40 };
const METRES_OF_A_DEGREE = 111_320;

function problem(work: () => unknown): QingshanError {
  try {
    work();
  } catch (error) {
    if (error instanceof QingshanError) return error;
  }
  throw new Error('nothing was refused');
}

/**
 * Pairs that the tests of eviltransform (github.com/googollee/eviltransform, `TESTS` of every language's test) give:
 * latitude and longitude in WGS-84, then in GCJ-02.
 */
const PUBLISHED = [
  ['Shanghai', [31.1774276, 121.5272106], [31.17530398364597, 121.531541859215]],
  ['Shenzhen', [22.543847, 113.912316], [22.540796131694766, 113.9171764808363]],
  ['Beijing', [39.911954, 116.377817], [39.91334545536069, 116.38404722455657]],
] as const;

describe('positions', () => {
  test.each(PUBLISHED)('of %s come back from GCJ-02 to within a decimetre', (_, [lat, lon], [gcjLat, gcjLon]) => {
    const back = toCgcs2000({ lon: gcjLon, lat: gcjLat }, 'GCJ-02', WELL);
    expect(Math.abs(back.lat - lat) * METRES_OF_A_DEGREE).toBeLessThan(0.1);
    expect(Math.abs(back.lon - lon) * METRES_OF_A_DEGREE).toBeLessThan(0.1);
  });

  test.each(['CGCS2000', 'WGS-84'] as const)('in %s stay as they are, to a centimetre', (system) => {
    const point = { lon: 116.10512345678, lat: 39.94 };
    expect(toCgcs2000(point, system, WELL)).toEqual({ lon: 116.1051235, lat: 39.94 });
  });

  test('taken to be in the wrong system would lie hundreds of metres off', () => {
    const [, [lat, lon]] = PUBLISHED[2];
    const shifted = toCgcs2000({ lon, lat }, 'GCJ-02', WELL);
    expect(Math.hypot(shifted.lon - lon, shifted.lat - lat) * METRES_OF_A_DEGREE).toBeGreaterThan(400);
  });

  test('outside the frame are refused, and the message says what to check', () => {
    const outside = problem(() => toCgcs2000({ lon: 115.9, lat: 39.9 }, 'CGCS2000', WELL, CENTRE));
    expect(outside.code).toBe('position-outside');
    expect(outside.text.zh).toBe(
      '示例井：（115.9, 39.9）不在城区范围内（经度 116.3—116.5，纬度 39.8—40）。请核对经度和纬度是否写反、坐标系是否写对。',
    );
    expect(outside.text.en).toContain('example well: (115.9, 39.9) lies outside the centre');
    expect(problem(() => toCgcs2000({ lon: 39.9, lat: 116.4 }, 'GCJ-02', WELL)).code).toBe('position-outside');
  });

  test('on the edge of a frame lie in it', () => {
    expect(isWithinFrame({ lon: 116.3, lat: 40 }, CENTRE)).toBe(true);
    expect(isWithinFrame({ lon: 116.5000001, lat: 40 }, CENTRE)).toBe(false);
    expect(isWithinFrame({ lon: 116.4, lat: 39.9 }, CHINA)).toBe(true);
  });
});

describe('a coordinate system', () => {
  test.each([
    ['CGCS2000', 'CGCS2000'],
    ['cgcs 2000', 'CGCS2000'],
    ['WGS84', 'WGS-84'],
    ['gcj_02', 'GCJ-02'],
  ])('%s is %s', (text, system) => expect(readCoordinateSystem(text, WELL)).toBe(system));

  test.each([undefined, null, '', 'BD-09', '北京54'])('%s is not taken, and none is guessed', (text) => {
    const refused = problem(() => readCoordinateSystem(text, WELL));
    expect(refused.code).toBe('no-coordinate-system');
    expect(refused.text.zh).toContain('CGCS2000, WGS-84, GCJ-02');
    expect(refused.text.en).toContain('example well');
  });
});
