import type { Command } from 'commander';
import { byOption, dataOption, jsonOption, printJson, printTable } from '../print.ts';
import { withApplication, type CommonOptions } from '../with-workspace.ts';

export function addRetention(program: Command): void {
  program
    .command('retention')
    .description('清理过了保存期的数据 / remove what is no longer kept')
    .option('--dry-run', '只列出，不清理 / list only, remove nothing')
    .addOption(byOption)
    .addOption(dataOption)
    .addOption(jsonOption)
    .action(async (options: CommonOptions & { readonly dryRun?: boolean }) =>
      withApplication(options, async (application) => {
        const rows = await (options.dryRun ? application.retention() : application.applyRetention());
        if (options.json) return printJson(rows);
        printTable(
          ['保存 kept', '天 days', '早于 before', options.dryRun ? '可清理 old' : '已清理 removed', ''],
          rows.map(({ text, days, before, old, otherwise }) => [
            `${text.zh} / ${text.en}`,
            days === null ? '—' : String(days),
            before ?? '',
            old === null ? '' : String(old),
            otherwise === null ? '' : `${otherwise.zh} / ${otherwise.en}`,
          ]),
        );
        return undefined;
      }),
    );
}
