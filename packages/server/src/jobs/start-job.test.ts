import type { JobRuns } from '@qingshan/app';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startJob, type Job } from './start-job.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 1);
/** Moments of these tests are seconds since 1970. */
const clock = { now: () => Math.floor(Date.now() / 1000) };

/** The registry's rule over memory, which needs no turn of a real clock. */
function inMemory(): JobRuns {
  const last = new Map<string, Awaited<ReturnType<JobRuns['once']>>>();
  const busy = new Set<string>();
  return {
    async once(job, isDue, work) {
      if (busy.has(job) || !isDue(last.get(job) ?? null)) return null;
      busy.add(job);
      const run = await work();
      busy.delete(job);
      last.set(job, run);
      return run;
    },
  };
}

const ran = vi.fn<(job: string, failed: boolean) => void>();
const stops: (() => Promise<void>)[] = [];
function start(job: Partial<Job> & Pick<Job, 'run'>, jobs: JobRuns = inMemory()): () => Promise<void> {
  const stop = startJob({ name: 'sweep', everyMs: 15 * MINUTE, ...job }, { registry: { jobs }, clock }, { ran });
  stops.push(stop);
  return stop;
}

beforeEach(() => {
  vi.useFakeTimers({ now: START, toFake: ['setInterval', 'clearInterval', 'Date'] });
  ran.mockReset();
});
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('runs when the interval is over, counted from the last run', async () => {
  const run = vi.fn(async () => undefined);
  start({ run });
  await vi.advanceTimersByTimeAsync(15 * MINUTE - 1);
  expect(run).toHaveBeenCalledTimes(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(run).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(30 * MINUTE);
  expect(run).toHaveBeenCalledTimes(3);
  expect(ran.mock.calls).toEqual([
    ['sweep', false],
    ['sweep', false],
    ['sweep', false],
  ]);
});

test('runs at the start where it is asked to and never ran', async () => {
  const jobs = inMemory();
  const run = vi.fn(async () => undefined);
  await start({ run, atOnce: true }, jobs)();
  expect(run).toHaveBeenCalledTimes(1);
  await start({ run, atOnce: true }, jobs)();
  expect(run).toHaveBeenCalledTimes(1);
});

test('never runs twice at a time, and stops after what it is doing', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const run = vi.fn(() => promise);
  const stop = start({ run, everyMs: MINUTE });
  await vi.advanceTimersByTimeAsync(10 * MINUTE);
  expect(run).toHaveBeenCalledTimes(1);
  let stopped = false;
  const stopping = stop().then(() => (stopped = true));
  await vi.advanceTimersByTimeAsync(10 * MINUTE);
  expect(stopped).toBe(false);
  resolve();
  await stopping;
  await vi.advanceTimersByTimeAsync(10 * MINUTE);
  expect(run).toHaveBeenCalledTimes(1);
});

test('one that failed is logged, counted, and tried again when it is due', async () => {
  const log = vi.spyOn(console, 'error').mockReturnValue();
  const run = vi.fn<() => Promise<void>>().mockRejectedValueOnce(new Error('the disk is full')).mockResolvedValue();
  start({ run, everyMs: 5 * MINUTE });
  await vi.advanceTimersByTimeAsync(6 * MINUTE);
  expect(run).toHaveBeenCalledTimes(1);
  expect(log).toHaveBeenCalledExactlyOnceWith('sweep:', expect.objectContaining({ message: 'the disk is full' }));
  await vi.advanceTimersByTimeAsync(4 * MINUTE);
  expect(ran.mock.calls).toEqual([
    ['sweep', true],
    ['sweep', false],
  ]);
});

test('a registry that cannot be asked counts as a failure', async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  const run = vi.fn(async () => undefined);
  start({ run, everyMs: MINUTE }, { once: () => Promise.reject(new Error('unreachable')) });
  await vi.advanceTimersByTimeAsync(0);
  expect(ran.mock.calls).toEqual([['sweep', true]]);
  expect(run).not.toHaveBeenCalled();
});

test('does not run while it may not', async () => {
  let may = false;
  const run = vi.fn(async () => undefined);
  start({ run, everyMs: 5 * MINUTE, mayRun: () => may });
  await vi.advanceTimersByTimeAsync(20 * MINUTE);
  expect(run).not.toHaveBeenCalled();
  may = true;
  await vi.advanceTimersByTimeAsync(5 * MINUTE);
  expect(run).toHaveBeenCalledTimes(1);
});

test('of two processes one runs it, and the other goes on when that one has ended; what concerns a process runs in both', async () => {
  const jobs = inMemory();
  const [first, second, each] = [
    vi.fn(async () => undefined),
    vi.fn(async () => undefined),
    vi.fn(async () => undefined),
  ];
  const stop = start({ run: first }, jobs);
  start({ run: second }, jobs);
  start({ name: 'prune', run: each, ofProcess: true }, jobs);
  start({ name: 'prune', run: each, ofProcess: true }, jobs);
  await vi.advanceTimersByTimeAsync(45 * MINUTE);
  expect(first.mock.calls.length + second.mock.calls.length).toBe(3);
  expect(each).toHaveBeenCalledTimes(6);
  await stop();
  const before = second.mock.calls.length;
  await vi.advanceTimersByTimeAsync(30 * MINUTE);
  expect(second.mock.calls.length - before).toBe(2);
});
