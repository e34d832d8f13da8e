import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expandInput, methodById, parseCases } from '@qingshan/methods';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { nodeOf } from './node.ts';
import { readingOf } from './read-form.ts';

const folder = join(import.meta.dirname, '../../../methods/src');
const files = globSync('**/cases.yaml', { cwd: folder }).map((file) =>
  parseCases(readFileSync(join(folder, file), 'utf8')),
);

/** Numbers of an input as the methods take them: a decimal may be written as text. */
function canonical(value: unknown): unknown {
  if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, x]) => [key, canonical(x)]));
}

/** A required text left empty is asked for, though some methods would take it. */
const hasEmptyText = (value: unknown): boolean =>
  value === '' || (typeof value === 'object' && value !== null && Object.values(value).some(hasEmptyText));

/** A form cannot say “this part is there, and nothing in it is known”: a part that may be left out is, when it is empty. */
function withoutUnknown(given: unknown): unknown {
  if (typeof given !== 'object' || given === null) return given;
  const isUnknown = (x: unknown): boolean =>
    typeof x === 'object' &&
    x !== null &&
    !Array.isArray(x) &&
    Object.keys(x).join() === 'amount' &&
    'amount' in x &&
    x.amount === null;
  return Object.fromEntries(Object.entries(given).filter(([, x]) => !isUnknown(x)));
}

test('there are cases to try', () => {
  expect(files.length).toBeGreaterThan(60);
});

describe.each(files)('the form of $方法', ({ 方法, 算例 }) => {
  const { input } = methodById(方法);
  const form = nodeOf(z.toJSONSchema(input, { io: 'input' }));

  test.each(算例)('$名称', ({ 输入 }) => {
    const given = expandInput(输入);
    const { value, faults } = readingOf(form, given);
    if (hasEmptyText(given)) return expect([...faults.values()]).toContainEqual({ kind: 'missing' });
    expect([...faults]).toEqual([]);
    return expect(canonical(input.parse(value))).toEqual(canonical(input.parse(withoutUnknown(given))));
  });
});
