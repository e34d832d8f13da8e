import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mentougou } from '../../testing/context.ts';
import { REGISTERS } from '../../testing/rows.ts';
import type { Entry, Field, Pattern, RegisterDefinition, Value } from '../engine/types.ts';
import { checkRows, readRegister } from './read-register.ts';
import { writeRegister } from './write-register.ts';

const context = mentougou();

/** Right values of each pattern, printed or published. */
const PATTERN_VALUES: Readonly<Record<Pattern, readonly string[]>> = {
  uscc: ['91350100M000100Y43', '91110000600037341L'],
  vin: ['1M8GDM9AXKP042788', '11111111111111111'],
  plate: ['京A12345', '京AD12345'],
  phone: ['13800000001', '010-60000001'],
  cas: ['7732-18-5', '58-08-2'],
  'waste-code': ['900-214-08'],
  digits24: ['CNFCG3Z20000000000000001'],
};

const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((d) => d.toISOString());
/** Begins and ends with a character that is no blank, dash or slash. */
const text = fc
  .string({ unit: fc.constantFrom(...'示例甲乙（）()&<>"\'=+ 、，.%０9 AZ'), maxLength: 12 })
  .map((s) => `示${s}例`);
const name = fc
  .string({ unit: fc.constantFrom(...'示例-._aZ09'), minLength: 1, maxLength: 8 })
  .map((s) => `示${s}.jpg`);

function valueOf(field: Field): fc.Arbitrary<Value> {
  switch (field.type) {
    case 'text':
      return field.pattern === undefined
        ? text.map((s) => [...s].slice(0, field.maxLength).join('').trim())
        : fc.constantFrom(...PATTERN_VALUES[field.pattern]);
    case 'integer':
      return fc.integer({ min: field.min ?? -1000, max: field.max ?? 100_000 });
    case 'number':
      return fc
        .integer({ min: Math.ceil((field.min ?? -1000) * 1000), max: Math.floor((field.max ?? 100_000) * 1000) })
        .map((n) => n / 1000);
    case 'date':
      return day.map((d) => d.slice(0, 10));
    case 'month':
      return day.map((d) => d.slice(0, 7));
    case 'time':
      return day.map((d) => d.slice(0, 19));
    case 'boolean':
      return fc.boolean();
    case 'enum':
      return fc.constantFrom(...field.words.map((w) => w.id));
    case 'multi-enum':
      return fc.subarray(
        field.words.map((w) => w.id),
        { minLength: 1 },
      );
    case 'town':
      return fc.constantFrom(...context.towns.map((t) => t.id));
    case 'unit':
      return fc.constantFrom(...context.units.map((u) => u.id));
    case 'position': {
      const degrees = (min: number, max: number) => fc.integer({ min: min * 1e6, max: max * 1e6 }).map((n) => n / 1e6);
      return fc.record({ lon: degrees(73, 136), lat: degrees(3, 54) });
    }
    case 'attachment':
      return fc.array(name, { minLength: 1, maxLength: 3 });
    case 'reference':
      return fc.integer({ min: 1, max: 99 }).map((n) => `示例-${n}`);
  }
}

/** Entries with any of the fields filled in; their numbers differ. */
function entriesOf(definition: RegisterDefinition): fc.Arbitrary<Entry[]> {
  const fields = definition.fields.filter((f) => f.id !== 'id');
  const values = fc.record(Object.fromEntries(fields.map((f) => [f.id, valueOf(f)])), { requiredKeys: [] });
  return fc.array(values, { minLength: 1, maxLength: 4 }).map((rows) =>
    rows.map((row, i) => ({
      register: definition.id,
      key: `示例-${i + 1}`,
      values: { ...row, id: `示例-${i + 1}` },
    })),
  );
}

describe.each(REGISTERS)('$id', (definition) => {
  test('whatever an entry holds comes back from its workbook as it was', () => {
    fc.assert(
      fc.property(entriesOf(definition), (entries) => {
        const { rows, findings } = readRegister(definition, writeRegister(definition, entries, context));
        expect(findings).toEqual([]);
        expect([...checkRows(definition, rows, context)].map((r) => r.entry)).toEqual(entries);
      }),
      { numRuns: 8, seed: 20241031 },
    );
  });
});
