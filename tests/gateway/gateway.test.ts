import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrameLog, NewFrame } from '@qingshan/app';
import { startGateway, type GatewayOptions, type RunningGateway } from '@qingshan/server';
import { hj212 } from '@qingshan/sources';
import { openFrames } from '@qingshan/store';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { device, hourly, Line, moment, protocol } from './support.ts';

const FROM = moment('2024-10-31T00:00');
const NOW = moment('2024-10-31T12:00');
const devices = new Map([device('A'), device('B')].map((d) => [d.mn, d]));

let folder: string;
let log: FrameLog;
let gateway: RunningGateway;
const lines: Line[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qingshan-gateway-'));
  log = await openFrames(folder);
});
afterEach(async () => {
  for (const { socket } of lines.splice(0)) socket.destroy();
  await gateway.stop();
  await log.close();
  await rm(folder, { recursive: true });
});

async function start(options: Partial<GatewayOptions> = {}): Promise<void> {
  gateway = await startGateway({
    host: '127.0.0.1',
    port: 0,
    log,
    protocol,
    deviceOf: (mn) => devices.get(mn) ?? null,
    clock: { now: () => NOW },
    ...options,
  });
}

function line(): Line {
  const made = new Line(gateway.port);
  lines.push(made);
  return made;
}

async function stored(): Promise<Uint8Array[]> {
  return (await Array.fromAsync(log.read(0))).map((f) => f.bytes);
}

const qns = (telegrams: readonly hj212.SimulatedTelegram[]) => telegrams.map(({ telegram }) => telegram.qn);
const joined = (telegrams: readonly hj212.SimulatedTelegram[]) => Buffer.concat(telegrams.map(({ bytes }) => bytes));

/** A log whose frames become durable when the test says so. */
function held(): FrameLog & { readonly waiting: NewFrame[]; release(): void; fail(): void } {
  const waiting: NewFrame[] = [];
  let open: (() => void)[] = [];
  let broken = false;
  return {
    ...log,
    read: (from) => log.read(from),
    waiting,
    append(frame) {
      waiting.push(frame);
      return new Promise((resolve, reject) =>
        open.push(() => (broken ? reject(new Error('disk full')) : resolve('stored'))),
      );
    },
    release() {
      for (const one of open) one();
      open = [];
    },
    fail() {
      broken = true;
      this.release();
    },
  } as FrameLog & { waiting: NewFrame[]; release(): void; fail(): void };
}

/** Resolves when `holds` does, looking again in every turn of the loop. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(setImmediate);
}

test('what comes in one piece, byte by byte or across the pieces is stored as it came and answered in order', async () => {
  await start();
  const telegrams = hourly('A', FROM, 6);
  const bytes = joined(telegrams);
  const { socket } = line();
  const one = lines[0];
  socket.write(bytes.subarray(0, bytes.length / 2 + 7));
  socket.write(bytes.subarray(bytes.length / 2 + 7));
  await one?.answered(6);
  expect(one?.answers).toEqual(qns(telegrams));
  expect(await stored()).toEqual(telegrams.map((t) => new Uint8Array(t.bytes)));
  const other = line();
  const [single] = hourly('B', FROM, 1);
  for (const byte of single?.bytes ?? []) other.socket.write(Uint8Array.of(byte));
  await other.answered(1);
  expect(other.answers).toEqual([single?.telegram.qn]);
});

test('a telegram that comes again, here or on another line, is answered again and stored once', async () => {
  await start();
  const [telegram] = hourly('A', FROM, 1);
  const bytes = telegram?.bytes ?? new Uint8Array();
  const [one, other] = [line(), line()];
  one.socket.write(Buffer.concat([bytes, bytes]));
  await one.answered(2);
  other.socket.write(bytes);
  await other.answered(1);
  expect(await stored()).toHaveLength(1);
  expect(gateway.statistics().devices.get('A')?.kept).toEqual({ stored: 1, repeated: 2, doubt: 0 });
});

test('nothing is answered before it is durable, and nothing at all when the disk fails', async () => {
  const slow = held();
  await start({ log: slow });
  const [first, second] = hourly('A', FROM, 2);
  const one = line();
  one.socket.write(first?.bytes ?? '');
  await until(() => slow.waiting.length === 1);
  expect(one.answers).toEqual([]);
  slow.release();
  await one.answered(1);
  one.socket.write(second?.bytes ?? '');
  await until(() => slow.waiting.length === 2);
  slow.fail();
  await one.closed;
  expect(one.answers).toEqual([first?.telegram.qn]);
});

test('strangers, wrong passwords and other bytes are refused by reason and not answered; the line goes on', async () => {
  await start();
  const [stranger] = hourly('X', FROM, 1);
  const [right] = hourly('A', FROM, 1);
  const wrong = hj212.compose(hj212.telegramOf({ ...partsOf(right), pw: '000000' }));
  const damaged = Buffer.from(right?.bytes ?? '');
  damaged[40] = (damaged[40] ?? 0) ^ 1;
  const one = line();
  one.socket.write(
    Buffer.concat([
      Buffer.from('GET / HTTP/1.1\r\n\r\n'),
      stranger?.bytes ?? damaged,
      wrong,
      damaged,
      right?.bytes ?? damaged,
    ]),
  );
  await one.answered(1);
  expect(one.answers).toEqual([right?.telegram.qn]);
  expect(await stored()).toHaveLength(1);
  const { refused, devices: counted } = gateway.statistics();
  expect(refused).toMatchObject({ 'no-head': 1, 'unknown-device': 1 });
  expect(counted.get('A')?.refused).toMatchObject({ 'wrong-password': 1, 'wrong-crc': 1 });
  expect([...counted.keys()]).toEqual(['A']);
});

function partsOf(sent: hj212.SimulatedTelegram | undefined): hj212.TelegramParts {
  if (!sent) throw new Error('nothing simulated');
  const { qn, st, cn, pw, mn, flag, split, items } = sent.telegram;
  return { qn, st, cn, pw, mn, flag, split, items };
}

test('a line that sends nothing that can be accepted is closed, be it 50 refusals or bytes without an end', async () => {
  await start();
  const refusals = line();
  refusals.socket.write('nothing\r\n'.repeat(50));
  const endless = line();
  endless.socket.write(Buffer.alloc(200_000, 0x41));
  await Promise.all([refusals.closed, endless.closed]);
  expect(gateway.statistics().refused).toMatchObject({ 'no-head': 50, 'too-long': 1 });
});

test('a line whose frames wait is not read on, nor are others when all have too much waiting', async () => {
  const slow = held();
  await start({ log: slow, limits: { waitingBytes: 2000, waitingBytesOfAll: 6000 } });
  const telegrams = hourly('A', FROM, 2000);
  const one = line();
  const fed = one.socket.write(joined(telegrams));
  expect(fed).toBe(false);
  await until(() => slow.waiting.length > 3);
  // One piece of a socket holds at most 64 KiB; what was read then is all that waits.
  const { length } = slow.waiting;
  for (let turn = 0; turn < 200; turn++) await new Promise(setImmediate);
  expect(slow.waiting).toHaveLength(length);
  expect(length).toBeLessThan(400);
  const other = line();
  const [single] = hourly('B', FROM, 1);
  other.socket.write(single?.bytes ?? '');
  await until(() => slow.waiting.some(({ mn }) => mn === 'B'));
  const release = setInterval(() => slow.release(), 1);
  await Promise.all([one.answered(2000), other.answered(1)]);
  clearInterval(release);
  expect(one.answers).toEqual(qns(telegrams));
});

test('too many connections are closed; devices have their clock and moment shown', async () => {
  await start({ limits: { connections: 1 } });
  const one = line();
  const [telegram] = hourly('A', FROM, 1);
  one.socket.write(telegram?.bytes ?? '');
  await one.answered(1);
  await line().closed;
  expect(gateway.statistics()).toMatchObject({ connections: 1, dropped: 1, answered: 1 });
  // Sent at 01:00, received at 12:00.
  expect(gateway.statistics().devices.get('A')).toMatchObject({ lastSeen: NOW, clockSkew: -11 * 3600 });
});

test('an idle connection is closed', async () => {
  await start({ limits: { idleMs: 300 } });
  await line().closed;
});

test('on stopping, what was received is answered, then the line is closed', async () => {
  const slow = held();
  await start({ log: slow });
  const telegrams = hourly('A', FROM, 3);
  const one = line();
  one.socket.write(joined(telegrams));
  await until(() => slow.waiting.length === 3);
  const stopped = gateway.stop();
  slow.release();
  await Promise.all([stopped, one.closed]);
  expect(one.answers).toEqual(qns(telegrams));
  await start();
});
