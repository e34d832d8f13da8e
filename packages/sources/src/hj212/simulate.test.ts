import { describe, expect, test } from 'vitest';
import { isRefusal, readFrame } from './frames.ts';
import { rawRows } from './raw-rows.ts';
import { observationsOf } from './readings.ts';
import { Session } from './session.ts';
import { SIMULATED_SYSTEMS, simulateTelegrams, type Simulation } from './simulate.ts';
import { momentOfStamp } from './stamps.ts';
import { device, framed, MN, protocol } from './testing.ts';

const FROM = momentOfStamp('20260301000000') ?? 0;
const HOUR = 3600;

function simulation(own: Partial<Simulation> = {}): Simulation {
  const simulated = { mn: MN, password: '123456', system: '22', crc: 'hj212', version: '2017' } as const;
  return { seed: 1, device: simulated, cn: '2061', from: FROM, to: FROM + 24 * HOUR, every: HOUR, ...own };
}

const bytesOf = (own?: Partial<Simulation>) => [...simulateTelegrams(simulation(own))].map((t) => [...t.bytes]);

test('the same simulation gives the same bytes, another seed or device others', () => {
  expect(bytesOf()).toEqual(bytesOf());
  expect(bytesOf({ seed: 2 })).not.toEqual(bytesOf());
});

describe.each(SIMULATED_SYSTEMS)('system %s', (system) => {
  test.each(['2011', '2051', '2061'] as const)('command %s: every telegram is accepted, stored and answered', (cn) => {
    const own = { ...device, system };
    const session = new Session({ protocol, deviceOf: (mn) => (mn === MN ? own : null) });
    const simulated = { ...simulation().device, system };
    const every = cn === '2061' ? HOUR : 600;
    const telegrams = [...simulateTelegrams(simulation({ cn, every, device: simulated }))];
    expect(telegrams).toHaveLength(86_400 / every);
    for (const { at, bytes } of telegrams) {
      const [only] = framed(bytes);
      if (!only) throw new Error('nothing');
      const step = session.receive(only, at);
      expect(step.events.filter((e) => e.kind !== 'arrived')).toEqual([]);
      expect(step.send).toHaveLength(1);
      if (!step.receipt) throw new Error('nothing to store');
      const { observations, doubts } = observationsOf(step.receipt.telegram, own, protocol);
      expect(doubts).toEqual([]);
      expect(observations.every((o) => o.flag === 'valid' && o.time === at)).toBe(true);
    }
  });
});

test('a share of the values is flagged, a share of the telegrams sent again', () => {
  const long = { to: FROM + 1000 * HOUR };
  const telegrams = [...simulateTelegrams(simulation({ ...long, faulty: 0.1, repeated: 0.2 }))];
  const rows = telegrams.flatMap(({ telegram }) => rawRows(telegram)).filter((r) => r.field === 'Avg');
  expect(rows.filter((r) => r.flag === 'D').length / rows.length).toBeCloseTo(0.1, 1);
  expect(telegrams.length / 1000 - 1).toBeCloseTo(0.2, 1);
  expect(new Set(telegrams.map((t) => t.telegram.qn)).size).toBe(1000);
});

test('values can be raised for a time', () => {
  const raised = { code: 'a34004', from: FROM + 6 * HOUR, to: FROM + 8 * HOUR, factor: 10 };
  const means = (own?: Partial<Simulation>) =>
    [...simulateTelegrams(simulation(own))].map((t) =>
      Number(rawRows(t.telegram).find((r) => r.code === 'a34004' && r.field === 'Avg')?.value),
    );
  const [plain, high] = [means(), means({ raised })];
  for (const [i, value] of plain.entries()) {
    if (i === 6 || i === 7) expect(Math.abs((high[i] ?? 0) - 10 * value)).toBeLessThanOrEqual(5);
    else expect(high[i]).toBe(value);
  }
});

test('a device may write its CRC by another rule', () => {
  const modbus = { ...simulation().device, crc: 'modbus' } as const;
  const [first] = simulateTelegrams(simulation({ device: modbus }));
  const [only] = framed(first?.bytes ?? new Uint8Array());
  if (!only || !('frame' in only)) throw new Error('refused');
  expect(isRefusal(readFrame(only.frame, 'modbus'))).toBe(false);
  expect(isRefusal(readFrame(only.frame))).toBe(true);
});

test('there is no simulated device of other systems', () => {
  expect(() => [...simulateTelegrams(simulation({ device: { ...simulation().device, system: '25' } }))]).toThrow('25');
});
