import type { views } from '@qingshan/app';
import { QingshanError } from '@qingshan/kernel';
import { districtIds } from '@qingshan/server';
import type { Command } from 'commander';
import {
  dataOption,
  jsonOption,
  printJson,
  printTable,
  withApplication,
  withWorkspace,
  type CommonOptions,
} from '../shared.ts';

interface AssessOptions extends CommonOptions {
  readonly district?: string;
  readonly period: string;
  readonly scope?: string;
  readonly indicator?: string;
  readonly through?: string;
  readonly asOf?: string;
}

const VERDICTS: Readonly<Record<views.AssessmentView['verdict'], string>> = {
  met: '达标 met',
  'not-met': '未达标 not met',
  'insufficient-data': '数据不足 insufficient data',
  'not-applicable': '不适用 n/a',
};

async function checkDistrict(options: AssessOptions): Promise<void> {
  if (options.district === undefined) return;
  await withWorkspace(options, async ({ district }) => {
    if (district.id === options.district) return;
    const hint = (await districtIds()).join('、');
    throw new QingshanError('not-found', { what: 'district', id: options.district ?? '', hint });
  });
}

function printAssessment(a: views.AssessmentView): void {
  console.log(
    `${a.title.zh} ${a.scopeText.zh} ${a.period}: ${a.shown} ${a.unitText} (${a.value ?? '—'}) · ${VERDICTS[a.verdict]}`,
  );
  console.log(`依据 ${a.editions.join('、')} · 方法 ${a.method} ${a.methodVersion} · ${a.id}\n`);
  a.trace.forEach((step, i) => {
    const clauses = step.clauses.map((c) => `${c.document} ${c.clause}${c.certainty === 'read' ? '' : '(待核对)'}`);
    console.log(`${i + 1}. ${step.title.zh}  ${clauses.join(';')}\n   ${step.detail.zh}`);
  });
  for (const w of a.warnings) console.log(`! ${w.text.zh}`);
}

export function addAssess(program: Command): void {
  program
    .command('assess')
    .description('评价 / assess indicators for a place and period')
    .option('--district <id>', '区 / district')
    .requiredOption('--period <period>', '2023, 2023-Q1, 2023-05, 2023-01..2023-10 …')
    .option('--scope <scope>', 'district, town:龙泉镇, station:门头沟双峪')
    .option('--indicator <id>', 'air.pm25.annual-mean …')
    .option('--through <day>', '数据截至 / data through this day')
    .option('--as-of <moment>', '当时已收到的数据 / as known then: 2024-10-31 or 2024-10-31T08:00:00')
    .addOption(dataOption)
    .addOption(jsonOption)
    .action(async (options: AssessOptions) => {
      await checkDistrict(options);
      await withApplication(options, async (application) => {
        const { period, scope, indicator, through, asOf } = options;
        const items = await application.assess({ period, scope, indicator, through, asOf });
        if (options.json) return printJson(items);
        return printTable(
          ['指标', '范围', '时段', '数值', '修约值', '单位', '结论', '有效', '依据', '编号'],
          items.map((a) => [
            a.title.zh,
            a.scopeText.zh,
            a.period,
            a.value === null ? '—' : a.value.toFixed(2),
            a.shown,
            a.unitText,
            VERDICTS[a.verdict] + (a.provisional ? '(暂定)' : ''),
            a.completeness ? `${a.completeness.valid}/${a.completeness.expected}` : '',
            a.edition,
            a.id,
          ]),
        );
      });
    });

  program
    .command('explain')
    .description('解释一个评价结果 / explain an assessment step by step')
    .argument('<assessment>', '编号 / id')
    .addOption(dataOption)
    .addOption(jsonOption)
    .action(async (id: string, options: CommonOptions) =>
      withApplication(options, async (application) => {
        const a = await application.explain(id);
        if (options.json) printJson(a);
        else printAssessment(a);
      }),
    );
}
