import { parseDay, parsePeriod, yearPeriod, type Day } from '@qingshan/kernel';
import { describe, expect, test } from 'vitest';
import { caseFiles } from '../testing/case-files.ts';
import { contextOf } from '../testing/standards.ts';
import { accountIndicators } from './account-indicators.ts';
import { expandInput } from './cases.ts';
import { runMethod } from './define.ts';
import type { AccountIndicator } from './indicator-types.ts';
import { methodById } from './registry.ts';

function account(id: string): AccountIndicator {
  const found = accountIndicators.find((i) => i.id === id);
  if (!found) throw new Error(id);
  return found;
}

function day(text: string): Day {
  const found = parseDay(text);
  if (found === null) throw new Error(text);
  return found;
}

const target = (value: string) =>
  ({ value, direction: 'at-least', text: { zh: value, en: value }, unit: '%' }) as const;

describe('section-months of a quarter: met in January and February, missed in March', () => {
  const period = parsePeriod('2024-Q1') ?? yearPeriod(2024);
  const months = { '2024-01': 3, '2024-02': 2, '2024-03': 4 };
  const input = { period: '2024-Q1', sections: [{ id: 'a', target: 3, months }] };
  const assess = (through: string, goal?: string) => {
    const question = { period, through: day(through), ...(goal === undefined ? {} : { target: target(goal) }) };
    return account('water.section.class').assess(question, input, contextOf());
  };

  test('a month that ends on the last day counts', () => {
    expect(assess('2024-03-31')).toMatchObject({ shown: '66.7', verdict: 'not-met' });
  });

  test.each([
    ['2024-03-30', 2],
    ['2024-02-29', 2],
    ['2024-02-28', 1],
    ['2024-01-30', 0],
  ])('by %s %i of the three are looked at', (through, valid) => {
    expect(assess(through).completeness).toMatchObject({ valid, expected: 3 });
  });

  test('the account that was sent stays as it is', () => {
    assess('2024-02-28');
    expect(Object.keys(months)).toEqual(['2024-01', '2024-02', '2024-03']);
  });
});

describe('sources of drinking water', () => {
  const sources = [
    { id: 'a', compliant: true },
    { id: 'b', compliant: true },
    { id: 'c', compliant: false },
  ];
  const question = { period: yearPeriod(2024), through: yearPeriod(2024).last };
  const assess = (goal?: string) =>
    account('water.source.compliance').assess(
      { ...question, ...(goal === undefined ? {} : { target: target(goal) }) },
      { on: '2024-12-31', sources },
      contextOf(),
    );

  test('all of them must comply where the plan names no share', () => {
    expect(assess()).toMatchObject({ shown: '66.7', limit: '100', verdict: 'not-met' });
  });

  test('the share of the plan judges where it names one', () => {
    expect(assess('60')).toMatchObject({ shown: '66.7', limit: '60', verdict: 'met' });
  });
});

test('an account that the method cannot take is refused with the field', () => {
  const question = { period: yearPeriod(2023), through: yearPeriod(2023).last };
  expect(() => account('carbon.total').assess(question, { year: '2023' }, contextOf())).toThrow(/year/);
});

describe.each(accountIndicators.filter((i) => i.id !== 'water.source.compliance'))('$id', (indicator) => {
  const cases = caseFiles.find((f) => f.方法 === indicator.method)?.算例 ?? [];

  test('is what its method finds, for every case of the method', () => {
    expect(cases.length).toBeGreaterThan(2);
    for (const { 输入, 版本, 地点 } of cases) {
      const input = expandInput(输入);
      const question = { period: yearPeriod(2099), through: yearPeriod(2099).last };
      const found = indicator.assess(question, Object(input), contextOf(版本, 地点));
      expect(found).toEqual(runMethod(methodById(indicator.method), input, contextOf(版本, 地点)));
      if (found.value !== null) expect(found.unit).toBe(indicator.unit);
    }
  });

  test('rests on accounts and has a short name', () => {
    expect(indicator).toMatchObject({ gather: 'account', parameters: [] });
    expect(indicator.short.zh.length).toBeLessThanOrEqual(indicator.title.zh.length);
  });
});
