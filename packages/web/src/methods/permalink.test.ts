import { expect, test } from 'vitest';
import { hashOfInput, inputOfHash } from './permalink.ts';

test('an input survives the address', () => {
  const input = { day: '2024-10-31', values: [1, null, 2.5], note: '门头沟 & #%' };
  expect(inputOfHash(hashOfInput(input))).toEqual(input);
});

test('a spoilt address gives no input', () => {
  expect(inputOfHash('#A01-1')).toBeNull();
  expect(inputOfHash('#input=%7B')).toBeNull();
  expect(inputOfHash('#input=%E0%A4')).toBeNull();
  expect(inputOfHash('#input=[1]')).toBeNull();
});
