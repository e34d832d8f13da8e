import { FLAGS } from '@qingshan/kernel';
import { expect, test } from 'vitest';
import { ObservationBuilder } from './columns.ts';
import type { ParsedFile } from './define.ts';
import { concatObservations, repeatsBetween, repeatsWithin } from './join.ts';
import { found } from './testing.ts';

type Value = readonly [site: string, parameter: string, time: number, value: number];

function file(name: string, ...values: readonly Value[]): ParsedFile {
  const builder = new ObservationBuilder();
  for (const [i, [site, parameter, time, value]] of values.entries()) {
    const codes = [builder.sites.number(site), builder.parameters.number(parameter)] as const;
    builder.push(...codes, time, value, 'valid', i + 2);
  }
  return { file: name, refused: false, rows: values.length, observations: builder.finish(), faults: [] };
}

test('files are joined in order with common dictionaries, refused ones left out', () => {
  const a = file('a', ['s', 'o3', 10, 1], ['t', 'co', 10, 2]);
  const b = file('b', ['u', 'co', 20, 3], ['t', 'o3', 20, 4]);
  const all = concatObservations([a, { ...file('c', ['x', 'x', 1, 1]), refused: true }, b]);
  expect(all.sites).toEqual(['s', 't', 'u']);
  expect(all.parameters).toEqual(['o3', 'co']);
  expect([...all.site]).toEqual([0, 1, 2, 1]);
  expect([...all.parameter]).toEqual([0, 1, 1, 0]);
  expect([...all.value]).toEqual([1, 2, 3, 4]);
});

test('repeats between files: equal ones once per pair of files, different ones each; the last counts', () => {
  const a = file('a', ['s', 'o3', 30, 1], ['s', 'o3', 20, 1], ['s', 'o3', 10, 1]);
  const b = file('b', ['s', 'co', 10, 9], ['s', 'o3', 10, 1], ['s', 'o3', 20, 1], ['s', 'o3', 30, 7]);
  const faults = repeatsBetween([a, b]);
  expect(found({ faults })).toEqual(['note repeated-different 5 - 7', 'note repeated-equal 3 - 1']);
  expect(faults.map((f) => f.file)).toEqual(['b', 'b']);
  expect(faults[0]?.text.zh).toBe(
    'b 第 5 行：s o3 1970-01-01T00:00 出现两次且不同：a第 2 行为 1，此处为 7。以后出现的为准。',
  );
  expect(faults[1]?.text.en).toBe(
    'b, row 3: Values given before for the same time, in a row 4, and equal: 2 (the first: s o3 1970-01-01T00:00). No effect.',
  );
});

test('a flag that differs is a difference; repeats within one of several files were told when it was read', () => {
  const a = file('a', ['s', 'o3', 10, 1], ['s', 'o3', 10, 1]);
  expect(found({ faults: repeatsWithin(a) })).toEqual(['note repeated-equal 3 - 1']);
  expect(repeatsBetween([a, file('b', ['s', 'o3', 20, 1])])).toEqual([]);
  const quarantined = { ...a.observations, flag: Uint8Array.of(0, FLAGS.indexOf('quarantined')) };
  expect(found({ faults: repeatsWithin({ ...a, observations: quarantined }) })).toEqual([
    'note repeated-different 3 - 1',
  ]);
});
