import { expect, test } from 'vitest';
import { risesOf } from './rises.ts';

const RULE = { rise: 100, within: 2, endsBelow: 0.5 };
const hours = (values: readonly (number | null)[]) =>
  new Map(values.flatMap((value, i) => (value === null ? [] : [[i, value] as const])));
const found = (values: readonly (number | null)[]) => {
  const { risen, holding } = risesOf(hours(values), RULE);
  return { risen: risen.map(({ hour, base, baseHour }) => [hour, base, baseHour]), holding };
};

test.each<[string, readonly (number | null)[], ReturnType<typeof found>]>([
  ['exactly the rise counts', [40, 140], { risen: [[1, 40, 0]], holding: [] }],
  ['less does not', [40, 139], { risen: [], holding: [] }],
  ['over two hours it is the lower of both', [40, 90, 140], { risen: [[2, 40, 0]], holding: [] }],
  ['over three hours it is too slow', [40, 80, 120, 160], { risen: [], holding: [] }],
  ['without a value before it nothing is said', [200, 210], { risen: [], holding: [] }],
  [
    'it stays up, measured from before the rise, however long ago the hours within are high',
    [40, 150, 160, 170, 160],
    {
      risen: [
        [1, 40, 0],
        [2, 40, 0],
        [3, 40, 0],
        [4, 40, 0],
      ],
      holding: [],
    },
  ],
  [
    'below the rise and above half of it holds; below half of it is the end',
    [40, 150, 100, 150, 89, 120],
    {
      risen: [
        [1, 40, 0],
        [3, 40, 0],
      ],
      holding: [2],
    },
  ],
  [
    'a missing hour ends nothing',
    [40, 150, null, 150],
    {
      risen: [
        [1, 40, 0],
        [3, 40, 0],
      ],
      holding: [],
    },
  ],
])('%s', (_, values, expected) => {
  expect(found(values)).toEqual(expected);
});

test('24 hours after the last hour in which it rose it is a level and no rise', () => {
  // Hour 2 still rises above hour 0, within two hours; 2 + 23 is the last.
  const { risen } = risesOf(hours([40, ...Array.from({ length: 30 }, () => 200)]), RULE);
  expect(risen.map(({ hour }) => hour)).toEqual(Array.from({ length: 25 }, (_, i) => i + 1));
});
