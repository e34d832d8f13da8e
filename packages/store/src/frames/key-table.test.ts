import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashOf, KeyTable } from './key-table.ts';

test('knows what a map of the same keys knows, while it grows and when a key comes again', () => {
  const pairs = fc.array(fc.tuple(fc.string({ maxLength: 3 }), fc.nat()), { maxLength: 400 });
  fc.assert(
    fc.property(pairs, (list) => {
      const [table, map] = [new KeyTable(), new Map<string, number>()];
      for (const [key, digest] of list) {
        table.set(hashOf(key), digest);
        map.set(key, digest);
      }
      expect(table.size).toBe(map.size);
      for (const [key, digest] of map) expect(table.get(hashOf(key))).toBe(digest);
      expect(table.get(hashOf('none of them'))).toBeUndefined();
    }),
  );
});

test('grows past its first size without losing a key', () => {
  const table = new KeyTable();
  const keys = Array.from({ length: 100_000 }, (_, i) => `QN=20240101${String(i).padStart(9, '0')};MN=TEST${i % 13}`);
  for (const [i, key] of keys.entries()) table.set(hashOf(key), i);
  expect(table.size).toBe(100_000);
  expect(keys.every((key, i) => table.get(hashOf(key)) === i)).toBe(true);
});

test('keys that differ in a digit have different hashes, within 53 bits', () => {
  const hashes = Array.from({ length: 200_000 }, (_, i) => hashOf(`BENCH${String(i).padStart(19, '0')}`));
  expect(new Set(hashes).size).toBe(200_000);
  expect(hashes.every((hash) => Number.isSafeInteger(hash) && hash >= 0)).toBe(true);
});

test('hashes that begin at the same place stand beside each other', () => {
  const table = new KeyTable();
  for (let i = 0; i < 50; i++) table.set(i, i * 2);
  expect(Array.from({ length: 50 }, (_, i) => table.get(i))).toEqual(Array.from({ length: 50 }, (_, i) => i * 2));
  expect(table.get(50)).toBeUndefined();
});
