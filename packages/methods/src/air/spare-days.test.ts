import { dayOfDate, yearPeriod, type Day } from '@qingshan/kernel';
import { expect, test } from 'vitest';
import type { DailySeries } from '../daily.ts';
import { spareDays } from './spare-days.ts';

const RULE = { total: 324, month: 27, february: 25 };
const YEAR = yearPeriod(2024);

function on(month: number, date: number): Day {
  return dayOfDate(2024, month, date) ?? Number.NaN;
}

/** The year 2024 up to a day, every day valid but those named. */
function series(through: Day, lost: readonly Day[] = []): DailySeries {
  const values = Float64Array.from({ length: through - YEAR.first + 1 }, (_, i) =>
    lost.includes(YEAR.first + i) ? Number.NaN : 30,
  );
  return { first: YEAR.first, values, states: Array.from(values, (x) => (Number.isNaN(x) ? 'no-data' : 'valid')) };
}

test('on 20 August with two days lost, two more may be lost and the third makes August invalid', () => {
  // 18 valid, 11 to come: 29, and 27 are needed.
  const through = on(8, 20);
  const found = spareDays(series(through, [on(8, 3), on(8, 4)]), YEAR, RULE, through);
  expect(found.find(({ id }) => id === '2024-08')).toEqual({
    id: '2024-08',
    required: 27,
    valid: 18,
    left: 11,
    spare: 2,
  });
});

test('February asks for 25, also of its 29 days', () => {
  const through = on(2, 10);
  const found = spareDays(series(through), YEAR, RULE, through);
  expect(found.find(({ id }) => id === '2024-02')).toMatchObject({ required: 25, valid: 10, left: 19, spare: 4 });
});

test('a month that has lost too many cannot be saved, one to come has all its days', () => {
  const through = on(4, 30);
  const lost = [1, 2, 3, 4, 5].map((date) => on(4, date));
  const found = spareDays(series(through, lost), YEAR, RULE, through);
  // April: 25 of 30 are valid, none to come, 27 needed. May: 31 to come.
  expect(found.find(({ id }) => id === '2024-04')).toMatchObject({ valid: 25, left: 0, spare: -2 });
  expect(found.find(({ id }) => id === '2024-05')).toMatchObject({ valid: 0, left: 31, spare: 4 });
});

test('the year has its own total', () => {
  // 366 days: 121 gone with 5 lost, so 116 valid and 245 to come.
  const through = on(4, 30);
  const found = spareDays(
    series(
      through,
      [1, 2, 3, 4, 5].map((date) => on(4, date)),
    ),
    YEAR,
    RULE,
    through,
  );
  expect(found.at(-1)).toEqual({ id: 'total', required: 324, valid: 116, left: 245, spare: 37 });
  expect(spareDays(series(through), YEAR, { ...RULE, total: null }, through).map(({ id }) => id)).not.toContain(
    'total',
  );
});

test('what came after the day asked for does not count yet', () => {
  const found = spareDays(series(on(8, 31), [on(8, 25)]), YEAR, RULE, on(8, 20));
  expect(found.find(({ id }) => id === '2024-08')).toMatchObject({ valid: 20, left: 11, spare: 4 });
});

test('a month that the period cuts is asked for nothing', () => {
  const through = on(3, 20);
  const found = spareDays(series(through), { first: on(2, 1), last: on(3, 30) }, { ...RULE, total: null }, through);
  expect(found.map(({ id }) => id)).toEqual(['2024-02']);
});
