import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { QingshanError } from '@qingshan/kernel';
import type { Command } from 'commander';
import { subcommandsOf } from '../print.ts';
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

export function addExport(program: Command): void {
  const command = program.command('export').description('导出数据 / write out data').exitOverride();
  subcommandsOf(command)('raw', '设备上报的值，原样导出 / what instruments sent, as received')
    .requiredOption('--csv [file]', '写成 CSV；不写文件名则输出到屏幕 / as CSV, to a file or to the screen')
    .option('--mn <mn>', '只要一台设备 / of one device')
    .option('--from <time>', '数据时间（DataTime）不早于 / DataTime not before')
    .option('--to <time>', '数据时间早于；只写日期则含当日 / DataTime before; a day is included')
    .action(exportRaw);
}
