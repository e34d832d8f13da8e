import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { protocol, referenceFile, standards } from './testing.ts';

const schema = z.object({
  hj212: z.object({
    systemCodes: z.array(z.object({ code: z.number(), name: z.string() })),
    st2025: z.array(z.object({ code: z.number() })),
    commands: z.array(
      z.object({ code: z.number(), name: z.string(), hostToDevice: z.number(), deviceToHost: z.number() }),
    ),
    commands2025: z.array(z.object({ code: z.number(), name: z.string() })),
    dataFlags: z.record(z.string(), z.string()),
    qnRtn: z.record(z.string(), z.string()),
    exeRtn: z.record(z.string(), z.string()),
  }),
  pollutantCodes: z.object({ rows: z.array(z.array(z.string().nullable())) }),
});
const file = referenceFile();

describe.skipIf(file === null)('the tables are those of the reference', () => {
  const { hj212, pollutantCodes } = schema.parse(file);

  test('systems, commands and who sends them', () => {
    for (const { code, name } of hj212.systemCodes) expect(protocol.systems.get(String(code))?.zh).toBe(name);
    expect(protocol.systems.size).toBe(hj212.systemCodes.length + hj212.st2025.length);
    for (const { code, name, hostToDevice, deviceToHost } of hj212.commands) {
      expect(protocol.commands.get(String(code)), String(code)).toMatchObject({
        name: { zh: name },
        fromHost: hostToDevice === 1,
        fromDevice: deviceToHost === 1,
        since: '2017',
      });
    }
    for (const { code, name } of hj212.commands2025)
      expect(protocol.commands.get(String(code))).toMatchObject({ name: { zh: name }, since: '2025' });
    expect(protocol.commands.size).toBe(hj212.commands.length + hj212.commands2025.length);
  });

  test('flags and returns', () => {
    expect([...protocol.qualities.keys()].sort()).toEqual(Object.keys(hj212.dataFlags).sort());
    for (const [code, en] of Object.entries(hj212.qnRtn)) expect(protocol.requestReturns.get(code)?.en).toBe(en);
    for (const [code, en] of Object.entries(hj212.exeRtn)) expect(protocol.executionReturns.get(code)?.en).toBe(en);
  });

  test('every code, by its own and by its code of 2005, with the unit that is printed', () => {
    expect(pollutantCodes.rows).toHaveLength(379);
    for (const [code = '', name, , , , old, table] of pollutantCodes.rows) {
      const found = protocol.code(code ?? '');
      expect(found, code ?? '').not.toBeNull();
      // Two codes stand in the tables twice; the first row counts.
      if (code !== 'e701xx' && code !== 'g119xx') expect([found?.name, code]).toEqual([name, code]);
      if (old) expect(protocol.code(old)?.code, old).toBe(code);
      if (['B.1', 'B.2', 'B.3'].includes(table ?? '')) expect(found?.parameter?.code, code ?? '').toBe(code);
    }
  });
});

test('a code stands for our parameter', () => {
  expect(protocol.code('a34004')).toMatchObject({ unit: 'ng/m3', parameter: { id: 'pm25', unit: 'ug/m3' } });
  expect(protocol.code('060')).toMatchObject({ code: 'w21003', unit: 'mg/L', parameter: { id: 'nh3n' } });
  expect(protocol.code('a05024')).toMatchObject({ unit: null, parameter: { id: 'o3' } });
  expect(protocol.code('e10103')?.name).toBe('进水口流量');
  expect(protocol.code('i33312')?.name).toBe('炉膛内上部焚烧温度');
  expect(protocol.code('a99999')).toBeNull();
});

test('every unit that the measured codes print can be converted', () => {
  const edition = standards.edition('hj-212-2017');
  const units = ['codes-water', 'codes-air', 'codes-noise'].flatMap((t) =>
    edition.figures(t).map((f) => protocol.code(f.keys['code'] ?? '')?.unit),
  );
  expect(units).toHaveLength(196);
  expect(units).not.toContain(null);
});
