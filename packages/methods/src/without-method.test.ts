import { expect, test } from 'vitest';
import { findIndicator } from './indicators.ts';
import { whyWithoutMethod } from './without-method.ts';

test('an indicator without a method says which document is missing, one with a method nothing', () => {
  expect(whyWithoutMethod('soil.quality')?.zh).toContain('GB 15618-2018');
  expect(whyWithoutMethod('soil.quality')?.en).toContain('GB 36600-2018');
  expect(findIndicator('soil.quality')).toBeNull();
  expect(whyWithoutMethod('air.pm25.annual-mean')).toBeNull();
});
