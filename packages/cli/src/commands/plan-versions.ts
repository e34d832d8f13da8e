import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { PLAN_LAYOUTS, type PlanLayout, type views } from '@qingshan/app';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { jsonOption, printJson, printTable } from '../print.ts';
import { withApplication, type CommonOptions } from '../with-workspace.ts';

function whole(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('应为整数 / a whole number');
}

const data = () => new Option('--data <folder>', '工作区文件夹 / workspace folder');
const by = () => new Option('--by <name>', '操作人，记入审计 / who acts, for the audit');

function addImport(plan: Command): void {
  plan
    .command('import <file>')
    .description('把计划文件读成工作区的草稿 / read a docx or xlsx into a draft of the workspace')
    .requiredOption('--year <year>', '文件没有写明时的计划年度 / year where the title does not say it', whole)
    .addOption(data())
    .addOption(by())
    .addOption(jsonOption)
    .action(async (file: string, options: CommonOptions & { year: number }) =>
      withApplication(options, async (application) => {
        const { id } = await application.addPlanDraft(
          { name: basename(file), bytes: await readFile(file) },
          options.year,
        );
        const draft = await application.planDraft(id);
        if (options.json) return printJson(draft);
        const { counts } = draft;
        console.log(`草稿 ${id} / draft ${id}: ${draft.title ?? draft.name}`);
        console.log(
          `板块 ${counts.boards} · 任务 ${counts.tasks} · 措施 ${counts.measures} · 特色举措 ${counts.initiatives}`,
        );
        console.log(`疑点 ${draft.doubts} 处 / ${draft.doubts} doubts`);
        for (const doubt of draft.doubtList) console.log(`- [${doubt.id}] ${doubt.where.zh}：${doubt.text.zh}`);
        return undefined;
      }),
    );
}

function addIssue(plan: Command): void {
  plan
    .command('issue <draft>')
    .description('把没有未决疑点的草稿印发为版本 / issue a draft without open doubts as a version')
    .requiredOption('--name <name>', '文件名称 / name of the document')
    .option('--number <number>', '发文字号 / number of the document')
    .option('--date <date>', '发文日期，2024-03-15 / day of the document')
    .option('--note <note>', '修订说明 / what the amendment is about', '')
    .option('--accept-suggestions', '采纳全部建议 / accept every suggestion')
    .option('--preview', '只看影响，不印发 / show what it would do and stop')
    .addOption(data())
    .addOption(by())
    .addOption(jsonOption)
    .action(async (draft: string, options: CommonOptions & IssueOptions) =>
      withApplication(options, async (application) => {
        const id = whole(draft);
        let shown = await application.planDraft(id);
        const open = shown.doubtList.filter((d) => d.decision === null && d.suggestion !== null);
        if (options.acceptSuggestions && open.length > 0) {
          const decisions = open.map((d) => ({ doubt: d.id, act: 'accept' as const }));
          shown = await application.decidePlanDraft(id, { decisions, seen: shown.seq });
        }
        const { name, number = null, date = null, note } = options;
        const input = { name, number, date, note, links: {}, seen: shown.seq };
        const preview = await application.previewPlanIssue(id, input);
        if (options.preview || !preview.ready) {
          if (options.json) printJson(preview);
          for (const { where, text } of preview.unsettled) console.log(`- ${where.zh}：${text.zh}`);
          if (preview.ready) printImpact(preview.ready);
          if (!preview.ready) process.exitCode = 1;
          return;
        }
        const version = await application.issuePlan(id, input);
        if (options.json) printJson(version);
        else console.log(`已印发 ${version.plan} 第 ${version.version} 版 / issued, version id ${version.id}`);
      }),
    );
}

interface IssueOptions {
  readonly name: string;
  readonly number?: string;
  readonly date?: string;
  readonly note: string;
  readonly acceptSuggestions?: boolean;
  readonly preview?: boolean;
}

type Ready = NonNullable<views.IssuePreviewView['ready']>;

function printImpact({ impact, diff }: Ready): void {
  const { added, dropped, changed, unchanged } = diff;
  console.log(`措施：新增 ${added.length}，取消 ${dropped.length}，改动 ${changed.length}，不变 ${unchanged}`);
  console.log(
    `派发：继续 ${impact.kept}，终止 ${impact.ended.length}，新增 ${impact.added.length}，恢复 ${impact.resumed.length}`,
  );
  for (const item of impact.ended) console.log(`- ${item.id} ${item.unitName.zh}：${item.text.zh}`);
}

function addVersions(plan: Command): void {
  plan
    .command('versions')
    .description('已印发的版本 / issued versions')
    .addOption(data())
    .addOption(jsonOption)
    .action(async (options: CommonOptions) =>
      withApplication(options, async (application) => {
        const versions = await application.planVersions();
        if (options.json) return printJson(versions);
        printTable(
          ['id', '计划', '版', '文件', '文号', '日期', '印发人', '现行'],
          versions.map((v) => [
            String(v.id),
            v.plan,
            String(v.version),
            v.name,
            v.number ?? '',
            v.date ?? '',
            v.by,
            v.inForce ? '是' : '',
          ]),
        );
        return undefined;
      }),
    );
}

function addDiff(plan: Command): void {
  plan
    .command('diff <from> <to>')
    .description('两个版本的差别（版本 id 见 plan versions） / what changed between two versions')
    .addOption(data())
    .addOption(jsonOption)
    .action(async (from: string, to: string, options: CommonOptions) =>
      withApplication(options, async (application) => {
        const { diff } = await application.diffPlanVersions(whole(from), whole(to));
        if (options.json) return printJson(diff);
        for (const m of diff.added) console.log(`+ ${m.id} ${m.title.zh}`);
        for (const m of diff.dropped) console.log(`- ${m.id} ${m.title.zh}`);
        for (const m of diff.changed) {
          console.log(`~ ${m.from === m.id ? m.id : `${m.from} → ${m.id}`} ${m.title.zh}`);
          if (m.reworded) console.log(`    ${m.reworded.from}\n  → ${m.reworded.to}`);
          for (const text of m.texts) console.log(`    ${text.zh}`);
        }
        console.log(`不变 ${diff.unchanged} 项 / ${diff.unchanged} unchanged`);
        return undefined;
      }),
    );
}

function addWrite(plan: Command): void {
  plan
    .command('write <version>')
    .description('把已印发的版本写成 docx 或 xlsx / write an issued version as docx or xlsx')
    .requiredOption('--to <file>', '文件，.docx 或 .xlsx / file, .docx or .xlsx')
    .addOption(new Option('--layout <layout>', '版式 / layout').choices(PLAN_LAYOUTS).default('annexes'))
    .addOption(data())
    .action(async (version: string, options: CommonOptions & { to: string; layout: PlanLayout }) =>
      withApplication(options, async (application) => {
        const format = options.to.toLowerCase().endsWith('.xlsx') ? 'xlsx' : 'docx';
        const { bytes } = await application.exportPlan({ version: whole(version), layout: options.layout, format });
        await writeFile(options.to, bytes);
        console.log(options.to);
      }),
    );
}

/** `plan import`, `issue`, `versions`, `diff`, `write`: the plans of a workspace. */
export function addPlanVersions(plan: Command): void {
  addImport(plan);
  addIssue(plan);
  addVersions(plan);
  addDiff(plan);
  addWrite(plan);
}
