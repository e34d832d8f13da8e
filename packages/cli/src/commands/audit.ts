import type { Command } from 'commander';
import { byOption, dataOption, jsonOption, printJson, printTable } from '../print.ts';
import { withApplication, type CommonOptions } from '../with-workspace.ts';

interface ListOptions extends CommonOptions {
  readonly person?: string;
  readonly action?: string;
  readonly subject?: string;
  readonly from?: string;
  readonly to?: string;
}

async function verify(options: CommonOptions): Promise<void> {
  await withApplication(options, async (application) => {
    const { entries, broken } = await application.verifyAudit();
    if (broken !== null) process.exitCode = 1;
    if (options.json) return printJson({ entries, broken });
    return console.log(
      broken === null
        ? `审计记录 ${entries} 条，链条完整 / ${entries} audit rows, the chain is whole`
        : `审计记录被改动：第 ${broken} 条（共 ${entries} 条）与写入时不符 / the audit was tampered with: row ${broken} of ${entries} is not the one that was written`,
    );
  });
}

async function list({ person, action, subject, from, to, ...options }: ListOptions): Promise<void> {
  await withApplication(options, async (application) => {
    const { entries, more } = await application.audits({ person, action, subject, from, to });
    if (options.json) return printJson(entries);
    printTable(
      ['序号', '时间', '操作人', '角色', '动作', '对象', '结果'],
      entries.map((e) => [
        String(e.id),
        e.at.replace('T', ' '),
        e.name === '' ? e.actor : `${e.name}（${e.actor}）`,
        e.role,
        e.action,
        e.subject,
        e.result,
      ]),
    );
    if (more) console.log('只列出最近的，请缩小范围 / only the newest are listed; ask for less');
    return undefined;
  });
}

export function addAudit(program: Command): void {
  const audit = program.command('audit').description('审计记录 / the audit').exitOverride();
  audit
    .command('verify')
    .description('校验审计链；被改动时退出码为 1 / verify the chain; exit code 1 when it was tampered with')
    .addOption(dataOption)
    .addOption(jsonOption)
    .action(verify);
  audit
    .command('list')
    .description('查审计记录，最近的在前 / read the audit, the newest first')
    .option('--person <user-name>', '操作人或被操作人 / who acted or was acted on')
    .option('--action <action>', '动作 / action, e.g. sign-in')
    .option('--subject <text>', '对象中的文字 / part of the subject')
    .option('--from <day>', '起 / from, 2024-10-31')
    .option('--to <day>', '止 / to')
    .addOption(byOption)
    .addOption(dataOption)
    .addOption(jsonOption)
    .action(list);
}
