import { expect, test } from 'vitest';
import { context, fileOf, listed } from '../testing.ts';
import { json } from './json.ts';

const ONE = { site: '双峪', parameter: 'pm25', time: '2024-10-31T08:00', value: 0.0351, unit: 'mg/m³' };

function parse(data: unknown) {
  return json.parse(fileOf('sent.json', typeof data === 'string' ? data : JSON.stringify(data)), context);
}

test('observations are stored in the unit of the parameter, by the end of their hour; a list may stand bare', async () => {
  const list = [
    ONE,
    { site: '三家店', parameter: 'O3', time: '2024-10-31T00:00Z', value: '110', unit: 'ug/m3', flag: 'maintenance' },
    { site: '双峪', parameter: '细颗粒物', time: '2024-10-31T09:00+08:00', value: 36, unit: 'µg/m³', flag: 'invalid' },
  ];
  const want = [
    'bjmemc/门头沟双峪 pm25 2024-10-31T08:00 35.1 valid 1',
    'bjmemc/门头沟三家店 o3 2024-10-31T08:00 110 maintenance 2',
    'bjmemc/门头沟双峪 pm25 2024-10-31T09:00 36 invalid 3',
  ];
  for (const data of [{ observations: list }, list]) {
    const parsed = await parse(data);
    expect(listed(parsed)).toEqual(want);
    expect(parsed).toMatchObject({ refused: false, rows: 3, faults: [] });
  }
});

test('every wrong field is told by its row and name, and nothing is taken', async () => {
  const parsed = await parse({
    observations: [
      { ...ONE, site: '海市蜃楼' },
      { ...ONE, parameter: '氪' },
      { ...ONE, time: '2024-10-31T08:30' },
      { ...ONE, value: 'abc' },
      { ...ONE, value: [1] },
      { ...ONE, unit: '吨' },
      { ...ONE, flag: '好' },
      7,
      ONE,
    ],
  });
  expect(parsed).toMatchObject({ refused: true, rows: 0 });
  expect(parsed.observations.time).toHaveLength(0);
  expect(parsed.faults.filter((f) => f.row !== null).map((f) => [f.row, f.column, f.value, f.code])).toEqual([
    [1, 'site', '海市蜃楼', 'unknown-site'],
    [2, 'parameter', '氪', 'unknown-parameter'],
    [3, 'time', '2024-10-31T08:30', 'bad-time'],
    [4, 'value', 'abc', 'bad-number'],
    [5, 'value', '[1]', 'bad-number'],
    [6, 'unit', '吨', expect.stringContaining('unit')],
    [7, 'flag', '好', 'unknown-flag'],
    [8, null, '7', 'bad-item'],
  ]);
});

test('a value of null is no value; fields that are not known are named', async () => {
  const parsed = await parse([ONE, { ...ONE, time: '2024-10-31T09:00', value: null, colour: 'blue' }]);
  expect(listed(parsed)).toEqual(['bjmemc/门头沟双峪 pm25 2024-10-31T08:00 35.1 valid 1']);
  expect(parsed.faults.map((f) => f.code)).toEqual(expect.arrayContaining(['empty-values', 'extra-columns']));
});

test.each([
  ['{"observations":', 'bad-json'],
  ['{"values":[]}', 'no-observations'],
  ['{"observations":[]}', 'no-rows'],
  ['<html>', 'web-page'],
  ['', 'empty-file'],
])('%s is refused: %s', async (text, code) => {
  expect(await parse(text)).toMatchObject({ refused: true, faults: [{ code }] });
});
