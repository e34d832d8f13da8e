import { hj212 } from '@qingshan/sources';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { Line, moment } from '../gateway/support.ts';
import { demonstration } from './demonstration.ts';
import { SKIP } from './support.ts';

/** The demonstration's today, all of whose hours are over. */
const DAY = moment('2024-10-31T00:00');
const MN = 'SIMULATED0000000000000001';
/** PM2.5, ug/m3: one such day alone moves the mean of the year by more than one. */
const PM25 = '900';
/** SO2, ug/m3, above 500, the limit of the hour (GB 3095-2012, table 1, class 2) */
const SO2 = '800';
const PM25_FIGURE = '.target-row:has(a[href*="/targets/pm25"]) .value b';

/** The hour of a demonstration device that begins so many hours after midnight. */
function telegramOf(hour: number): Uint8Array {
  const field = (name: string, value: string) => ({ name, value });
  const begins = DAY + hour * 3600;
  const items = [
    [field('DataTime', hj212.stampOf(begins))],
    [field('a34004-Avg', PM25), field('a34004-Flag', 'N')],
    [field('a21026-Avg', SO2), field('a21026-Flag', 'N')],
  ];
  const qn = hj212.qnOf(begins + 3600, 0);
  return hj212.compose(
    hj212.telegramOf({ qn, st: '22', cn: '2061', pw: '123456', mn: MN, flag: 5, split: null, items }),
  );
}

describe.skipIf(SKIP)('open pages follow what instruments send', () => {
  const demo = demonstration();
  async function open(path: string): Promise<Page> {
    const page = await demo.pageOf('demo.office');
    await page.goto(path);
    await page.locator('.live.live').waitFor();
    return page;
  }

  test('a day above the limit is on the board without a reload, and opens a case that the open list shows', async () => {
    const board = await open('/');
    const value = board.locator(PM25_FIGURE);
    await value.waitFor();
    const before = Number(await value.innerText());
    const cases = await open('/cases?list=all&source=exceedance&text=CB-');
    await cases.locator('main tbody tr').first().waitFor();
    const listed = cases.locator('main tbody tr', { hasText: 'SO2 小时值超标' });
    expect(await listed.count()).toBe(0);

    const line = new Line(demo.gateway);
    const hours = Array.from({ length: 24 }, (_, hour) => hour);
    for (const hour of hours) line.socket.write(telegramOf(hour));
    await line.answered(hours.length);
    const answered = performance.now();
    const since = (): number => Math.round(performance.now() - answered);
    const [onBoard, inList] = await Promise.all([
      expect
        .poll(async () => Number(await value.innerText()))
        .toBeGreaterThan(before)
        .then(since),
      listed.first().waitFor().then(since),
    ]);
    console.log('milliseconds after the last answer:', { onBoard, inList });
    line.socket.end();
    expect(demo.complaints).toEqual([]);
  });
});
