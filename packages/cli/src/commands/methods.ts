import { displayUnit } from '@qingshan/kernel';
import { describeMethods, inputFields, methodById } from '@qingshan/methods';
import { loadStandards } from '@qingshan/standards';
import type { Command } from 'commander';
import { jsonOption, printJson, printTable } from '../print.ts';

export function addMethods(program: Command): void {
  program
    .command('methods [id]')
    .description('全部评价方法，或一种方法的输入 / every official method, or the input of one')
    .addOption(jsonOption)
    .action(async (id: string | undefined, options: { json?: boolean }) => {
      const all = describeMethods(await loadStandards());
      const methods = id === undefined ? all : all.filter((m) => m.id === methodById(id).id);
      if (options.json) return printJson(methods);
      const [one] = methods;
      if (id !== undefined && one !== undefined) {
        return printTable(
          ['输入', '名称', '单位', '必填'],
          inputFields(one.input).map((f) => [
            f.path,
            `${f.name.zh} / ${f.name.en}`,
            f.unit === null || f.unit === 'follows' ? '' : displayUnit(f.unit),
            f.required ? '是' : '',
          ]),
        );
      }
      return printTable(
        ['方法', '名称', '依据', '版本'],
        methods.map((m) => [m.id, m.title.zh, m.clauses.map((c) => c.clause).join(';'), m.version]),
      );
    });
}
