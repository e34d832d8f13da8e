import { describeMethods } from '@qingshan/methods';
import { loadStandards } from '@qingshan/standards';
import type { Command } from 'commander';
import { jsonOption, printJson, printTable } from '../print.ts';

export function addMethods(program: Command): void {
  program
    .command('methods')
    .description('全部评价方法 / every official method')
    .addOption(jsonOption)
    .action(async (options: { json?: boolean }) => {
      const methods = describeMethods(await loadStandards());
      if (options.json) return printJson(methods);
      return printTable(
        ['方法', '名称', '依据', '版本'],
        methods.map((m) => [m.id, m.title.zh, m.clauses.map((c) => c.clause).join(';'), m.version]),
      );
    });
}
