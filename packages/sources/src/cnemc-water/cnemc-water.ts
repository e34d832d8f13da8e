import type { ObservationBuilder } from '../columns.ts';
import type { Source, SourceContext, SourceFile } from '../define.ts';
import { Refusal, type FaultLog } from '../faults.ts';
import { prepend, readBytes, takeStart, type Progress } from '../read/bytes.ts';
import { MAGIC_LENGTH, refuseForeign } from '../read/foreign.ts';
import { readJsonValue } from '../read/json.ts';
import { parsedFile } from '../read/parsed.ts';
import { csvRecords } from '../table/csv.ts';
import { textOf } from '../table/record.ts';
import { readColumns, type Field } from './columns.ts';
import { dayOfName } from './observed-time.ts';
import { SectionRows } from './rows.ts';

/** Real-time values of the national automatic surface-water stations: the JSON as released, or a CSV made of it. */
export const cnemcWater: Source = {
  id: 'cnemc-water',
  title: { zh: '国家地表水水质自动监测数据（JSON、CSV）', en: 'National automatic surface-water stations (JSON, CSV)' },
  summary: {
    zh: '实时发布系统的 JSON（文件名须含日期）或由它整理的 CSV，可为 gzip 压缩。有未修约的原始值时用原始值；发布的水质类别不保存。',
    en: 'JSON of the real-time release (its name must hold the date) or a CSV made of it, plain or gzip. Unrounded originals are taken where there are any; the published class is not stored.',
  },
  hourLabel: 'hour-ending',
  extensions: ['.json', '.json.gz', '.csv', '.csv.gz', '.gz'],
  parse: (file, context, progress) =>
    parsedFile(file.name, (builder, log) => read(file, context, builder, log, progress)),
};

const REQUIRED: readonly Field[] = ['province', 'section', 'time'];
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

async function read(
  file: SourceFile,
  context: SourceContext,
  builder: ObservationBuilder,
  log: FaultLog,
  progress: Progress | undefined,
): Promise<number> {
  const bytes = readBytes(file, progress);
  const start = await takeStart(bytes, MAGIC_LENGTH);
  refuseForeign(file.name, start, 'JSON, CSV');
  const all = prepend(start, bytes);
  const marked = BYTE_ORDER_MARK.every((byte, i) => start[i] === byte);
  return start[marked ? BYTE_ORDER_MARK.length : 0] === '{'.codePointAt(0)
    ? readJson(all, context, builder, log)
    : readCsv(all, context, builder, log);
}

async function readCsv(
  bytes: AsyncIterable<Uint8Array>,
  context: SourceContext,
  builder: ObservationBuilder,
  log: FaultLog,
): Promise<number> {
  let rows: SectionRows | null = null;
  for await (const { row, cells } of csvRecords(bytes, log)) {
    const texts = cells.map(textOf);
    if (rows) {
      rows.read(texts, row);
      continue;
    }
    const columns = readColumns(texts, REQUIRED, context.parameters, log);
    const day = dayOfName(log.file);
    if (day === null && !columns.fields.has('fileDate')) throw new Refusal(log.file, 'no-year');
    rows = new SectionRows(columns, day, context, builder, log);
  }
  if (!rows) throw new Refusal(log.file, 'no-rows');
  return rows.finish();
}

/** The table of the release system: heads and rows, each cell a text with markup, or null. */
interface Release {
  readonly thead: readonly string[];
  readonly tbody: readonly (readonly (string | null)[])[];
}

async function readJson(
  bytes: AsyncIterable<Uint8Array>,
  context: SourceContext,
  builder: ObservationBuilder,
  log: FaultLog,
): Promise<number> {
  const table = releaseOf(await readJsonValue(bytes, log), log);
  const columns = readColumns(table.thead, REQUIRED, context.parameters, log);
  const day = dayOfName(log.file);
  if (day === null) throw new Refusal(log.file, 'no-year');
  const rows = new SectionRows(columns, day, context, builder, log);
  for (const [i, cells] of table.tbody.entries()) rows.read(cells, i + 1);
  return rows.finish();
}

function releaseOf(data: unknown, log: FaultLog): Release {
  if (isRelease(data)) return data;
  throw new Refusal(log.file, 'bad-json', {}, { why: 'thead, tbody' });
}

function isCell(x: unknown): boolean {
  return x === null || typeof x === 'string';
}

function isRelease(data: unknown): data is Release {
  if (typeof data !== 'object' || data === null || !('thead' in data) || !('tbody' in data)) return false;
  const { thead, tbody } = data;
  return (
    Array.isArray(thead) &&
    thead.every((x) => typeof x === 'string') &&
    Array.isArray(tbody) &&
    tbody.every((row) => Array.isArray(row) && row.every(isCell))
  );
}
