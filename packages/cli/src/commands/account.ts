import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { text } from 'node:stream/consumers';
import { readAccountFile } from '@qingshan/app';
import { QingshanError } from '@qingshan/kernel';
import type { Command } from 'commander';
import { dataOption, jsonOption, printJson, printTable } from '../print.ts';
import { VERDICT_NAMES } from '../verdicts.ts';
import { withApplication, type CommonOptions } from '../with-workspace.ts';

interface RecordOptions extends CommonOptions {
  readonly indicator: string;
  readonly period: string;
  readonly file: string;
  readonly note: string;
  readonly available?: string;
  readonly preview?: boolean;
}

async function readInput(file: string): Promise<Readonly<Record<string, unknown>>> {
  if (file === '-') return readAccountFile('-', await text(process.stdin));
  const content = await readFile(file, 'utf8').catch(() => {
    throw new QingshanError('bad-file', {
      file,
      why: { zh: '文件不存在或不能读取', en: 'there is no such file, or it cannot be read' },
      hint: { zh: '请检查路径。', en: 'Check the path.' },
    });
  });
  return readAccountFile(basename(file), content);
}

async function record(options: RecordOptions): Promise<void> {
  const { indicator, period, file, note, available } = options;
  const sent = { indicator, period, available, note, input: await readInput(file) };
  await withApplication(options, async (application) => {
    const preview = await application.previewAccount(sent);
    const recorded = options.preview ? null : await application.recordAccount(sent);
    if (options.json) return printJson(recorded ?? preview);
    const { assessment: a } = recorded ?? preview;
    console.log(`${a.title.zh} ${a.period}: ${a.shown} ${a.unitText} · ${VERDICT_NAMES[a.verdict]}`);
    for (const step of a.trace) console.log(`- ${step.title.zh}: ${step.detail.zh}`);
    for (const warning of a.warnings) console.log(`! ${warning.text.zh}`);
    if (recorded === null) console.log('仅预览，未填写 / previewed only, nothing recorded');
    else if (recorded.added) console.log(`已填写，编号 ${recorded.account.id} / recorded as ${recorded.account.id}`);
    else
      console.log(`内容与第 ${recorded.account.id} 号相同，未改动 / same as ${recorded.account.id}, nothing changed`);
    return undefined;
  });
}

async function list(options: CommonOptions & { readonly indicator?: string; readonly period?: string }): Promise<void> {
  await withApplication(options, async (application) => {
    const { indicator, period } = options;
    const versions = await application.accounts({ indicator, period });
    if (options.json) return printJson(versions);
    return printTable(
      ['编号', '指标', '时段', '起用', '填写', '时间', '撤销', '采用', '说明'],
      versions.map((v) => [
        v.id === null ? '—' : String(v.id),
        v.indicator,
        v.period,
        v.available,
        v.recordedBy ?? '区域数据',
        v.recordedAt ?? '',
        v.withdrawnAt === null ? '' : `${v.withdrawnBy} ${v.withdrawnAt}`,
        v.current ? '✓' : '',
        v.note.zh,
      ]),
    );
  });
}

/** Writes no file over another. */
async function writeTemplate(file: string, yaml: string): Promise<void> {
  await writeFile(file, yaml, { flag: 'wx' }).catch((error: unknown) => {
    throw new QingshanError('bad-file', {
      file,
      why: { zh: `不能写入（${String(error)}）`, en: `it cannot be written (${String(error)})` },
      hint: { zh: '请换一个文件名。', en: 'Choose another name.' },
    });
  });
}

export function addAccount(program: Command): void {
  const account = program
    .command('account')
    .description('核算数据：填写、查看、撤销 / accounts: record, list, withdraw')
    .exitOverride();

  account
    .command('record')
    .description('填写一项核算，先评价再保存 / record an account, judged before it is kept')
    .requiredOption('--indicator <id>', 'carbon.total …')
    .requiredOption('--period <period>', '2024')
    .requiredOption('--file <file>', 'YAML 或 JSON，- 为标准输入 / YAML or JSON, - for standard input')
    .requiredOption('--note <text>', '是什么、出自哪里 / what it is and where from')
    .option('--available <day>', '从哪一天起采用，缺省今天 / the day from which it counts, by default today')
    .option('--by <name>', '填写人，缺省系统用户 / who records it, by default the user of the system')
    .option('--preview', '只预览 / preview only')
    .addOption(dataOption)
    .addOption(jsonOption)
    .action(record);

  account
    .command('list')
    .description('全部版本，新的在前 / every version, newest first')
    .option('--indicator <id>')
    .option('--period <period>')
    .addOption(dataOption)
    .addOption(jsonOption)
    .action(list);

  account
    .command('withdraw')
    .description('撤销一次填写；以前的结果仍可按当时所知再现 / take a version back; past answers stay reproducible')
    .argument('<id>', '编号 / number', Number)
    .option('--by <name>', '撤销人 / who withdraws it')
    .addOption(dataOption)
    .addOption(jsonOption)
    .action(async (id: number, options: CommonOptions) =>
      withApplication(options, async (application) => {
        const version = await application.withdrawAccount(id);
        if (options.json) printJson(version);
        else console.log(`第 ${id} 号核算已撤销 / account ${id} withdrawn`);
      }),
    );

  account
    .command('template')
    .description('写出一份待填的 YAML / write a YAML file to fill in')
    .argument('<indicator>', 'carbon.total …')
    .option('--output <file>', '写入文件，缺省显示 / file to write, by default the terminal')
    .addOption(dataOption)
    .action(async (indicator: string, options: CommonOptions & { readonly output?: string }) =>
      withApplication(options, async (application) => {
        const yaml = await application.accountTemplate(indicator);
        if (options.output === undefined) process.stdout.write(yaml);
        else await writeTemplate(options.output, yaml);
      }),
    );
}
