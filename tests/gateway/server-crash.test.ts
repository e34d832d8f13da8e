import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { createApplication } from '@qingshan/app';
import { DAY_SECONDS } from '@qingshan/kernel';
import { openWorkspace } from '@qingshan/server';
import { hj212 } from '@qingshan/sources';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OPERATOR, workspaceInto } from '../app/support.ts';
import { randomFrom } from '../contract/kill.ts';
import { Line, moment } from './support.ts';

const MAIN = new URL('../../packages/cli/src/main.ts', import.meta.url).pathname;
const KILLS = 20;
const FROM = moment('2014-01-01T00:00');
const SITES = { A: '门头沟双峪', B: '门头沟三家店' } as const;
type Mn = keyof typeof SITES;
const DEVICES = Object.keys(SITES) as Mn[];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qingshan-server-crash-'));
  await workspaceInto(folder, false);
  const workspace = await openWorkspace(folder);
  const rows = DEVICES.map((mn) => `${mn},p,22,${SITES[mn]},常规站`);
  const bytes = new TextEncoder().encode(['设备编码,密码,系统编码,点位,浓度单位', ...rows].join('\n'));
  const { devices } = await createApplication(workspace).as(OPERATOR).importDevices({ name: 'd.csv', bytes });
  expect(devices).toHaveLength(DEVICES.length);
  await workspace.close();
});
afterAll(() => rm(folder, { recursive: true }));

/** What a device measured in an hour, different in each of many hours. */
function valueOf(hour: number): number {
  return 1 + (hour % 200);
}

function qnOf(hour: number): string {
  return hj212.qnOf(FROM + (hour + 1) * 3600, 0);
}

function telegramOf(mn: Mn, hour: number): Uint8Array {
  const field = (name: string, value: string) => ({ name, value });
  const data = [field('a34004-Avg', String(valueOf(hour))), field('a34004-Flag', 'N')];
  const items = [[field('DataTime', hj212.stampOf(FROM + hour * 3600))], data];
  return hj212.compose(
    hj212.telegramOf({ qn: qnOf(hour), st: '22', cn: '2061', pw: 'p', mn, flag: 5, split: null, items }),
  );
}

/** The server as it is run, and the port on which it listens to instruments. */
async function serve(): Promise<{ child: ChildProcess; port: number }> {
  const args = [MAIN, 'serve', '--data', folder, '--port', '0', '--gateway-port', '0'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /instruments: 127\.0\.0\.1:(\d+)/.exec(line)?.[1];
    if (port !== undefined) return { child, port: Number(port) };
  }
  throw new Error('the server ended before it listened');
}

/** Sends hour after hour as fast as they are answered, each fourth twice, until the line is closed. */
async function send(port: number, mn: Mn, answered: Record<Mn, number>): Promise<void> {
  const line = new Line(port);
  try {
    // The last hour may have been stored without an answer; a device sends it again.
    for (let count = 0; ;) {
      const hour = answered[mn];
      const times = hour % 4 === 0 ? 2 : 1;
      for (let time = 0; time < times; time++) line.socket.write(telegramOf(mn, hour));
      count += times;
      await line.answered(count);
      answered[mn] = hour + 1;
    }
  } catch {
    await line.closed;
  }
}

test('the server killed 20 times under load: every answered frame is in the log once, every answered hour in the observations once', async () => {
  const random = randomFrom(5);
  const answered: Record<Mn, number> = { A: 0, B: 0 };
  for (let kill = 0; kill < KILLS; kill++) {
    const { child, port } = await serve();
    const exit = once(child, 'exit');
    const sending = DEVICES.map((mn) => send(port, mn, answered));
    // Values are stored within half a second; some kills come before that, some amidst, some after.
    await setTimeout(random() * 900);
    child.kill('SIGKILL');
    expect(await exit).toEqual([null, 'SIGKILL']);
    await Promise.all(sending);
  }
  const workspace = await openWorkspace(folder);
  try {
    const { intake } = createApplication(workspace);
    await intake.refreshDevices();
    await intake.settle();
    const inLog: Record<Mn, string[]> = { A: [], B: [] };
    for await (const { mn, bytes } of (await workspace.frames()).read(0)) {
      const telegram = hj212.readPacket(bytes);
      if (hj212.isRefusal(telegram)) throw new Error(telegram.code);
      inLog[mn as Mn].push(telegram.qn ?? '');
    }
    for (const mn of DEVICES) {
      expect(answered[mn]).toBeGreaterThan(KILLS);
      // Besides what was answered at most the one hour that was under way.
      const hours = inLog[mn].length;
      expect([answered[mn], answered[mn] + 1]).toContain(hours);
      expect(inLog[mn]).toEqual(Array.from({ length: hours }, (_, hour) => qnOf(hour)));
      const site = workspace.district.sites.find(({ aliases, id, name }) =>
        [id, name.zh, ...aliases].includes(SITES[mn]),
      );
      const [series] = await workspace.registry.series({ site: site?.id ?? '', parameter: 'pm25' });
      const first = Math.floor(FROM / DAY_SECONDS);
      const range = { series: [series?.id ?? 0], first, last: first + hours / 24 + 1, history: true };
      const rows = await workspace.observations.observations(range);
      expect(rows.map(({ time, value, flag, revision }) => [time, value, flag, revision])).toEqual(
        Array.from({ length: hours }, (_, hour) => [FROM + (hour + 1) * 3600, valueOf(hour), 'valid', 0]),
      );
    }
    const batches = await workspace.registry.batches({ source: 'hj212' });
    expect(batches.filter(({ state }) => state === 'committed').length).toBeGreaterThan(1);
  } finally {
    await workspace.close();
  }
});
