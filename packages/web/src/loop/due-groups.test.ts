import { expect, test } from 'vitest';
import { dueGroups } from './due-groups.ts';

const on = (due: string) => ({ due });

test('what is overdue stands together and first; what is due today is not overdue', () => {
  const reports = ['2024-09-02', '2024-10-08', '2024-10-31', '2024-11-01', '2024-11-01'].map(on);
  expect(dueGroups(reports, '2024-10-31').map((g) => [g.key, g.reports.length])).toEqual([
    ['overdue', 2],
    ['2024-10-31', 1],
    ['2024-11-01', 2],
  ]);
  expect(dueGroups([], '2024-10-31')).toEqual([]);
});
