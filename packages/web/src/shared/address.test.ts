import { expect, test } from 'vitest';
import { carry, changed } from './address.ts';

const search = new URLSearchParams('through=2024-06-30&status=met&asOf=2024-07-05');

test('a link keeps the day and the moment asked for, and nothing else', () => {
  expect(carry('/towns', search)).toBe('/towns?through=2024-06-30&asOf=2024-07-05');
  expect(carry('/plan?unit=x#A01-1', search)).toBe('/plan?unit=x&through=2024-06-30&asOf=2024-07-05#A01-1');
  expect(carry('/plan', new URLSearchParams('status=met'))).toBe('/plan');
});

test('a link that names its own day keeps it', () => {
  expect(carry('/?through=2024-01-31', search)).toBe('/?through=2024-01-31&asOf=2024-07-05');
});

test('an emptied choice leaves the address', () => {
  expect(changed(search, { status: null, board: 'blue-sky', asOf: '' }).toString()).toBe(
    'through=2024-06-30&board=blue-sky',
  );
});
