import type { ConditionRule } from '@qingshan/campaign';
import { monthsOf, type Day, type Period } from '@qingshan/kernel';
import { readPeriod } from '../../assess/evaluator.ts';
import { indicatorOf, RANK_DECIMALS, ranksOf } from '../../board/towns.ts';
import { STILL_UNKNOWN, type ConditionReading, type Judging } from './reading.ts';

type TownLastRule = Extract<ConditionRule, { kind: 'town-last' }>;

/** The last `count` months that are over, the latest last. */
function monthsBefore(today: Day, count: number): Period[] {
  const periods = monthsOf({ first: today - 31 * (count + 1), last: today }).map(({ id }) => readPeriod(id));
  return periods.filter(({ last }) => last <= today).slice(-count);
}

/**
 * Towns among the last of the district's own towns in each of the last months. The city's list of worst towns is not
 * published in a form that could be read, so nothing is said about the other districts' towns.
 */
export async function readTowns(rule: TownLastRule, { evaluator, when, today }: Judging): Promise<ConditionReading[]> {
  const { district, standards } = evaluator.workspace;
  const { parameter } = rule;
  const { name, unit } = standards.parameter(parameter);
  const decimals = RANK_DECIMALS[parameter] ?? 1;
  const months = monthsBefore(today, rule.months);
  const ranked = await Promise.all(
    months.map(async (month) => {
      const towns = await evaluator.comparedTowns(indicatorOf(parameter), month, when);
      return { month, towns, ranks: ranksOf(towns, decimals) };
    }),
  );
  const latest = ranked.at(-1);
  if (!latest || ranked.length < rule.months) return [];
  return district.towns.map((town): ConditionReading => {
    const lasts = ranked.map(({ ranks }) => {
      const own = ranks.get(town.id);
      return own === undefined || ranks.size <= rule.last ? null : own.rank > ranks.size - rule.last;
    });
    const assessment = latest.towns.find(({ id }) => id === town.id)?.current.assessment;
    const common = {
      site: `town:${town.id}`,
      parameter,
      title: {
        zh: `${town.name.zh} ${name.zh} 连续 ${rule.months} 个月列全区镇街后 ${rule.last} 位`,
        en: `${town.name.en}: ${name.en} among the last ${rule.last} of the district's towns, ${rule.months} months running`,
      },
      place: town.name.zh,
      town: town.id,
      unit: town.id,
      simulated: assessment?.simulated ?? false,
    };
    const own = latest.ranks.get(town.id);
    if (lasts.includes(null) || own === undefined || !assessment) return { ...common, ...STILL_UNKNOWN };
    if (!lasts.every((last) => last === true)) {
      return { ...common, holding: lasts.at(-1) === true ? 'between' : 'off', figure: null };
    }
    const { size } = latest.ranks;
    const note = {
      zh: `${size} 个镇街中第 ${own.rank} 位（由低到高）`,
      en: `rank ${own.rank} of ${size} towns, the lowest first`,
    };
    const { id: month } = latest.month;
    const figure = {
      at: month,
      value: assessment.shown,
      unit,
      limit: '',
      multiple: '',
      clause: null,
      note,
      level: month,
    };
    return { ...common, holding: 'on', figure };
  });
}
