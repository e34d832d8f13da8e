import { expect, test } from 'vitest';
import { sparkline } from './sparkline-geometry.ts';

const month = (m: number, value: number | null) => ({ period: `2024-${String(m).padStart(2, '0')}`, value });

test('the year runs from the left edge to the right, the values from top to bottom', () => {
  const g = sparkline({ points: [month(1, 10), month(12, 20)], fan: [], limit: 15 }, 118, 48);
  expect(g?.line).toBe('M4.0 44.0L114.0 4.0');
  expect(g?.limitY).toBe(24);
  expect(g?.end).toEqual({ x: 114, y: 4 });
  expect(g?.fan).toBeNull();
});

test('a month without a value breaks the line', () => {
  const g = sparkline({ points: [month(1, 1), month(2, null), month(3, 2)], fan: [], limit: null }, 118, 48);
  expect(g?.line.match(/M/g)).toHaveLength(2);
});

test('the fan opens from the last value', () => {
  const cumulative = { p5: 10, p25: 14, p50: 15, p75: 16, p95: 20 };
  const g = sparkline({ points: [month(11, 15)], fan: [{ period: '2024-12', cumulative }], limit: null }, 118, 48);
  expect(g?.fan).toBe('M104.0 24.0L114.0 4.0L114.0 44.0Z');
  expect(g?.middle).toBe('M104.0 24.0L114.0 24.0');
});

test('one value alone stands in the middle, none draws nothing', () => {
  expect(sparkline({ points: [month(6, 7)], fan: [], limit: null }, 118, 48)?.end?.y).toBe(24);
  expect(sparkline({ points: [month(6, null)], fan: [], limit: 30 }, 118, 48)).toBeNull();
});
