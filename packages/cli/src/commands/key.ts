import { sources } from '@qingshan/sources';
import type { Command } from 'commander';
import { printJson, printTable, subcommandsOf } from '../print.ts';
import { withApplication, type CommonOptions } from '../with-workspace.ts';

interface AddOptions extends CommonOptions {
  readonly source: string[];
  readonly site?: string[];
  readonly expires?: string;
}

async function addKey(name: string, { source, site, expires, ...options }: AddOptions): Promise<void> {
  await withApplication(options, async (application) => {
    const made = await application.addIntakeKey({
      name,
      sources: source,
      sites: site ?? null,
      expires: expires ?? null,
    });
    if (options.json) return printJson(made);
    console.log(`密钥 ${made.key.id}（只显示这一次）/ key, shown this once:\n  ${made.token}`);
  });
}

async function listKeys(options: CommonOptions): Promise<void> {
  await withApplication(options, async (application) => {
    const keys = await application.intakeKeys();
    if (options.json) return printJson(keys);
    return printTable(
      ['编号', '名称', '来源', '点位', '发放时间', '到期', '上次使用', '吊销时间'],
      keys.map((k) => [
        k.id,
        k.name,
        k.sources.join(' '),
        k.sites === null ? '全部' : k.sites.map((s) => s.name.zh).join('、'),
        k.at,
        k.expires ?? '',
        k.lastUsed ?? '',
        k.revoked ?? '',
      ]),
    );
  });
}

export function addKeyCommands(program: Command): void {
  const key = program.command('key').description('推送数据的密钥 / keys for programs that send data').exitOverride();
  const sub = subcommandsOf(key);
  sub('add', '发放一个密钥，只显示一次 / make a key, shown once')
    .argument('<name>', '给谁用 / whom it is for')
    .requiredOption('--source <ids...>', `可推送的来源 / sources: ${sources.map((s) => s.id).join(', ')}`)
    .option('--site <names...>', '只许这些点位 / only these sites')
    .option('--expires <day>', '可用到哪一天 / last day of use, 2025-12-31')
    .action(addKey);
  sub('list', '列出密钥 / list the keys').action(listKeys);
  sub('revoke', '吊销一个密钥 / revoke a key')
    .argument('<id>', '编号 / id')
    .action(async (id: string, options: CommonOptions) =>
      withApplication(options, async (application) => {
        await application.revokeIntakeKey(id);
        console.log(`${id}: 已吊销 / revoked`);
      }),
    );
}
