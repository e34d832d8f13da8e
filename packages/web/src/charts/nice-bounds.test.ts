import { expect, test } from 'vitest';
import { niceBounds } from './nice-bounds.ts';

test('bounds are round and hold every value', () => {
  expect(niceBounds([28.3, 47.1])).toEqual({ min: 25, max: 50 });
  expect(niceBounds([4.1, 5.4])).toEqual({ min: 4, max: 5.5 });
  expect(niceBounds([-13.1, 0])).toEqual({ min: -15, max: 0 });
});

test('one value alone has room around it, none has no bounds', () => {
  const bounds = niceBounds([30]);
  expect(bounds?.max).toBeGreaterThanOrEqual(30);
  expect(bounds?.min).toBeLessThanOrEqual(30);
  expect(niceBounds([])).toBeNull();
});
