import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { momentOfTimestamp } from '@qingshan/kernel';
import { hj212 } from '@qingshan/sources';
import { loadStandards } from '@qingshan/standards';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAIN, qingshan } from './support.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qingshan-hj212-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a record of telegrams', () => {
  it('is simulated, checked, and written as it was received', async () => {
    const [record, csv] = [join(folder, 'record.txt'), join(folder, 'raw.csv')];
    const made = await qingshan(['simulate', '--command', '2061', '--hours', '24', '-o', record]);
    expect([made.code, made.err]).toEqual([0, '']);
    const checked = await qingshan(['telegrams', record, '--csv', csv]);
    expect(checked.out).toContain('accepted 24, refused 0');
    const [head, ...rows] = (await readFile(csv, 'utf8')).trim().split('\n');
    expect(head).toBe('mn,cn,data_time,code,field,value,flag');
    // 24 hours of 11 things measured, each as smallest, mean and greatest.
    expect(rows).toHaveLength(24 * 11 * 3);
    expect(rows[0]).toMatch(/^SIMULATED0000000000000001,2061,20241031000000,a21026,Min,\d+,N$/);
  });

  it('that is damaged says where and why', async () => {
    const record = join(folder, 'damaged.txt');
    await writeFile(record, '##0131ST=22;CP=&&&&C241\r\nnothing\r\n');
    const { out, code } = await qingshan(['telegrams', record]);
    expect(code).toBe(0);
    expect(out).toContain('0: 声明的数据段长度为 131，实有 13 个字节');
    expect(out).toContain('25: 没有包头 ##');
    expect(out).toContain('accepted 0, refused 2');
  });

  it.each([
    ['--from', 'yesterday'],
    ['--faulty', '2'],
    ['--mn', 'a b'],
    ['--every', '0'],
    ['--to', 'nowhere'],
  ])('cannot be simulated with %s %s', async (option, value) => {
    const { code, err } = await qingshan(['simulate', option, value]);
    expect(code).toBe(1);
    expect(err).toContain(`${option} may not be “${value}”`);
  });
});

describe('a device that sends to a host', () => {
  const stored: string[] = [];
  const ended: string[] = [];
  let host: Server;
  /** Asks the device that came last. */
  let ask: (request: hj212.Request) => void = () => undefined;

  beforeAll(async () => {
    const protocol = hj212.protocolOf(await loadStandards());
    const device: hj212.Device = {
      mn: 'SIM-1',
      password: 'secret',
      system: '39',
      site: 'site',
      mappings: new Map(),
      units: 'ambient',
      crc: 'modbus',
      version: '2017',
      hourLabel: 'hour-beginning',
      minutes: 10,
    };
    host = createServer((socket) => {
      const framer = new hj212.Framer();
      const session = new hj212.Session({ protocol, deviceOf: (mn) => (mn === device.mn ? device : null) });
      const take = ({ receipt, send, events, close }: hj212.Step): void => {
        if (receipt) stored.push(receipt.key);
        for (const event of events) if (event.kind === 'request-ended') ended.push(event.result);
        for (const bytes of send) socket.write(bytes);
        if (close) socket.destroy();
      };
      ask = (request) => take(session.request(device.mn, request, momentOfTimestamp(Date.now())));
      socket.on('data', (chunk) => {
        for (const framed of framer.push(chunk)) take(session.receive(framed, momentOfTimestamp(Date.now())));
      });
      socket.on('error', () => {});
    });
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => host.close(resolve)));

  it('has every telegram answered, those that are sent again too, and each has one key', async () => {
    const { port } = host.address() as AddressInfo;
    const args = ['--system', '39', '--mn', 'SIM-1', '--password', 'secret', '--crc', 'modbus'];
    const to = ['--hours', '2', '--every', '30', '--repeated', '0.2', '--to', `127.0.0.1:${port}`];
    const { code, out, err } = await qingshan(['simulate', ...args, ...to]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(`sent ${stored.length}, answered ${stored.length}`);
    expect(stored.length).toBeGreaterThan(240);
    expect(new Set(stored).size).toBe(240);
  });

  it('stays on the line when it is to, and sends what it is asked for, until it is interrupted', async () => {
    const { port } = host.address() as AddressInfo;
    const args = ['--system', '39', '--mn', 'SIM-1', '--password', 'secret', '--crc', 'modbus'];
    stored.length = 0;
    const child = spawn(process.execPath, [MAIN, 'simulate', ...args, '--to', `127.0.0.1:${port}`, '--stay']);
    let said = '';
    child.stdout.on('data', (piece: Buffer) => (said += piece.toString()));
    const exit = once(child, 'exit');
    await expect.poll(() => said).toContain('on the line');
    const before = stored.length;
    const span = { BeginTime: '20241001000000', EndTime: '20241001230000' };
    ask(hj212.requestOf('2061', span));
    await expect.poll(() => ended).toEqual(['done']);
    expect(stored.slice(before).map((key) => key.split('|').at(-1))).toEqual(
      Array.from({ length: 24 }, (_, hour) => `20241001${String(hour).padStart(2, '0')}0000`),
    );
    child.kill('SIGINT');
    expect(await exit).toEqual([0, null]);
  });

  it('is told when there is no host', async () => {
    const { code, err } = await qingshan(['simulate', '--to', '127.0.0.1:1']);
    expect(code).toBe(1);
    expect(err).toContain('127.0.0.1:1: ECONNREFUSED');
  });
});
