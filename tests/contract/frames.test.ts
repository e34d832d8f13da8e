import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrameLog, NewFrame, StoredFrame } from '@qingshan/app';
import { openFrames, type FramesOptions } from '@qingshan/store';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;
let log: FrameLog;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qingshan-frames-'));
  log = await openFrames(folder);
});
afterEach(async () => {
  await log.close();
  await rm(folder, { recursive: true });
});

async function reopen(options?: FramesOptions): Promise<void> {
  await log.close();
  log = await openFrames(folder, options);
}

function frame(n: number, changes: Partial<NewFrame> = {}): NewFrame {
  const bytes = new TextEncoder().encode(`##0004n=${n}ABCD\r\n`);
  const digest = String(n).padStart(64, '0');
  return { received: 1000 + n, key: `MN|${n}`, digest, mn: 'MN', bytes, ...changes };
}

/** What a key with another content has as its digest. */
const OTHER = 'f'.repeat(64);

async function stored(from = 0): Promise<StoredFrame[]> {
  return Array.fromAsync(log.read(from));
}

async function keys(from = 0): Promise<string[]> {
  return (await stored(from)).map((f) => f.key);
}

async function segments(): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.frames')).sort();
}

test('what is appended is read as it was, in its order, after opening again', async () => {
  await log.append(frame(1, { mn: '设备', key: '键|1' }));
  await log.append(frame(2, { bytes: new Uint8Array([0, 255, 13, 10]) }));
  await reopen();
  expect(await stored()).toEqual([
    { ...frame(1, { mn: '设备', key: '键|1' }), doubt: false, next: expect.any(Number) },
    { ...frame(2, { bytes: new Uint8Array([0, 255, 13, 10]) }), doubt: false, next: expect.any(Number) },
  ]);
});

test('reading goes on from any position', async () => {
  for (let n = 1; n <= 4; n++) await log.append(frame(n));
  const all = await stored();
  expect(await keys(all[1]?.next)).toEqual(['MN|3', 'MN|4']);
  expect(await keys(all[3]?.next)).toEqual([]);
  await log.append(frame(5));
  expect(await keys(all[3]?.next)).toEqual(['MN|5']);
});

test('a repeated key is told and not stored, at once, while it waits, and after opening again', async () => {
  expect(await Promise.all([log.append(frame(1)), log.append(frame(1))])).toEqual(['stored', 'repeated']);
  expect(await log.append(frame(1))).toBe('repeated');
  await reopen();
  expect(await log.append(frame(1))).toBe('repeated');
  expect(await keys()).toEqual(['MN|1']);
});

test('another content under a key is stored once as a doubt, and the first one keeps the key', async () => {
  const other = frame(1, { digest: OTHER });
  expect(await log.append(frame(1))).toBe('stored');
  expect(await log.append(other)).toBe('doubt');
  await reopen();
  expect(await log.append(other)).toBe('repeated');
  expect(await log.append(frame(1))).toBe('repeated');
  expect((await stored()).map((f) => [f.digest, f.doubt])).toEqual([
    [frame(1).digest, false],
    [OTHER, true],
  ]);
});

test('a thousand at once are all there', async () => {
  const numbers = Array.from({ length: 1000 }, (_, n) => n);
  const kept = await Promise.all(numbers.map((n) => log.append(frame(n))));
  expect(new Set(kept)).toEqual(new Set(['stored']));
  await reopen();
  expect(await keys()).toEqual(numbers.map((n) => `MN|${n}`));
});

test('more than one piece of a file is read', async () => {
  const big = new Uint8Array(60_000).fill(7);
  for (let n = 0; n < 40; n++) await log.append(frame(n, { bytes: big }));
  expect((await stored()).map((f) => f.bytes.length)).toEqual(Array.from({ length: 40 }, () => 60_000));
});

test('torn at any byte of the last record, the ones before stay and the torn one can come again', async () => {
  await log.append(frame(1));
  const [name = ''] = await segments();
  const { size } = await stat(join(folder, name));
  await log.append(frame(2));
  await log.close();
  const whole = await readFile(join(folder, name));
  expect(whole.length).toBeGreaterThan(size);
  for (let length = size; length < whole.length; length++) {
    await writeFile(join(folder, name), whole.subarray(0, length));
    log = await openFrames(folder);
    expect(await keys()).toEqual(['MN|1']);
    expect(await log.append(frame(2))).toBe('stored');
    expect(await keys()).toEqual(['MN|1', 'MN|2']);
    await log.close();
  }
  log = await openFrames(folder);
});

test('an end that was never written is cut off, be it zeros or other bytes', async () => {
  await log.append(frame(1));
  const [name = ''] = await segments();
  for (const end of [Buffer.alloc(500), Buffer.alloc(500, 0xff), Buffer.from([60, 0, 0, 0, 1, 2, 3, 4])]) {
    await log.close();
    await appendFile(join(folder, name), end);
    log = await openFrames(folder);
    expect(await keys()).toEqual(['MN|1']);
  }
  await log.append(frame(2));
  expect(await keys()).toEqual(['MN|1', 'MN|2']);
});

test('a new segment begins when one is full; positions go through all of them', async () => {
  await reopen({ segmentBytes: 296 });
  for (let n = 1; n <= 9; n++) await log.append(frame(n));
  // A record is 8 + 45 + 4 + 2 + 15 = 74 bytes, so that four fill a segment.
  expect(await segments()).toEqual([0, 296, 592].map((base) => `${String(base).padStart(16, '0')}.frames`));
  await reopen({ segmentBytes: 296 });
  expect(await keys(74)).toEqual([2, 3, 4, 5, 6, 7, 8, 9].map((n) => `MN|${n}`));
  expect(await keys(592)).toEqual(['MN|9']);
});

test('keys of the newest segments are remembered, those of older ones are not', async () => {
  const options = { segmentBytes: 296, remembered: 2 };
  await reopen(options);
  for (let n = 1; n <= 9; n++) await log.append(frame(n));
  for (const again of [false, true]) {
    if (again) await reopen(options);
    expect(await log.append(frame(5))).toBe('repeated');
  }
  expect(await log.append(frame(1))).toBe('stored');
});

test('what is old and projected goes, in whole segments', async () => {
  await reopen({ segmentBytes: 296 });
  for (let n = 1; n <= 9; n++) await log.append(frame(n));
  expect(await log.prune(9999)).toBe(0);
  await log.setProjected(666);
  // The second segment begins at 1005, the third at 1009.
  expect(await log.prune(1005)).toBe(0);
  expect(await log.prune(1006)).toBe(1);
  expect(await keys()).toEqual([5, 6, 7, 8, 9].map((n) => `MN|${n}`));
  expect(await log.prune(9999)).toBe(1);
  await reopen();
  expect(await keys()).toEqual(['MN|9']);
  await log.append(frame(10));
  expect(await keys(666)).toEqual(['MN|10']);
});

test('the position up to which frames became observations is kept', async () => {
  expect(await log.projected()).toBe(0);
  await log.setProjected(75);
  await reopen();
  expect(await log.projected()).toBe(75);
});

test('bytes that changed in the midst of the log are told and nothing is cut', async () => {
  await reopen({ segmentBytes: 296 });
  for (let n = 1; n <= 9; n++) await log.append(frame(n));
  await log.close();
  const path = join(folder, (await segments())[0] ?? '');
  const bytes = await readFile(path);
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  await writeFile(path, bytes);
  await expect(openFrames(folder)).rejects.toMatchObject({ code: 'workspace-damaged' });
  expect(await readFile(path)).toEqual(bytes);
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  await writeFile(path, bytes);
  log = await openFrames(folder);
});

test('after closing nothing is taken', async () => {
  await log.close();
  await expect(log.append(frame(1))).rejects.toThrow('closed');
  log = await openFrames(folder);
  expect(await keys()).toEqual([]);
});

test('when each device was last heard is known, after opening again too, and from where frames of a moment may be', async () => {
  await reopen({ segmentBytes: 1 });
  for (let n = 1; n <= 4; n++) await log.append(frame(n, { mn: n === 2 ? 'OTHER' : 'MN' }));
  const heard = [
    ['MN', 1004],
    ['OTHER', 1002],
  ];
  expect([...log.heard()].sort()).toEqual(heard);
  await reopen({ segmentBytes: 1 });
  expect([...log.heard()].sort()).toEqual(heard);
  // Each frame has a segment of its own, so what begins with the one before 1003 misses nothing.
  expect(await keys(await log.since(1003))).toEqual(['MN|2', 'MN|3', 'MN|4']);
  expect(await log.since(0)).toBe(0);
});

test('what is being read is not removed, what was read is', async () => {
  await reopen({ segmentBytes: 1 });
  for (let n = 1; n <= 4; n++) await log.append(frame(n));
  await log.setProjected((await stored()).at(-1)?.next ?? 0);
  const reading = log.read(0)[Symbol.asyncIterator]();
  await reading.next();
  expect(await log.prunable(5000)).toBe(3);
  expect(await log.prune(5000)).toBe(0);
  await reading.next();
  // It is in the second segment; the first is free.
  expect(await log.prune(5000)).toBe(1);
  const rest = [await reading.next(), await reading.next()];
  expect(rest.map(({ value }) => (value as StoredFrame).key)).toEqual(['MN|3', 'MN|4']);
  await reading.return?.();
  expect(await log.prune(5000)).toBe(2);
  expect(await keys()).toEqual(['MN|4']);
});
