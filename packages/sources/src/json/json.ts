import type { ObservationBuilder } from '../columns.ts';
import type { Source, SourceContext, SourceFile } from '../define.ts';
import { Refusal, type FaultLog } from '../faults.ts';
import { readBytes, type Progress } from '../read/bytes.ts';
import { readJsonValue } from '../read/json.ts';
import { parsedFile } from '../read/parsed.ts';
import { FIELDS, type Field, type Head } from '../table/head.ts';
import { TableReader } from '../table/rows.ts';

/** What programs send: a list of observations in JSON, under the rules of the long table. */
export const json: Source = {
  id: 'json',
  title: { zh: 'JSON 观测值列表，小时以结束时刻命名', en: 'List of observations in JSON, hours named by their end' },
  summary: {
    zh: '{"observations":[{"site","parameter","time","value","unit","flag"}]}，供程序推送。有任何一条有误则全部不导入。',
    en: '{"observations":[{"site","parameter","time","value","unit","flag"}]}, for programs that send. With any wrong one none is imported.',
  },
  hourLabel: 'hour-ending',
  extensions: ['.json', '.json.gz'],
  parse: (file, context, progress) =>
    parsedFile(file.name, (builder, log) => read(file, context, builder, log, progress)),
};

/** Each field is a column of its own, in this order. */
const HEAD: Head = new Map(FIELDS.map((field, column) => [field, column]));

async function read(
  file: SourceFile,
  context: SourceContext,
  builder: ObservationBuilder,
  log: FaultLog,
  progress: Progress | undefined,
): Promise<number> {
  const list = listOf(await readJsonValue(readBytes(file, progress), log));
  if (list === null) throw new Refusal(log.file, 'no-observations');
  const reader = new TableReader(HEAD, 'hour-ending', context, builder, log, (column) => FIELDS[column] ?? '');
  const unknown = new Set<string>();
  for (const [i, item] of list.entries()) {
    const row = i + 1;
    if (!isObject(item)) {
      log.add('bad-item', { row, value: JSON.stringify(item) });
      continue;
    }
    for (const name of Object.keys(item)) if (!isField(name)) unknown.add(name);
    reader.read({ row, cells: FIELDS.map((field) => cellOf(item[field])) });
  }
  if (unknown.size > 0) log.add('extra-columns', {}, { names: [...unknown] });
  return reader.finish();
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isField(name: string): name is Field {
  return FIELDS.some((field) => field === name);
}

function listOf(data: unknown): readonly unknown[] | null {
  const list = isObject(data) ? data['observations'] : data;
  return Array.isArray(list) ? list : null;
}

/** A value that is neither text nor number is shown as it stands, and found wrong as such. */
function cellOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
