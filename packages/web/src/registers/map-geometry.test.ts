import { expect, test } from 'vitest';
import { HEIGHT, mapOf, WIDTH } from './map-geometry.ts';

test('one place lies in the middle', () => {
  const { own, others, square } = mapOf({ lon: 116.1, lat: 39.94 }, []);
  expect([own, others, square]).toEqual([{ x: WIDTH / 2, y: HEIGHT / 2 }, [], null]);
});

test('north is up, east is right, and a kilometre is as long both ways', () => {
  // At 60° north a degree of longitude is half as long as one of latitude.
  const map = mapOf({ lon: 116, lat: 60 }, [
    { lon: 116.2, lat: 60 },
    { lon: 116, lat: 60.1 },
    { lon: 115.8, lat: 59.9 },
  ]);
  const [east, north] = map.others;
  if (!east || !north) throw new Error('two points');
  expect(east.x - map.own.x).toBeGreaterThan(0);
  expect(map.own.y - north.y).toBeGreaterThan(0);
  expect(east.x - map.own.x).toBeCloseTo(map.own.y - north.y, 6);
  for (const point of [map.own, ...map.others]) {
    expect(point.x).toBeGreaterThan(0);
    expect(point.x).toBeLessThan(WIDTH);
    expect(point.y).toBeGreaterThan(0);
    expect(point.y).toBeLessThan(HEIGHT);
  }
});

test('what must not be known exactly is a square of its size around its middle', () => {
  const { own, square } = mapOf({ lon: 115.85, lat: 39.95, blurred: 0.1 }, []);
  if (!square) throw new Error('no square');
  expect(square.x + square.width / 2).toBeCloseTo(own.x, 6);
  expect(square.y + square.height / 2).toBeCloseTo(own.y, 6);
  expect(square.width / square.height).toBeCloseTo(Math.cos((39.95 * Math.PI) / 180), 6);
});

test('the scale is as long as it says', () => {
  const { scale, own, others } = mapOf({ lon: 116, lat: 40 }, [{ lon: 116, lat: 40.1 }]);
  // A tenth of a degree of latitude is 11.12 km.
  const kilometre = (own.y - (others[0]?.y ?? 0)) / 11.1195;
  expect(scale.length / kilometre).toBeCloseTo(Number(scale.text.replace(' km', '')), 4);
});
