import { expect, test, vi } from 'vitest';
import { ChangeFeed } from './change-feed.ts';
import { sharedAnswers } from './shared-answers.ts';

const MINUTE = 60;

/** A question that counts how often it is worked out, over a store whose version and clock can be set. */
function asked() {
  const at = { version: 1, now: 0 };
  const feed = new ChangeFeed();
  const work = vi.fn(async ({ month }: { readonly month: string }) => `${month} of ${at.version}`);
  const observations = { version: async () => at.version };
  const clock = { now: () => at.now };
  const ask = sharedAnswers({ observations, clock } as Parameters<typeof sharedAnswers>[0], feed, work);
  return { at, feed, work, ask };
}

test('is worked out once for all who ask the same, also at once', async () => {
  const { work, ask } = asked();
  const both = await Promise.all([ask({ month: '2026-10' }), ask({ month: '2026-10' })]);
  expect([...both, await ask({ month: '2026-10' })]).toEqual(Array(3).fill('2026-10 of 1'));
  expect(work).toHaveBeenCalledTimes(1);
  expect(await ask({ month: '2026-11' })).toBe('2026-11 of 1');
  expect(work).toHaveBeenCalledTimes(2);
});

test('is worked out anew when observations, a command or the minute have changed, not when somebody signs in', async () => {
  const { at, feed, work, ask } = asked();
  await ask({ month: '2026-10' });
  at.version = 2;
  expect(await ask({ month: '2026-10' })).toBe('2026-10 of 2');
  feed.announce(['people']);
  await ask({ month: '2026-10' });
  expect(work).toHaveBeenCalledTimes(2);
  feed.announce(['campaign']);
  await ask({ month: '2026-10' });
  expect(work).toHaveBeenCalledTimes(3);
  at.now = MINUTE - 1;
  await ask({ month: '2026-10' });
  expect(work).toHaveBeenCalledTimes(3);
  at.now = MINUTE;
  await ask({ month: '2026-10' });
  expect(work).toHaveBeenCalledTimes(4);
});

test('what began before a change is not the answer after it', async () => {
  const { at, work, ask } = asked();
  let finish = (): void => undefined;
  work.mockImplementationOnce(
    ({ month }) => new Promise((done) => (finish = () => done(`${month}, begun before the change`))),
  );
  const before = ask({ month: '2026-10' });
  await vi.waitFor(() => expect(work).toHaveBeenCalledTimes(1));
  at.version = 2;
  expect(await ask({ month: '2026-10' })).toBe('2026-10 of 2');
  finish();
  expect(await before).toBe('2026-10, begun before the change');
  expect(await ask({ month: '2026-10' })).toBe('2026-10 of 2');
});

test('a failure is told to those who wait for it and not kept', async () => {
  const { work, ask } = asked();
  work.mockRejectedValueOnce(new Error('the disk is full'));
  await expect(ask({ month: '2026-10' })).rejects.toThrow('the disk is full');
  expect(await ask({ month: '2026-10' })).toBe('2026-10 of 1');
});
