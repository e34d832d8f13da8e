import { expect, test } from 'vitest';
import { parseForm, textsOf } from './form-values.ts';
import { describe as described, fieldsOf } from './schema-form.ts';

const decimal = { anyOf: [{ type: 'number' }, { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' }] };
const schema = {
  type: 'object',
  properties: {
    day: { type: 'string', description: '日期 / Day, 2024-10-31' },
    judgeBy: { type: 'string', enum: ['shown', 'exact'], default: 'shown' },
    hours: { type: 'array', items: { type: ['number', 'null'] } },
    limit: { anyOf: [decimal, { type: 'null' }] },
    strict: { type: 'boolean' },
    sites: { type: 'array', items: { type: 'object' } },
    target: {
      type: 'object',
      properties: { value: decimal, direction: { type: 'string', enum: ['at-most', 'at-least'] } },
      required: ['value'],
    },
  },
  required: ['day', 'judgeBy', 'hours', 'limit'],
};
const fields = fieldsOf(schema) ?? [];

test('each kind of property has its field; what has no simple field is written as JSON', () => {
  expect(fields.map((f) => [f.name, f.kind])).toEqual([
    ['day', 'text'],
    ['judgeBy', 'choice'],
    ['hours', 'list'],
    ['limit', 'decimal'],
    ['strict', 'boolean'],
    ['sites', 'json'],
    ['target.value', 'decimal'],
    ['target.direction', 'choice'],
  ]);
  expect(fields[0]).toMatchObject({ required: true, description: '日期 / Day, 2024-10-31' });
  expect(fields[1]).toMatchObject({ required: false, choices: ['shown', 'exact'], fallback: 'shown' });
  expect(fields[6]).toMatchObject({ required: true, optionalIn: ['target'] });
  expect(fieldsOf({ anyOf: [{ type: 'object' }, { type: 'object' }] })).toBeNull();
});

test('what a form shows is what it sends', () => {
  const input = {
    day: '2024-10-31',
    judgeBy: 'exact',
    hours: [1, null, 2.5],
    limit: '2.0',
    strict: true,
    sites: [{ id: 'a' }],
    target: { value: '30', direction: 'at-most' },
  };
  expect(parseForm(fields, textsOf(fields, input))).toEqual({ input, faults: new Map() });
});

test('an optional object is left out when nothing is written in it, and asks for its own when something is', () => {
  const needed = { day: 'x', hours: '1', limit: '-' };
  expect(parseForm(fields, needed)).toEqual({ input: { day: 'x', hours: [1], limit: null }, faults: new Map() });
  expect([...parseForm(fields, { ...needed, 'target.direction': 'at-most' }).faults.keys()]).toEqual(['target.value']);
});

test('numbers may be pasted from a sheet, with Chinese commas and real minus signs', () => {
  const { input } = parseForm(fields, { day: 'x', hours: '1\t2\r\n3，4、-', limit: '−1.50' });
  expect(input['hours']).toEqual([1, 2, 3, 4, null]);
  expect(input['limit']).toBe('-1.50');
});

test('a fault names its field and what was written there', () => {
  const { faults } = parseForm(fields, { hours: '1, x', limit: 'many', sites: '[' });
  expect(faults.get('day')).toEqual({ kind: 'missing' });
  expect(faults.get('hours')).toEqual({ kind: 'number', text: 'x' });
  expect(faults.get('limit')).toEqual({ kind: 'number', text: 'many' });
  expect(faults.get('sites')?.kind).toBe('json');
});

test('a description is shown in one language', () => {
  expect(described('日期 / Day, 2024-10-31', 'zh')).toBe('日期');
  expect(described('日期 / Day, 2024-10-31', 'en')).toBe('Day, 2024-10-31');
  expect(described('mg/m3', 'en')).toBe('mg/m3');
});
