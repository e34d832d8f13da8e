import { expect, test } from 'vitest';
import type { Schemas } from '../api/client.ts';
import { pivot } from './pivot.ts';

const figure = (parameter: string, level: string, value: string, clause = 'Table 1'): Schemas['Figure'] => ({
  keys: { parameter, class: level },
  value,
  values: null,
  unit: 'ug/m3',
  text: null,
  clause: { edition: 'gb', document: 'GB', clause, certainty: 'read', figures: [] },
  confirmations: [],
  note: null,
});
const table = (figures: Schemas['Figure'][]): Schemas['StandardTable'] => ({
  name: 'limits',
  title: { zh: '', en: '' },
  keys: ['parameter', 'class'],
  valid: null,
  figures,
});

test('limits stand with their classes side by side', () => {
  const result = pivot(table([figure('so2', '1', '20'), figure('so2', '2', '60'), figure('no2', '1', '40')]));
  expect(result?.columns).toEqual(['1', '2']);
  expect(result?.rows.map((r) => [r.keys, r.cells])).toEqual([
    [['so2'], ['20', '60']],
    [['no2'], ['40', null]],
  ]);
});

test('nothing is hidden: a clause or a note of its own keeps the list', () => {
  expect(pivot(table([figure('so2', '1', '20'), figure('so2', '2', '60', 'Table 2')]))).toBeNull();
  const noted = { ...figure('so2', '1', '20'), note: { zh: '', en: '' } };
  expect(pivot(table([noted, figure('so2', '2', '60')]))).toBeNull();
});

test('a table of holes stays a list', () => {
  expect(pivot(table([figure('so2', '1', '20'), figure('no2', '2', '60'), figure('co', '3', '4')]))).toBeNull();
});
