import { describe, expect, it, test } from 'vitest';
import { mentougou } from '../../testing/context.ts';
import { degreesOf, readPosition, splitPosition } from './read-position.ts';
import { readCell } from './read-cell.ts';
import type { Cell, Field } from './types.ts';

const context = mentougou('2024-10-31');
const base = {
  name: { zh: '某项', en: 'Something' },
  also: [],
  required: false,
  certainty: 'read',
  sensitive: null,
} as const;
const area: Field = { ...base, id: 'area', type: 'number', unit: 'm2', decimals: 1, min: 0 };
const count: Field = { ...base, id: 'count', type: 'integer' };
const share: Field = { ...base, id: 'share', type: 'number', unit: '%', decimals: 1, min: 0, max: 100 };
const date: Field = { ...base, id: 'date', type: 'date', past: true };
const month: Field = { ...base, id: 'month', type: 'month', past: false };
const yesNo: Field = { ...base, id: 'yes', type: 'boolean' };
const text: Field = { ...base, id: 'text', type: 'text', maxLength: 5 };
const town: Field = { ...base, id: 'town', type: 'town' };
const unit: Field = { ...base, id: 'unit', type: 'unit' };
const list: Field = {
  ...base,
  id: 'list',
  type: 'multi-enum',
  words: [
    { id: 'a', zh: '取缔', en: 'closed', also: [] },
    { id: 'b', zh: '合并', en: 'merged', also: ['并入'] },
    { id: 'c', zh: '规范', en: 'regularised', also: [] },
  ],
};

/** Value and codes of findings. */
function reads(field: Field, cell: Cell) {
  const { value, faults } = readCell(field, cell, context);
  return [value, ...faults.map((f) => f.code)];
}

test.each<[Cell, ...unknown[]]>([
  [1234.5, 1234.5],
  ['1,234.5', 1234.5],
  ['１２３４．５', 1234.5],
  ['1 234', undefined, 'bad-number'],
  ['1234.5 m²', 1234.5],
  ['1234.5㎡', 1234.5],
  ['0.5公顷', 5000, 'unit-converted'],
  ['1.2万', 12000, 'unit-converted'],
  ['1.2万平方米', 12000, 'unit-converted'],
  ['12,34', undefined, 'bad-number'],
  ['1200左右', undefined, 'bad-number'],
  ['>1200', undefined, 'bad-number'],
  ['100-200', undefined, 'bad-number'],
  ['5吨', undefined, 'unknown-unit'],
  [-1, undefined, 'out-of-range'],
  ['/', undefined],
  ['——', undefined],
  ['', undefined],
  [null, undefined],
  ['暂无', undefined, 'read-as-empty'],
  ['#REF!', undefined, 'error-cell'],
  [0.1 + 0.2, 0.3],
])('area %j', (cell, ...expected) => expect(reads(area, cell)).toEqual(expected));

test.each<[Cell, ...unknown[]]>([
  ['3', 3],
  [3.5, undefined, 'not-integer'],
  ['3.0', 3],
  ['三', undefined, 'bad-number'],
  ['12个', 12],
  ['12吨', undefined, 'unknown-unit'],
])('count %j', (cell, ...expected) => expect(reads(count, cell)).toEqual(expected));

test.each<[Cell, ...unknown[]]>([
  ['45%', 45],
  ['45％', 45],
  [45, 45],
  ['120%', undefined, 'out-of-range'],
])('share %j', (cell, ...expected) => expect(reads(share, cell)).toEqual(expected));

test.each<[Cell, ...unknown[]]>([
  ['2024-03-05', '2024-03-05'],
  ['2024.3.5', '2024-03-05'],
  ['2024/3/5', '2024-03-05'],
  ['2024年3月5日', '2024-03-05'],
  ['２０２４．３．５', '2024-03-05'],
  ['20240305', '2024-03-05'],
  ['2024-03-05 00:00:00', '2024-03-05'],
  // Spreadsheets call 2024-01-01 day 45292; March the 5th is 64 days later.
  [45356, '2024-03-05', 'serial-date'],
  ['2024-02-30', undefined, 'bad-date'],
  ['2024年3月', undefined, 'date-without-day'],
  ['3月5日', undefined, 'date-without-year'],
  ['24.3.5', undefined, 'date-without-year'],
  ['3/5/2024', undefined, 'bad-date'],
  ['年底前', undefined, 'bad-date'],
  ['2024-11-01', '2024-11-01', 'in-future'],
  ['2024-10-31', '2024-10-31'],
])('date %j', (cell, ...expected) => expect(reads(date, cell)).toEqual(expected));

test.each<[Cell, ...unknown[]]>([
  ['2024-03', '2024-03'],
  ['2024年3月', '2024-03'],
  [202403, '2024-03'],
  ['2024-03-01', '2024-03'],
  ['2024-03-02', undefined, 'bad-month'],
  ['2024-13', undefined, 'bad-month'],
])('month %j', (cell, ...expected) => expect(reads(month, cell)).toEqual(expected));

test.each<[Cell, ...unknown[]]>([
  ['是', true],
  ['√', true],
  ['Y', true],
  [true, true],
  [1, true],
  ['否', false],
  ['×', false],
  ['无', false],
  [0, false],
  ['基本', undefined, 'not-boolean'],
])('yes or no %j', (cell, ...expected) => expect(reads(yesNo, cell)).toEqual(expected));

test.each<[Cell, ...unknown[]]>([
  ['龙泉镇', 'mtg-longquan'],
  ['龙泉', 'mtg-longquan'],
  [' 龙 泉 镇 ', 'mtg-longquan'],
  ['门头沟区龙泉镇', 'mtg-longquan'],
  ['北京市门头沟区龙泉镇', 'mtg-longquan'],
  ['龙泉地区办事处', 'mtg-longquan'],
  ['房山区龙泉镇', undefined, 'unknown-place'],
  ['龙全镇', undefined, 'unknown-place'],
  ['镇', undefined, 'unknown-place'],
])('town %j', (cell, ...expected) => expect(reads(town, cell)).toEqual(expected));

test.each<[Cell, ...unknown[]]>([
  ['区生态环境局', 'mtg-eeb'],
  ['生态环境局', 'mtg-eeb'],
  ['门头沟区生态环境局', 'mtg-eeb'],
  ['环保局', undefined, 'unknown-place'],
])('unit %j', (cell, ...expected) => expect(reads(unit, cell)).toEqual(expected));

describe('words', () => {
  it('come in the order of the definition, whatever separates them', () => {
    expect(reads(list, '规范；取缔')).toEqual([['a', 'c']]);
    expect(reads(list, '并入\n合并')).toEqual([['b']]);
    expect(reads(list, '取缔、拆除')).toEqual([undefined, 'unknown-word']);
  });

  it('names the nearest and all that are allowed', () => {
    const [fault] = readCell(list, '取谛', context).faults;
    expect(fault?.values).toEqual({
      allowed: '取缔、合并、规范',
      nearest: { zh: '，最接近的是“取缔”', en: ' (the nearest is “取缔”)' },
    });
  });

  it('names the nearest town', () => {
    expect(readCell(town, '龙全镇', context).faults[0]?.values?.['nearest']).toMatchObject({
      zh: '，最接近的是“龙泉镇”',
    });
  });
});

test('a text keeps its width and its “无”, and has a length', () => {
  expect(reads(text, ' 无 ')).toEqual(['无']);
  expect(reads(text, '（一）')).toEqual(['（一）']);
  expect(reads(text, 100081)).toEqual([undefined, 'too-long']);
});

describe('positions', () => {
  it.each([
    ['116.105', 116.105],
    ['116.105°E', 116.105],
    ['东经116.105', 116.105],
    // 6' are 0.1°, 18" are 0.005°
    ['116°6\'18"', 116.105],
    ['116度6分', 116.1],
    ["116°61'", null],
    ['示例路', null],
  ])('%s', (written, degrees) => expect(degreesOf(written)).toBe(degrees));

  it('lie in China, longitude first', () => {
    expect(readPosition('116.1', '39.9').value).toEqual({ lon: 116.1, lat: 39.9 });
    expect(readPosition('39.9', '116.1').faults[0]?.code).toBe('position-swapped');
    expect(readPosition('16.1', '39.9').faults[0]?.code).toBe('bad-position');
    expect(readPosition('116.1', '').faults[0]?.code).toBe('position-incomplete');
    expect(splitPosition('116.1, 39.9')).toEqual(['116.1', '39.9']);
    expect(splitPosition('116.1 39.9')).toEqual(['116.1', '39.9']);
  });
});
