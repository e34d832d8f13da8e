import { createReadStream } from 'node:fs';
import { glob, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { ImportPreview } from '@qingshan/app';
import { QingshanError } from '@qingshan/kernel';
import { ensureWorkspace } from '@qingshan/server';
import { parquetSource, sourceById, sources, type Fault, type SourceFile } from '@qingshan/sources';
import { openParquet } from '@qingshan/store';
import type { Command } from 'commander';
import { progressBar, totalSize } from '../progress.ts';
import { byOption, dataOption, jsonOption, printJson, printTable } from '../print.ts';
import { printWatched } from '../watched.ts';
import { folderOf, withApplication, type CommonOptions, whereabouts } from '../with-workspace.ts';

const SHOWN_FAULTS = 20;

interface ImportOptions extends CommonOptions {
  readonly yes?: boolean;
  readonly preview?: boolean;
  readonly skipRefused?: boolean;
}

const PARQUET = parquetSource(openParquet);
const ALL_SOURCES = [...sources, PARQUET];

/** A folder that was exported stands for the files of its months. */
async function filesOfMonths(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      const isFolder = (await stat(path).catch(() => null))?.isDirectory() === true;
      const inside = isFolder ? await Array.fromAsync(glob('**/*.parquet', { cwd: path })) : [];
      return inside.length === 0 ? [path] : inside.toSorted().map((file) => join(path, file));
    }),
  );
  return found.flat();
}

/** `month=2024-10/a.parquet` of a month's folder, so that the files of several months are told apart. */
function nameOf(path: string): string {
  const folder = basename(dirname(path));
  return folder.startsWith('month=') ? `${folder}/${basename(path)}` : basename(path);
}

/** Files as given; a folder is refused with what to do, a missing file too. */
async function openFiles(paths: readonly string[]): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  for (const path of paths) {
    const info = await stat(path).catch(() => null);
    if (info === null) {
      throw new QingshanError('bad-file', {
        file: path,
        why: { zh: '文件不存在', en: 'there is no such file' },
        hint: { zh: '请检查路径。', en: 'Check the path.' },
      });
    }
    if (info.isDirectory()) {
      const inside = (await readdir(path)).slice(0, 3).map((f) => join(path, f));
      throw new QingshanError('bad-file', {
        file: path,
        why: { zh: '这是文件夹，不是文件', en: 'it is a folder' },
        hint: { zh: `请写出其中的文件，例如 ${inside.join(' ')}`, en: `Name the files in it: ${inside.join(' ')}` },
      });
    }
    files.push({ name: nameOf(path), open: () => createReadStream(path) });
  }
  return files;
}

function faultLine(fault: Fault): string {
  return `  [${fault.severity}] ${fault.text.zh}
      ${fault.text.en}`;
}

function printPreview(preview: ImportPreview): void {
  printTable(
    ['文件 file', '行 rows', '值 values', '问题 faults', ''],
    preview.files.map((f) => [
      f.file,
      String(f.rows),
      String(f.values),
      String(f.faults.length),
      f.refused ? '拒绝 refused' : '',
    ]),
  );
  const faults = preview.files.flatMap((f) => f.faults);
  for (const fault of faults.slice(0, SHOWN_FAULTS)) console.log(faultLine(fault));
  if (faults.length > SHOWN_FAULTS)
    console.log(`  … 另有 ${faults.length - SHOWN_FAULTS} 条，用 --json 查看全部 / more with --json`);
  const { added, corrected, unchanged } = preview.comparison;
  console.log(`新增 added ${added} · 更正 corrected ${corrected} · 不变 unchanged ${unchanged}`);
}

async function agreed(options: ImportOptions): Promise<boolean> {
  if (options.yes) return true;
  if (options.preview) return false;
  if (!process.stdin.isTTY) return true;
  const ask = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await ask.question('导入吗？Import? [y/N] ');
  ask.close();
  return /^(y|yes|是)$/i.test(answer.trim());
}

async function runImport(source: string, given: readonly string[], options: ImportOptions): Promise<void> {
  const reader = sourceById(source, ALL_SOURCES);
  const paths = reader === PARQUET ? await filesOfMonths(given) : given;
  const files = await openFiles(paths);
  const folder = folderOf(options);
  if (await ensureWorkspace(folder, whereabouts())) console.error(`已建立工作区 / workspace made: ${folder}`);
  await withApplication(options, async (application) => {
    const bar = progressBar('读取 reading', await totalSize(paths));
    const read = new Map<string, number>();
    const preview = await application
      .previewImport(reader, files, (file, bytes) => {
        read.set(file, bytes);
        bar.update([...read.values()].reduce((a, b) => a + b, 0));
      })
      .finally(() => bar.stop());
    if (!options.json) printPreview(preview);
    const batch = (await agreed(options))
      ? await application.commitImport(preview, { skipRefused: options.skipRefused === true })
      : null;
    if (options.json) {
      const { parsed: _, ...shown } = preview;
      printJson({ ...shown, batch });
    } else if (batch) {
      console.log(`已导入为批次 ${batch.id} / imported as batch ${batch.id}`);
      printWatched(batch);
    } else if (preview.refused) console.log('有文件被拒绝，未导入 / a file was refused, nothing imported');
    else if (preview.comparison.added + preview.comparison.corrected === 0)
      console.log('没有新内容，未改动 / nothing new, nothing changed');
    else console.log('仅预览，未导入 / previewed only, nothing imported');
  });
}

export function addImport(program: Command): void {
  program
    .command('import')
    .description(`导入监测数据 / import monitoring data; sources: ${ALL_SOURCES.map((s) => s.id).join(', ')}`)
    .argument('<source>', '数据来源 / source')
    .argument('<files...>', '文件；parquet 也可以是目录 / files, for parquet also folders')
    .option('-y, --yes', '不再询问，直接导入 / import without asking')
    .option('--preview', '只预览 / preview only')
    .option('--skip-refused', '跳过被拒绝的文件 / leave refused files out')
    .addOption(byOption)
    .addOption(dataOption)
    .addOption(jsonOption)
    .action(runImport);
}
