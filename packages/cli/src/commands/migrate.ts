import { resolve } from 'node:path';
import type { AssessmentDifference, ComparedAssessments } from '@qingshan/app';
import { migrateWorkspace, type Tell } from '@qingshan/server';
import type { Command } from 'commander';
import { byOption, dataOption, jsonOption, printJson, printTable } from '../print.ts';
import { folderOf, operator, whereabouts, type CommonOptions } from '../with-workspace.ts';

const SHOWN_DIFFERENCES = 20;

const tell: Tell = ({ zh, en }) => console.error(`… ${zh} / ${en}`);

function differenceLine({ indicator, scope, period, asOf, source, target }: AssessmentDifference): string {
  return `  ${indicator} ${scope} ${period}${asOf === null ? '' : ` @ ${asOf}`}: ${source} ≠ ${target}`;
}

function printCompared({ rows, differences }: ComparedAssessments): void {
  const shown = rows.filter((row) => row.answered > 0);
  printTable(
    ['指标 indicator', '截至 as of', '评价 assessments', '相同 equal', ''],
    shown.map(({ indicator, asOf, answered, equal }) => [
      indicator,
      asOf ?? '现在 now',
      String(answered),
      String(equal),
      answered === equal ? '一致 equal' : '不同 different',
    ]),
  );
  const answered = rows.reduce((sum, row) => sum + row.answered, 0);
  if (differences.length === 0) {
    console.log(`全部 ${answered} 项评价一致 / all ${answered} assessments are equal`);
    return;
  }
  for (const difference of differences.slice(0, SHOWN_DIFFERENCES)) console.log(differenceLine(difference));
  if (differences.length > SHOWN_DIFFERENCES) console.log('  …');
  console.log(`${differences.length} 项不同 / differences: ${differences.length} (${answered})`);
}

async function migrate(options: CommonOptions & { readonly folder: string }): Promise<void> {
  const folder = resolve(options.folder);
  const by = operator(options.by);
  const { moved, compared } = await migrateWorkspace({ source: folderOf(options), folder, by, tell, ...whereabouts() });
  const isEqual = compared.differences.length === 0;
  if (options.json) printJson({ folder, moved, equal: isEqual, ...compared });
  else {
    if (moved) {
      const { batches, rows, registryRows } = moved;
      console.log(
        `登记库 ${registryRows} 行，${batches} 个批次，${rows} 个观测值 / ${registryRows} registry rows, ${batches} batches, ${rows} observations`,
      );
    }
    printCompared(compared);
    if (isEqual) console.log(`工作区可以使用 / the workspace is ready: ${folder}`);
    else if (moved)
      console.log('目标没有成为工作区，来源没有改动 / the target is no workspace, the source is as it was');
  }
  if (!isEqual) process.exitCode = 1;
}

export function addMigrate(program: Command): void {
  program
    .command('migrate')
    .description(
      '把内嵌的工作区迁到服务器（DATABASE_URL、OBSERVATIONS_URL），并逐项比较评价结果 / move an embedded workspace to servers and compare every assessment',
    )
    .requiredOption('--folder <new>', '目标数据目录，须不存在或为空 / data folder of the target, missing or empty')
    .addOption(byOption)
    .addOption(dataOption)
    .addOption(jsonOption)
    .action(migrate);
}
