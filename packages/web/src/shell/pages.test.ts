import { expect, test } from 'vitest';
import { isAt, PAGE_GROUPS, visibleGroups, type PageEntry } from './pages.ts';

const entry = (key: PageEntry['key']): PageEntry => {
  const found = PAGE_GROUPS.flatMap((group) => group.entries).find((e) => e.key === key);
  if (!found) throw new Error(key);
  return found;
};

test('a page that is reached from another one stands under its name', () => {
  expect(isAt(entry('board'), '/')).toBe(true);
  expect(isAt(entry('board'), '/targets/pm25')).toBe(true);
  expect(isAt(entry('desk'), '/measures/A15-1')).toBe(true);
  expect(isAt(entry('standards'), '/standards/gb-3095-2012')).toBe(true);
});

test('the first page does not hold every other one, and a longer name is another page', () => {
  expect(isAt(entry('board'), '/plan')).toBe(false);
  expect(isAt(entry('plan'), '/planning')).toBe(false);
});

test('whoever may not run a use case does not see its pages, nor an empty group', () => {
  const shown = (may: string[]) => visibleGroups(PAGE_GROUPS, may).map((g) => [g.key, g.entries.map((e) => e.key)]);
  expect(shown([]).map(([key]) => key)).toEqual(['overview', 'basis']);
  expect(shown(['requests'])[1]).toEqual(['loop', ['coordination']]);
  expect(shown(['desk', 'requests'])[1]).toEqual(['loop', ['desk', 'work', 'coordination']]);
});
