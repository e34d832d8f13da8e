import { expect, test } from 'vitest';
import { foldName, itemsOf, loadStandards } from './index.ts';

const library = await loadStandards();
const items = (id: string) => itemsOf(library.edition(id), library.parameters);
const parameterOf = (edition: string, item: string) => {
  const found = items(edition).find((i) => i.id === item);
  return found ? library.parameter(found.parameter) : null;
};

test('every item of the tables can be stored', () => {
  // GB 3838-2002: 24 basic, 5 supplementary and 80 specific items; GB/T 14848-2017: 39 and 54; GB 36600-2018: 45 and 40.
  expect(['1', '2', '3'].map((t) => items('gb-3838-2002').filter((i) => i.table === t).length)).toEqual([24, 5, 80]);
  expect(['1', '2'].map((t) => items('gb-t-14848-2017').filter((i) => i.table === t).length)).toEqual([39, 54]);
  expect(['1', '2'].map((t) => items('gb-36600-2018').filter((i) => i.table === t).length)).toEqual([45, 40]);
  expect(items('gb-15618-2018').map((i) => i.parameter)).toContain('soil-cd');
});

test('one substance in water is one parameter, whatever a document calls it', () => {
  expect(parameterOf('gb-3838-2002', 'nh3n')?.id).toBe('nh3n');
  expect(parameterOf('gb-t-14848-2017', 'nh3n')?.id).toBe('nh3n');
  // 四氯化碳 has another id in each document.
  expect(parameterOf('gb-t-14848-2017', 'ccl4')?.id).toBe(parameterOf('gb-3838-2002', 'carbon-tetrachloride')?.id);
});

test('lead in air, water and soil are three', () => {
  expect(library.parameter('pb').unit).toBe('ug/m3');
  expect(parameterOf('gb-3838-2002', 'pb')).toMatchObject({ id: 'water-pb', unit: 'mg/L', name: { zh: '铅（水）' } });
  expect(parameterOf('gb-36600-2018', 'pb')).toMatchObject({ id: 'soil-pb', unit: 'mg/kg' });
});

test('an item with limits below a thousandth is stored in the smaller unit', () => {
  // Benzo(a)pyrene of Table 3: 2.8 × 10⁻⁶ mg/L would be three of the store's millionths.
  expect(parameterOf('gb-3838-2002', 'bap')?.unit).toBe('ug/L');
  expect(parameterOf('gb-3838-2002', 'hg')?.unit).toBe('ug/L');
  expect(parameterOf('gb-3838-2002', 'cu')?.unit).toBe('mg/L');
  expect(items('gb-3838-2002').find((i) => i.id === 'hg')?.unit).toBe('mg/L');
});

test('no name stands for two parameters', () => {
  const owners = new Map<string, string>();
  for (const { id, name, aliases, code } of library.parameters) {
    for (const own of new Set([id, name.zh, name.en, ...aliases, code ?? id].map(foldName))) {
      expect([own, owners.get(own) ?? id]).toEqual([own, id]);
      owners.set(own, id);
    }
  }
});
