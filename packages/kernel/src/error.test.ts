import { expect, test } from 'vitest';
import { ERROR_CODES, QingshanError } from './error.ts';

test('an error says in both languages what is wrong, each with its own word for a localised value', () => {
  const error = new QingshanError('not-found', { what: { zh: '方法', en: 'method' }, id: 'air.x', hint: 'methods' });
  expect(error.text).toEqual({ zh: '没有找到方法“air.x”。methods', en: 'No method “air.x”. methods' });
  expect(error.message).toBe('没有找到方法“air.x”。methods\nNo method “air.x”. methods');
  expect(error).toMatchObject({ name: 'QingshanError', code: 'not-found', status: 404 });
  expect(error.values['id']).toBe('air.x');
});

test('a place without a value is left empty, and no blank is left at the end', () => {
  expect(new QingshanError('bad-request', { why: 'x' }).text).toEqual({ zh: '请求有误：x', en: 'Bad request: x' });
});

test('a number is written as it is', () => {
  expect(new QingshanError('bad-observation', { row: 0, why: 'x' }).text.en).toBe('Observation 0 cannot be stored: x.');
});

test.each(ERROR_CODES.map((code) => [code] as const))('%s can be told without any value', (code) => {
  const { text, status } = new QingshanError(code);
  expect(text.zh).not.toMatch(/undefined|null|[{}]/);
  expect(text.en).not.toMatch(/undefined|null|[{}]|\p{Script=Han}/u);
  expect(status).toBeGreaterThanOrEqual(400);
});
