import { expect, test } from 'vitest';
import { parseAddress, placeOf } from './address.ts';

test('an address says where, as whom, and which database', () => {
  expect(parseAddress('clickhouse://city:p%40ss@ch1.example:8124/qingshan?cluster=city')).toEqual({
    protocol: 'http',
    host: 'ch1.example',
    port: 8124,
    user: 'city',
    password: 'p@ss',
    database: 'qingshan',
    cluster: 'city',
  });
});

test('what is not said is what ClickHouse has by default', () => {
  const address = parseAddress('clickhouse://ch1.example/qingshan');
  expect(address).toMatchObject({ protocol: 'http', port: 8123, user: 'default', password: '', cluster: null });
  const secure = parseAddress('clickhouse://ch1.example/qingshan?secure=true');
  expect(secure).toMatchObject({ protocol: 'https', port: 8443 });
});

test('the place that is shown has no name and no password in it', () => {
  expect(placeOf(parseAddress('clickhouse://city:secret@ch1.example/qingshan'))).toBe('ch1.example:8123/qingshan');
});
