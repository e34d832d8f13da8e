import { canonicalUnit } from '@qingshan/kernel';
import { describe, expect, test } from 'vitest';
import { describeMethods } from './registry.ts';
import { standards } from '../testing/standards.ts';

type Schema = Readonly<Record<string, unknown>>;
const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const alternatives = (s: Schema): Schema[] =>
  [s['anyOf'], s['oneOf']].flatMap((x) => (Array.isArray(x) ? x : [])).filter(isSchema);

function isNumber(s: Schema): boolean {
  const types = new Set([s['type']].flat());
  if (types.has('number') || types.has('integer')) return true;
  return alternatives(s).some(isNumber) || (isSchema(s['items']) && isNumber(s['items']));
}

interface Field {
  readonly path: string;
  readonly schema: Schema;
}

/** Every property at any depth. */
function fieldsIn(s: Schema, path: string): Field[] {
  const properties = isSchema(s['properties']) ? Object.entries(s['properties']) : [];
  const own = properties.flatMap(([key, p]) => (isSchema(p) ? [{ path: `${path}.${key}`, schema: p }] : []));
  const inner = [s['items'], s['additionalProperties'], ...alternatives(s)].filter(isSchema);
  return [...own, ...own.flatMap((f) => fieldsIn(f.schema, f.path)), ...inner.flatMap((i) => fieldsIn(i, path))];
}

const HAN = /\p{Script=Han}/u;
/** What is written alike in both languages: formulas, numbers of documents, units and grades. */
const SAME = /^[\w./()+²³·^ -]+$/;

const inputs = describeMethods(standards).map((m) => ({ id: m.id, fields: fieldsIn(m.input, '') }));

describe.each(inputs)('the input of $id', ({ fields }) => {
  const real = fields.filter(({ schema }) => !('const' in schema));

  test('has a name in both languages for every field', () => {
    expect(real.length).toBeGreaterThan(0);
    for (const { path, schema } of real) {
      const { name } = schema;
      expect(isSchema(name), path).toBe(true);
      if (!isSchema(name)) continue;
      const [zh, en] = [String(name['zh']), String(name['en'])];
      expect(HAN.test(zh) || SAME.test(zh), `${path}: ${zh}`).toBe(true);
      expect(en.trim(), path).not.toBe('');
      expect(en, path).not.toMatch(HAN);
    }
  });

  test('has a unit for every number; a pure number says 1, one that another field tells says follows', () => {
    for (const { path, schema } of real) {
      if (isNumber(schema) && !('words' in schema)) expect(typeof schema['unit'], path).toBe('string');
    }
  });

  test('has words for every value of a choice', () => {
    for (const { path, schema } of fields) {
      for (const at of [schema, ...(isSchema(schema['items']) ? [schema['items']] : [])]) {
        const values = Array.isArray(at['enum']) ? at['enum'].filter((v) => typeof v === 'string') : [];
        const words = isSchema(at['words']) ? at['words'] : {};
        for (const value of values) {
          const word = words[value];
          const zh = isSchema(word) ? String(word['zh']) : '';
          const isCode = /^\d?[A-Z]?$|^\d[ab]$|^0\.\d+$/.test(value) || canonicalUnit(value) !== null;
          expect(isCode || HAN.test(zh) || (zh !== value && zh !== ''), `${path} = ${value}`).toBe(true);
        }
      }
    }
  });
});

test('parameters are called as in the parameter table, items as in their edition', () => {
  const of = (id: string, path: string) => inputs.find((m) => m.id === id)?.fields.find((f) => f.path === path)?.schema;
  expect(of('air.aqi-daily', '.concentrations.co-day')).toMatchObject({ unit: 'mg/m3', name: { zh: 'CO 24小时平均' } });
  expect(of('water.section-class', '.items.hg')).toMatchObject({ unit: 'mg/L', name: { zh: '汞' } });
  expect(of('water.section-class', '.items.fc')).toMatchObject({ unit: '/L', name: { zh: '粪大肠菌群' } });
});
