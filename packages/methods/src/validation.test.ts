import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { methodById } from './registry.ts';
import { validationResultsSchema } from './validation.ts';

const file = join(import.meta.dirname, '../validation/results.json');
const raw: unknown = JSON.parse(readFileSync(file, 'utf8'));

test('what ships is of methods that there are, and its counts add up', () => {
  const { validations } = validationResultsSchema.parse(raw);
  expect(new Set(validations.map((v) => v.id)).size).toBe(validations.length);
  for (const { method, outcomes } of validations) {
    expect(methodById(method).id).toBe(method);
    for (const { compared, agreed, differing, what } of outcomes) {
      expect(agreed + differing, what.en).toBe(compared);
    }
  }
});

test('a result without counts or with a word too many is refused', () => {
  const { validations, made } = validationResultsSchema.parse(raw);
  const [first] = validations;
  expect(validationResultsSchema.safeParse({ made, validations: [] }).success).toBe(false);
  expect(validationResultsSchema.safeParse({ made, validations: [{ ...first, outcomes: [] }] }).success).toBe(false);
  expect(validationResultsSchema.safeParse({ made, validations: [{ ...first, id: 'With Space' }] }).success).toBe(
    false,
  );
  expect(validationResultsSchema.safeParse({ made: '2026-13-01', validations: [first] }).success).toBe(false);
});
