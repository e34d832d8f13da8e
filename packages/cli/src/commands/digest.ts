import type { Command } from 'commander';
import { byOption, dataOption, jsonOption, printJson } from '../print.ts';
import { withApplication, type CommonOptions } from '../with-workspace.ts';

export function addDigest(program: Command): void {
  program
    .command('digest')
    .description('发送今天的消息摘要（每人每天一次）/ send the digests of the day, once a day to each')
    .addOption(byOption)
    .addOption(dataOption)
    .addOption(jsonOption)
    .action(async (options: CommonOptions) => {
      await withApplication(options, async (application) => {
        const counted = await application.sendDigests();
        if (counted.failed > 0) process.exitCode = 1;
        if (options.json) return printJson(counted);
        const { sent, failed, skipped } = counted;
        return console.log(
          `发出 ${sent}，失败 ${failed}（稍后重试），已发过 ${skipped} / ${sent} sent, ${failed} failed (tried again later), ${skipped} sent before`,
        );
      });
    });
}
