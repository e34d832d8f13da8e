import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { sharedFile } from '../../testing/shared-data.ts';
import { contextOf } from '../../testing/standards.ts';
import { hj212FrameMethod } from '../protocol/hj212-frame/method.ts';
import { roundingMethod } from './rounding/method.ts';

/** The worked examples of the reference for rounding and packets, straight from its file. */
const packet = z.object({ id: z.string(), packet: z.string(), segmentLength: z.number() });
const schema = z.object({
  workedExamples: z.object({
    rounding: z.array(z.object({ x: z.string(), dp: z.number(), expected: z.string() })),
    hj212: z.object({
      valid: z.array(packet.extend({ crcComputed: z.string() })),
      invalid: z.array(packet.extend({ crcComputed: z.string(), verdict: z.string() })),
      framedHere: z.array(packet.extend({ crc: z.string() })),
      crcOnly: z.array(z.object({ text: z.string(), crc: z.string() })),
    }),
  }),
});

const file = sharedFile('reference/air.json');
const reference = file ? schema.parse(JSON.parse(readFileSync(file, 'utf8'))).workedExamples : null;
const check = (frame: string) => hj212FrameMethod.assess({ on: '2017-05-01', frame }, contextOf());

describe.skipIf(!reference)('worked examples of the reference', () => {
  test('rounding', () => {
    expect(reference?.rounding.length).toBeGreaterThan(10);
    for (const { x, dp, expected } of reference?.rounding ?? []) {
      const { shown } = roundingMethod.assess({ on: '2024-01-01', value: x, decimals: dp }, contextOf());
      expect(shown, x).toBe(expected);
    }
  });

  test('packets that are right, wrong, and framed from Annex C', () => {
    const { valid = [], invalid = [], framedHere = [] } = reference?.hj212 ?? {};
    expect([valid.length, invalid.length, framedHere.length]).toEqual([11, 6, 11]);
    for (const p of valid) {
      expect(check(p.packet), p.id).toMatchObject({ verdict: 'met', shown: p.crcComputed, value: p.segmentLength });
    }
    for (const p of invalid) {
      const found = check(p.packet);
      expect(found, p.id).toMatchObject({ verdict: 'not-met', shown: p.crcComputed, details: { variant: p.verdict } });
    }
    for (const p of framedHere) {
      expect(check(p.packet.replace(String.raw`\r\n`, '\r\n')), p.id).toMatchObject({ verdict: 'met', shown: p.crc });
    }
  });

  test('CRC of texts', () => {
    for (const { text, crc } of reference?.hj212.crcOnly ?? []) {
      expect(hj212FrameMethod.assess({ on: '2017-05-01', segment: text }, contextOf()).shown).toBe(crc);
    }
  });
});
