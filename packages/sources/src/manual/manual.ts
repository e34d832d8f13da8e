import type { ObservationBuilder } from '../columns.ts';
import type { Source, SourceContext, SourceFile } from '../define.ts';
import type { FaultLog } from '../faults.ts';
import type { Progress } from '../read/bytes.ts';
import { parsedFile } from '../read/parsed.ts';
import { readRows } from '../table/read-rows.ts';
import { tableRecords } from '../table/records.ts';
import { SampleHeadFinder, type SampleHead } from './head.ts';
import { SampleReader } from './rows.ts';

/** Results of laboratories: a row a site and day of sampling, a column an item. */
export const manual: Source = {
  id: 'manual',
  title: { zh: '手工监测宽表（CSV 或 xlsx）', en: 'Wide table of manual monitoring (CSV or xlsx)' },
  summary: {
    zh: '每行一个点位一次采样，每列一个项目，单位写在表头：溶解氧(mg/L)。未检出写 0.01L 或 <0.01。有任何错误行则整个文件不导入。',
    en: 'One sampling of a site a row, one item a column with its unit in the head: 溶解氧(mg/L). Not detected is 0.01L or <0.01. A file with any wrong row is not imported at all.',
  },
  hourLabel: 'hour-ending',
  extensions: ['.csv', '.csv.gz', '.xlsx'],
  parse: (file, context, progress) =>
    parsedFile(file.name, (builder, log) => readSamples(file, context, builder, log, progress)),
};

function readSamples(
  file: SourceFile,
  context: SourceContext,
  builder: ObservationBuilder,
  log: FaultLog,
  progress: Progress | undefined,
): Promise<number> {
  const finder = new SampleHeadFinder(context.parameters, log);
  const readerFor = (head: SampleHead) => new SampleReader(head, context, builder, log);
  return readRows(tableRecords(file, log, progress), finder, readerFor);
}
