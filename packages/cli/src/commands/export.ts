import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { QingshanError } from '@qingshan/kernel';
import type { Command } from 'commander';
import { writeParquet } from '@qingshan/store';
import { printJson, subcommandsOf } from '../print.ts';
import { withApplication, type CommonOptions } from '../with-workspace.ts';

interface RawOptions extends CommonOptions {
  readonly csv: boolean | string;
  readonly mn?: string;
  readonly from?: string;
  readonly to?: string;
}

async function exportRaw({ csv, mn, from, to, ...options }: RawOptions): Promise<void> {
  await withApplication(options, async (application) => {
    const { pieces } = await application.exportRaw({ mn, from, to });
    if (typeof csv !== 'string') return pipeline(pieces, process.stdout, { end: false });
    await pipeline(pieces, createWriteStream(csv)).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error)) throw error;
      throw new QingshanError('bad-file', { file: csv, why: String(error.code), hint: '' });
    });
    return console.log(`已写入 / written: ${csv}`);
  });
}

interface ObservationsOptions extends CommonOptions {
  readonly parquet: string;
  readonly item?: readonly string[];
  readonly station?: readonly string[];
  readonly period?: string;
  readonly asOf?: string;
}

async function exportObservations({ parquet, item, station, period, asOf, ...options }: ObservationsOptions) {
  await withApplication(options, async (application) => {
    const exported = await application.exportObservations({ items: item, stations: station, period, asOf });
    const { files, rows } = await writeParquet(parquet, exported, (month, soFar) =>
      console.error(`… ${month}: ${soFar}`),
    );
    if (options.json) return printJson({ folder: parquet, files, rows });
    return console.log(
      `已写入 ${parquet}：${rows} 个观测值，${files} 个文件 / written: ${rows} observations, ${files} files`,
    );
  });
}

export function addExport(program: Command): void {
  const command = program.command('export').description('导出数据 / write out data').exitOverride();
  subcommandsOf(command)('raw', '设备上报的值，原样导出 / what instruments sent, as received')
    .requiredOption('--csv [file]', '写成 CSV；不写文件名则输出到屏幕 / as CSV, to a file or to the screen')
    .option('--mn <mn>', '只要一台设备 / of one device')
    .option('--from <time>', '数据时间（DataTime）不早于 / DataTime not before')
    .option('--to <time>', '数据时间早于；只写日期则含当日 / DataTime before; a day is included')
    .action(exportRaw);
  subcommandsOf(command)('observations', '存储的监测数据，每月一个目录 / stored observations, a folder a month')
    .requiredOption('--parquet <folder>', '写成 Parquet；目录须不存在或为空 / as Parquet, into a new or empty folder')
    .option('--item <names...>', '只要这些监测项目 / of these items')
    .option('--station <names...>', '只要这些点位 / of these stations')
    .option('--period <period>', '只要一个时段：2024、2024-Q3、2024-10 … / of one period')
    .option('--as-of <moment>', '截至某时已收到的数据 / as known at a moment: 2024-10-31, 2024-10-31T08:00')
    .action(exportObservations);
}
