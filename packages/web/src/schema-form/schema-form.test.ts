import { expect, test } from 'vitest';
import { draftOf, itemsIn, partIn, withPart, type Draft } from './draft.ts';
import { nodeOf, type FormNode } from './node.ts';
import { readForm, readingOf } from './read-form.ts';

const decimal = { anyOf: [{ type: 'number' }, { type: 'string', pattern: String.raw`^-?\d+(\.\d+)?$` }] };
const measured = { anyOf: [{ type: 'number' }, { type: 'string', pattern: String.raw`^\d+(\.\d+)?L?$` }] };
const schema = {
  type: 'object',
  properties: {
    day: { type: 'string', format: 'date', name: { zh: '日期', en: 'day' } },
    judgeBy: {
      type: 'string',
      enum: ['shown', 'exact'],
      words: { shown: { zh: '修约值', en: 'shown value' } },
      default: 'shown',
    },
    hours: { type: 'array', items: { type: ['number', 'null'] } },
    limit: { anyOf: [decimal, { type: 'null' }], unit: 'mg/m3' },
    strict: { type: 'boolean' },
    sites: { type: 'array', items: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] } },
    skipped: { type: 'array', items: { type: 'string', enum: ['so2', 'co'] }, each: 'once' },
    items: { type: 'object', propertyNames: { type: 'string' }, additionalProperties: measured },
    target: {
      type: 'object',
      properties: { value: decimal, direction: { type: 'string', enum: ['at-most', 'at-least'] } },
      required: ['value'],
    },
    class: {
      anyOf: [{ type: 'integer' }, { type: 'string', const: 'no-flow' }],
      words: { '1': { zh: 'Ⅰ', en: 'I' }, 'no-flow': { zh: '断流', en: 'no flow' } },
    },
    level: { anyOf: [decimal, { type: 'array', items: decimal }] },
  },
  required: ['day', 'judgeBy', 'hours', 'limit'],
};
const form = nodeOf(schema);

function fieldsOf(node: FormNode) {
  if (node.kind !== 'group') throw new Error(node.kind);
  return node.fields;
}

/** The draft of an empty form with some texts written in it. */
function written(parts: Readonly<Record<string, Draft>>): Draft {
  return Object.entries(parts).reduce<Draft>(
    (d, [key, part]) => withPart(d, key, part),
    draftOf(form, undefined, true),
  );
}

test('each kind of property has its field', () => {
  expect(fieldsOf(form).map((f) => [f.key, f.node.kind])).toEqual([
    ['day', 'date'],
    ['judgeBy', 'choice'],
    ['hours', 'lines'],
    ['limit', 'decimal'],
    ['strict', 'choice'],
    ['sites', 'list'],
    ['skipped', 'checks'],
    ['items', 'record'],
    ['target', 'group'],
    ['class', 'choice'],
    ['level', 'union'],
  ]);
});

test('a field carries its name and unit, and a choice the words for its values', () => {
  const [day, judgeBy, , limit] = fieldsOf(form);
  expect(day).toMatchObject({ required: true, node: { name: { zh: '日期', en: 'day' } } });
  expect(judgeBy).toMatchObject({ required: false, node: { fallback: 'shown' } });
  expect(judgeBy?.node).toMatchObject({
    choices: [
      { value: 'shown', name: { zh: '修约值' } },
      { value: 'exact', name: { zh: 'exact' } },
    ],
  });
  expect(limit?.node).toMatchObject({ unit: 'mg/m3', nullable: true });
});

test('what a form shows is what it sends', () => {
  const input = {
    day: '2024-10-31',
    judgeBy: 'exact',
    hours: [1, null, 2.5],
    limit: '2.0',
    strict: true,
    sites: [{ id: 'a' }],
    skipped: ['co'],
    items: { tp: '0.01L', cod: '12' },
    target: { value: '30', direction: 'at-most' },
    class: 1,
    level: ['50.1', '49'],
  };
  expect(readingOf(form, input)).toEqual({ value: input, faults: new Map() });
  expect(readingOf(form, { ...input, class: 'no-flow', level: '50.1', limit: null }).value).toMatchObject({
    class: 'no-flow',
    level: '50.1',
    limit: null,
  });
});

test('an optional group is left out when nothing is written in it, and asks for its own when something is', () => {
  const needed = { day: 'x', hours: '1' };
  expect(readForm(form, written(needed))).toEqual({ value: { day: 'x', hours: [1], limit: null }, faults: new Map() });
  const { faults } = readForm(form, written({ ...needed, target: { direction: 'at-most', value: '' } }));
  expect([...faults.keys()]).toEqual(['target.value']);
});

test('numbers may be pasted from a sheet, with Chinese commas and real minus signs', () => {
  const { value } = readForm(form, written({ day: 'x', hours: '1\t2\r\n3，4、-', limit: '−1.50' }));
  expect(value).toEqual({ day: 'x', hours: [1, 2, 3, 4, null], limit: '-1.50' });
});

test('a fault names its field and what was written there', () => {
  const { faults } = readForm(form, written({ hours: '1, x', limit: 'many' }));
  expect(faults.get('day')).toEqual({ kind: 'missing' });
  expect(faults.get('hours')).toEqual({ kind: 'number', text: 'x' });
  expect(faults.get('limit')).toEqual({ kind: 'number', text: 'many' });
});

test('an added row asks for what it needs', () => {
  const draft = draftOf(form, { day: 'x', hours: [], limit: '1', sites: [{ id: 'a' }, {}] }, true);
  const { value, faults } = readForm(form, draft);
  expect(itemsIn(partIn(draft, 'sites'))).toHaveLength(2);
  expect([...faults.keys()]).toEqual(['sites.1.id']);
  expect(value).toMatchObject({ sites: [{ id: 'a' }, {}] });
});
