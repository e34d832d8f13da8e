import type { ConditionRule } from '@qingshan/campaign';
import { formatDay } from '@qingshan/kernel';
import { lastDayOver, monthOf, spareOf } from '../../quality/spare.ts';
import { sitesOf } from '../../workspace.ts';
import { STILL_UNKNOWN, type ConditionReading, type Judging } from './reading.ts';

type SpareRule = Extract<ConditionRule, { kind: 'spare-days' }>;

/** Air stations whose month is about to become invalid because too many days are lost. */
export async function readSpareDays(rule: SpareRule, { evaluator }: Judging): Promise<ConditionReading[]> {
  const { workspace } = evaluator;
  const through = lastDayOver(workspace);
  const month = monthOf(through);
  const sites = sitesOf(workspace).filter(({ kind }) => kind === 'air-station');
  const asked = sites.flatMap((site) => rule.parameters.map((parameter) => ({ site, parameter })));
  return Promise.all(
    asked.map(async ({ site, parameter }): Promise<ConditionReading> => {
      const { name } = workspace.standards.parameter(parameter);
      const found = (await spareOf(evaluator, parameter, month, site.id))?.month ?? null;
      const common = {
        site: site.id,
        parameter: `${parameter} ${month.id}`,
        title: {
          zh: `${site.name.zh} ${name.zh} ${month.id} 有效天数将不足`,
          en: `${site.name.en} ${name.en}: ${month.id} is about to lack valid days`,
        },
        place: site.name.zh,
        town: site.town,
        unit: site.town,
        simulated: site.simulated,
      };
      // A month of which nothing has been imported yet says nothing.
      if (found === null || found.valid === 0) return { ...common, ...STILL_UNKNOWN };
      if (found.spare > rule.spare) return { ...common, holding: 'off', figure: null };
      const { spare, valid, required } = found;
      const note =
        spare < 0
          ? {
              zh: `本月已不能有效（要求 ${required} 天）`,
              en: `the month cannot become valid (${required} days asked)`,
            }
          : { zh: `再缺 ${spare + 1} 天本月无效`, en: `${spare + 1} more lost days and the month is invalid` };
      const figure = {
        at: formatDay(through),
        value: String(valid),
        unit: 'd',
        limit: String(required),
        multiple: '',
        clause: null,
        note,
        level: String(spare),
      };
      return { ...common, holding: 'on', figure };
    }),
  );
}
