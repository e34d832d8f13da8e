import { expect, test } from 'vitest';
import { z } from 'zod';
import { badInput } from './bad-input.ts';
import { quantity } from './numbers.ts';

const schema = z.strictObject({
  year: z.int(),
  amount: quantity,
  fuels: z.array(z.strictObject({ unit: z.enum(['t', 'kg']) })).default([]),
  share: z
    .number()
    .refine((x) => x <= 1, '不超过1 / at most 1')
    .default(1),
});

test.each([
  { input: { amount: 1 }, path: 'year', zh: '须填写', en: 'is missing' },
  { input: { year: 2023, amount: true }, path: 'amount', zh: /数字.*，或.*string/, en: /number.*, or.*string/ },
  { input: { year: 2023, amount: 1, fuels: [{ unit: 'g' }] }, path: 'fuels.0.unit', zh: /无效选项/, en: /"t"\|"kg"/ },
  { input: { year: 2023, amount: 1, amout: 2 }, path: 'amout', zh: /未知/, en: /Unrecognized/ },
  { input: { year: 2023, amount: 1, share: 2 }, path: 'share', zh: /^不超过1$/, en: /^at most 1$/ },
  { input: { year: 2023, amount: 1, amout: 2, yeer: 3 }, path: 'amout', zh: /未知/, en: /Unrecognized/ },
  { input: { year: 2023, amount: null }, path: 'amount', zh: /数字.*，或.*string/, en: /number.*, or.*string/ },
])('$path of $input', ({ input, path, zh, en }) => {
  const { fields, text } = badInput('carbon.emissions', schema, input);
  expect(fields).toHaveLength(1);
  expect(fields[0]).toMatchObject({ path, text: { zh: expect.stringMatching(zh), en: expect.stringMatching(en) } });
  expect(text.zh).toContain(`carbon.emissions 的输入有误：${path}`);
});

test('an input that is no object at all is refused as a whole', () => {
  const { fields, text } = badInput('carbon.emissions', schema, null);
  expect(fields).toMatchObject([{ path: '', text: { en: expect.stringMatching(/expected object/) } }]);
  expect(text.zh).toMatch(/^carbon\.emissions 的输入有误：\S*期望/);
});

test('of a value that may be of several kinds only what is wrong with the value itself is said', () => {
  const either = z.strictObject({ a: z.union([z.number(), z.strictObject({ value: z.number() })]) });
  const { fields } = badInput('m', either, { a: { value: 'x' } });
  expect(fields.map((f) => f.path)).toEqual(['a']);
  expect(fields[0]?.text.en).toMatch(/expected number, received object$/);
  const objects = z.strictObject({ a: z.union([z.object({ b: z.number() }), z.object({ c: z.number() })]) });
  expect(badInput('m', objects, { a: {} }).fields[0]?.text).toEqual({ zh: '无效输入', en: 'Invalid input' });
});

test('several wrong fields are all named', () => {
  const { text } = badInput('m', schema, { year: 2023.5 });
  expect(text.zh).toContain('year ');
  expect(text.zh).toContain('；amount 须填写');
  expect(text.en).toContain('; amount is missing');
});
