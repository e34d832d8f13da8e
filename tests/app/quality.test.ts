import { createApplication, type Application } from '@qingshan/app';
import { sourceById } from '@qingshan/sources';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { fileOf, OPERATOR, testWorkspace, type TestWorkspace } from './support.ts';

const SITE = 'bjmemc/门头沟双峪';
const HOURS = { site: SITE, parameter: 'pm25', first: '2025-08-03T05:00', last: '2025-08-03T05:00' };
const MONTH = { month: '2025-08', parameter: 'pm25' };

let test: TestWorkspace;
let application: Application;

/** The days 1 to 8 August, 39 and 41 by turns, which is 40 a day; the fifth hour of the third is 409 in place of 41. */
function table(): string {
  const rows = Array.from({ length: 8 }, (_, d) =>
    Array.from({ length: 24 }, (__, h) => {
      const label = h === 23 ? `2025-08-0${d + 2} 00:00` : `2025-08-0${d + 1} ${String(h + 1).padStart(2, '0')}:00`;
      const value = d === 2 && h === 4 ? 409 : h % 2 === 0 ? 41 : 39;
      return `门头沟双峪,PM2.5,${label},${value},ug/m3,`;
    }),
  );
  return ['点位,监测项目,结束时间,监测值,单位,标记', ...rows.flat()].join('\n');
}

beforeAll(async () => {
  test = await testWorkspace(false, '2025-08-09T08:00');
  application = createApplication(test.workspace).as(OPERATOR);
  const preview = await application.previewImport(sourceById('table'), [fileOf('august.csv', table())]);
  await application.commitImport(preview);
});
afterAll(() => test.remove());
beforeEach(() => test.clock.set('2025-08-09T08:00'));

async function meanOf(day: string, asOf?: string): Promise<number | null> {
  const scope = 'station:门头沟双峪';
  const [found] = await application.assess({ period: day, scope, indicator: 'air.pm25.annual-mean', asOf });
  return found?.value ?? null;
}

async function suspects(): Promise<unknown[]> {
  const { suspects: found } = await application.quality(MONTH);
  return found.map(({ site, check, first, last }) => ({ site, check, first, last }));
}

const SPIKE = { site: SITE, check: 'spike', first: HOURS.first, last: HOURS.last };

it('shows what looks wrong with the hours around it, and how complete the month is', async () => {
  const review = await application.quality(MONTH);
  expect(review).toMatchObject({ month: '2025-08', through: '2025-08-08', judged: [], simulated: false });
  const [spike] = review.suspects;
  expect(review.suspects).toHaveLength(1);
  expect(spike).toMatchObject({ ...SPIKE, hours: 1, from: '2025-08-02T05:00' });
  expect(spike?.why.zh).toBe('突升到 409 又落回，前后不超过 39');
  expect(spike?.own).toHaveLength(49);
  expect(spike?.own[24]).toBe(409);
  const site = review.sites.find(({ id }) => id === SITE);
  // Eight days are over; 23 of August's 31 are to come, today among them, and 27 are asked for: 8 + 23 − 27.
  expect(site).toMatchObject({ due: 192, valid: 192, missing: 0, setAside: 0, suspect: 1 });
  expect(site?.month).toEqual({ id: '2025-08', required: 27, valid: 8, left: 23, spare: 4 });
  // July has no data and is lost: no quarter, and no year, with it.
  expect(site?.quarter).toMatchObject({ id: '2025-07', spare: -27 });
  expect(site?.year?.spare).toBeLessThan(0);
});

it('takes hours out of all answers as a batch, keeps the answer of before, and takes them back in', async () => {
  // Twelve hours of 39, eleven of 41 and one of 409 are 1328; without that one 919.
  const [with409, without] = [1328 / 24, 919 / 23];
  expect(await meanOf('2025-08-03')).toBeCloseTo(with409, 9);
  test.clock.set('2025-08-09T09:00');
  const { batch, hours } = await application.excludeHours({ ...HOURS, check: 'spike', note: '校准气误入' });
  expect(hours).toBe(1);
  expect(await meanOf('2025-08-03')).toBeCloseTo(without, 9);
  expect(await meanOf('2025-08-03', '2025-08-09T08:30')).toBeCloseTo(with409, 9);
  const review = await application.quality(MONTH);
  expect(review.suspects).toEqual([]);
  expect(review.sites.find(({ id }) => id === SITE)).toMatchObject({ valid: 191, setAside: 1 });
  expect(review.judged).toMatchObject([{ judgement: 'excluded', check: 'spike', note: '校准气误入', by: '甲', batch }]);

  test.clock.set('2025-08-09T10:00');
  await application.undoBatch(batch);
  expect(await meanOf('2025-08-03')).toBeCloseTo(with409, 9);
  expect(await suspects()).toEqual([SPIKE]);
  expect((await application.quality(MONTH)).judged).toEqual([]);
});

it('does not bring back what was taken out when the same file comes again; another value counts', async () => {
  const { batch } = await application.excludeHours({ ...HOURS, check: 'spike', note: '校准气误入' });
  const again = await application.previewImport(sourceById('table'), [fileOf('again.csv', table())]);
  expect(again.comparison).toMatchObject({ added: 0, corrected: 0, unchanged: 192 });
  expect(await application.commitImport(again)).toBeNull();
  expect(await meanOf('2025-08-03')).toBeCloseTo(919 / 23, 9);

  const corrected = table().replace('2025-08-03 05:00,409', '2025-08-03 05:00,41');
  const other = await application.previewImport(sourceById('table'), [fileOf('corrected.csv', corrected)]);
  expect(other.comparison).toMatchObject({ added: 0, corrected: 1, unchanged: 191 });
  const stored = await application.commitImport(other);
  expect(await meanOf('2025-08-03')).toBeCloseTo(960 / 24, 9);
  // It stands among what was judged, and says that it counts again.
  expect((await application.quality(MONTH)).judged).toMatchObject([{ judgement: 'excluded', batch, again: 1 }]);
  await application.undoBatch(stored?.id ?? 0);
  expect((await application.quality(MONTH)).judged).toMatchObject([{ judgement: 'excluded', batch, again: 0 }]);
  expect(await meanOf('2025-08-03')).toBeCloseTo(919 / 23, 9);
  await application.undoBatch(batch);
  expect(await suspects()).toEqual([SPIKE]);
});

it('lets hours stand that a person finds right, and opens them again', async () => {
  const kept = { ...HOURS, check: 'spike', note: '附近燃放烟花' };
  await application.keepHours(kept);
  await application.keepHours(kept);
  expect(await suspects()).toEqual([]);
  expect((await application.quality(MONTH)).judged).toMatchObject([{ judgement: 'kept', note: '附近燃放烟花' }]);
  expect(await meanOf('2025-08-03')).toBeCloseTo(1328 / 24, 9);
  await application.reopenHours({ ...HOURS, check: 'spike' });
  expect(await suspects()).toEqual([SPIKE]);
});

it('leaves one audit row for each', async () => {
  const { entries } = await application.audits({ subject: `hours:${SITE}|pm25` });
  expect(entries.map(({ action }) => action).toReversed()).toEqual([
    'exclude-hours',
    'exclude-hours',
    'keep-hours',
    'keep-hours',
    'reopen-hours',
  ]);
});

it.each([
  ['no full hour', { first: '2025-08-03T05:30' }, 'bad-request'],
  ['an end before the beginning', { last: '2025-08-03T04:00' }, 'bad-request'],
  ['a span of more than a quarter', { last: '2025-12-03T04:00' }, 'bad-request'],
  ['hours without a value', { first: '2025-08-20T05:00', last: '2025-08-20T06:00' }, 'not-found'],
  ['a site that there is not', { site: 'bjmemc/无此站' }, 'not-found'],
  ['a parameter without checks', { parameter: 'co' }, 'not-found'],
])('refuses %s and changes nothing', async (_, change, code) => {
  const asked = { ...HOURS, check: null, note: '试', ...change };
  await expect(application.excludeHours(asked)).rejects.toMatchObject({ code });
  expect(await suspects()).toEqual([SPIKE]);
});

it('says which parameters can be reviewed', async () => {
  await expect(application.quality({ month: '2025-08', parameter: 'co' })).rejects.toThrow(/pm25、pm10、o3/);
  await expect(application.quality({ month: '2025', parameter: 'pm25' })).rejects.toMatchObject({
    code: 'unknown-period',
  });
});

it('does not miss hours of a planned maintenance, and points at the values in it', async () => {
  // The 9th has no data; by the 10th its 24 hours are missing, four of them in the maintenance.
  test.clock.set('2025-08-10T08:00');
  const plan = { site: SITE, parameter: null, from: '2025-08-08T20:00', to: '2025-08-09T04:00', reason: '更换采样头' };
  const before = await application.quality(MONTH);
  expect(before.sites.find(({ id }) => id === SITE)).toMatchObject({ due: 216, missing: 24, maintenance: 0 });
  await application.planMaintenance(plan);
  const review = await application.quality(MONTH);
  expect(review.sites.find(({ id }) => id === SITE)).toMatchObject({
    due: 216,
    valid: 192,
    missing: 20,
    maintenance: 4,
  });
  const found = review.suspects.filter(({ check }) => check === 'maintenance');
  // The hours to 21:00, 22:00, 23:00 and 24:00 of the 8th
  expect(found).toMatchObject([{ first: '2025-08-08T21:00', last: '2025-08-09T00:00', hours: 4 }]);
  expect(review.maintenance).toMatchObject([{ ...plan, by: '甲', siteName: { zh: '门头沟双峪' } }]);

  const asked = { site: SITE, parameter: 'pm25', first: '2025-08-08T21:00', last: '2025-08-09T00:00' };
  const { batch } = await application.excludeHours({ ...asked, check: 'maintenance', note: '维护' });
  const [series] = await test.workspace.registry.series({ site: SITE, parameter: 'pm25' });
  const day = Date.UTC(2025, 7, 8) / 86_400_000;
  const rows = await test.workspace.observations.observations({ series: [series?.id ?? 0], first: day, last: day });
  expect(rows.map(({ flag }) => flag).slice(-5)).toEqual(['valid', ...Array.from({ length: 4 }, () => 'maintenance')]);
  // The same file again does not bring them back.
  const again = await application.previewImport(sourceById('table'), [fileOf('again.csv', table())]);
  expect(again.comparison).toMatchObject({ corrected: 0, unchanged: 192 });
  await application.undoBatch(batch);

  const [window] = await application.maintenance();
  await application.cancelMaintenance(window?.id ?? 0);
  expect(await application.maintenance()).toEqual([]);
  expect((await application.quality(MONTH)).sites.find(({ id }) => id === SITE)).toMatchObject({ missing: 24 });
  await expect(application.cancelMaintenance(window?.id ?? 0)).rejects.toMatchObject({ code: 'not-found' });
  const { entries } = await application.audits({ subject: `maintenance:${SITE}` });
  expect(entries.map(({ action }) => action)).toEqual(['plan-maintenance']);
});

it.each([
  ['an end before the beginning', { to: '2025-08-08T19:00' }, 'bad-request'],
  ['no full hour', { from: '2025-08-08T20:10' }, 'bad-request'],
  ['a site that there is not', { site: 'x' }, 'not-found'],
  ['a parameter that there is not', { parameter: 'x' }, 'not-found'],
])('plans no maintenance with %s', async (_, change, code) => {
  const plan = { site: SITE, parameter: null, from: '2025-08-08T20:00', to: '2025-08-09T04:00', reason: '试' };
  await expect(application.planMaintenance({ ...plan, ...change })).rejects.toMatchObject({ code });
  expect(await application.maintenance()).toEqual([]);
});
