import type { HourLabel, Localized } from '@qingshan/kernel';
import type { ObservationBuilder } from '../columns.ts';
import type { Source, SourceContext, SourceFile } from '../define.ts';
import type { FaultLog } from '../faults.ts';
import type { Progress } from '../read/bytes.ts';
import { parsedFile } from '../read/parsed.ts';
import { HeadFinder, type Head } from './head.ts';
import { readRows } from './read-rows.ts';
import { tableRecords } from './records.ts';
import { TableReader } from './rows.ts';

function tableSource(id: string, hourLabel: HourLabel, named: Localized): Source {
  return {
    id,
    title: {
      zh: `通用长表（CSV 或 xlsx），小时以${named.zh}命名`,
      en: `Long table (CSV or xlsx), hours named by their ${named.en}`,
    },
    summary: {
      zh: '每行一个值：点位、监测项目、时间、监测值、单位、标记。有任何错误行则整个文件不导入。',
      en: 'One value a row: site, parameter, time, value, unit, flag. A file with any wrong row is not imported at all.',
    },
    hourLabel,
    extensions: ['.csv', '.csv.gz', '.xlsx'],
    parse: (file, context, progress) =>
      parsedFile(file.name, (builder, log) => readTable(file, hourLabel, context, builder, log, progress)),
  };
}

/**
 * A table does not say which end of the hour it names, so there is a source for each convention and the user chooses;
 * a head that does say (`结束时间`, `开始时间`) must agree.
 */
export const table = tableSource('table', 'hour-ending', { zh: '结束时刻', en: 'end' });
export const tableBegin = tableSource('table-begin', 'hour-beginning', { zh: '开始时刻', en: 'beginning' });

function readTable(
  file: SourceFile,
  label: HourLabel,
  context: SourceContext,
  builder: ObservationBuilder,
  log: FaultLog,
  progress: Progress | undefined,
): Promise<number> {
  const finder = new HeadFinder(label, log);
  const readerFor = (head: Head) => new TableReader(head, label, context, builder, log);
  return readRows(tableRecords(file, log, progress), finder, readerFor);
}
