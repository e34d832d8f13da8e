import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadDistrict } from './load.ts';
import { MEASURE_KINDS, DIRECTIONS, ORIGINS, SITE_KINDS } from './types.ts';

const ROOT = join(import.meta.dirname, '../../..');
const glossary = readFileSync(join(ROOT, 'GLOSSARY.md'), 'utf8');
const rows = glossary
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| ---') && !line.startsWith('| 中文'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

function types(): string[] {
  const source = readFileSync(join(import.meta.dirname, 'types.ts'), 'utf8');
  return [...source.matchAll(/^export (?:interface|type) (\w+)/gm)].map((match) => match[1] ?? '');
}

describe('the glossary', () => {
  it('gives every term in both languages and says where it comes from', () => {
    expect(rows.length).toBeGreaterThan(100);
    for (const [, zh, en, code, source] of rows) {
      expect(
        [zh, en, code, source].every((cell) => cell),
        `${zh} | ${en}`,
      ).toBe(true);
    }
  });

  it('gives no Chinese term twice', () => {
    const terms = rows.map(([, zh]) => zh);
    expect(terms.filter((term, i) => terms.indexOf(term) !== i)).toEqual([]);
  });

  it('has every type of a plan and district', () => {
    expect(types().length).toBeGreaterThan(10);
    for (const type of types()) expect(glossary).toContain(`\`${type}\``);
  });

  it('has every kind, origin and direction', () => {
    for (const word of [...MEASURE_KINDS, ...ORIGINS, ...DIRECTIONS, ...SITE_KINDS]) {
      expect(glossary).toContain(`\`${word}\``);
    }
  });

  it('has every board and every indicator that a target of the plan names', () => {
    for (const plan of loadDistrict(join(ROOT, 'districts/mentougou')).plans) {
      for (const board of plan.boards) expect(glossary).toContain(`\`${board.id}\``);
      for (const target of plan.targets) expect(glossary).toContain(`\`${target.indicator}\``);
    }
  });
});
