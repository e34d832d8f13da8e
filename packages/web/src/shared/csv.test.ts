import { expect, test } from 'vitest';
import { csvOf } from './csv.ts';

test('a table opens in Excel: mark, quotes, line ends', () => {
  expect(
    csvOf(
      ['站', 'PM2.5'],
      [
        ['门头沟,双峪', -1.5],
        ['说“好”"x"', 30],
      ],
    ),
  ).toBe('\uFEFF站,PM2.5\r\n"门头沟,双峪",-1.5\r\n"说“好”""x""",30\r\n');
});

test('text is never run as a formula', () => {
  expect(csvOf(['a'], [['=1+1'], ['-x'], ['@x']])).toBe("\uFEFFa\r\n'=1+1\r\n'-x\r\n'@x\r\n");
});
