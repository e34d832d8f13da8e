import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Localized } from '@qingshan/kernel';
import type { MethodContext, Validation, ValidationOutcome } from '@qingshan/methods';

/** What every comparison gets: where the data lie, and the standards. */
export interface Bench {
  /** Folder of the shared data */
  readonly data: string;
  readonly context: MethodContext;
}

export type Comparison = (bench: Bench) => Validation;

export type Row = Readonly<Record<string, string>>;

/** The rows of a CSV file without quoted line breaks, by column name; `.gz` is unpacked. */
export function rowsOf(bench: Bench, file: string): Row[] {
  const [head = '', ...lines] = linesOf(bench, file);
  const names = head.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
  });
}

export function linesOf(bench: Bench, file: string): string[] {
  const bytes = readFileSync(join(bench.data, file));
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.trim().split(/\r?\n/);
}

interface Counted {
  readonly what: Localized;
  readonly compared: number;
  readonly agreed: number;
  readonly undetermined?: number;
  readonly largest?: string | null;
  readonly reason?: Localized | null;
}

export function outcome({
  what,
  compared,
  agreed,
  undetermined = 0,
  largest = null,
  reason = null,
}: Counted): ValidationOutcome {
  return { what, compared, agreed, differing: compared - agreed, undetermined, largest, reason };
}

export const both = (zh: string, en: string): Localized => ({ zh, en });
