import { formatMoment, parseMoment } from '@qingshan/kernel';
import { describe, expect, test } from 'vitest';
import type { PullRecord } from './ports.ts';
import { dueAt } from './due.ts';
import { pullsSchema, shownAddress } from './pull-definition.ts';

const PULL = { name: '气象站', source: 'json', address: 'https://data.example.gov.cn/hours.json' };

function definition(more: object) {
  const [pull] = pullsSchema.parse([{ ...PULL, ...more }]);
  if (!pull) throw new Error('one in, one out');
  return pull;
}

function tried(text: string, failures = 0): PullRecord {
  const moment = parseMoment(text);
  if (moment === null) throw new Error(text);
  const outcome = failures === 0 ? 'stored' : 'failed';
  const nothing = { good: null, why: null, version: null, digest: null };
  return { name: PULL.name, target: '', tried: moment, failures, outcome, ...nothing };
}

const due = (more: object, last: PullRecord) => formatMoment(dueAt(definition(more), last) ?? Number.NaN);

describe('when a pull is due', () => {
  test('one that never was is due at once', () => {
    expect(dueAt(definition({ everyMinutes: 60 }), null)).toBeNull();
    expect(dueAt(definition({ at: ['06:30'] }), null)).toBeNull();
  });

  test.each([
    [{ everyMinutes: 45 }, '2025-03-10T23:30', '2025-03-11T00:15'],
    [{ at: ['06:30'] }, '2025-03-10T06:29', '2025-03-10T06:30'],
    [{ at: ['06:30'] }, '2025-03-10T06:30', '2025-03-11T06:30'],
    [{ at: ['18:00', '06:30'] }, '2025-03-10T08:00', '2025-03-10T18:00'],
    [{ at: ['18:00', '06:30'] }, '2025-03-10T18:05', '2025-03-11T06:30'],
  ])('%j after %s is due at %s', (more, last, expected) => expect(due(more, tried(last))).toBe(expected));

  test.each([
    [1, '12:01'],
    [2, '12:02'],
    [3, '12:04'],
    [6, '12:32'],
    [7, '13:00'],
    [500, '13:00'],
  ])('after %i failures in a row it is tried again at %s, whatever its times', (failures, clock) => {
    const last = tried('2025-03-10T12:00', failures);
    expect(due({ at: ['06:30'] }, last)).toBe(`2025-03-10T${clock}`);
    expect(due({ everyMinutes: 5 }, last)).toBe(`2025-03-10T${clock}`);
  });
});

test.each([
  [{}, /either everyMinutes or at/],
  [{ everyMinutes: 5, at: ['06:30'] }, /either everyMinutes or at/],
  [{ at: ['24:00'] }, /at/],
  [{ everyMinutes: 5, source: 'xml' }, /source/],
  [{ everyMinutes: 5, address: 'https://me:secret@data.example.gov.cn/' }, /without name and password/],
  [{ everyMinutes: 5, address: 'ftp://data.example.gov.cn/a.csv' }, /http/],
  [{ everyMinutes: 5, headers: { Authorization: 'Bearer abc' } }, /headers/],
])('a definition with %j is refused', (more, why) => {
  expect(() => definition(more)).toThrow(why);
});

test('two of one name are refused, since what came of them is kept by name', () => {
  const one = { ...PULL, everyMinutes: 5 };
  expect(() => pullsSchema.parse([one, one])).toThrow(/every name once/);
});

test('an address is shown without its query', () => {
  expect(shownAddress('https://data.example.gov.cn/a.csv?token=abc#x')).toBe('https://data.example.gov.cn/a.csv');
});
