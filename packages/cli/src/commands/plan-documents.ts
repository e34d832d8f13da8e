import { readFile, writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import {
  draftContext,
  draftPlan,
  loadDistrict,
  placeText,
  districtFolder,
  suggestionText,
  type District,
  type DraftContext,
  type DraftDoubt,
  type DraftPlan,
  type Plan,
} from '@qingshan/campaign';
import { readGrid, writePlanDocx, writePlanXlsx } from '@qingshan/documents';
import { QingshanError, type Localized } from '@qingshan/kernel';
import { Option, type Command } from 'commander';
import { jsonOption, printJson, printTable } from '../print.ts';

const LAYOUTS = ['annexes', 'fields', 'narrative'] as const;
type Layout = (typeof LAYOUTS)[number];

function badFile(file: string, why: Localized, hint: Localized): QingshanError {
  return new QingshanError('bad-file', { file, why, hint });
}

function latest(district: District): Plan {
  const plan = district.plans.at(-1);
  if (plan) return plan;
  throw new QingshanError('bad-plan', {
    file: district.id,
    where: '',
    why: { zh: '没有计划', en: 'there is no plan' },
  });
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw badFile(
      basename(file),
      { zh: '文件打不开', en: 'the file cannot be opened' },
      { zh: '请检查路径', en: 'Check the path' },
    );
  }
}

const COUNTED = [
  ['boards', '板块'],
  ['tasks', '任务'],
  ['measures', '措施'],
  ['initiatives', '特色举措'],
] as const;

function printDraft(draft: DraftPlan, context: DraftContext): void {
  console.log(`${draft.title ?? '（没有标题 / no title）'}（${draft.year ?? '年度未知 / year unknown'}）`);
  printTable(
    ['', '读出 / found', '文中写明 / stated'],
    COUNTED.map(([key, name]) => [name, String(draft.counts[key]), String(draft.declared[key] ?? '—')]),
  );
  for (const board of draft.boards) {
    const measures = board.tasks.flatMap((task) => task.measures).length;
    console.log(`- ${board.title}：任务 ${board.tasks.length} · 措施 ${measures}`);
  }
  if (draft.doubts.length === 0) return console.log('没有疑点 / no doubts');
  console.log(`\n疑点 ${draft.doubts.length} 处 / ${draft.doubts.length} doubts`);
  for (const doubt of draft.doubts) printDoubt(doubt, context);
}

function printDoubt({ id, item, alsoIn, place, text, suggestion }: DraftDoubt, context: DraftContext): void {
  const where = placeText(place);
  const items = item === null ? '' : ` ${[item, ...alsoIn].join('、')}`;
  console.log(`- [${id}] ${where.zh}${items}：${text.zh}`);
  console.log(`  ${where.en}: ${text.en}`);
  if (suggestion === null) return;
  const proposed = suggestionText(suggestion, context);
  console.log(`  建议 / suggestion: ${proposed.zh} / ${proposed.en}`);
}

function addRead(plan: Command): void {
  plan
    .command('read <file>')
    .description('读入计划文件（docx、xlsx）并列出疑点 / read a plan from docx or xlsx and list what is doubtful')
    .option('--district <id>', '区 / district', 'mentougou')
    .option('--year <year>', '文件没有写明时的计划年度 / year where the file does not say it', Number)
    .addOption(jsonOption)
    .action(async (file: string, options: { district: string; year?: number; json?: boolean }) => {
      const district = loadDistrict(districtFolder(options.district));
      const context = draftContext(district, district.plans.at(-1) ?? null, options.year ?? null);
      const draft = draftPlan(readGrid(basename(file), await bytesOf(file)), context);
      if (options.json) printJson(draft);
      else printDraft(draft, context);
      if (draft.doubts.length > 0) process.exitCode = 1;
    });
}

function written(source: { plan: Plan; units: District['units'] }, to: string, layout: Layout): Uint8Array {
  const kind = extname(to).toLowerCase();
  if (kind === '.docx') return writePlanDocx(source, layout);
  if (kind === '.xlsx' && layout !== 'narrative') return writePlanXlsx(source, layout);
  const why =
    kind === '.xlsx'
      ? { zh: '叙述式不能写成 xlsx。', en: 'The narrative layout cannot be written as xlsx.' }
      : { zh: `不能写成“${kind}”。`, en: `“${kind}” cannot be written.` };
  throw new QingshanError('bad-request', { why, hint: { zh: '请用 .docx 或 .xlsx', en: 'Use .docx or .xlsx' } });
}

function addExport(plan: Command): void {
  plan
    .command('export')
    .description('把计划写成 docx 或 xlsx / write the plan as docx or xlsx')
    .requiredOption('--to <file>', '文件，.docx 或 .xlsx / file, .docx or .xlsx')
    .addOption(
      new Option('--layout <layout>', '版式：分附件、按领域、叙述式 / one annex a board, one table, paragraphs')
        .choices(LAYOUTS)
        .default('annexes'),
    )
    .option('--district <id>', '区 / district', 'mentougou')
    .action(async (options: { to: string; layout: Layout; district: string }) => {
      const district = loadDistrict(districtFolder(options.district));
      const chosen = latest(district);
      await writeFile(options.to, written({ plan: chosen, units: district.units }, options.to, options.layout));
      console.log(`${chosen.title.zh} → ${options.to}`);
    });
}

/** `plan read` and `plan export`: the plan as a document of Word or Excel. */
export function addPlanDocuments(plan: Command): void {
  addRead(plan);
  addExport(plan);
}
