import { expect, test } from 'vitest';
import { contextOf } from '../../../testing/standards.ts';
import { runMethod } from '../../define.ts';
import { annualMeanMethod } from './method.ts';

const asked = {
  parameter: 'pm25',
  period: '2024',
  through: '2024-10-31',
  target: { value: 30 },
  series: { first: '2024-01-01', values: [29] },
};

test.each([
  [{ period: '2024-10' }, '只能推算自然年'],
  [{ period: '12024' }, '只能推算自然年'],
  [{ target: { value: 30, direction: 'at-least' } }, '只支持“不高于”'],
])('%j is refused', (change, why) => {
  expect(() => runMethod(annualMeanMethod, { ...asked, ...change }, contextOf())).toThrow(why);
});

test('what can be projected is taken', () => {
  expect(runMethod(annualMeanMethod, asked, contextOf()).value).toBe(29);
});
