import { expect, test } from 'vitest';
import { contextOf } from '../../../testing/standards.ts';
import { runMethod } from '../../define.ts';
import { methodById } from '../../registry.ts';

/** The rule that the step of an indicator rests on, beside its limits. */
function ruleOf(values: Readonly<Record<string, unknown>>): string | undefined {
  const found = runMethod(methodById('groundwater.well-class'), { on: '2024-05-20', values }, contextOf());
  const figures = found.trace[0]?.clauses.flatMap((c) => c.figures) ?? [];
  return figures.find((id) => id.startsWith('rules/'));
}

// 6.2 and the notes of Table 1; what is not detected goes by its detection limit, except where class I is “not detectable”.
test.each([
  [{ nh3n: 0.3 }, 'single'],
  [{ cd: '0.0001L' }, 'not-detected'],
  [{ tl: '<0.5' }, 'not-detected'],
  [{ las: '0.05L' }, 'not-detectable'],
  [{ las: 0.03 }, 'not-detectable'],
  [{ odour: '无' }, 'text'],
  [{ visible: '有' }, 'text'],
  [{ alpha: 0.05 }, 'radioactivity'],
  [{ beta: 0.6 }, 'radioactivity'],
])('%j rests on the rule “%s”', (values, rule) => {
  expect(ruleOf(values)).toBe(`rules/rule=${rule}`);
});
