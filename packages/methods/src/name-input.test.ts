import { canonicalUnit } from '@qingshan/kernel';
import { describe, expect, test } from 'vitest';
import { nameInput } from './name-input.ts';
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

describe('a schema gets', () => {
  const nameOf = (properties: Schema): unknown => nameInput({ properties }, standards)['properties'];

  test('names that stand everywhere, of parameters and of printed items, unless a field has its own', () => {
    expect(
      nameOf({
        id: {},
        value: { type: 'number' },
        days: { type: 'integer' },
        pm25: {},
        'pm25-day': {},
        'pm25-never': {},
        'nothing-day': {},
        hg: {},
        nobody: {},
        year: { name: { zh: '年', en: 'year' } },
        flag: true,
      }),
    ).toEqual({
      id: { name: { zh: '编号', en: 'id' } },
      value: { type: 'number', name: { zh: '数值', en: 'value' }, unit: 'follows' },
      days: { type: 'integer', unit: 'days' },
      pm25: { name: { zh: 'PM2.5', en: 'PM2.5' }, unit: 'ug/m3' },
      'pm25-day': { name: { zh: 'PM2.5 24小时平均', en: 'PM2.5, 24-hour mean' }, unit: 'ug/m3' },
      'pm25-never': {},
      'nothing-day': {},
      hg: { name: { zh: '汞', en: expect.any(String) }, unit: 'mg/L' },
      nobody: {},
      year: { name: { zh: '年', en: 'year' }, unit: '1' },
      flag: true,
    });
  });

  test('words for its choices: its own, the common ones, names of items, else the value itself', () => {
    const mine = { zh: '我的', en: 'mine' };
    const schema = { enum: ['shown', 'pm25', 'mine', 'half', 'odd', 3], words: { mine, half: { zh: '半' } } };
    expect(nameInput(schema, standards)['words']).toEqual({
      shown: { zh: '按修约值', en: 'shown value' },
      pm25: { zh: 'PM2.5', en: 'PM2.5' },
      mine,
      half: { zh: 'half', en: 'half' },
      odd: { zh: 'odd', en: 'odd' },
    });
    expect(nameInput({ const: 'met' }, standards)['words']).toEqual({ met: { zh: '按达标计', en: 'counted as met' } });
    // Rows of the tables of editions are numbered; a class `1` is none of them.
    const classes = nameInput({ enum: ['1'] }, standards)['words'];
    expect(classes).toEqual({ '1': { zh: '1', en: '1' } });
    expect(nameInput({ enum: [1, 2] }, standards)).toEqual({ enum: [1, 2] });
    expect(nameInput({ const: 1 }, standards)).toEqual({ const: 1 });
  });

  test('the printed names of the table from which its keys come', () => {
    const keysFrom = { family: 'gb-t-14848', table: 'indicators', key: 'indicator' };
    const found = nameInput({ keysFrom, propertyNames: { type: 'string' } }, standards)['propertyNames'];
    expect(found).toMatchObject({ type: 'string', words: { nh3n: { zh: '氨氮（以N计）' } } });
    // Tables 1 and 2 of GB/T 14848: 39 and 54 indicators.
    expect(Object.keys(isSchema(found) && isSchema(found['words']) ? found['words'] : {})).toHaveLength(93);
    expect(nameInput({ keysFrom: { ...keysFrom, table: 'none' } }, standards)['propertyNames']).toEqual({ words: {} });
    expect(nameInput({ keysFrom: { ...keysFrom, family: 'none' } }, standards)['propertyNames']).toEqual({ words: {} });
  });

  test('all this at any depth', () => {
    const id = { properties: { id: {} } };
    const known = { properties: { id: { name: { zh: '编号', en: 'id' } } } };
    const parts = { items: id, additionalProperties: id, propertyNames: id, anyOf: [id, true], oneOf: [id] };
    expect(nameInput(parts, standards)).toEqual({
      items: known,
      additionalProperties: known,
      propertyNames: known,
      anyOf: [known, true],
      oneOf: [known],
    });
    expect(nameInput({ items: true, anyOf: 'x' }, standards)).toEqual({ items: true, anyOf: 'x' });
    expect(nameOf({ group: id })).toMatchObject({ group: known });
  });
});
