import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { momentOfTimestamp } from '@qingshan/kernel';
import { hj212 } from '@qingshan/sources';
import { loadStandards } from '@qingshan/standards';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { qingshan } from './support.ts';

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
  let host: Server;

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
      socket.on('data', (chunk) => {
        for (const framed of framer.push(chunk)) {
          const { receipt, send, close } = session.receive(framed, momentOfTimestamp(Date.now()));
          if (receipt) stored.push(receipt.key);
          for (const bytes of send) socket.write(bytes);
          if (close) socket.destroy();
        }
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

  it('is told when there is no host', async () => {
    const { code, err } = await qingshan(['simulate', '--to', '127.0.0.1:1']);
    expect(code).toBe(1);
    expect(err).toContain('127.0.0.1:1: ECONNREFUSED');
  });
});
