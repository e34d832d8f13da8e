import { DEFAULT_SETTINGS, showPolicy } from '@qingshan/app';
import type { Command } from 'commander';
import { jsonOption, printJson, printTable } from '../print.ts';

const SIGNS = { all: '●', own: '○', published: '◇' } as const;

export function addPolicy(program: Command): void {
  program
    .command('policy')
    .description('权限表：谁可以做什么 / who may do what')
    .addOption(jsonOption)
    .action((options: { json?: boolean }) => {
      const policy = showPolicy({ demonstration: null, settings: DEFAULT_SETTINGS });
      if (options.json) return printJson(policy);
      for (const { text, rows } of policy.areas) {
        console.log(`\n${text.zh} ${text.en}`);
        printTable(
          ['', ...policy.roles, '审计 audit'],
          rows.map((row) => [
            row.text.zh,
            ...row.grants.map((grant) => (grant === null ? '' : SIGNS[grant])),
            row.audit ?? '',
          ]),
        );
      }
      console.log('\n● 全部 all · ○ 本单位 own unit · ◇ 区里公开时 where the district publishes');
      return undefined;
    });
}
