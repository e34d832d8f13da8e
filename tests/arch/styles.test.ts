import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/**
 * A stylesheet stays once its page was opened, so a class that two pages style would look otherwise after a visit to the
 * other page. What several pages share stands in `styles/`, which is always there.
 */

const SOURCE = join(import.meta.dirname, '../../packages/web/src');
const SHARED = 'styles';

const sheets = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.css'));

/** The classes with which the selectors of a sheet begin. */
function beginnings(name: string): ReadonlySet<string> {
  const rules = readFileSync(join(SOURCE, name), 'utf8').replaceAll(/\/\*.*?\*\//gs, '');
  return new Set([...rules.matchAll(/^\s*\.([\w-]+)[^;{}]*[,{]$/gm)].map(([, first = '']) => first));
}

test('a class is styled by one page, or by what all pages share', () => {
  const shared = new Set<string>();
  const owners = new Map<string, string[]>();
  for (const name of sheets) {
    for (const first of beginnings(name)) {
      if (name.startsWith(SHARED)) shared.add(first);
      owners.set(first, [...(owners.get(first) ?? []), name]);
    }
  }
  expect(owners.size).toBeGreaterThan(100);
  const twice = [...owners].filter(([first, names]) => names.length > 1 && !shared.has(first));
  expect(twice).toEqual([]);
});
