import { expect, test } from 'vitest';
import { deviceState } from './device-state.ts';

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
