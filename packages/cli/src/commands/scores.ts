import type { Command } from 'commander';
import { dataOption, jsonOption, printJson, printTable } from '../print.ts';
import { withApplication, type CommonOptions } from '../with-workspace.ts';

interface ScoreOptions extends CommonOptions {
  readonly asOf?: string;
}

async function list(options: CommonOptions): Promise<void> {
  const packs = await withApplication(options, (application) => application.scorePacks());
  if (options.json) return printJson(packs);
  return printTable(
    ['编号 id', '办法 rule', '发布者 issuer', '对象 of', '说明 notes'],
    packs.map(({ id, name, issuer, of, why, toBeChecked }) => [
      id,
      name.zh,
      issuer.zh,
      of,
      [why?.zh ?? '', toBeChecked ? '待核对 / to be checked' : ''].filter((text) => text !== '').join('；'),
    ]),
  );
}

async function show(pack: string, month: string, { asOf, ...options }: ScoreOptions): Promise<void> {
  const query = { pack, month, ...(asOf === undefined ? {} : { asOf }) };
  const scores = await withApplication(options, (application) => application.scores(query));
  if (options.json) return printJson(scores);
  const mark = scores.pack.toBeChecked ? '，待核对 / to be checked' : '';
  console.log(`${scores.pack.name.zh}（${scores.pack.issuer.zh}${mark}）`);
  console.log(`${scores.month}，计分日 / scored on ${scores.scoredOn}`);
  for (const league of scores.leagues) {
    console.log(`\n${league.name.zh} / ${league.name.en}`);
    printTable(
      ['名次', '单位', '得分', '上月', ...scores.items.map(({ name }) => name.zh), '后续 follows'],
      league.rows.map((row) => [
        `${row.rank}${row.tied ? '=' : ''}`,
        row.name.zh,
        row.score,
        row.before?.score ?? '—',
        ...scores.items.map(({ id }) => row.parts.find((part) => part.id === id)?.score ?? '—'),
        row.consequences.map(({ zh }) => zh).join('；'),
      ]),
    );
  }
  for (const { name, reason } of scores.exempt) console.log(`不计分 / exempt: ${name.zh}（${reason.zh}）`);
  return undefined;
}

export function addScores(program: Command): void {
  const scores = program.command('scores').description('考核得分 / scores').exitOverride();
  scores.command('list').description('评分办法 / rules').addOption(dataOption).addOption(jsonOption).action(list);
  scores
    .command('show')
    .description('按办法计算一个月的得分 / a month by a rule')
    .argument('<rule>', '办法编号，见 scores list / rule')
    .argument('<month>', '2024-09')
    .option('--as-of <day>', '只计到这一天为止发生的事 / only what had happened by this day')
    .addOption(dataOption)
    .addOption(jsonOption)
    .action(show);
}
