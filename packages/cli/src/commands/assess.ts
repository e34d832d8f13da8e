import { QingshanError } from '@qingshan/kernel';
import { districtFolder } from '@qingshan/campaign';
import { readManifest } from '@qingshan/server';
import type { Command } from 'commander';
import { VERDICT_NAMES } from '../verdicts.ts';
import { dataOption, jsonOption, printJson, printTable } from '../print.ts';
import { folderOf, withApplication, type CommonOptions } from '../with-workspace.ts';

interface AssessOptions extends CommonOptions {
  readonly district?: string;
  readonly period: string;
  readonly scope?: string;
  readonly indicator?: string;
  readonly through?: string;
  readonly asOf?: string;
}

/** The district of the workspace is meant; another one is said to be wrong. */
async function checkDistrict(options: AssessOptions): Promise<void> {
  const { district: asked } = options;
  if (asked === undefined) return;
  districtFolder(asked);
  const { district } = await readManifest(folderOf(options));
  if (district === asked) return;
  throw new QingshanError('not-found', { what: { zh: '区域', en: 'district' }, id: asked, hint: district });
}

export function addAssess(program: Command): void {
  program
    .command('assess')
    .description('评价 / assess indicators for a place and period')
    .option('--district <id>', '区 / district')
    .requiredOption('--period <period>', '2023, 2023-Q1, 2023-05, 2023-01..2023-10 …')
    .option('--scope <scope>', 'district, town：龙泉镇，station：门头沟双峪')
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
            VERDICT_NAMES[a.verdict] + (a.provisional ? '（暂定）' : ''),
            a.completeness ? `${a.completeness.valid}/${a.completeness.expected}` : '',
            a.edition,
            a.id,
          ]),
        );
      });
    });
}
