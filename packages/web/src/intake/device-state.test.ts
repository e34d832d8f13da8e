import { expect, test } from 'vitest';
import { beijingDay, deviceState } from './device-state.ts';

// 2024-10-31 12:00 in Beijing
const NOON = Date.UTC(2024, 9, 31, 4);

test.each([
  ['2024-10-31T10:00', false, 'online'],
  ['2024-10-31T09:59', false, 'silent'],
  [null, false, 'never'],
  ['2024-10-31T11:59', true, 'withdrawn'],
] as const)('heard at %s, withdrawn %s: %s', (lastHeard, withdrawn, expected) => {
  expect(deviceState({ lastHeard, withdrawn }, NOON)).toBe(expected);
});

test('the day is that of Beijing, eight hours ahead', () => {
  expect(beijingDay(Date.parse('2024-10-31T15:59:59Z'))).toBe('2024-10-31');
  expect(beijingDay(Date.parse('2024-10-31T16:00:00Z'))).toBe('2024-11-01');
});
