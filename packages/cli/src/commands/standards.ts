import { compareEditions, loadStandards } from '@qingshan/standards';
import type { Command } from 'commander';
import { jsonOption, printJson, printTable } from '../print.ts';

export function addStandards(program: Command): void {
  const standards = program.command('standards').description('标准数据 / standards as dated data').exitOverride();

  standards
    .command('list')
    .description('全部版本 / every edition')
    .addOption(jsonOption)
    .action(async (options: { json?: boolean }) => {
      const { editions } = await loadStandards();
      const rows = editions.map((e) => ({
        id: e.id,
        number: e.number,
        title: e.title,
        from: e.inForce.from,
        to: e.inForce.to,
      }));
      if (options.json) return printJson(rows);
      return printTable(
        ['编号', '标准', '名称', '施行', '废止'],
        rows.map((r) => [r.id, r.number, r.title.zh, r.from, r.to ?? '']),
      );
    });

  standards
    .command('show')
    .description('一个版本的全部数值 / every figure of an edition')
    .argument('<edition>', 'gb-3095-2012')
    .addOption(jsonOption)
    .action(async (id: string, options: { json?: boolean }) => {
      const edition = (await loadStandards()).edition(id);
      if (options.json) return printJson(edition);
      console.log(`${edition.number} ${edition.title.zh}  ${edition.inForce.from} – ${edition.inForce.to ?? ''}`);
      for (const table of edition.tables) {
        console.log(`\n${table.title.zh}${table.valid ? ` (${table.valid.from} – ${table.valid.to ?? ''})` : ''}`);
        printTable(
          [...table.keys, '数值', '单位', '条款', '把握'],
          table.figures.map((f) => [
            ...table.keys.map((k) => f.keys[k] ?? ''),
            f.value ?? f.values?.map((v) => v ?? '–').join(' ') ?? f.text?.zh ?? '',
            f.unit ?? '',
            f.clause.clause,
            f.clause.certainty,
          ]),
        );
      }
      return undefined;
    });

  standards
    .command('diff')
    .description('两个版本之间的变化 / what changed between two editions')
    .argument('<from>')
    .argument('<to>')
    .addOption(jsonOption)
    .action(async (from: string, to: string, options: { json?: boolean }) => {
      const library = await loadStandards();
      const changes = compareEditions(library.edition(from), library.edition(to));
      if (options.json) return printJson(changes);
      return printTable(
        ['表', '项', '变化', from, to],
        changes.map((c) => [c.table, Object.values(c.keys).join(' '), c.kind, c.before ?? '', c.after ?? '']),
      );
    });
}
