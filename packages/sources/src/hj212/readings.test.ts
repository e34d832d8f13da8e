import { FLAGS, formatMoment } from '@qingshan/kernel';
import { describe, expect, test } from 'vitest';
import type { Device } from './devices.ts';
import { rawRows } from './raw-rows.ts';
import { doubtText, observationsOf, type DoubtCode } from './readings.ts';
import { momentOfStamp, qnOf, stampOf } from './stamps.ts';
import type { TelegramParts } from './telegram.ts';
import { device, item, protocol, standards, telegram } from './testing.ts';

const HOUR = item('DataTime=20260301080000');

function readout(parts: Partial<TelegramParts>, own: Partial<Device> = {}) {
  const { observations, doubts } = observationsOf(telegram(parts), { ...device, ...own }, protocol);
  return {
    values: observations.map((o) => `${o.parameter} ${o.value} ${o.flag} ${o.averaging} ${formatMoment(o.time)}`),
    doubts: doubts.map((d) => [d.doubt, d.code, d.text].filter((part) => part !== null).join(' ')),
  };
}

describe('values become observations', () => {
  test('hourly data belong to the hour that begins at DataTime and is named here by its end', () => {
    // Frame F10 of the reference: an ambient station, PM2.5 flagged as communication fault.
    const items = [HOUR, item('a21026-Avg=3', 'a21026-Flag=N'), item('a34004-Avg=0', 'a34004-Flag=B')];
    expect(readout({ items })).toEqual({
      values: ['so2 3 valid hour 2026-03-01T09:00', 'pm25 0 invalid hour 2026-03-01T09:00'],
      doubts: [],
    });
    expect(readout({ items }, { hourLabel: 'hour-ending' }).values[0]).toContain('2026-03-01T08:00');
  });

  test.each([
    ['2011', 'a34004-Rtd=28', 'pm25 28 valid instant 2026-03-01T08:00'],
    ['2011', 'a34004-Avg=28', 'pm25 28 valid instant 2026-03-01T08:00'],
    ['2051', 'a34004-Avg=28', 'pm25 28 valid minutes 2026-03-01T08:10'],
    ['2061', 'a34004-Avg=28', 'pm25 28 valid hour 2026-03-01T09:00'],
    ['2031', 'a34004-Avg=28', 'pm25 28 valid day 2026-03-02T08:00'],
  ])('command %s with %s', (cn, value, expected) => {
    expect(readout({ cn, items: [HOUR, item(value)] }).values).toEqual([expected]);
  });

  test('commands without values of pollutants have none', () => {
    expect(readout({ cn: '2021', items: [HOUR, item('SB1-RS=1')] })).toEqual({ values: [], doubts: [] });
  });

  test('a DataTime of 17 digits is taken without its milliseconds', () => {
    const items = [item('DataTime=20260301080000123'), item('a34004-Avg=28')];
    expect(readout({ items }).values).toEqual(['pm25 28 valid hour 2026-03-01T09:00']);
  });

  test('the text as received stays beside the number', () => {
    const { observations } = observationsOf(telegram({ items: [HOUR, item('a34004-Avg=028.50')] }), device, protocol);
    expect(observations[0]).toMatchObject({ value: 28.5, text: '028.50', field: 'Avg', code: 'a34004' });
  });
});

describe('units are stated, and converted exactly', () => {
  test.each([
    // Annex B prints ng/m3 for particles and mg/m3 for SO2.
    ['annex-b', 'a34004-Avg=28500', 'pm25 28.5'],
    ['annex-b', 'a21026-Avg=0.003', 'so2 3'],
    ['annex-b', 'a21005-Avg=0.6', 'co 0.6'],
    ['ambient', 'a34004-Avg=28.5', 'pm25 28.5'],
    ['ambient', 'a05024-Avg=61', 'o3 61'],
  ] as const)('%s %s', (units, value, expected) => {
    expect(readout({ items: [HOUR, item(value)] }, { units }).values[0]).toMatch(new RegExp(`^${expected} valid`));
  });

  test.each([
    [null, 'a34004-Avg=28'],
    // O3 is not in Annex B, so no unit of it is printed.
    ['annex-b', 'a05024-Avg=61'],
  ] as const)('where none is stated (%s), %s is not stored', (units, value) => {
    const [code = '', text = ''] = value.split('-Avg=');
    expect(readout({ items: [HOUR, item(value)] }, { units })).toEqual({
      values: [],
      doubts: [`unit-not-stated ${code} ${text}`],
    });
  });

  test('what is no concentration in air has the unit of Annex B', () => {
    const items = [HOUR, item('a01001-Avg=-8.5'), item('a01002-Avg=43.8'), item('060-Avg=1.65')];
    const values = readout({ items }, { units: null }).values.map((v) => v.split(' valid')[0]);
    expect(values).toEqual(['a01001 -8.5', 'a01002 43.8', 'nh3n 1.65']);
  });

  test('the registration of a code goes before everything else', () => {
    const mappings = new Map([['PM25', { parameter: standards.parameter('pm25'), unit: 'mg/m3' }]]);
    expect(readout({ items: [HOUR, item('PM25-Avg=0.0285')] }, { mappings }).values[0]).toMatch(/^pm25 28.5 valid/);
  });
});

describe('data flags', () => {
  test.each([
    ['N', 'valid'],
    ['F', 'invalid'],
    ['M', 'maintenance'],
    ['S', 'quarantined'],
    ['D', 'invalid'],
    ['C', 'maintenance'],
    ['T', 'quarantined'],
    ['B', 'invalid'],
  ])('%s makes a value %s', (letter, quality) => {
    expect(FLAGS).toContain(quality);
    const items = [HOUR, item('a34004-Avg=28', `a34004-Flag=${letter}`)];
    expect(readout({ items }).values[0]).toContain(`pm25 28 ${quality} `);
  });

  test('an unknown one puts the value into quarantine', () => {
    expect(readout({ items: [HOUR, item('a34004-Avg=28', 'a34004-Flag=n')] })).toEqual({
      values: ['pm25 28 quarantined hour 2026-03-01T09:00'],
      doubts: ['unknown-flag a34004 28'],
    });
  });
});

describe('what cannot be stored is said', () => {
  test.each<[DoubtCode, string, Partial<Device>]>([
    ['unknown-code', 'H01-Avg=52.7', {}],
    ['no-value', 'a34004-Cou=5', {}],
    ['bad-number', 'a34004-Avg=--', {}],
    ['bad-number', 'a34004-Avg=', {}],
    ['bad-number', 'a34004-Avg=1e999', {}],
  ])('%s: %s', (code, value, own) => {
    const found = readout({ items: [HOUR, item(value)] }, own);
    expect(found.values).toEqual([]);
    expect(found.doubts[0]).toMatch(new RegExp(`^${code} `));
  });

  test('without a data time, or without the interval of minute data, nothing of a telegram is', () => {
    expect(readout({ items: [item('a34004-Avg=28')] }).doubts).toEqual(['no-data-time']);
    expect(readout({ items: [item('DataTime=20260231080000'), item('a34004-Avg=28')] }).doubts).toEqual([
      'no-data-time 20260231080000',
    ]);
    const minutes = { cn: '2051', items: [HOUR, item('a34004-Avg=28')] };
    expect(readout(minutes, { minutes: null })).toMatchObject({
      values: [],
      doubts: ['minutes-unknown 20260301080000'],
    });
  });

  test('an impossible value is kept in quarantine', () => {
    expect(readout({ items: [HOUR, item('a34004-Avg=75600.000', 'a34004-Flag=N')] })).toEqual({
      values: ['pm25 75600 quarantined hour 2026-03-01T09:00'],
      doubts: ['implausible a34004 75600.000'],
    });
  });

  test('a parameter that two codes give is stored once', () => {
    // 011 is the code of 2005 for w01018.
    expect(readout({ items: [HOUR, item('w01018-Avg=20'), item('011-Avg=21')] })).toEqual({
      values: ['cod 20 valid hour 2026-03-01T09:00'],
      doubts: ['same-parameter 011 21'],
    });
  });

  test('in both languages', () => {
    const text = doubtText({ doubt: 'unknown-code', code: 'H01', text: '52.7' });
    expect(text.zh).toMatch(/^H01 52\.7：不认识的编码/);
    expect(text.en).toMatch(/^H01 52\.7: The code is unknown/);
  });
});

test('raw rows are all values as received, beside the flag of their code', () => {
  const items = [
    HOUR,
    item('a34004-Avg=028', 'a34004-Max=30', 'a34004-Flag=N'),
    item('RestartTime=20260301070000'),
    item('w01018-DataTime=20260301070000'),
  ];
  const common = { mn: device.mn, cn: '2061', data_time: '20260301080000' };
  expect(rawRows(telegram({ items }))).toEqual([
    { ...common, code: 'a34004', field: 'Avg', value: '028', flag: 'N' },
    { ...common, code: 'a34004', field: 'Max', value: '30', flag: 'N' },
    { ...common, code: '', field: 'RestartTime', value: '20260301070000', flag: '' },
    { ...common, code: 'w01018', field: 'DataTime', value: '20260301070000', flag: '' },
  ]);
});

describe('times', () => {
  test('14 or 17 digits of a time that there is', () => {
    expect(formatMoment(momentOfStamp('20240229235959') ?? 0)).toBe('2024-02-29T23:59');
    expect(momentOfStamp('20240229235959123')).toBe(momentOfStamp('20240229235959'));
    for (const wrong of ['20230229000000', '20240101240000', '20240101006000', '20240101000060', '2024010100000', ''])
      expect(momentOfStamp(wrong), wrong).toBeNull();
  });

  test('are written as they are read', () => {
    const moment = momentOfStamp('20260301090507') ?? 0;
    expect(stampOf(moment)).toBe('20260301090507');
    expect(qnOf(moment, 1042)).toBe('20260301090507042');
  });
});
