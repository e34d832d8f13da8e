import { unitFactor } from '@qingshan/kernel';
import type { Parameter } from '@qingshan/standards';
import type { ObservationBuilder } from '../columns.ts';
import type { Source, SourceContext, SourceFile } from '../define.ts';
import type { FaultLog } from '../faults.ts';
import { MAGIC_LENGTH, refuseForeign } from '../read/foreign.ts';
import { prepend, readBytes, takeStart, type Progress } from '../read/bytes.ts';
import { TextLines } from '../read/lines.ts';
import { parsedFile } from '../read/parsed.ts';
import { readHeader } from './header.ts';
import { RowReader, type StoredType } from './rows.ts';

/** The types that are stored and the unit in which they are published. */
const TYPES: Readonly<Record<string, { readonly parameter: string; readonly unit: string }>> = {
  'PM2.5': { parameter: 'pm25', unit: 'ug/m3' },
  PM10: { parameter: 'pm10', unit: 'ug/m3' },
  SO2: { parameter: 'so2', unit: 'ug/m3' },
  NO2: { parameter: 'no2', unit: 'ug/m3' },
  O3: { parameter: 'o3', unit: 'ug/m3' },
  CO: { parameter: 'co', unit: 'mg/m3' },
};

/** Hourly air quality of the Beijing network: the daily `all` and `extra` files as published, or a year of them joined. */
export const bjmemc: Source = {
  id: 'bjmemc',
  title: { zh: '北京市空气质量逐小时数据（CSV）', en: 'Hourly air quality of the Beijing network (CSV)' },
  summary: {
    zh: '日文件 beijing_all_*.csv、beijing_extra_*.csv，或合并的年文件，可为 gzip 压缩。AQI 与滑动平均行不保存。',
    en: 'Daily files beijing_all_*.csv and beijing_extra_*.csv or a joined year, plain or gzip. Rows of AQI and of running means are not stored.',
  },
  hourLabel: 'hour-ending',
  extensions: ['.csv', '.csv.gz', '.gz'],
  parse: (file, context, progress) =>
    parsedFile(file.name, (builder, log) => read(file, context, builder, log, progress)),
};

async function read(
  file: SourceFile,
  context: SourceContext,
  builder: ObservationBuilder,
  log: FaultLog,
  progress: Progress | undefined,
): Promise<number> {
  const bytes = readBytes(file, progress);
  const start = await takeStart(bytes, MAGIC_LENGTH);
  refuseForeign(file.name, start, 'CSV');
  const lines = new TextLines(file.name, prepend(start, bytes));
  let rows: RowReader | null = null;
  for await (const line of lines) {
    if (rows) rows.read(line, lines.row);
    else rows = new RowReader(readHeader(line, log), storedTypes(context.parameters), context, builder, log);
  }
  if (lines.encoding === 'gb18030') log.add('not-utf8');
  return rows?.finish() ?? 0;
}

function storedTypes(parameters: readonly Parameter[]): ReadonlyMap<string, StoredType> {
  const types = new Map<string, StoredType>();
  for (const [type, published] of Object.entries(TYPES)) {
    const parameter = parameters.find((p) => p.id === published.parameter);
    const factor = parameter && unitFactor(published.unit, parameter.unit);
    if (parameter && factor) types.set(type, { parameter, factor });
  }
  return types;
}
