import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sourceById, sources } from './registry.ts';

/**
 * Folders of this package that hold no format that it parses: shared reading, the generator of sample data, the line
 * protocol, and Parquet, whose files the engine reads.
 */
const OTHER_FOLDERS = new Set(['read', 'simulated', 'hj212', 'parquet']);

test('every folder is a registered source of its name', () => {
  const entries = readdirSync(new URL('.', import.meta.url), { withFileTypes: true });
  const folders = entries.filter((e) => e.isDirectory() && !OTHER_FOLDERS.has(e.name)).map((e) => e.name);
  expect(folders.length).toBeGreaterThan(1);
  for (const folder of folders) expect(sourceById(folder).id).toBe(folder);
});

test('ids are unique, each says its hour label and is described in DATA_SOURCES.md', () => {
  const text = readFileSync(new URL('../../../DATA_SOURCES.md', import.meta.url), 'utf8');
  expect(new Set(sources.map((s) => s.id)).size).toBe(sources.length);
  for (const { id, hourLabel } of sources) {
    expect(text).toContain(`\`${id}\``);
    expect(['hour-ending', 'hour-beginning']).toContain(hourLabel);
  }
});

test('an unknown source is refused with the known ones', () => {
  expect(() => sourceById('bjmec')).toThrow('bjmemc, cnemc-water, table, table-begin');
});
