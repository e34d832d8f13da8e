import type { Command } from 'commander';
import { byOption, dataOption, jsonOption, printJson, printTable } from '../print.ts';
import { withApplication, type CommonOptions } from '../with-workspace.ts';

interface PlanOptions extends CommonOptions {
  readonly site: string;
  readonly parameter?: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

/** Planned maintenance of sites: what is missing then is not missed, and what comes is to be judged. */
export function addMaintenance(program: Command): void {
  const maintenance = program.command('maintenance').description('维护时段 / planned maintenance of sites');
  maintenance
    .command('list')
    .description('已登记的维护时段 / what is planned')
    .addOption(dataOption)
    .addOption(jsonOption)
    .action(async (options: CommonOptions) =>
      withApplication(options, async (application) => {
        const windows = await application.maintenance();
        if (options.json) return printJson(windows);
        return printTable(
          ['编号', '点位', '项目', '开始', '结束', '说明', '登记人'],
          windows.map((w) => [String(w.id), w.siteName.zh, w.parameter ?? '全部', w.from, w.to, w.reason, w.by]),
        );
      }),
    );
  maintenance
    .command('plan')
    .description('登记维护时段 / plan one')
    .requiredOption('--site <id>', '点位编号 / id of the site')
    .option('--parameter <id>', '只限一个监测项目 / one parameter only')
    .requiredOption('--from <time>', '开始，整点 / full hour, 2024-11-03T08:00')
    .requiredOption('--to <time>', '结束，整点 / full hour')
    .requiredOption('--reason <text>', '说明 / why')
    .addOption(dataOption)
    .addOption(byOption)
    .action(async ({ site, parameter, from, to, reason, ...options }: PlanOptions) =>
      withApplication(options, async (application) => {
        await application.planMaintenance({ site, parameter: parameter ?? null, from, to, reason });
        console.log('已登记 / planned');
      }),
    );
  maintenance
    .command('cancel')
    .description('取消维护时段 / take one back')
    .argument('<id>', '编号 / number', Number)
    .addOption(dataOption)
    .addOption(byOption)
    .action(async (id: number, options: CommonOptions) =>
      withApplication(options, async (application) => {
        await application.cancelMaintenance(id);
        console.log('已取消 / taken back');
      }),
    );
}
