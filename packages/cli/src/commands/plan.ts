import { countPlan, districtFolder, readDistrict } from '@qingshan/campaign';
import { QingshanError } from '@qingshan/kernel';
import type { Command } from 'commander';
import { jsonOption, printJson } from '../print.ts';
import { addPlanDocuments } from './plan-documents.ts';
import { addPlanVersions } from './plan-versions.ts';

export function addPlan(program: Command): void {
  const plan = program.command('plan').description('行动计划 / the action plan').exitOverride();

  plan
    .command('show')
    .description('板块、任务、措施 / boards, tasks and measures')
    .option('--district <id>', '区 / district', 'mentougou')
    .option('--board <id>', '只看一个板块 / one board')
    .addOption(jsonOption)
    .action(async (options: { district: string; board?: string; json?: boolean }) => {
      const { plan: shown } = latestPlan(options.district);
      const boards = shown.boards.filter((b) => options.board === undefined || b.id === options.board);
      if (options.json) return printJson({ ...shown, boards });
      console.log(shown.title.zh);
      for (const board of boards) {
        console.log(`\n${board.title.zh}`);
        for (const task of board.tasks) {
          console.log(`  ${task.id} ${task.title.zh}`);
          for (const m of task.measures) console.log(`    ${m.id} ${m.title.zh}(${m.due.text.zh})`);
        }
      }
      return undefined;
    });

  addPlanDocuments(plan);
  addPlanVersions(plan);

  plan
    .command('check')
    .description('核对计划文件 / check the plan files')
    .option('--district <id>', '区 / district', 'mentougou')
    .option('--folder <folder>', '区数据目录 / district folder, to check one of your own')
    .addOption(jsonOption)
    .action(async (options: { district: string; folder?: string; json?: boolean }) => {
      const { plan: checked, findings } = latestPlan(options.district, options.folder);
      const counts = countPlan(checked);
      if (options.json) printJson({ plan: checked.id, counts, findings });
      else {
        console.log(
          `${checked.title.zh}：板块 ${counts.boards} · 任务 ${counts.tasks} · 措施 ${counts.measures} · 特色举措 ${counts.initiatives}`,
        );
        for (const f of findings) console.log(`- ${f.file}:${f.line} ${f.text.zh}\n  ${f.text.en}`);
        if (findings.length === 0) console.log('核对无误 / nothing to remark');
      }
      if (findings.length > 0) process.exitCode = 1;
    });
}

/** The latest plan of a district, the product's or one in a folder of your own, with all that contradicts itself in it. */
function latestPlan(id: string, folder = districtFolder(id)) {
  const { district, findings } = readDistrict(folder);
  const plan = district.plans.at(-1);
  if (plan) return { plan, findings };
  throw new QingshanError('bad-plan', { file: folder, where: '', why: { zh: '没有计划', en: 'there is no plan' } });
}
