import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mentougou } from '../../testing/context.ts';
import { REGISTERS } from '../../testing/rows.ts';
import { columnsOf } from './columns.ts';
import { loadRegisters, registerFolders, REGISTERS_FOLDER } from './load-registers.ts';

/** domain.md §3 lists 24; records of an entry are registers of their own. */
const FEWEST_REGISTERS = 30;

describe('the registers', () => {
  it('are those of the manifest, each with its four files', () => {
    expect(REGISTERS.length).toBeGreaterThanOrEqual(FEWEST_REGISTERS);
    expect(registerFolders().toSorted()).toEqual(REGISTERS.map((r) => r.id).toSorted());
    for (const { id } of REGISTERS)
      for (const file of ['cases.yaml', 'sample.yaml', 'sample.xlsx'])
        expect(readFileSync(join(REGISTERS_FOLDER, id, file)).length).toBeGreaterThan(0);
  });

  it('are kept by a unit that the district has', () => {
    const shorts = new Set(mentougou().units.map((u) => u.short));
    expect(REGISTERS.map((r) => r.keeper.zh).filter((name) => !shorts.has(name))).toEqual([]);
  });

  it('are fully in Chinese and English', () => {
    for (const { name, purpose, fields, states, rules, counts } of REGISTERS) {
      const texts = [name, purpose, ...fields.map((f) => f.name), ...counts.map((c) => c.name)];
      const more = [...states.flatMap((s) => [s.name, s.means]), ...rules.map((r) => r.text)];
      for (const { zh, en } of [...texts, ...more]) {
        expect(zh).toMatch(/\p{Script=Han}|VIN|CAS|TSP|pH|COD|ORP/u);
        expect(en).not.toMatch(/\p{Script=Han}/u);
      }
    }
  });

  it('have an open and a cleared state and say what each means', () => {
    for (const { id, states } of REGISTERS) {
      expect(new Set(states.map((s) => s.phase)), id).toEqual(new Set(['open', 'closed', 'cleared']));
    }
  });

  it('are in the glossary', () => {
    const glossary = readFileSync(join(REGISTERS_FOLDER, '../../../GLOSSARY.md'), 'utf8');
    for (const { id, name } of REGISTERS) expect(glossary).toMatch(new RegExp(`\\| ${name.zh} .*\`${id}\``));
  });

  it('have columns whose names fit a sheet and no two alike', () => {
    for (const definition of REGISTERS) {
      const heads = columnsOf(definition).map((c) => c.head);
      expect(new Set(heads).size).toBe(heads.length);
      expect(definition.name.zh.length).toBeLessThanOrEqual(31);
    }
  });

  it('hide every name and telephone of a person', () => {
    for (const { id, fields } of REGISTERS)
      for (const field of fields)
        if (/person|phone|plate|vin/i.test(field.id) && field.type === 'text')
          expect(field.sensitive, `${id}.${field.id}`).not.toBeNull();
  });
});

describe('a definition that is wrong', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'registers-'));
    for (const name of ['manifest.yaml', 'common.yaml', ...REGISTERS.map((r) => r.id)])
      cpSync(join(REGISTERS_FOLDER, name), join(folder, name), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function change(file: string, from: string | RegExp, to: string): void {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    writeFileSync(path, changed);
  }

  it.each([
    ['forklift/register.yaml', 'purpose:', 'porpoise:', /forklift\/register\.yaml.*porpoise/],
    ['forklift/register.yaml', 'sum: subsidy', 'sum: subsidies', /no number/],
    ['forklift/register.yaml', 'fuel: electric', 'fuel: steam', /no word steam/],
    ['forklift/register.yaml', '[made, replaced]', '[made, model]', /different types/],
    ['forklift/register.yaml', 'words: machine-stage', 'words: boat-stage', /no words/],
    ['forklift/register.yaml', 'unit: kW', 'unit: hp', /no unit/],
    ['gate-record/register.yaml', 'partOf: heavy-diesel-user', 'partOf: forklift', /no required field/],
    ['manifest.yaml', '  - forklift\n', '', /forklift is not listed/],
    ['manifest.yaml', '  - forklift\n', '  - forklift\n  - spoon\n', /spoon/],
  ])('%s with %j', (file, from, to, message) => {
    change(file, from, to);
    expect(() => loadRegisters(folder)).toThrow(message);
  });
});
