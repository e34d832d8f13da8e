import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mentougou } from '../testing/context.ts';
import { cellsOfRow, REGISTERS } from '../testing/rows.ts';
import { parseRegisterCases, type CaseRow, type RegisterCase } from './cases.ts';
import { CODE_RULES } from './code-rules.ts';
import { columnsOf } from './engine/columns.ts';
import { countsOf } from './engine/counts.ts';
import { findDuplicates } from './engine/duplicates.ts';
import { REGISTERS_FOLDER } from './engine/load-registers.ts';
import { cellText, isPosition } from './engine/show-value.ts';
import type { Entry, RegisterDefinition } from './engine/types.ts';
import { validateEntry } from './engine/validate-entry.ts';

const context = mentougou();
const files = REGISTERS.map((definition) => ({
  id: definition.id,
  definition,
  cases: parseRegisterCases(readFileSync(join(REGISTERS_FOLDER, definition.id, 'cases.yaml'), 'utf8')),
}));

/** The value of a column as a case writes it. */
function written(definition: RegisterDefinition, entry: Entry, head: string) {
  const column = columnsOf(definition).find((c) => c.head === head);
  const value = column && entry.values[column.field.id];
  if (!column || value === undefined) return null;
  if (isPosition(value)) return column.part === null ? null : value[column.part];
  return typeof value === 'number' || typeof value === 'boolean' ? value : cellText(column.field, value, context);
}

/** Entries of a case; every one has a number of its own. */
function entriesOf(definition: RegisterDefinition, base: CaseRow, rows: readonly CaseRow[]): Entry[] {
  return rows.map((row, i) => {
    const cells = cellsOfRow(definition, { ...base, 编号: `算例-${i + 1}`, ...row });
    const { entry, accepted, findings } = validateEntry(definition, cells, context);
    expect(accepted, findings.map((f) => f.text.zh).join('\n')).toBe(true);
    return entry;
  });
}

function check(definition: RegisterDefinition, base: CaseRow, one: RegisterCase): void {
  if ('填写' in one) {
    const { entry, findings } = validateEntry(definition, cellsOfRow(definition, { ...base, ...one.填写 }), context);
    expect(
      findings.map((f) => f.code),
      findings.map((f) => f.text.zh).join('\n'),
    ).toEqual(one.提示);
    for (const [head, value] of Object.entries(one.值)) expect(written(definition, entry, head), head).toBe(value);
    return;
  }
  const entries = entriesOf(definition, base, one.条目);
  if ('计数' in one) {
    const counts = new Map(countsOf(definition, entries, one.截至).map((c) => [c.name.zh, c.value]));
    for (const [name, value] of Object.entries(one.计数)) {
      expect(counts.has(name), name).toBe(true);
      if (value === null) expect(counts.get(name), name).toBeNull();
      else expect(counts.get(name), name).toBeCloseTo(value, 9);
    }
    return;
  }
  const groups = findDuplicates(definition, entries).map((g) => g.keys.map((key) => Number(key.replace('算例-', ''))));
  expect(groups).toEqual(one.疑似重复);
}

describe.each(files)('$id', ({ definition, cases }) => {
  test('is named in its cases, whose base row is accepted without a finding', () => {
    expect(cases.台账).toBe(definition.id);
    const { findings } = validateEntry(definition, cellsOfRow(definition, cases.基本), context);
    expect(findings.map((f) => f.text.zh)).toEqual([]);
  });

  test.each(cases.算例)('$名称', (one) => check(definition, cases.基本, one));

  test('every rule and every count of its own is in a case', () => {
    const named = new Set(cases.算例.flatMap((c) => ('计数' in c ? Object.keys(c.计数) : [])));
    const own = definition.counts.slice(STANDARD_COUNTS).map((c) => c.name.zh);
    expect(own.filter((name) => !named.has(name))).toEqual([]);
    const said = cases.算例.flatMap((one) =>
      '填写' in one
        ? validateEntry(definition, cellsOfRow(definition, { ...cases.基本, ...one.填写 }), context).findings
        : [],
    );
    const fired = new Set(said.filter((f) => f.code === 'rule').map((f) => f.text.zh));
    expect(definition.rules.map((rule) => rule.text.zh).filter((text) => !fired.has(text))).toEqual([]);
    const coded = fired.size - definition.rules.length;
    expect(coded).toBeGreaterThanOrEqual(CODE_RULES[definition.id]?.length ?? 0);
  });
});

/** total, open, closed, cleared, share cleared */
const STANDARD_COUNTS = 5;

test('every rules.ts is listed, and nothing else', () => {
  const folders = REGISTERS.filter((d) => existsSync(join(REGISTERS_FOLDER, d.id, 'rules.ts'))).map((d) => d.id);
  expect(Object.keys(CODE_RULES).toSorted()).toEqual(folders.toSorted());
});
