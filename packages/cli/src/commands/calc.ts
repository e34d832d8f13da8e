import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { QingshanError } from '@qingshan/kernel';
import { methodById, runMethod } from '@qingshan/methods';
import { loadStandards } from '@qingshan/standards';
import type { Command } from 'commander';
import { jsonOption, printJson } from '../print.ts';

async function readInput(file: string): Promise<unknown> {
  const content = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new QingshanError('bad-file', { file, why: `不是 JSON(${String(error)})`, hint: '' });
  }
}

export function addCalc(program: Command): void {
  program
    .command('calc')
    .description('用给定的输入运行一个方法 / run one method on given inputs')
    .argument('<method>', '方法编号 / method id')
    .requiredOption('--input <file>', 'JSON 文件，- 为标准输入 / JSON file, - for standard input')
    .addOption(jsonOption)
    .action(async (id: string, options: { input: string; json?: boolean }) => {
      const context = { standards: await loadStandards(), pins: {} };
      const result = runMethod(methodById(id), await readInput(options.input), context);
      if (options.json) return printJson(result);
      console.log(`${result.shown} ${result.unit} (${result.value ?? '—'}) · ${result.verdict}`);
      for (const step of result.trace) console.log(`- ${step.title.zh}: ${step.detail.zh}`);
      for (const w of result.warnings) console.log(`! ${w.text.zh}`);
      return undefined;
    });
}
