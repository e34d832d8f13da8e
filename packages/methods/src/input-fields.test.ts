import { expect, test } from 'vitest';
import { inputFields } from './input-fields.ts';

const name = { zh: '名', en: 'name' };

test('fields of groups, lists, records and alternatives are listed in order with their paths', () => {
  const schema = {
    required: ['year', 'towns', 'kind'],
    properties: {
      year: { name, unit: 'a', type: 'integer' },
      kind: { name, default: 'flow' },
      group: { properties: { inner: { name } }, required: ['inner'] },
      towns: { name, items: { properties: { pm25: { name, unit: 'ug/m3' } } } },
      months: { additionalProperties: { properties: { value: { name } } } },
    },
    anyOf: [{ properties: { a: { name } } }, true],
    oneOf: [{ properties: { b: { name } } }],
  };
  expect(inputFields(schema)).toEqual([
    { path: 'year', name, unit: 'a', required: true },
    // What has a default need not be given.
    { path: 'kind', name, unit: null, required: false },
    { path: 'group.inner', name, unit: null, required: true },
    { path: 'towns', name, unit: null, required: true },
    { path: 'towns[].pm25', name, unit: 'ug/m3', required: false },
    { path: 'months{}.value', name, unit: null, required: false },
    { path: 'a', name, unit: null, required: false },
    { path: 'b', name, unit: null, required: false },
  ]);
});

test('what has no name in both languages, or is no schema, is not listed', () => {
  const properties = {
    a: { name: { zh: '名' } },
    b: { name: { en: 'name' } },
    c: { name: 'c' },
    d: null,
    e: [],
    f: {},
  };
  expect(inputFields({ properties, items: null, additionalProperties: false })).toEqual([]);
  expect(inputFields({ properties: { a: { name, unit: 5 } }, required: 'a' })).toEqual([
    { path: 'a', name, unit: null, required: false },
  ]);
});
