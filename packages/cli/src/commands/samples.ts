import { writeFile } from 'node:fs/promises';
import { dayOfDate, parsePeriod, QingshanError } from '@qingshan/kernel';
import {
  SAMPLE_KINDS,
  sampleCsv,
  sampleLayout,
  sampleTable,
  sampleWorkbook,
  tableTemplate,
  type SampleKind,
} from '@qingshan/sources';
import { loadStandards } from '@qingshan/standards';
import type { Command } from 'commander';
import { dataOption } from '../print.ts';
import { withApplication, type CommonOptions } from '../with-workspace.ts';

interface FileOptions extends CommonOptions {
  readonly kind?: string;
  readonly period?: string;
  readonly output?: string;
}

/** @throws QingshanError `not-found` naming the kinds that there are */
function kindOf(text: string | undefined): SampleKind {
  const kind = SAMPLE_KINDS.find((k) => k === text);
  if (kind) return kind;
  const what = { zh: '点位类型', en: 'kind of site' };
  throw new QingshanError('not-found', { what, id: text ?? '', hint: `--kind ${SAMPLE_KINDS.join(' | ')}` });
}

function isCsv(path: string): boolean {
  return path.toLowerCase().endsWith('.csv');
}

async function templateOf(source: string, options: FileOptions, path: string): Promise<Uint8Array | string> {
  if (source === 'table') return tableTemplate('hour-ending');
  if (source === 'table-begin') return tableTemplate('hour-beginning');
  if (source !== 'manual') {
    const what = { zh: '有模板的数据来源', en: 'data source with a template' };
    throw new QingshanError('not-found', { what, id: source, hint: 'manual, table, table-begin' });
  }
  const standards = await loadStandards();
  const layout = sampleLayout(kindOf(options.kind), standards);
  const table = sampleTable(layout, [], standards.parameters);
  return isCsv(path) ? sampleCsv(table) : sampleWorkbook(layout, table);
}

async function writeTemplate(source: string, options: FileOptions): Promise<void> {
  const path = options.output ?? `${[source, options.kind].filter(Boolean).join('-')}.xlsx`;
  await writeFile(path, await templateOf(source, options, path));
  console.log(`已写入 / written: ${path}`);
}

/** All that is stored, or a period of it. */
function spanOf(text: string | undefined) {
  if (text === undefined) return { first: dayOfDate(1970, 1, 2) ?? 1, last: dayOfDate(9999, 12, 31) ?? 1 };
  const period = parsePeriod(text);
  if (!period) throw new QingshanError('unknown-period', { text });
  return { first: period.first, last: period.last };
}

async function writeSamples(options: FileOptions): Promise<void> {
  const kind = kindOf(options.kind);
  const path = options.output ?? `samples-${kind}.xlsx`;
  const asked = { kind, ...spanOf(options.period), form: isCsv(path) ? ('csv' as const) : ('xlsx' as const) };
  const { bytes, samples } = await withApplication(options, (application) => application.exportSamples(asked));
  await writeFile(path, bytes);
  console.log(`已写入 ${samples} 次采样 / samples written: ${samples} → ${path}`);
}

export function addSamples(program: Command): void {
  const kinds = `点位类型 / kind of site: ${SAMPLE_KINDS.join(', ')}`;
  program
    .command('template')
    .description('写出导入模板 / write a template for importing: manual, table, table-begin')
    .argument('<source>', '数据来源 / source')
    .option('--kind <kind>', kinds)
    .option('-o, --output <file>', '文件（xlsx 或 csv）/ file (xlsx or csv)')
    .action(writeTemplate);
  program
    .command('samples')
    .description('按导入模板导出已存的手工监测数据 / write the stored samples in the layout of the template')
    .requiredOption('--kind <kind>', kinds)
    .option('--period <period>', '时段，缺省全部 / period, by default all')
    .option('-o, --output <file>', '文件（xlsx 或 csv）/ file (xlsx or csv)')
    .addOption(dataOption)
    .action(writeSamples);
}
