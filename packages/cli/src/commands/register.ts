import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Application, views } from '@qingshan/app';
import { QingshanError } from '@qingshan/kernel';
import type { Command } from 'commander';
import { progressBar, type Progress } from '../progress.ts';
import { byOption, dataOption, jsonOption, printJson, printTable } from '../print.ts';
import { withApplication, type CommonOptions } from '../with-workspace.ts';

const ASK_EVERY_MS = 50;
const SHOWN_FINDINGS = 20;

interface FileOptions extends CommonOptions {
  readonly output?: string;
}

interface ImportOptions extends CommonOptions {
  readonly preview?: boolean;
  readonly skipRefused?: boolean;
}

async function save(path: string, bytes: Uint8Array): Promise<void> {
  await writeFile(path, bytes);
  console.log(`已写入 / written: ${path}`);
}

async function listRegisters(options: CommonOptions): Promise<void> {
  const registers = await withApplication(options, (application) => application.registers());
  if (options.json) return printJson(registers);
  printTable(
    ['编号 id', '台账 register', '条目 entries', '未办结 open', '已销号 cleared', '最近变动 last change'],
    registers.map((r) => [
      r.id,
      r.name.zh,
      String(r.entries),
      String(r.open),
      String(r.cleared),
      r.lastChange?.replace('T', ' ') ?? '—',
    ]),
  );
  return undefined;
}

async function writeTemplate(register: string, options: FileOptions): Promise<void> {
  const { name, bytes } = await withApplication(options, (application) => application.registerTemplate(register));
  await save(options.output ?? name, bytes);
}

async function writeExport(register: string, options: FileOptions): Promise<void> {
  const file = await withApplication(options, (application) => application.exportRegister(register, {}));
  console.log(`条目 / entries: ${file.entries}`);
  await save(options.output ?? file.name, file.bytes);
}

/** Asks until nothing works on the job any more. */
async function settled(application: Application, id: string): Promise<views.ImportJobView> {
  let bar: Progress | null = null;
  for (;;) {
    const job = await application.registerImportJob(id);
    if (job.rows > 0) bar ??= progressBar('检查 checking', job.rows);
    bar?.update(job.checked);
    if (job.state !== 'checking' && job.state !== 'storing') {
      bar?.stop();
      return job;
    }
    await wait(ASK_EVERY_MS);
  }
}

function printJob(job: views.ImportJobView, { findings, total }: Report): void {
  for (const { row, severity, text } of findings.slice(0, SHOWN_FINDINGS)) {
    const place = row === null ? job.file : `${job.file} 第 ${row} 行 / row ${row}`;
    console.log(`  [${severity}] ${place}：${text.zh}\n      ${text.en}`);
  }
  if (total > SHOWN_FINDINGS) {
    console.log(`  … 另有 ${total - SHOWN_FINDINGS} 条，用 --json 查看全部 / more with --json`);
  }
  console.log(
    `行 rows ${job.rows} · 新增 added ${job.added} · 更改 changed ${job.changed} · 不变 unchanged ${job.unchanged} · 拒绝 refused ${job.refused}`,
  );
}

type Report = Awaited<ReturnType<Application['registerImportFindings']>>;

function outcome(job: views.ImportJobView): string {
  if (job.state === 'stored') {
    return job.import === null
      ? '没有新内容，未改动 / nothing new, nothing changed'
      : `已存入，导入号 ${job.import} / stored as import ${job.import}`;
  }
  return '仅检查，未存入 / checked only, nothing stored';
}

async function importRegister(register: string, path: string, options: ImportOptions): Promise<void> {
  const bytes = await readFile(path).catch(() => {
    const why = { zh: '文件不能读取', en: 'the file cannot be read' };
    throw new QingshanError('bad-file', { file: path, why, hint: { zh: '请检查路径。', en: 'Check the path.' } });
  });
  await withApplication(options, async (application) => {
    const { id } = await application.startRegisterImport(register, { name: basename(path), bytes });
    let job = await settled(application, id);
    const report = await application.registerImportFindings(id, { offset: 0, limit: 20_000 });
    if (job.state === 'checked' && options.preview !== true) {
      if (!options.json) printJob(job, report);
      await application.commitRegisterImport(id, { skipRefused: options.skipRefused === true });
      job = await settled(application, id);
    } else if (!options.json) {
      printJob(job, report);
    }
    if (options.json) printJson({ ...job, findings: report.findings });
    if (job.state === 'failed') {
      const { zh, en } = job.problem ?? { zh: '', en: '' };
      throw new QingshanError('bad-file', { file: job.file, why: { zh, en }, hint: '' });
    }
    if (!options.json) console.log(outcome(job));
  });
}

async function undoImport(id: string, options: CommonOptions): Promise<void> {
  const undone = await withApplication(options, (application) => application.undoRegisterImport(Number(id)));
  console.log(`已撤销导入 ${undone.id}（${undone.file}）/ import ${undone.id} undone`);
}

export function addRegister(program: Command): void {
  const register = program.command('register').description('台账：清单、模板、导入、导出 / registers');
  register
    .command('list')
    .description('台账目录与条数 / the registers and their counts')
    .addOption(dataOption)
    .addOption(jsonOption)
    .action(listRegisters);
  register
    .command('template')
    .description('写出导入模板 / write a template')
    .argument('<register>', '台账 / register')
    .option('-o, --output <file>', '文件 / file')
    .addOption(dataOption)
    .action(writeTemplate);
  register
    .command('import')
    .description('导入台账：先逐行检查，再整批存入 / check a workbook row by row, then store it whole')
    .argument('<register>', '台账 / register')
    .argument('<file>', '工作簿 / workbook')
    .option('--preview', '只检查 / check only')
    .option('--skip-refused', '跳过不合要求的行 / leave refused rows out')
    .addOption(byOption)
    .addOption(dataOption)
    .addOption(jsonOption)
    .action(importRegister);
  register
    .command('export')
    .description('按导入模板导出 / write the entries in the layout of the template')
    .argument('<register>', '台账 / register')
    .option('-o, --output <file>', '文件 / file')
    .addOption(byOption)
    .addOption(dataOption)
    .action(writeExport);
  register
    .command('undo')
    .description('撤销一次导入 / undo an import')
    .argument('<import>', '导入号 / import')
    .addOption(byOption)
    .addOption(dataOption)
    .action(undoImport);
}
