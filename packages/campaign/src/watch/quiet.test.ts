import { parseMoment } from '@qingshan/kernel';
import { expect, test } from 'vitest';
import { toldAt } from './quiet.ts';

const NIGHT = { from: 22, to: 7 };

test.each<[string, string, boolean, { from: number; to: number } | undefined, string]>([
  ['by day at once', '2025-03-06T21:59', false, NIGHT, '2025-03-06T21:59'],
  ['in the evening on the next morning', '2025-03-06T22:00', false, NIGHT, '2025-03-07T07:00'],
  ['before dawn on that morning', '2025-03-07T06:59', false, NIGHT, '2025-03-07T07:00'],
  ['from the end of the quiet hours at once', '2025-03-07T07:00', false, NIGHT, '2025-03-07T07:00'],
  ['what is severe at once', '2025-03-06T23:00', true, NIGHT, '2025-03-06T23:00'],
  ['without quiet hours at once', '2025-03-06T23:00', false, undefined, '2025-03-06T23:00'],
  ['quiet hours within a day', '2025-03-06T12:30', false, { from: 12, to: 14 }, '2025-03-06T14:00'],
  ['after these at once', '2025-03-06T14:00', false, { from: 12, to: 14 }, '2025-03-06T14:00'],
  ['the same hour twice is no quiet hour', '2025-03-06T12:00', false, { from: 12, to: 12 }, '2025-03-06T12:00'],
])('%s', (_, found, severe, quiet, told) => {
  expect(toldAt(parseMoment(found) ?? 0, severe, quiet)).toBe(parseMoment(told));
});
