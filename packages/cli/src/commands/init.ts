import { initWorkspace, isWorkspace, readManifest } from '@qingshan/server';
import { QingshanError } from '@qingshan/kernel';
import type { Command } from 'commander';
import { dataOption, jsonOption, printJson } from '../print.ts';
import { folderOf, whereabouts, type CommonOptions } from '../with-workspace.ts';

export function addInit(program: Command): void {
  program
    .command('init')
    .description('建立工作区 / make a workspace')
    .requiredOption('--district <id>', '区 / district, e.g. mentougou')
    .option('--demo', '加入一套模拟数据（演示用）/ add the simulated years (demonstration)')
    .addOption(dataOption)
    .addOption(jsonOption)
    .action(async (options: CommonOptions & { district: string; demo?: boolean }) => {
      const folder = folderOf(options);
      if (await isWorkspace(folder)) {
        throw new QingshanError('workspace-exists', { folder, district: (await readManifest(folder)).district });
      }
      const manifest = await initWorkspace(folder, {
        district: options.district,
        demonstration: options.demo === true,
        ...whereabouts(),
      });
      if (options.json) printJson({ folder, ...manifest });
      else console.log(`工作区已建立 / workspace made: ${folder}`);
    });
}
