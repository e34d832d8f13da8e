import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { en } from './en.ts';
import { zh } from './zh.ts';

type Tree = { readonly [key: string]: string | Tree };

function flat(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : flat(value, `${path}${key}.`),
  );
}

const placeholders = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1] ?? '').sort();

test('both languages fill in the same values', () => {
  const english = new Map(flat(en));
  const wrong = flat(zh).filter(
    ([key, text]) => placeholders(english.get(key) ?? '').join() !== placeholders(text).join(),
  );
  expect(flat(zh).length).toBeGreaterThan(200);
  expect(wrong).toEqual([]);
});

test('no text is empty, and English has no Chinese left in it', () => {
  expect([...flat(zh), ...flat(en)].filter(([, text]) => text.trim() === '')).toEqual([]);
  expect(flat(en).filter(([, text]) => /\p{Script=Han}/u.test(text))).toEqual([]);
});

test('Chinese stands in the locale files only', () => {
  const source = join(import.meta.dirname, '..');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !/\.test\.ts$|^locales.(zh|en)(-\w+)?\.ts$|schema\.d\.ts$/.test(file),
  );
  expect(files.length).toBeGreaterThan(30);
  const withChinese = files.filter((file) => {
    const code = readFileSync(join(source, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    return /\p{Script=Han}/u.test(code);
  });
  expect(withChinese).toEqual([]);
});
