import { expect, test } from 'vitest';
import { contextOf } from '../../testing/standards.ts';
import { runMethod } from '../define.ts';
import { methodById } from '../registry.ts';

const emissions = (input: Readonly<Record<string, unknown>>) => () =>
  runMethod(methodById('carbon.emissions'), { year: 2022, ...input }, contextOf());

test('a unit that does not fit the factor is refused with the fuel', () => {
  const fuels = [{ fuel: 'diesel', amount: 10, unit: '10^4 m3' }];
  expect(emissions({ fuels })).toThrow('柴油的单位 10^4 m3 不能换算为 kg。');
  expect(emissions({ fuels })).toThrow('10^4 m3 of diesel is not a kg.');
});

test.each(['statistical', 'sector-guides', 'per-tce-a'])(
  'a fuel that the set %s does not have is refused',
  (fuelSet) => {
    expect(emissions({ fuelSet, fuels: [{ fuel: 'plutonium', amount: 1 }] })).toThrow(/plutonium/);
  },
);
