import { resolve } from 'node:path';
import {
  askForBackup,
  makeBackup,
  readManifest,
  restoreBackup,
  verifyBackup,
  type Backup,
  type Tell,
} from '@qingshan/server';
import type { Command } from 'commander';
import { byOption, dataOption, jsonOption, printJson } from '../print.ts';
import { folderOf, operator, whereabouts, withWorkspace, type CommonOptions } from '../with-workspace.ts';

const tell: Tell = ({ zh, en }) => console.error(`… ${zh} / ${en}`);

function say(backup: Backup, { json }: CommonOptions, head: string): void {
  const { moment, version, key, files } = backup;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const rows = backup.registry.tables.reduce((sum, table) => sum + table.rows, 0);
  if (json) return printJson({ moment, version, key, files: files.length, bytes, rows });
  console.log(head);
  console.log(`截至 / as of ${moment}，Qingshan ${version}`);
  console.log(
    `登记库 ${rows} 行，文件 ${files.length} 个，${bytes} 字节 / ${rows} rows, ${files.length} files, ${bytes} bytes`,
  );
  return console.log(
    key === 'inside'
      ? '密钥在备份内：请像密码一样保管这份备份 / the secret key is inside: keep this backup like a password'
      : '密钥不在备份内：请另行保管，恢复时要用 / the secret key is not inside: keep it apart, restoring needs it',
  );
}

async function make(name: string, options: CommonOptions & { readonly key: boolean }): Promise<void> {
  const folder = folderOf(options);
  await readManifest(folder);
  const asked = { target: resolve(name), withKey: options.key, by: operator(options.by), tell };
  const backup =
    (await askForBackup(folder, asked)) ?? (await withWorkspace(options, (workspace) => makeBackup(workspace, asked)));
  say(backup, options, `备份完成 / backup made: ${asked.target}`);
}

export function addBackup(program: Command): void {
  const backup = program.command('backup').description('备份与恢复 / backup and restore').exitOverride();
  backup
    .command('make', { isDefault: true })
    .description('备份工作区，服务运行时也可以 / back a workspace up, also while it is served')
    .argument('<folder>', '要新建的备份目录 / folder to be made')
    .option('--no-key', '不含密钥，另行保管 / leave the secret key out, to be kept apart')
    .addOption(byOption)
    .addOption(dataOption)
    .addOption(jsonOption)
    .action(make);
  backup
    .command('verify')
    .description('逐个文件核对一份备份 / read a backup through and compare every file')
    .argument('<folder>', '备份目录 / folder of the backup')
    .addOption(jsonOption)
    .action(async (folder: string, options: CommonOptions) =>
      say(await verifyBackup(resolve(folder)), options, '备份完好 / the backup is whole'),
    );
  program
    .command('restore')
    .description('把备份恢复成新的工作区 / make a new workspace of a backup')
    .argument('<backup>', '备份目录 / folder of the backup')
    .requiredOption('--folder <new>', '新的数据目录，须不存在或为空 / new data folder, missing or empty')
    .option('--without-key', '密钥已丢失也恢复 / restore although the secret key is lost')
    .addOption(jsonOption)
    .action(
      async (from: string, options: CommonOptions & { readonly folder: string; readonly withoutKey?: boolean }) => {
        const { folder, withoutKey = false } = options;
        const restored = await restoreBackup(resolve(from), { ...whereabouts(), folder, withoutKey, tell });
        const { auditRows } = restored;
        say(
          restored.backup,
          options,
          `已恢复到 / restored into ${folder}；审计 ${auditRows} 条，链条完整 / ${auditRows} audit rows, the chain is whole`,
        );
      },
    );
}
