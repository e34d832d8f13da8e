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
  { input: { year: 2023, amount: 1, share: 2 }, path: 'share', zh: '不超过1', en: 'at most 1' },
  { input: null, path: '', zh: /期望/, en: /expected object/ },
])('$path of $input', ({ input, path, zh, en }) => {
  const { fields, text } = badInput('carbon.emissions', schema, input);
  expect(fields).toHaveLength(1);
  expect(fields[0]).toMatchObject({ path, text: { zh: expect.stringMatching(zh), en: expect.stringMatching(en) } });
  expect(text.zh).toContain(`carbon.emissions 的输入有误：${path}`);
});
