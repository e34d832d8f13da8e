import { formatMoment } from '@qingshan/kernel';
import type { Command } from 'commander';
import { byOption, dataOption, jsonOption, printJson, printTable } from '../print.ts';
import { printWatched } from '../watched.ts';
import { withApplication, withWorkspace, type CommonOptions } from '../with-workspace.ts';

export function addBatches(program: Command): void {
  program
    .command('batches')
    .description('已导入的批次 / imported batches')
    .addOption(dataOption)
    .addOption(jsonOption)
    .action(async (options: CommonOptions) =>
      withWorkspace(options, async ({ registry }) => {
        const batches = await registry.batches();
        if (options.json) return printJson(batches);
        return printTable(
          ['批次', '来源', '状态', '收到', '新增', '更正', '文件'],
          batches.map((b) => [
            String(b.id),
            b.source,
            b.state,
            formatMoment(b.received),
            String(b.added),
            String(b.corrected),
            b.files.length > 2 ? `${b.files[0]} … (${b.files.length})` : b.files.join(' '),
          ]),
        );
      }),
    );

  program
    .command('undo')
    .description('整批撤销 / take a whole batch back')
    .argument('<batch>', '批次号 / batch number', Number)
    .addOption(dataOption)
    .addOption(jsonOption)
    .addOption(byOption)
    .action(async (id: number, options: CommonOptions) =>
      withApplication(options, async (application) => {
        const batch = await application.undoBatch(id);
        if (options.json) printJson(batch);
        else {
          console.log(`批次 ${id} 已撤销 / batch ${id} undone`);
          printWatched(batch);
        }
      }),
    );
}
