import type { ObservationBuilder } from '../columns.ts';
import type { ParsedFile, Source, SourceContext, SourceFile } from '../define.ts';
import { Refusal, type FaultLog } from '../faults.ts';
import { isStationId } from '../bjmemc/stations.ts';
import { prepend, readBytes, takeStart, type Progress } from '../read/bytes.ts';
import { MAGIC_LENGTH, refuseForeign } from '../read/foreign.ts';
import { nearestHint } from '../read/nearest.ts';
import { parsedFile } from '../read/parsed.ts';
import { FIELDS, type Field, type Head } from '../table/head.ts';
import { TableReader } from '../table/rows.ts';

/** Over what an observation was taken: an hour that ends at its time, the month to which its time belongs, or one sample. */
export const AVERAGINGS = ['hour', 'month', 'sample'] as const;
export type Averaging = (typeof AVERAGINGS)[number];

/** What an engine finds in a file. */
export interface ParquetContent {
  readonly columns: readonly string[];
  /** The rows in their order, in pieces, each value as text, `''` for none; times are Beijing time. */
  rows(columns: readonly string[]): AsyncIterable<readonly (readonly string[])[]>;
}

/** Lends the content of a file to the work. @throws UnreadableParquet also while rows are read */
export type OpenParquet = <T>(
  bytes: AsyncIterable<Uint8Array>,
  work: (content: ParquetContent) => Promise<T>,
) => Promise<T>;

export class UnreadableParquet extends Error {}

const COLUMNS: Readonly<Record<Field, readonly string[]>> = {
  site: ['station', 'site'],
  parameter: ['item', 'parameter'],
  time: ['time'],
  value: ['value'],
  unit: ['unit'],
  flag: ['flag'],
};
const OPTIONAL: ReadonlySet<Field> = new Set(['flag']);
/** Written by an export, and of no meaning for another workspace. */
const LEFT_ALONE = new Set(['batch', 'recorded_at', 'revision', 'month']);

const HEAD: Head = new Map(FIELDS.map((field, column) => [field, column]));
const AVERAGING = FIELDS.length;
const SIMULATED = FIELDS.length + 1;

/** Observations in Parquet: what `export observations` writes, or another engine in these columns. */
export function parquetSource(open: OpenParquet): Source {
  return {
    id: 'parquet',
    title: { zh: 'Parquet 观测值，小时以结束时刻命名', en: 'Observations in Parquet, hours named by their end' },
    summary: {
      zh: '列 station、item、time、value、unit，可有 flag、averaging、simulated。有任何一行有误则整个文件不导入。',
      en: 'Columns station, item, time, value, unit, and if wanted flag, averaging, simulated. With any wrong row none of the file is imported.',
    },
    hourLabel: 'hour-ending',
    extensions: ['.parquet'],
    parse: (file, context, progress) => parse(open, file, context, progress),
  };
}

async function parse(
  open: OpenParquet,
  file: SourceFile,
  context: SourceContext,
  progress: Progress | undefined,
): Promise<ParsedFile> {
  const seen = new Set<string>();
  const parsed = await parsedFile(file.name, async (builder, log) => {
    const bytes = await parquetBytes(file, progress);
    try {
      return await open(bytes, (content) => read(content, context, builder, log, seen));
    } catch (error) {
      if (!(error instanceof UnreadableParquet)) throw error;
      throw new Refusal(file.name, 'bad-parquet', {}, { why: error.message });
    }
  });
  return seen.has('true') ? { ...parsed, observations: { ...parsed.observations, simulated: true } } : parsed;
}

/** @throws Refusal `wrong-format`, `bad-parquet` and those of `readBytes` */
async function parquetBytes(file: SourceFile, progress: Progress | undefined): Promise<AsyncIterable<Uint8Array>> {
  const pieces = readBytes(file, progress);
  const start = await takeStart(pieces, MAGIC_LENGTH);
  if (new TextDecoder().decode(start.subarray(0, MAGIC_LENGTH)) !== 'PAR1') {
    refuseForeign(file.name, start, 'Parquet');
    throw new Refusal(file.name, 'bad-parquet', {}, { why: 'PAR1 ?' });
  }
  return prepend(start, pieces);
}

async function read(
  { columns, rows }: ParquetContent,
  context: SourceContext,
  builder: ObservationBuilder,
  log: FaultLog,
  seen: Set<string>,
): Promise<number> {
  const nameOf = (names: readonly string[]) => columns.find((name) => names.includes(name.toLowerCase()));
  const found = FIELDS.map((field) => nameOf(COLUMNS[field]));
  const missing = FIELDS.filter((field, i) => found[i] === undefined && !OPTIONAL.has(field));
  if (missing.length > 0) {
    const names = missing.map((field) => COLUMNS[field][0] ?? field);
    throw new Refusal(log.file, 'missing-parquet-columns', {}, { names, found: columns });
  }
  const wanted = [...found, nameOf(['averaging']), nameOf(['simulated'])];
  const extra = columns.filter((name) => !wanted.includes(name) && !LEFT_ALONE.has(name.toLowerCase()));
  if (extra.length > 0) log.add('extra-columns', {}, { names: extra });

  const present = wanted.filter((name) => name !== undefined);
  const places = wanted.map((name) => (name === undefined ? -1 : present.indexOf(name)));
  const asRead = { ...context, isNetworkSite };
  const reader = new TableReader(HEAD, 'hour-ending', asRead, builder, log, (column) => wanted[column] ?? '');
  let row = 0;
  for await (const piece of rows(present)) {
    for (const values of piece) {
      row += 1;
      const cells = places.map((place) => values[place] ?? '');
      seen.add((cells[SIMULATED] ?? '') === 'true' ? 'true' : 'false');
      const averaging = cells[AVERAGING] ?? '';
      if (!isAveraging(averaging)) unknownAveraging(log, row, wanted[AVERAGING] ?? '', averaging);
      reader.read({ row, cells });
    }
  }
  if (seen.size > 1) throw new Refusal(log.file, 'mixed-simulated', { column: wanted[SIMULATED] ?? '' });
  return reader.finish();
}

/** Sites that the readers of published data name, whether registered or not. */
function isNetworkSite(id: string): boolean {
  return id.startsWith('cnemc-water/') || isStationId(id);
}

function isAveraging(text: string): boolean {
  return text === '' || AVERAGINGS.some((averaging) => averaging === text);
}

function unknownAveraging(log: FaultLog, row: number, column: string, value: string): void {
  log.add('unknown-averaging', { row, column, value }, () => ({
    ...nearestHint(value, AVERAGINGS),
    known: AVERAGINGS,
  }));
}
