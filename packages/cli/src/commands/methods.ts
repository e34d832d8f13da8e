import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { calculate } from '@qingshan/app';
import { QingshanError } from '@qingshan/kernel';
import { describeMethods } from '@qingshan/methods';
import { loadProductStandards } from '@qingshan/server';
import type { Command } from 'commander';
import { jsonOption, printJson, printTable } from '../shared.ts';

async function readInput(file: string): Promise<unknown> {
  const content = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new QingshanError('bad-file', { file, why: `不是 JSON(${String(error)})`, hint: '' });
  }
}

export function addMethods(program: Command): void {
  program
    .command('methods')
    .description('全部评价方法 / every official method')
    .addOption(jsonOption)
    .action(async (options: { json?: boolean }) => {
      const methods = describeMethods(await loadProductStandards());
      if (options.json) return printJson(methods);
      return printTable(
        ['方法', '名称', '依据', '版本'],
        methods.map((m) => [m.id, m.title.zh, m.clauses.map((c) => c.clause).join(';'), m.version]),
      );
    });

  program
    .command('calc')
    .description('用给定的输入运行一个方法 / run one method on given inputs')
    .argument('<method>', '方法编号 / method id')
    .requiredOption('--input <file>', 'JSON 文件,- 为标准输入 / JSON file, - for standard input')
    .addOption(jsonOption)
    .action(async (id: string, options: { input: string; json?: boolean }) => {
      const result = calculate(
        { standards: await loadProductStandards(), pins: {} },
        id,
        await readInput(options.input),
      );
      if (options.json) return printJson(result);
      console.log(`${result.shown} ${result.unit} (${result.value ?? '—'}) · ${result.verdict}`);
      for (const step of result.trace) console.log(`- ${step.title.zh}: ${step.detail.zh}`);
      for (const w of result.warnings) console.log(`! ${w.text.zh}`);
      return undefined;
    });
}
