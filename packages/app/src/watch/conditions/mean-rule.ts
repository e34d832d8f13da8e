import type { ConditionRule, Holding } from '@qingshan/campaign';
import { formatDay } from '@qingshan/kernel';
import type { ConditionReading, Judging } from './reading.ts';

type MeanRule = Extract<ConditionRule, { kind: 'mean' }>;

function holdingOf(value: number | null, valid: number, { level, clears, days }: MeanRule): Holding {
  if (value === null || valid < days) return 'unknown';
  if (value > Number(level)) return 'on';
  return value < Number(clears) ? 'off' : 'between';
}

/** The district's mean of the month, or year, up to today. */
export async function readMean(rule: MeanRule, { evaluator, when }: Judging): Promise<ConditionReading[]> {
  const { district } = evaluator.workspace;
  const day = formatDay(when.through);
  const period = day.slice(0, rule.per === 'month' ? 7 : 4);
  const { indicator: id } = rule;
  const { assessment, indicator } = await evaluator.evaluate({ indicator: id, scope: 'district', period, when });
  const { value, shown, unit, simulated, completeness } = assessment;
  const holding = holdingOf(value, completeness?.valid ?? 0, rule);
  const [zh, en] = rule.per === 'month' ? ['本月累计', 'month to date'] : ['本年累计', 'year to date'];
  return [
    {
      site: 'district',
      parameter: period,
      holding,
      figure:
        holding === 'on'
          ? { at: day, value: shown, unit, limit: rule.level, multiple: '', clause: null, level: period }
          : null,
      title: {
        zh: `全区${indicator.title.zh}${zh}高于 ${rule.level}（${period}）`,
        en: `${district.name.en}, ${indicator.title.en}, ${en} above ${rule.level} (${period})`,
      },
      place: district.name.zh,
      town: null,
      unit: null,
      simulated,
    },
  ];
}
